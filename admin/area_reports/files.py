"""The report as files: a PDF to print and hand on, and a workbook with a sheet for each section."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import Response

from admin.area_reports.told_report import SectionInWords, ToldTable, in_words, period_of, title_of
from admin.panel.file_names import disposition
from admin.panel.list_export import TYPES, Cell, TableFile, add_about, for_sheet
from admin.panel.print_head import print_head
from admin.words.naming import name_of
from tansiq.area_reports.answer import AreaReport
from tansiq.area_reports.content import Number
from tansiq.exchange.workbook.formula_guard import sheet_title
from tansiq.language.words import direction, gettext, say
from tansiq.platform.typesetting import typeset

KINDS = {"pdf": "application/pdf", "xlsx": TYPES["xlsx"]}
WHAT = say("Report of an area")
WIDE, NARROW = 44, 16


def file_of(kind: str, report: AreaReport) -> Response:
    """The report as a file of one of KINDS, in the language now spoken."""
    content = _pdf(report) if kind == "pdf" else _workbook(report)
    answer = Response(content, content_type=KINDS[kind])
    answer.headers["Content-Disposition"] = disposition(WHAT, report.asked.area, kind)
    return answer


def _pdf(report: AreaReport) -> bytes:
    data = {
        **print_head(title_of(report)),
        "period": period_of(report),
        "definitions": gettext("What the figures count"),
        "sections": [_section(one) for one in in_words(report)],
    }
    return typeset("area_report", data, {}, "pdf")


def _section(one: SectionInWords) -> dict[str, Any]:
    return {
        "title": one.title,
        "definition": one.definition,
        "notes": one.notes,
        "figures": [list(figure) for figure in one.figures],
        "definitions": [list(line) for line in one.definitions],
        "tables": [_table(told) for told in one.tables if told.table.lines],
    }


def _table(told: ToldTable) -> dict[str, Any]:
    return {
        "title": str(told.table.title),
        "columns": [str(told.table.of_what), *(str(one.label) for one in told.table.measures)],
        "lines": [[called.text, *figures] for called, figures in told.lines()],
        "more": told.more,
    }


def _workbook(report: AreaReport) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    empty: Any = book.active
    book.remove(empty)
    for one in in_words(report):
        sheet: Any = book.create_sheet(sheet_title(one.title))
        sheet.sheet_view.rightToLeft = direction() == "rtl"
        sheet.column_dimensions["A"].width = WIDE
        for letter in "BCDEFGH":
            sheet.column_dimensions[letter].width = NARROW
        for is_head, cells in _sheet_lines(one):
            sheet.append([for_sheet(cell) for cell in cells])
            for written in sheet[sheet.max_row] if is_head else ():
                written.font, written.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    about = [(gettext("Area"), name_of(report.asked.area)), (gettext("Period"), period_of(report))]
    add_about(book, TableFile(title_of(report), report.asked.area, about))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _sheet_lines(one: SectionInWords) -> Iterator[tuple[bool, list[Cell]]]:
    """(whether it is a heading, cells) of a section: its figures with what they count, then its tables and notes."""
    yield True, [one.title]
    yield False, [one.definition]
    yield False, []
    yield True, [gettext("Figure"), gettext("Value"), gettext("What it counts")]
    for told in one.told.content.figures:
        yield False, [str(told.measure.label), _cell(told.value), str(told.measure.definition)]
    for told_table in one.tables:
        table = told_table.table
        yield False, []
        yield True, [str(table.title)]
        yield True, [str(table.of_what), *(str(measure.label) for measure in table.measures)]
        for called, line in zip(told_table.called, table.lines, strict=True):
            yield False, [called.text, *map(_cell, line.values)]
    yield False, []
    for label, definition in one.definitions:
        yield False, [f"{label}: {definition}"]
    for note in one.notes:
        yield False, [note]


def _cell(value: Number) -> Cell:
    """A number stays a number, so that a spreadsheet adds it up; what is not known is an empty cell."""
    return value if value is None or isinstance(value, int) else round(float(value), 4)
