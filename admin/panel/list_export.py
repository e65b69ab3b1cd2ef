"""A list as a file: CSV that spreadsheets open in Arabic, or XLSX, its sheet right to left in Arabic."""

import csv
import io
from collections.abc import Iterable

from flask import Response

from tansiq.exchange.workbook.formula_guard import for_xml, guarded, sheet_title
from tansiq.language.words import direction

Rows = Iterable[list[str]]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

WIDTH = 24
"""Of a column of a sheet, in characters: most names are read without widening it."""


def list_file(kind: str, name: str, titles: list[str], rows: Rows, said: str = "") -> Response:
    """The rows under their titles as a file for download; `kind` is a key of TYPES, `said` is what its sheet is
    called."""
    content = _csv(titles, rows) if kind == "csv" else _xlsx(titles, rows, said or name)
    return download(content, kind, name)


def download(content: bytes, kind: str, name: str) -> Response:
    """A file of one of TYPES that the browser saves under `name`."""
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return answer


def _csv(titles: list[str], rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([guarded(title) for title in titles])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    # Spreadsheets take a file for UTF-8 by the mark at its beginning.
    return text.getvalue().encode("utf-8-sig")


def _xlsx(titles: list[str], rows: Rows, said: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(said))
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    sheet.freeze_panes = "A2"
    for number in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([guarded(for_xml(title)) for title in titles])
    for row in rows:
        sheet.append([guarded(for_xml(cell)) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
