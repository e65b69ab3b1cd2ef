"""The sheets of a form: what is no form at all, sheets that are not read, cells that hold nothing to read."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from tansiq.definition_documents.document import LARGEST
from tansiq.faults import Refused
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.tables import MOST_COLUMNS, MOST_LINES, read_tables
from tests.tansiq.xlsform.books import HEAD, book, notes_of, read, survey


def _refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_tables(content, Findings())
    return refusal.value.code


def _saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_file_that_is_no_form_is_refused_as_a_whole() -> None:
    assert _refusal(b"PK\x03\x04 nothing") == "UNREADABLE"
    assert _refusal(_saved(Workbook())) == "NO_SHEET"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/media/film.bin", b"\0" * 40_000_000)
    assert len(packed.getvalue()) < 100_000
    assert _refusal(packed.getvalue()) == "UNREADABLE"
    assert _refusal(packed.getvalue() + bytes(LARGEST)) == "TOO_LARGE"


def test_a_sheet_with_more_rows_or_columns_than_a_form_has_is_refused() -> None:
    many = [("text", f"q{number}") for number in range(MOST_LINES + 1)]
    assert _refusal(book([HEAD, *many])) == "TOO_LARGE"
    assert _refusal(book([[f"c{number}" for number in range(MOST_COLUMNS + 1)]])) == "TOO_LARGE"


def test_a_million_claimed_rows_of_which_few_are_filled_are_read_at_once() -> None:
    made = Workbook()
    made.worksheets[0].title = "Survey "
    made.worksheets[0].append(HEAD)
    made.worksheets[0].append(["text", "head", "رئيس", "Head"])
    made.worksheets[0].cell(1_048_576, 1).value = " "
    [line] = read_tables(_saved(made), Findings())["survey"]
    assert (line.text("name"), line.place_of("name"), line.place) == ("head", "Survey !B2", "Survey !2")


def test_sheets_columns_and_other_languages_that_are_not_taken_over_are_told() -> None:
    rows = [
        (*HEAD, "label::French (fr)", "media::image", "parameters"),
        ("text", "head", "رئيس", "Head", "Chef", "x.png"),
    ]
    told = notes_of(book(rows, entities=[("list_name",), ("x",)]))
    assert [one.partition(":")[0] for one in told] == ["entities", "survey!E1", "survey!F1"]


def test_a_column_that_stands_twice_and_a_failed_formula_are_told_at_their_cells() -> None:
    rows: list[Any] = [(*HEAD, "Relevant", "relevance"), ("text", "head", "رئيس", "=1/0")]
    found = read(book(rows)).findings.faults
    assert [(fault.field, fault.code) for fault in found] == [("survey!F1", "TAKEN"), ("survey!D2", "BAD_CELL")]


@pytest.mark.parametrize(("value", "text"), [(5.0, "5"), (0.5, "0.5"), (True, "TRUE"), (False, "FALSE"), ("  x ", "x")])
def test_what_a_cell_holds_is_read_as_people_see_it(value: object, text: str) -> None:
    [line] = read_tables(book([("type", "default"), ("text", value)]), Findings())["survey"]
    assert line.text("default") == text


def test_a_form_without_questions_is_told(register: object) -> None:
    assert [(one.field, one.code) for one in read(survey()).findings.faults] == [("survey", "EMPTY")]
