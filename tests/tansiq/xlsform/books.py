"""XLSForms for tests: three plain tables written as a workbook, and what becomes of them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tansiq.definition_documents.document import Values
from tansiq.faults import Refused
from tansiq.xlsform.reading import ReadForm, read_form
from tansiq.xlsform.taking import take_form
from tests.people import SALMA

Rows = Sequence[Sequence[Any]]

HEAD = ("type", "name", "label::Arabic (ar)", "label::English (en)")
SETTINGS = (("form_title", "form_id"), ("Wells of today", "wells"))


def book(survey: Rows, choices: Rows = (), settings: Rows = SETTINGS, **others: Rows) -> bytes:
    """A workbook of these sheets, each with its header as the first row."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in {"survey": survey, "choices": choices, "settings": settings, **others}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def survey(*rows: Sequence[Any], more: Sequence[str] = ()) -> bytes:
    """A workbook of these questions: type, name, Arabic and English label, then the columns `more`; with a list "kinds"
    of the answers 1 and 2."""
    choices = [("list_name", "name", *HEAD[2:]), ("kinds", 1, "بئر", "Well"), ("kinds", 2, "نبع", "Spring")]
    return book([(*HEAD, *more), *rows], choices)


def read(content: bytes) -> ReadForm:
    """What a form says."""
    return read_form(content, "file")


def fields_of(content: bytes) -> dict[str, Values]:
    """The fields of a form by their keys."""
    return {row["key"]: row for row in read(content).document.fields}


def notes_of(content: bytes) -> list[str]:
    """What is told of a form to be left out."""
    return [str(note) for note in read(content).findings.notes]


def refused(content: bytes) -> list[tuple[str, str]]:
    """(cell, code) of all that is wrong with a form when it is taken in."""
    try:
        take_form(SALMA, content, "file")
    except Refused as refusal:
        return [(fault.field, fault.code) for fault in refusal.faults]
    return []
