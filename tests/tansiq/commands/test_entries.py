"""tansiq entries: workbooks of a ministry's own record types, in and out."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tansiq.commands.entries import entries
from tests.tansiq.exchange.wells import ROWS, Wells


def _run(*words: object) -> Result:
    return CliRunner().invoke(entries, [str(word) for word in words])


@pytest.mark.usefixtures("register")
def test_entries_go_in_and_come_out(tmp_path: Path) -> None:
    wells = Wells()
    sheet, out = wells.sheet(tmp_path), tmp_path / "out.xlsx"
    assert "3  new" in _run("import", sheet, "--type", "wells", "--dry-run").output
    assert _run("import", sheet, "--type", "wells").output.endswith("Everything was written.\n")
    assert _run("export", "wells", out).output == f"3 rows written to {out}.\n"
    assert _run("import", out, "--type", "wells").output.endswith("Nothing to do.\n")
    assert _run("import", sheet, "--type", "springs").exit_code == 1


@pytest.mark.usefixtures("register")
def test_wrong_cells_are_told_and_marked(tmp_path: Path) -> None:
    wells = Wells()
    marked = tmp_path / "marked.xlsx"
    sheet = wells.sheet(tmp_path, [*ROWS, ["Bir", "Khanfar", "deep", "", "", ""]])
    answer = _run("import", sheet, "--type", "wells", "--marked", marked)
    assert (answer.exit_code, "wells!C5" in answer.output) == (1, True)
    comment = load_workbook(marked).worksheets[0]["C5"].comment
    assert comment is not None
    assert "This is not a number." in comment.text


@pytest.mark.usefixtures("register")
def test_an_empty_workbook_is_written_to_be_filled_in(tmp_path: Path) -> None:
    Wells()
    out = tmp_path / "empty.xlsx"
    assert _run("template", "wells", out, "--language", "ar").exit_code == 0
    sheet = load_workbook(out).worksheets[0]
    assert (sheet.sheet_view.rightToLeft, sheet.max_row) == (True, 2)
    assert "اسم البئر" in [cell.value for cell in sheet[1]]
