"""flask fivew and flask needs: what an operator types and reads."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tansiq.commands.fivew import fivew
from tansiq.commands.needs import needs
from tansiq.models import Need, Site
from tests.fivew import HEADER, csv_file, row, with_hidden_row
from tests.register import Register


def _run(*words: object) -> Result:
    command = {"fivew": fivew, "needs": needs}[str(words[0])]
    return CliRunner().invoke(command, [str(word) for word in words[1:]])


def test_an_import_tells_what_became_of_the_rows(register: Register, tmp_path: Path) -> None:
    answer = _run("fivew", "import", csv_file(tmp_path, [row(), row()]))
    assert answer.exit_code == 0
    assert "Sheet 5w: 2 rows." in answer.output
    assert "New organisations: 1\nNew interventions: 1\n" in answer.output
    assert answer.output.endswith("Everything was written.\n")
    assert Site.select().count() == 1
    assert _run("fivew", "import", tmp_path / "5w.csv").output.endswith("Nothing to do.\n")


def test_progress_is_shown_apart_from_the_report(register: Register, tmp_path: Path) -> None:
    answer = _run("fivew", "import", csv_file(tmp_path, [row()]))
    assert "Rows read: 1" in answer.stderr
    assert "Rows read" not in answer.stdout


def test_a_wrong_file_ends_with_an_error_and_a_marked_sheet(register: Register, tmp_path: Path) -> None:
    marked = tmp_path / "marked.xlsx"
    path = csv_file(tmp_path, [row(), row(Sector="Astrology")])
    answer = _run("fivew", "import", path, "--marked", marked)
    assert answer.exit_code == 1
    assert "5w!H3  Astrology" in answer.output
    assert "Nothing was written." in answer.output
    assert load_workbook(marked).worksheets[0]["H3"].comment is not None
    assert not Site.select().exists()
    assert _run("fivew", "import", path, "--good-rows-only").exit_code == 0
    assert Site.select().count() == 1


def test_a_dry_run_says_that_it_was_one(register: Register, tmp_path: Path) -> None:
    answer = _run("fivew", "import", csv_file(tmp_path, [row()]), "--dry-run")
    assert answer.output.endswith("This was a dry run: nothing was written.\n")
    assert not Site.select().exists()


def test_changes_are_told_with_old_and_new(register: Register, tmp_path: Path) -> None:
    _run("fivew", "import", csv_file(tmp_path, [row()]))
    answer = _run("fivew", "import", csv_file(tmp_path, [row(Reached_people=450, Status="Completed")]))
    assert "5w!2  People reached: 200 -> 450" in answer.output
    assert "5w!2  Status: ONGOING -> COMPLETED" in answer.output


def test_personal_columns_are_left_out_and_it_is_told(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Contact name", "Phone"]
    answer = _run("fivew", "import", csv_file(tmp_path, [[*row(), "Somebody Unnamed", "700000000"]], header))
    assert "Left out because they are personal: Contact name and Phone" in answer.output
    assert "700000000" not in answer.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "header"),
    ],
)
def test_a_bad_file_is_one_sentence_and_no_traceback(register: Register, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    for noun in ("fivew", "needs"):
        answer = _run(noun, "import", path)
        assert answer.exit_code == 1
        assert words in answer.output
        assert "Traceback" not in answer.output


def test_an_unknown_country_is_told(register: Register, tmp_path: Path) -> None:
    answer = _run("fivew", "import", csv_file(tmp_path, [row()]), "--country", "Atlantis")
    assert (answer.exit_code, "No country is called Atlantis" in answer.output) == (1, True)


def test_a_mapping_says_which_column_is_which(register: Register, tmp_path: Path) -> None:
    header = ["Doer" if name == "Organisation" else name for name in HEADER if name != "Acronym"]
    cells = [cell for name, cell in zip(HEADER, row(), strict=True) if name != "Acronym"]
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Doer": "organization_name"}', encoding="utf-8")
    answer = _run("fivew", "import", csv_file(tmp_path, [cells], header), "--mapping", mapping)
    assert (answer.exit_code, Site.select().count()) == (0, 1)


def test_an_export_is_written_and_filters_that_mean_nothing_are_told(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    out = tmp_path / "out.xlsx"
    answer = _run("fivew", "export", out, "--within", "YE1211", "--from", "2026-01-01", "--language", "ar")
    assert (answer.exit_code, out.exists()) == (0, True)
    for option, value in (("--within", "XX"), ("--sector", "XX"), ("--organization", "XX")):
        answer = _run("fivew", "export", tmp_path / "other.csv", "--format", "csv", option, value)
        assert (answer.exit_code, "Traceback" in answer.output) == (1, False)


def test_needs_are_imported_for_a_period(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [["Abyan", "WSH", 700]], ["Governorate", "Sector", "People in need"])
    assert _run("needs", "import", path).exit_code == 1
    assert "Give both" in _run("needs", "import", path, "--from", "2026-01-01").output
    answer = _run("needs", "import", path, "--from", "2026-01-01", "--to", "2026-12-31", "--source", "Assessment")
    assert (answer.exit_code, Need.get().source) == (0, "Assessment")
    assert answer.output.endswith("Everything was written.\n")


def test_hidden_rows_are_read_where_that_is_asked_for(register: Register, tmp_path: Path) -> None:
    path = with_hidden_row(tmp_path, [row(), row(Title="Wells for Ja'ar")])
    answer = _run("fivew", "import", path, "--dry-run")
    assert "1 row is hidden, and was not read." in answer.output
    asked = _run("fivew", "import", path, "--dry-run", "--with-hidden")
    assert "1 row is hidden, and was read." in asked.output
    assert ("Sheet 5W: 1 row." in answer.output, "Sheet 5W: 2 rows." in asked.output) == (True, True)


def test_one_pair_of_acronym_and_name_is_counted_as_one(register: Register, tmp_path: Path) -> None:
    answer = _run("fivew", "import", csv_file(tmp_path, [row()]), "--dry-run")
    assert "1 pair of acronym and name is 1 organisation." in answer.output
