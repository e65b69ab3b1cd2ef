"""Coverage as one report to hand on, or as a picture of its map: words and figures for a template of ours."""

from collections.abc import Iterator
from typing import Any

from flask import abort

from admin.coverage.asking import asking_at, asking_of, asking_text
from admin.coverage.cases import case_section
from admin.coverage.choices import Choices
from admin.coverage.explanation import reckoning
from admin.coverage.grade_styles import COLOURS, picture
from admin.coverage.headings import in_force, question_words, title_of
from admin.coverage.maps import shapes_of, svg
from admin.coverage.matrix import Matrix, cells_of, left_out
from admin.coverage.measures import GRADES, SHOWN, grade, grade_label, shaded_by, shown
from admin.panel.print_head import print_head
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.coverage import Figures, gap, ranked_gaps, unmet_need
from tansiq.language.words import gettext
from tansiq.models import Sector
from tansiq.platform.typesetting import typeset

MOST_ROWS = 400
"""Rows of a table in a report; a longer one is for a workbook."""
MOST_BESIDE = 36
"""Areas that are told in a list beside the map; more stand in the table alone."""
MOST_GAPS = 30
MOST_ASKING = 2
"""Items of plans that are named beside one gap."""


def report(kind: str, choices: Choices, table: Matrix, sector: Sector | None) -> bytes:
    """A "pdf", or a "png" of the map alone; 404 for that where nothing can be drawn."""
    shapes = shapes_of(choices)
    cells = cells_of(table.answer, table.on)
    drawn = svg(shapes, cells, choices, title_of(choices, sector), (1000, 600)) if shapes else None
    if drawn is None and kind == "png":
        abort(404)
    pictures = {f"sign-{code}.svg": picture(code) for code in GRADES}
    pictures |= {"map.svg": drawn.encode()} if drawn else {}
    is_approximate = bool(shapes and drawn and shapes.is_approximate)
    cases = case_section(choices) if kind == "pdf" else None
    data = {**_head(choices, sector, is_approximate), **_body(choices, table), "has-map": drawn is not None}
    data["cases"] = cases.told() if cases else None
    return typeset("coverage_map" if kind == "png" else "coverage", data, pictures, kind)


def _head(choices: Choices, sector: Sector | None, is_approximate: bool) -> dict[str, Any]:
    return {
        **print_head(title_of(choices, sector)),
        "period": question_words(choices),
        "approximate": gettext("Approximate cells computed from centre points, not boundaries.")
        if is_approximate
        else "",
        "legend": [[code, grade_label(code, choices.show)] for code in GRADES],
        "shaded": gettext("Shade: %(what)s", what=SHOWN.label(shaded_by(choices.show))),
        "colours": COLOURS,
    }


def _body(choices: Choices, table: Matrix) -> dict[str, Any]:
    is_long = len(table.rows) > MOST_ROWS
    lines: list[tuple[str, list[Figures]]] = [(name_of(row.area), [*row.cells, row.total]) for row in table.rows]
    last: tuple[str, list[Figures]] = (gettext("All areas"), [*table.of_sectors, table.answer.totals])
    told = [] if is_long else [[name, [_told(cell, choices.show) for cell in cells]] for name, cells in [*lines, last]]
    on = next((name_of(sector) for sector in table.sectors if sector.id == table.on), gettext("All sectors"))
    return {
        "facts": left_out(table),
        "filters": [[name, value] for name, value in in_force(choices, None)],
        "totals": [shown(table.answer.totals, choices.show).line, *reckoning(table.answer.totals)],
        "shown": SHOWN.label(choices.show),
        "words": {
            "map": gettext("Map"), "table": gettext("Table"), "gaps": gettext("Gaps"), "area": gettext("Area"),
            "totals": gettext("In all"), "filters": gettext("What was chosen"), "on": on,
        },
        "columns": [*map(name_of, table.sectors), gettext("All sectors")],
        "rows": told,
        "beside": [[name_of(row.area), *_told(table.cell_on(row), choices.show)] for row in table.rows]
        if len(table.rows) <= MOST_BESIDE
        else [],
        "too-long": gettext("The table is too long for a report. Save it as a workbook.") if is_long else "",
        "gap-columns": [
            gettext("Rank"), gettext("Area"), gettext("Sector"), gettext("Severity"), gettext("People in need"),
            gettext("People targeted"), gettext("People reached"), gettext("Unmet need"), gettext("Gap"),
            gettext("Asked for in plans"),
        ],
        "gaps": list(_gap_rows(table, choices)),
    }  # fmt: skip


def _told(cell: Figures, show: str) -> list[str]:
    found = shown(cell, show)
    return [grade(cell, show), found.text, found.note]


def _gap_rows(table: Matrix, choices: Choices) -> Iterator[list[str]]:
    sectors = {sector.id: sector for sector in table.sectors}
    told = ranked_gaps(table.answer.cells)[:MOST_GAPS]
    asking = asking_of(told, choices, MOST_ASKING)
    for rank, cell in enumerate(told, start=1):
        people = (cell.people_in_need, cell.people_targeted, cell.people_reached, unmet_need(cell), gap(cell))
        place = [name_of(table.areas[cell.area_id]), name_of(sectors[cell.sector_id or 0])]
        figures = ["—" if value is None else number_text(value) for value in (cell.severity, *people)]
        yield [str(rank), *place, *figures, asking_text(asking_at(asking, cell), MOST_ASKING)]
