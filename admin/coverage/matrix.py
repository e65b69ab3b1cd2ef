"""The table of areas and sectors: its rows, its columns and their totals, and what stands in a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from admin.coverage.choices import Choices
from admin.coverage.measures import worst_first
from admin.current_viewer import viewer
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, empty
from tansiq.language.arabic import fold
from tansiq.language.words import ngettext
from tansiq.models import Area, Sector
from tansiq.policy.visibility import visible

AT_ONCE = 30
"""Rows that one page of the table holds: as many as a telephone shows within a few screens."""


@dataclass(frozen=True)
class Row:
    """One area: its cells in the order of the sectors, and its total."""

    area: Area
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """One page of the table, with the totals of the whole; `on` is the sector that it is ordered by, None is all."""

    answer: CoverageAnswer
    sectors: list[Sector]
    areas: dict[int, Area]
    rows: list[Row]
    of_sectors: list[Cell]
    on: int | None
    page: int
    has_next: bool

    def cell_on(self, row: Row) -> Cell:
        """The cell of a row that the table is ordered by, and that a telephone tells of."""
        return next((cell for cell in row.cells if cell.sector_id == self.on), row.total)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known of the period: neither work nor need."""
        totals = self.answer.totals
        return not totals.intervention_count and totals.people_in_need is None


def matrix(answer: CoverageAnswer, choices: Choices, is_whole: bool = False) -> Matrix:
    """The table of an answer that has margins: the page that is asked for, or the whole."""
    cells = {(cell.area_id, cell.sector_id): cell for cell in answer.cells}
    areas = {row.id: row for row in _read(Area, {area for area, _sector in cells})}
    sectors = sorted(_read(Sector, {sector for _area, sector in cells}), key=lambda row: (row.position, row.code))
    on = next((sector.id for sector in sectors if sector.code == choices.on), None)
    ordered = _ordered(answer, areas.values(), choices, on)
    page = 0 if is_whole else choices.page
    shown = ordered if is_whole else ordered[page * AT_ONCE : (page + 1) * AT_ONCE]
    rows = [
        Row(
            area,
            [cells.get((area.id, sector.id)) or empty(area.id, sector.id) for sector in sectors],
            answer.of_areas.get(area.id) or empty(area.id, None),
        )
        for area in shown
    ]
    of_sectors = [answer.of_sectors.get(sector.id) or empty(0, sector.id) for sector in sectors]
    has_next = not is_whole and (page + 1) * AT_ONCE < len(ordered)
    return Matrix(answer, sectors, areas, rows, of_sectors, on, page, has_next)


def _ordered(answer: CoverageAnswer, areas: Iterable[Area], choices: Choices, on: int | None) -> list[Area]:
    """Areas by name, or the worst of one sector, or of all, first."""
    by_name = sorted(areas, key=lambda area: (fold(name_of(area)), area.pcode))
    if choices.sort == "name":
        return by_name
    found = cells_of(answer, on)
    return sorted(by_name, key=lambda area: worst_first(found.get(area.id) or empty(area.id, on), choices.show))


def cells_of(answer: CoverageAnswer, sector: int | None) -> dict[int, Cell]:
    """By area: its cell in one sector, or its total of all."""
    if sector is None:
        return dict(answer.of_areas)
    return {cell.area_id: cell for cell in answer.cells if cell.sector_id == sector}


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
