"""tansiq units import and template."""

from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from tansiq.commands.units import units
from tansiq.models import Unit
from tests.register import Register


def _run(*words: str) -> str:
    return CliRunner().invoke(units, [*words, "--language", "en"]).output


def test_a_workbook_is_filled_in_and_imported(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    assert f"An empty workbook is in {path}." in _run("template", str(path))
    book = load_workbook(path)
    book.worksheets[0].append(["T-1", "بلدية", "Town", "Municipality", None, "YE12", None, None])
    book.save(path)
    assert "This was a dry run: nothing was written." in _run("import", str(path), "--dry-run")
    assert not Unit.select().exists()
    said = _run("import", str(path))
    assert "Everything was written." in said
    assert "It can be undone: tansiq fivew undo" in said
    assert Unit.get().code == "T-1"
    assert "Nothing to do." in _run("import", str(path))


def test_what_is_wrong_is_told_and_marked_in_the_sheet(register: Register, tmp_path: Path) -> None:
    path, marked = tmp_path / "units.csv", tmp_path / "marked.xlsx"
    path.write_text("Unit code,English name,Kind of unit,Area code\nT-1,Town,Village,YE12\n", encoding="utf-8")
    said = _run("import", str(path), "--marked", str(marked))
    assert "Choose one of the listed kinds of unit." in said
    assert "Nothing was written." in said
    assert marked.exists()
