"""Coverage as files: a workbook, a plain table, a picture of the map, and one report to hand on."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import Response

from admin.coverage import matrix as tables
from admin.coverage.asking import Asking, asking_at, asking_of, asking_text
from admin.coverage.cases import case_section
from admin.coverage.choices import Choices
from admin.coverage.grade_styles import COLOURS
from admin.coverage.headings import in_force, question_words, title_of
from admin.coverage.matrix import Matrix
from admin.coverage.measures import SHOWN, grade, share, shown
from admin.coverage.report import report
from admin.panel.file_names import disposition
from admin.panel.list_export import TYPES, TableFile, add_about, for_sheet, list_file
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, Figures, gap, projected_gap, state, unmet_need
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.language.words import direction, gettext, say
from tansiq.models import Sector

RATIOS = ("reached", "need", "target")
KINDS = {**TYPES, "png": "image/png", "pdf": "application/pdf"}


def file_for(kind: str, choices: Choices, answer: CoverageAnswer, sector: Sector | None) -> Response:
    """The answer as a file of one of KINDS; 404 where there is no map to make a picture of."""
    table = tables.matrix(answer, choices, is_whole=True)
    about = TableFile(say("Coverage"), choices.area, in_force(choices, sector))
    if kind == "csv":
        titles, rows = _long(table, asking_of(_cells(table), choices))
        return list_file("csv", about, titles, ([_text(value) for value in row] for row in rows))
    content = _workbook(choices, table, about) if kind == "xlsx" else report(kind, choices, table, sector)
    saved = Response(content, content_type=KINDS[kind])
    saved.headers["Content-Disposition"] = disposition(about.what, about.where, kind)
    return saved


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _cells(table: Matrix) -> list[Cell]:
    return [cell for row in table.rows for cell in row.cells]


def _long(table: Matrix, asking: Asking) -> tuple[list[str], Iterator[list[Any]]]:
    """One row for every cell, with all of its figures."""
    titles = [
        gettext("P-code"), gettext("Area"), gettext("Sector code"), gettext("Sector"), gettext("State"),
        gettext("Organisations"), gettext("Interventions"), gettext("Planned"), gettext("Ongoing"),
        gettext("Completed"), gettext("People in need"), gettext("People targeted"), gettext("People reached"),
        *(SHOWN.label(show) for show in RATIOS), gettext("Gap"), gettext("Projected gap"), gettext("Unmet need"),
        gettext("Severity"), gettext("Asked for in plans"),
    ]  # fmt: skip
    rows = (
        [
            row.area.pcode,
            name_of(row.area),
            sector.code,
            name_of(sector),
            *_figures(cell),
            asking_text(asking_at(asking, cell)),
        ]
        for row in table.rows
        for sector, cell in zip(table.sectors, row.cells, strict=True)
    )
    return titles, rows


def _figures(cell: Cell) -> list[Any]:
    ratios = [share(cell, show) for show in RATIOS]
    return [
        COVERAGE_STATES.label(state(cell)), cell.organization_count, cell.intervention_count, cell.planned_count,
        cell.ongoing_count, cell.completed_count, cell.people_in_need, cell.people_targeted, cell.people_reached,
        *(None if ratio is None else round(ratio, 4) for ratio in ratios),
        gap(cell), projected_gap(cell), unmet_need(cell), cell.severity,
    ]  # fmt: skip


def _workbook(choices: Choices, table: Matrix, about: TableFile) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = gettext("Table")
    _fill_table(sheet, choices, table)
    long = book.create_sheet(gettext("All figures"))
    titles, rows = _long(table, asking_of(_cells(table), choices))
    long.append([for_sheet(title) for title in titles])
    for row in rows:
        long.append([for_sheet(value) for value in row])
    if cases := case_section(choices):
        told = book.create_sheet(gettext("Cases of duplication"))
        for cells in cases.rows():
            told.append([for_sheet(cell) for cell in cells])
    for each in book.worksheets:
        each.sheet_view.rightToLeft = direction() == "rtl"
        each.column_dimensions["A"].width = 26
    add_about(book, about)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_table(sheet: Any, choices: Choices, table: Matrix) -> None:
    """Title, period and what cells show, then areas by sectors: each figure with its denominator."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.append([for_sheet(title_of(choices, None))])
    sheet.append([for_sheet(question_words(choices))])
    sheet.append([for_sheet(SHOWN.label(choices.show))])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([for_sheet(text) for text in (gettext("Area"), *map(name_of, table.sectors), gettext("All sectors"))])
    for one in sheet[4]:
        one.font, one.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    lines: list[tuple[str, list[Figures]]] = [(name_of(row.area), [*row.cells, row.total]) for row in table.rows]
    lines.append((gettext("All areas"), [*table.of_sectors, table.answer.totals]))
    for name, cells in lines:
        sheet.append([for_sheet(name), *[for_sheet(shown(cell, choices.show).line) for cell in cells]])
        for one, cell in zip(sheet[sheet.max_row][1:], cells, strict=False):
            one.fill = PatternFill("solid", fgColor=COLOURS[grade(cell, choices.show)].lstrip("#"))
    sheet.freeze_panes = "B5"
