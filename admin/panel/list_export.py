"""A list as a file: CSV that spreadsheets open in Arabic, or XLSX, its sheet right to left in Arabic.

A workbook has a second sheet that says what was chosen, and when it was saved. CSV holds rows alone: programs read it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, g

from admin.panel.file_names import disposition
from admin.panel.print_head import demo_note, today_text
from tansiq.exchange.workbook.formula_guard import for_xml, guarded, sheet_title
from tansiq.language.words import Sentence, direction, gettext, without_marks
from tansiq.models import Area

Cell = str | int | float | None
Rows = Iterable[Sequence[Cell]]
"""Numbers stay numbers, so that a spreadsheet adds them up; one below zero is no formula, as text with its sign is."""

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

WIDTH = 24
"""Of a column of a sheet, in characters: most names are read without widening it."""


TOLD_EVERY = 500
"""Rows between two tellings of how far a long file is."""


@dataclass(frozen=True)
class TableFile:
    """What a file tells of: what its rows are, where they lie (None: nowhere), and (name, value) of what was chosen."""

    what: Sentence | str
    where: Area | None
    chosen: Sequence[tuple[str, str]]


def list_file(kind: str, about: TableFile, titles: list[str], rows: Rows) -> Response:
    """The rows under their titles as a file for download; `kind` is a key of TYPES."""
    rows = _told(rows)
    content = _csv(titles, rows) if kind == "csv" else _xlsx(about, titles, rows)
    return download(content, kind, disposition(about.what, about.where, kind))


def _told(rows: Rows) -> Rows:
    """The same rows; how many went by is told to whoever waits for a file that the worker writes."""
    for count, row in enumerate(rows, start=1):
        if count % TOLD_EVERY == 0 and "rows_told" in g:
            g.rows_told(count)
        yield row


def download(content: bytes, kind: str, said: str) -> Response:
    """A file of one of TYPES; `said` is its `disposition`."""
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = said
    return answer


def about_lines(about: TableFile) -> list[tuple[str, str]]:
    """(name, value) lines on a file itself: what it is, when it was saved, what was chosen."""
    lines = [(gettext("Tansiq"), str(about.what)), (gettext("Saved on"), today_text())]
    if demo := demo_note():
        lines.append((gettext("Note"), demo))
    chosen = list(about.chosen) or [(gettext("What was chosen"), gettext("All"))]
    return [*lines, *chosen]


def add_about(book: Any, about: TableFile) -> None:
    """Add the sheet of `about_lines` behind the other sheets of a workbook."""
    sheet = book.create_sheet(sheet_title(gettext("About this file")))
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = WIDTH, WIDTH * 3
    for line in about_lines(about):
        sheet.append([for_sheet(text) for text in line])


def _csv(titles: list[str], rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(title) for title in titles])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # Spreadsheets take a file for UTF-8 by the mark at its beginning.
    return text.getvalue().encode("utf-8-sig")


def for_sheet(cell: Cell) -> Cell:
    """A cell as a workbook holds it: harmless, and without what its files cannot hold."""
    return _harmless(for_xml(cell) if isinstance(cell, str) else cell)


def _harmless(cell: Cell) -> Cell:
    return guarded(without_marks(cell)) if isinstance(cell, str) else cell


def _xlsx(about: TableFile, titles: list[str], rows: Rows) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(str(about.what)))
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    sheet.freeze_panes = "A2"
    for number in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([for_sheet(title) for title in titles])
    for row in rows:
        sheet.append([for_sheet(cell) for cell in row])
    add_about(book, about)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
