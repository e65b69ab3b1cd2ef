"""The answers: coverage of an area, and its gaps in the order in which they call for help."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tansiq.copied_columns.folder import counted
from tansiq.coverage.figures import Cell, CellsInColumns, Totals, gap, unmet_need
from tansiq.coverage.question import CoverageQuestion
from tansiq.coverage.statement import TOTALS, statement
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy

MOST_CELLS = 100_000
"""More cells than this are nobody's table: the question is refused."""


@dataclass(frozen=True)
class CoverageAnswer:
    """What was found: the area asked about, its totals, and the cells by area, sector, group and kind.

    `of_areas` and `of_sectors` are the totals of each area and of each sector, where margins were asked for:
    an area counts its greatest sector, place by place; a sector counts all areas, the roughly located too.
    """

    area: Area
    totals: Totals
    cells: Sequence[Cell]
    of_areas: Mapping[int, Cell] = field(default_factory=dict)
    of_sectors: Mapping[int, Cell] = field(default_factory=dict)


class Gaps(NamedTuple):
    """One page of cells with a gap, gravest first; `total_count` is how many there are in all."""

    cells: list[Cell]
    total_count: int
    has_next: bool


def coverage(viewer: Viewer, question: CoverageQuestion) -> CoverageAnswer:
    """Answer one question over what `viewer` may see: from copied columns, or else with one statement.

    Raises Refused: NOT_FOUND, UNKNOWN_CODE, LEVEL_ABOVE_AREA, DATES_REVERSED, TOO_MANY_CELLS.
    """
    area = find_area(viewer, question.within)
    question.check(area)
    answer = counted(lambda copy: _from_columns(copy, viewer, question, area))
    if answer is not None:
        return answer
    rows: list[tuple[Any, ...]] = db.execute(statement(viewer, question, area, MOST_CELLS + 2)).fetchall()
    _check_cells(len(rows) - 1)
    return _answer(area, rows, question.with_margins)


def _from_columns(copy: "Copy", viewer: Viewer, question: CoverageQuestion, area: Area) -> CoverageAnswer:
    from tansiq.coverage.column_cells import cells_in
    from tansiq.coverage.from_columns import count

    found = count(copy, viewer, question, area)
    _check_cells(found.length)
    return CoverageAnswer(area, found.totals, cells_in(found.cells), *found.margins)


def _check_cells(cells: int) -> None:
    if cells > MOST_CELLS:
        text = say(
            "That would be more than %(count)s cells. Ask about a smaller area or a higher level.", count=MOST_CELLS
        )
        raise Refused(Fault("TOO_MANY_CELLS", "level", text))


def _answer(area: Area, rows: list[tuple[Any, ...]], with_margins: bool) -> CoverageAnswer:
    """Tell the rows apart by their keys: the total has neither area nor sector, a margin lacks one of them."""
    if not with_margins:
        total, *rest = rows  # The totals have no area: TOTALS sorts before every id.
        return CoverageAnswer(area, Totals._make(total[4:]), [_cell(row) for row in rest])
    of_all = [row for row in rows if row[0] == TOTALS]
    total = next(row for row in of_all if row[1] is None)
    of_sectors = {row[1]: _cell(row) for row in of_all if row[1] is not None}
    of_areas = {row[0]: _cell(row) for row in rows if row[0] != TOTALS and row[1] is None}
    cells = [_cell(row) for row in rows if row[0] != TOTALS and row[1] is not None]
    return CoverageAnswer(area, Totals._make(total[4:]), cells, of_areas, of_sectors)


def _cell(row: tuple[Any, ...]) -> Cell:
    return Cell._make(row[: len(Cell._fields)])


def gaps(viewer: Viewer, question: CoverageQuestion, first: int = 50, after: tuple[int, ...] | None = None) -> Gaps:
    """The cells with unmet need or people targeted and not reached, by severity, then by unmet need.

    `after` is the `gap_rank` of the last cell of the page before. Refuses as `coverage` does.
    """
    ranked = ranked_gaps(coverage(viewer, question).cells)
    begins = 0 if after is None else bisect_right(ranked, after, key=gap_rank)
    ends = begins + first
    return Gaps(list(ranked[begins:ends]), len(ranked), len(ranked) > ends)


def ranked_gaps(cells: Iterable[Cell]) -> Sequence[Cell]:
    """Those of the cells where people in need or targeted are not reached, gravest first."""
    if isinstance(cells, CellsInColumns):
        return cells.ranked_gaps()
    return sorted(filter(_is_gap, cells), key=gap_rank)


def gap_rank(cell: Cell) -> tuple[int, ...]:
    """Where a cell stands among the gaps, smallest first; no two cells of an answer rank alike.

    An unknown severity or need comes after every known one; then persons targeted and not reached count.
    """
    kind = tuple((cell.organization_kind or "").encode())
    ids = (cell.area_id, cell.sector_id or 0, cell.population_group_id or 0)
    return (-(cell.severity or 0), -(unmet_need(cell) or 0), -(gap(cell) or 0), *ids, *kind)


def _is_gap(cell: Cell) -> bool:
    return bool(unmet_need(cell) or gap(cell))
