"""flask fivew and flask needs: what an operator types and reads."""

import csv
import os
import signal
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tansiq.commands import ready
from tansiq.commands.fivew import fivew
from tansiq.commands.needs import needs
from tansiq.models import Intervention, Need, ReachedFigure, Site
from tansiq.records import changes
from tests.fivew import HEADER, csv_file, row, with_hidden_row
from tests.people import SALMA
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


@pytest.mark.parametrize(
    ("day", "count"), [("2026-04-01", 0), ("31 March 2026", 1), ("12 شوال 1447", 1), ("١٤/١٠/١٤٤٧", 0)]
)
def test_days_of_a_command_are_typed_in_either_calendar(
    register: Register, tmp_path: Path, day: str, count: int
) -> None:
    register.site(register.intervention("NRA"))
    answer = _run("fivew", "export", tmp_path / "out.csv", "--from", day)
    assert (answer.exit_code, f"{count} row" in answer.output) == (0, True), answer.output


@pytest.mark.parametrize(("day", "said"), [("someday", "“someday” is not a date."), ("31 رمضان 1447", "30 days")])
@pytest.mark.parametrize("words", [("fivew", "export", "out.csv"), ("needs", "import", "setup.cfg")])
def test_what_is_no_day_ends_a_command_with_a_sentence(words: tuple[str, ...], day: str, said: str) -> None:
    answer = _run(*words, "--from", day)
    assert (answer.exit_code, said in answer.output) == (2, True), answer.output


@pytest.mark.parametrize(("months", "rows", "columns"), [("last", 1, 0), ("rows", 2, 0), ("columns", 1, 3)])
def test_an_export_tells_of_the_months_as_asked(
    register: Register, tmp_path: Path, months: str, rows: int, columns: int
) -> None:
    site = register.site(register.intervention("NRA"))
    for month, people in ((1, 10), (2, 20)):
        changes.save(SALMA, ReachedFigure(site=site.id, month=date(2026, month, 1), people=people))
    answer = _run("fivew", "export", tmp_path / "out.csv", "--months", months)
    assert f"{rows} row" in answer.output
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert sum("People reached " in name and name[-4:].isdigit() for name in header) == columns


def test_an_export_is_what_its_ending_says_and_comes_back_unchanged(register: Register, tmp_path: Path) -> None:
    work = register.intervention("NRA", title_en="water;=1+1", remarks="a\n-b")
    register.site(work, targeted=10)
    for name in ("out.csv", "OUT.CSV", "out.xlsx"):
        assert _run("fivew", "export", tmp_path / name).exit_code == 0
    text = (tmp_path / "out.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "OUT.CSV").read_bytes() == text
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines(keepends=True)))
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert rows[0] == [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    assert "water;'=1+1" in rows[2]
    answer = _run("fivew", "import", tmp_path / "out.csv")
    assert (answer.exit_code, answer.output.endswith("Nothing to do.\n")) == (0, True), answer.output
    assert Intervention.get().title_en == "water;=1+1"


@pytest.mark.parametrize("name", ["out", "out.ods", "out.txt", "out.pdf"])
def test_an_ending_that_is_no_format_is_refused_with_those_that_are(
    register: Register, tmp_path: Path, name: str
) -> None:
    answer = _run("fivew", "export", tmp_path / name)
    assert (answer.exit_code, (tmp_path / name).exists()) == (1, False)
    assert ".xlsx or .csv" in answer.output
    assert _run("fivew", "export", tmp_path / name, "--format", "csv").exit_code == 0
    answer = _run("fivew", "export", tmp_path / "out.csv", "--format", "xlsx")
    assert (answer.exit_code, "The name ends in .csv" in answer.output) == (1, True)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_an_import_that_is_stopped_writes_nothing_and_says_so(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("tansiq.exchange.fivew_import.propose_parts", lambda *given: os.kill(os.getpid(), told))
    command = click.Group("tansiq", commands=[ready(fivew)])
    answer = CliRunner().invoke(command, ["fivew", "import", str(csv_file(tmp_path, [row()]))])
    assert answer.exit_code == 130
    assert answer.output.endswith("Error: Stopped. What was not finished was taken back.\n")
    assert Site.select().count() == 0
    assert signal.getsignal(signal.SIGTERM) == before


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
