"""The table of areas and sectors: its rows, its columns and their totals, and what stands in a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from admin.coverage.explanation import percent, ratio
from admin.current_viewer import viewer
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, Figures, gap, unmet_need
from tansiq.language.arabic import fold
from tansiq.language.words import gettext, ngettext
from tansiq.models import Area, Sector
from tansiq.policy.visibility import visible

AT_ONCE = 50
"""Rows that one page of the table holds."""


@dataclass(frozen=True)
class Row:
    """One area: its cells in the order of the sectors, and its total."""

    area: Area
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """One page of the table, with the totals of the whole."""

    answer: CoverageAnswer
    sectors: list[Sector]
    areas: dict[int, Area]
    rows: list[Row]
    of_sectors: list[Cell]
    page: int
    has_next: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known of the period: neither work nor need."""
        totals = self.answer.totals
        return not totals.intervention_count and totals.people_in_need is None


def matrix(answer: CoverageAnswer, page: int) -> Matrix:
    """The table of an answer that has margins; `page` counts from 0, -1 is the whole."""
    cells = {(cell.area_id, cell.sector_id): cell for cell in answer.cells}
    areas = {row.id: row for row in _read(Area, {area for area, _sector in cells})}
    sectors = sorted(_read(Sector, {sector for _area, sector in cells}), key=lambda row: (row.position, row.code))
    ordered = sorted(areas.values(), key=lambda area: (fold(name_of(area)), area.pcode))
    begins = max(page, 0) * AT_ONCE
    shown = ordered if page < 0 else ordered[begins : begins + AT_ONCE]
    rows = [
        Row(
            area,
            [cells.get((area.id, sector.id)) or empty(area.id, sector.id) for sector in sectors],
            answer.of_areas.get(area.id) or empty(area.id, None),
        )
        for area in shown
    ]
    of_sectors = [answer.of_sectors.get(sector.id) or empty(0, sector.id) for sector in sectors]
    return Matrix(answer, sectors, areas, rows, of_sectors, max(page, 0), page >= 0 and begins + AT_ONCE < len(ordered))


def empty(area: int, sector: int | None) -> Cell:
    """A cell of which nothing is known and where nobody works."""
    return Cell(area, sector, None, None, 0, 0, 0, 0, 0, None, None, None, None, None)


def figure(figures: Figures, show: str) -> str:
    """What stands in a cell beside the sign of its state; a dash where there is no figure: it is not zero."""
    if show == "reached":
        return _reached(figures)
    if show == "presence":
        return number_text(figures.organization_count)
    if show == "gap":
        short = gap(figures)
        return _or_dash(unmet_need(figures) if short is None else short)
    return percent(ratio(figures)) or "—"


def _reached(figures: Figures) -> str:
    reached, targeted = figures.people_reached, figures.people_targeted
    if reached is None and targeted is None:
        return "—"
    return gettext("%(reached)s of %(targeted)s", reached=_or_dash(reached), targeted=_or_dash(targeted))


def _or_dash(people: int | None) -> str:
    return "—" if people is None else number_text(people)


def _read(model: Any, ids: Iterable[int | None]) -> list[Any]:
    wanted = [one for one in ids if one]
    return list(visible(model, viewer()).where(model.id.in_(wanted))) if wanted else []


def left_out(table: Matrix) -> list[str]:
    """What the cells do not tell of, in sentences."""
    totals, said = table.answer.totals, []
    if totals.above_level_count:
        said.append(
            ngettext(
                "%(number)s intervention is located too roughly for any row; it counts in the totals alone.",
                "%(number)s interventions are located too roughly for any row; they count in the totals alone.",
                totals.above_level_count,
                number=number_text(totals.above_level_count),
            )
        )
    if totals.undated_count:
        said.append(
            ngettext(
                "%(number)s intervention without a start date is left out.",
                "%(number)s interventions without a start date are left out.",
                totals.undated_count,
                number=number_text(totals.undated_count),
            )
        )
    return said
