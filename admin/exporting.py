"""A list as a file: CSV that spreadsheets open in Arabic, or XLSX, its sheet right to left in Arabic."""

import csv
import io
from collections.abc import Iterable

from flask import Response
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tansiq.words import language

Rows = Iterable[list[str]]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_of(kind: str, name: str, titles: list[str], rows: Rows) -> Response:
    """The rows under their titles as a file for download; `kind` is a key of TYPES."""
    content = {"csv": _csv, "xlsx": _xlsx}[kind](titles, rows)
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return answer


def _csv(titles: list[str], rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(titles)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # Spreadsheets take a file for UTF-8 by the mark at its beginning.
    return text.getvalue().encode("utf-8-sig")


def _xlsx(titles: list[str], rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = language() == "ar"
    sheet.append(titles)
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", _harmless(cell)) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula is kept text by an apostrophe; numbers stay."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()
