"""A refused workbook of reports comes back as it was sent, its faulty cells marked: mended in place it is taken."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.exchange.reporting.marked_reports import mark_reports
from tansiq.forms.versions import publish
from tansiq.language.words import speaking
from tansiq.models import FormVersion, Report
from tests.definitions import item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.report_sheets import cell, filled, flat, sent, told, written

_NO_NUMBER = "This is not a number. Write digits only, without words or units."
WRONG_COLOUR, ASKED_COLOUR = "00F4B6B6", "00FBE3A6"


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _marked(form: FilledForm, path: Path, language: str = "en") -> Path:
    """What comes back of a workbook that was sent."""
    outcome, into = sent(SALMA, form, path, submits=True), path.with_name("marked.xlsx")
    assert outcome.plan.is_faulty
    with speaking(language):
        mark_reports(SALMA, path, into, outcome.plan)
    return into


def _filled(form: FilledForm, folder: Path, *sheets: Mapping[str, Any]) -> Path:
    return filled(written(SALMA, form, folder), form, *sheets)


def _messages(book: Any) -> list[tuple[str, str]]:
    return [(row[1].value, row[3].value) for row in book["Messages"].iter_rows(min_row=2)]


def test_faulty_cells_are_marked_and_mended_in_place(municipal: FilledForm, tmp_path: Path) -> None:
    path = _filled(municipal, tmp_path, {"vehicles": -4, "working": "many"}, {"vehicles": 7, "working": 2})
    marked = _marked(municipal, path)
    book = load_workbook(marked)
    first, second = book.worksheets[:2]
    number, working = municipal.number("vehicles"), municipal.number("working")
    wrong = cell(first, (working, ""))
    assert (wrong.value, wrong.fill.fgColor.rgb, wrong.protection.locked) == ("many", WRONG_COLOUR, False)
    assert wrong.comment.text == _NO_NUMBER
    assert cell(first, (number, "")).value == -4
    assert [cell(second, (one, "")).value for one in (number, working)] == [7, 2]
    assert cell(second, (number, "")).comment is None
    assert ("Ja'ar!D8", _NO_NUMBER) in _messages(book)
    mended = filled(marked, municipal, {"vehicles": 4, "working": 3})
    assert told(sent(SALMA, municipal, mended)) == []
    kept = {report.unit.name_en: report.extra for report in Report.select()}
    assert kept["Ja'ar"] == {str(number): 4, str(working): 3}
    assert kept["Zinjibar"] == {str(number): 7, str(working): 2}


def test_it_is_locked_and_reckons_as_it_did(municipal: FilledForm, tmp_path: Path) -> None:
    waste = municipal.number("waste")
    path = _filled(municipal, tmp_path, {"vehicles": "x", "waste/DRY": 2.5})
    before, after = load_workbook(path), load_workbook(_marked(municipal, path))
    for old, new in zip(before.worksheets[:2], after.worksheets[:2], strict=True):
        assert (new.title, new.protection.sheet, new.column_dimensions["A"].hidden) == (old.title, True, True)
        assert [row[0].value for row in new.iter_rows()] == [row[0].value for row in old.iter_rows()]
        formulas = [found.value for row in new.iter_rows() for found in row if str(found.value).startswith("=")]
        assert formulas == [one.value for row in old.iter_rows() for one in row if str(one.value).startswith("=")] != []
    assert cell(after.worksheets[0], (waste, "DRY")).value == 2.5


def test_it_reads_from_right_to_left_in_arabic(municipal: FilledForm, tmp_path: Path) -> None:
    book = load_workbook(_marked(municipal, _filled(municipal, tmp_path, {"vehicles": "x"}), "ar"))
    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True] * len(book.worksheets)
    assert "عدد" in cell(book.worksheets[0], (municipal.number("vehicles"), "")).comment.text


def test_what_a_rule_warns_of_is_marked_in_its_own_colour(municipal: FilledForm, tmp_path: Path) -> None:
    values = {"vehicles": 4, "waste/DRY": 600, "waste/WET": 400}
    path = _filled(municipal, tmp_path, values, {"vehicles": 4, "working": 8})
    book = load_workbook(_marked(municipal, path))
    asked = cell(book.worksheets[0], (municipal.number("waste"), "DRY"))
    assert (asked.fill.fgColor.rgb, asked.comment.text) == (ASKED_COLOUR, "That is much waste.")
    broken = cell(book.worksheets[1], (municipal.number("working"), ""))
    assert (broken.fill.fgColor.rgb, broken.comment.text) == (WRONG_COLOUR, "They do not agree.")


def test_what_was_typed_is_read_again_as_it_was(municipal: FilledForm, tmp_path: Path) -> None:
    path = _filled(
        municipal,
        tmp_path,
        {"vehicles": "many", "working": "٣", "waste/DRY": (0.45, "0%")},
        {"nil": "Closed", "vehicles": 1},
    )
    outcome = sent(SALMA, municipal, path)
    again = sent(SALMA, municipal, _marked(municipal, path))
    assert [draft.values for draft in again.plan.drafts] == [draft.values for draft in outcome.plan.drafts]
    assert told(again) == told(outcome) != []


def test_what_concerns_all_of_a_sheet_stands_above_its_table(municipal: FilledForm, tmp_path: Path) -> None:
    path = _filled(municipal, tmp_path, {"vehicles": 4, "nil": "Closed"}, {"vehicles": 5})
    FormVersion.update(closes_days=0).execute()
    book = load_workbook(_marked(municipal, path))
    first, second = book.worksheets[:2]
    assert first["D5"].comment.text.startswith("Values and a reason for having nothing to report stand here")
    assert second["B2"].comment.text.startswith("The last day for it was")
    assert {address for address, _ in _messages(book)} == {"Ja'ar!D5", "Zinjibar!B2"}


def test_a_sheet_that_was_shifted_comes_back_as_it_stands(municipal: FilledForm, tmp_path: Path) -> None:
    path = _filled(municipal, tmp_path, {"vehicles": 4}, {"vehicles": "x"})
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["B7"], sheet["B8"] = sheet["B8"].value, sheet["B7"].value
    book.save(path)
    back = load_workbook(_marked(municipal, path))
    assert [row[0].value for row in back.worksheets[0].iter_rows()] == [row[0].value for row in sheet.iter_rows()]
    assert back.worksheets[0]["B7"].fill.fgColor.rgb == WRONG_COLOUR
    assert back.worksheets[0].column_dimensions["A"].hidden
    assert cell(back.worksheets[1], (municipal.number("vehicles"), "")).fill.fgColor.rgb == WRONG_COLOUR


def test_a_sheet_of_another_version_is_marked_above(municipal: FilledForm, tmp_path: Path) -> None:
    path = _filled(municipal, tmp_path, {"vehicles": 4})
    item(municipal.form, "lights")
    publish(SALMA, municipal.form, municipal.period().begins)
    back = load_workbook(_marked(municipal, path))
    assert "version 1" in back.worksheets[0]["B2"].comment.text
    assert cell(back.worksheets[0], (municipal.number("vehicles"), "")).value == 4


def test_rows_of_units_come_back_as_they_stand(municipal: FilledForm, tmp_path: Path) -> None:
    period = municipal.period().key
    path = flat(
        tmp_path, ["unit", "period", "vehicles", "working"], ["Ja'ar", period, 4, -1], [], ["Nowhere", period, 5, "=1"]
    )
    book = load_workbook(_marked(municipal, path))
    sheet = book.worksheets[0]
    assert [sheet[place].fill.fgColor.rgb for place in ("D2", "A4", "A2")] == [WRONG_COLOUR, WRONG_COLOUR, "00000000"]
    assert (sheet["A2"].value, sheet["D2"].value, sheet["A4"].value) == ("Ja'ar", -1, "Nowhere")
    assert {address.rpartition("!")[2] for address, _ in _messages(book)} >= {"D2", "A4"}
