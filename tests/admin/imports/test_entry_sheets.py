"""A workbook of a register that a ministry made, through the pages: saved empty and filled, sent, entered, undone."""

import io
import re
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tansiq.models import Entry, ImportRun
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.register import Register
from tests.tansiq.exchange.wells import HEADER, ROWS, Wells


def compared(reader: Reader, path: Path, code: str = "type-wells") -> ImportRun:
    """Send a workbook of entries and have it compared with the register."""
    sent = io.BytesIO(path.read_bytes())
    assert reader.post("imports/new/", "imports/new/", file=(sent, path.name), plan=code).status_code == 302
    reader.post("imports/columns/", id=last().id, country="")
    return last()


def test_a_workbook_of_entries_is_previewed_entered_and_taken_back(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    wells = Wells()
    assert 'value="type-wells" selected' in salma.get("imports/new/?plan=type-wells").text
    rows = [*ROWS, ["Bir Bad", "Atlantis", "deep", "", "", ""]]
    run = compared(salma, wells.sheet(tmp_path, rows))
    shown = page(salma, run, "new")
    assert "Bir al-Kawd" in shown
    assert "Khanfar" in shown
    assert "Depth: 40" in re.sub("<[^>]+>", "", shown)
    assert "wells!C5" in page(salma, run, "wrong")
    assert "3 new entries are entered." in salma.get(f"imports/confirm/?id={run.id}&deed=good").text
    do(salma, run, "good")
    assert len(wells.held("wellName")) == 3
    assert "Entries of the record type:" in page(salma, run)
    assert "entry/?type=wells" in page(salma, run)
    do(salma, run, "undo")
    assert wells.held("wellName") == []
    do(salma, run, "redo")
    assert len(wells.held("wellName")) == 3
    assert "wellss" in salma.get("imports/").text


def test_columns_of_the_register_may_be_chosen(salma: Reader, register: Register, tmp_path: Path) -> None:
    wells = Wells()
    sheet = wells.sheet(tmp_path, [["Bir", "Khanfar", "deep water"]], ("Name", "District", "What we saw"))
    sent = io.BytesIO(sheet.read_bytes())
    salma.post("imports/new/", "imports/new/", file=(sent, "wells.csv"), plan="type-wells")
    run = last()
    name = f"extra.{wells.fields['remarks'].number}"
    assert f'value="{name}"' in page(salma, run)
    salma.post("imports/columns/", id=run.id, country="", **{"column-C": name})
    do(salma, last(), "enter")
    assert wells.held("remarks") == ["deep water"]


def test_changes_are_shown_with_old_and_new_value_and_cell(salma: Reader, register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    run = compared(salma, wells.sheet(tmp_path, [["Bir Amran", "Khanfar", 53, "Works", "", ""]]))
    shown = page(salma, run, "changed")
    assert "wells!C2" in shown
    assert "<del>" in shown
    assert "Broken" in shown
    assert "Depth" in shown


def test_unknown_columns_are_told_in_the_preview(salma: Reader, register: Register, tmp_path: Path) -> None:
    wells = Wells()
    run = compared(salma, wells.sheet(tmp_path, [["Bir", "Khanfar", "blue"]], ("Name", "District", "Colour")))
    assert "Not understood: Colour." in page(salma, run)


def test_the_empty_workbook_offers_answers_and_hides_the_numbers_of_the_fields(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    wells = Wells()
    path = tmp_path / "empty.xlsx"
    with salma.get("imports/template/en/?type=type-wells") as answer:
        path.write_bytes(answer.data)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert {"Entry number", "Name", "Depth (m)", "State", "District", "Area code"} <= set(head)
    assert sheet[2][head.index("Depth (m)")].value == f"#extra+f{wells.fields['depth'].number}"
    assert sheet.row_dimensions[2].hidden
    offered = {str(one.sqref).partition("3")[0] for one in sheet.data_validations.dataValidation}
    letters = {name: get_column_letter(at) for at, name in enumerate(head, 1)}
    assert {letters[name] for name in ("State", "Fenced", "Governorate", "District")} <= offered
    sheet.append([None] * head.index("Name") + ["Bir"])
    sheet.cell(3, head.index("Area code") + 1, "YE1211")
    book.save(path)
    do(salma, compared(salma, path), "enter")
    assert Entry.get().area_id == register.areas["YE1211"].id


def test_the_filled_workbook_comes_back_and_changes_nothing(salma: Reader, register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    path = tmp_path / "wells.xlsx"
    with salma.get("imports/entries/?type=type-wells") as answer:
        path.write_bytes(answer.data)
    assert "The register holds all of this already" in page(salma, compared(salma, path))


def test_registers_that_the_reader_may_not_know_of_are_neither_offered_nor_there(
    nadia: Reader, register: Register, tmp_path: Path
) -> None:
    wells = Wells("ADMINISTRATORS")
    assert "type-wells" not in nadia.get("imports/new/").text
    for address in ("imports/template/en/?type=type-wells", "imports/entries/?type=type-wells", "imports/entries/"):
        assert nadia.get(address).status_code == 404
    sent = io.BytesIO(wells.sheet(tmp_path).read_bytes())
    answer = nadia.post("imports/new/", "imports/new/", file=(sent, "wells.csv"), plan="type-wells")
    assert "There is no such record type." in answer.text
    assert HEADER[0] not in answer.text
