"""The matrix: areas of a level by axes, sectors or plans, of all visible plans of a kind and a period.

    plans -> leaves as they stand (leaf_statement) -> sums by area and column (matrix_sums) -> cells

What counts        the items at the ends of the trees (leaves): an axis of ten activities is ten items. Cancelled
                   ones, and what stands under them, count nowhere.
in which row       that of the plan's area. An item of a plan for a wider area counts in the row of each of its own
                   areas within that of the plan; without any it is in no row, and `above_level_count` tells of it.
in which column    AXIS: the root that it stands under, where that is an axis (tansiq.plans.axes: by names, not codes).
                   SECTOR: each sector of the item itself; parts of a sector count in the whole.
                   What has no axis or no sector is in a column of its own, whose key is "".
progress           the mean of the leaves, each by its share: within its axis for AXIS, else within its plan. So a cell
                   of one axis is as far as that axis on the page of its plan; axes of several plans count alike.
change             how far the same items have come since the last snapshot of their plan, in points of 100: that of the
                   last month that is over, or else of the present one.

A cell without items has neither progress nor change, which is not zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area, lies_in
from tansiq.language.plan_vocabulary import MATRIX_COLUMNS, PLAN_KINDS
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import Sentence, say
from tansiq.models import Area, AreaClosure, Plan, Sector
from tansiq.period import Period
from tansiq.plans.axes import axes_by_name
from tansiq.plans.indicators import progress_of_items
from tansiq.plans.leaf_statement import PlansAsOf
from tansiq.plans.matrix_sums import ALL_COLUMNS, CellPlace, Found, Leaf, Sums, matrix_leaves, matrix_sums
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST_CELLS = 30_000
"""More cells than this are nobody's table: the question is refused."""
PLACES = 2
"""Digits behind the point of progress and change."""
NOTHING = 1e-12
"""Shares below this are of what weighs nothing."""


@dataclass(frozen=True)
class MatrixQuestion:
    """Plans of a kind (a code of PLAN_KINDS) that share a day with the period, None for any; the area within which, or
    its P-code; the level of the rows, 0-4; a code of MATRIX_COLUMNS."""

    kind: str
    period: Period | None
    within: Area | str
    level: int
    by: str = "AXIS"

    def check(self, area: Area) -> None:
        """Raise Refused where the question cannot be asked of `area`, what `within` names."""
        if self.kind not in PLAN_KINDS:
            raise Refused(Fault("UNKNOWN_CODE", "kind", say("Choose one of the listed kinds of plan.")))
        if self.by not in MATRIX_COLUMNS:
            raise Refused(Fault("UNKNOWN_CODE", "by", say("Choose among the listed dimensions.")))
        if not 0 <= self.level < len(LEVEL_NAMES):
            raise Refused(Fault("UNKNOWN_CODE", "level", say("Choose one of the levels of areas.")))
        if self.level < area.level:
            text = say("Ask for a level that is not above the area itself.")
            raise Refused(Fault("LEVEL_ABOVE_AREA", "level", text))
        if self.period is not None:
            self.period.check()


class MatrixCell(NamedTuple):
    """Items at the ends of the trees, those done and those late among them; progress in hundredths and change in points
    of 100, both rounded to two places and None where not known."""

    item_count: int = 0
    done_count: int = 0
    late_count: int = 0
    progress: Decimal | None = None
    change: Decimal | None = None


@dataclass(frozen=True)
class MatrixColumn:
    """A column: its key, which stays from one question to the next, its names, and the ids of its axes, its sector or
    its plan. What has no axis or sector has no names and no ids; `other` tells so."""

    key: str
    name_ar: str = ""
    name_en: str = ""
    ids: tuple[int, ...] = ()
    other: Sentence | None = None


@dataclass(frozen=True)
class MatrixRow:
    """An area with its cells in the order of the columns, and all of them together."""

    area: Area
    cells: list[MatrixCell]
    total: MatrixCell

    @property
    def area_id(self) -> int:
        """The id of the area."""
        return self.area.id


@dataclass(frozen=True)
class PlanMatrix:
    """The answer: a row for every area of the level in the order of P-codes, whether it has a plan or not; the totals
    of the columns and of everything; how many items are in no row, and how many plans there are."""

    area: Area
    columns: list[MatrixColumn]
    rows: list[MatrixRow]
    of_columns: list[MatrixCell]
    totals: MatrixCell
    above_level_count: int
    plan_count: int


def plan_matrix(viewer: Viewer, question: MatrixQuestion, today: date) -> PlanMatrix:
    """Answer one question as of a day; as many statements however many plans there are.

    Raises Refused: NOT_FOUND, UNKNOWN_CODE, LEVEL_ABOVE_AREA, DATES_REVERSED, TOO_MANY_CELLS.
    """
    area = find_area(viewer, question.within)
    question.check(area)
    areas = list(_areas(viewer, area, question.level))
    plans = list(plans_of(viewer, question.kind, question.period, area))
    columns = matrix_columns(viewer, question.by, plans)
    if len(areas) * len(columns) > MOST_CELLS:
        text = say(
            "That would be more than %(count)s cells. Ask about a smaller area or a higher level.", count=MOST_CELLS
        )
        raise Refused(Fault("TOO_MANY_CELLS", "level", text))
    ids = [plan.id for plan in plans]
    asked = PlansAsOf(ids, today, progress_of_items(viewer, ids, today))
    found = matrix_sums(area, question.level, question.by, asked) if ids else []
    return _Cells(columns, {one.id for one in areas}, found).answer(area, areas, len(ids))


def cell_items(viewer: Viewer, question: MatrixQuestion, row: Area, key: str | None, today: date) -> list[Leaf]:
    """The items that the cell of an area and the column of a key count, or with None those of the whole row; the latest
    first. Refuses as `plan_matrix` does, and NOT_FOUND for a column that is not there."""
    area = find_area(viewer, question.within)
    question.check(area)
    plans = list(plans_of(viewer, question.kind, question.period, area))
    columns = {column.key: column for column in matrix_columns(viewer, question.by, plans)}
    if key is not None and key not in columns:
        raise Refused(Fault("NOT_FOUND", "column", say("The matrix has no such column.")))
    ids = [plan.id for plan in plans]
    if not ids:
        return []
    asked = PlansAsOf(ids, today, progress_of_items(viewer, ids, today))
    place = CellPlace(row.id, columns[key].ids if key is not None else (), key is not None)
    return matrix_leaves(area, question.level, question.by, asked, place)


def plans_of(viewer: Viewer, kind: str, period: Period | None, area: Area) -> Any:
    """The visible plans of a kind that share a day with the period and are for the area, for one within it or for one
    around it, of whose items some may lie elsewhere."""
    return _plans_near(viewer, period, area).where(Plan.plan_kind == kind).order_by(Plan.id)


def kinds_of_plans(viewer: Viewer, period: Period | None, area: Area) -> set[str]:
    """The kinds of which there are such plans; one statement."""
    query = _plans_near(viewer, period, area).select(Plan.plan_kind).distinct()
    return {kind for (kind,) in query.tuples()}


def _plans_near(viewer: Viewer, period: Period | None, area: Area) -> Any:
    around = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant == area.id)
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == area.id)
    near = Plan.area.in_(around) | Plan.area.in_(within)
    query = visible(Plan, viewer).where(Plan.archived_at.is_null(), near)
    return query if period is None else query.where(period.meets(Plan))


def matrix_columns(viewer: Viewer, by: str, plans: Iterable[Plan]) -> list[MatrixColumn]:
    """The columns that some plans may have items in; the last one is of what has no axis or no sector."""
    if by == "PLAN":
        return [MatrixColumn(str(row.id), row.name_ar, row.name_en, (row.id,)) for row in plans]
    if by == "AXIS":
        axes = axes_by_name(viewer, plans)
        found = [MatrixColumn(axis.key, axis.name_ar, axis.name_en, axis.ids) for axis in axes]
        return [*found, MatrixColumn("", other=say("Without an axis"))]
    sectors = visible(Sector, viewer).where(Sector.parent.is_null()).order_by(Sector.position, Sector.code)
    found = [MatrixColumn(row.code, row.name_ar, row.name_en, (row.id,)) for row in sectors]
    return [*found, MatrixColumn("", other=say("Without a sector"))]


def _areas(viewer: Viewer, area: Area, level: int) -> Any:
    here = visible(Area, viewer).where(Area.level == level, lies_in(Area, area), Area.archived_at.is_null())
    return here.order_by(Area.pcode)


class _Cells:
    """The sums by area and place of the column, both None for all of them together."""

    def __init__(self, columns: list[MatrixColumn], area_ids: set[int], found: Iterable[Found]) -> None:
        self.sums: dict[tuple[int | None, int | None], Sums] = {}
        self.above_level_count = 0
        place_of = {row_id: place for place, column in enumerate(columns) for row_id in column.ids}
        for one in found:
            if one.area_id is not None and one.area_id not in area_ids:
                continue
            whole = one.column == ALL_COLUMNS
            place = None if whole else place_of.get(one.column or 0, len(columns) - 1)
            if one.area_id is not None:
                self._add(one.area_id, place, one.sums)
            elif whole:
                self.above_level_count += one.sums.items
            if one.is_first:
                self._add(None, place, one.sums)
        # Sectors in which nothing is planned, and what is left over where nothing is, have no column.
        self.columns = [(place, column) for place, column in enumerate(columns) if (None, place) in self.sums]

    def _add(self, area_id: int | None, place: int | None, sums: Sums) -> None:
        known = self.sums.get((area_id, place))
        self.sums[area_id, place] = known.plus(sums) if known else sums

    def answer(self, area: Area, areas: list[Area], plan_count: int) -> PlanMatrix:
        return PlanMatrix(
            area,
            [column for _place, column in self.columns],
            [MatrixRow(one, self._cells(one.id), self._cell(one.id, None)) for one in areas],
            self._cells(None),
            self._cell(None, None),
            self.above_level_count,
            plan_count,
        )

    def _cells(self, area_id: int | None) -> list[MatrixCell]:
        return [self._cell(area_id, place) for place, _column in self.columns]

    def _cell(self, area_id: int | None, place: int | None) -> MatrixCell:
        sums = self.sums.get((area_id, place))
        if sums is None:
            return MatrixCell()
        if place is None:
            now = _mean(sums.shared, sums.share, sums.now, sums.items)
            change = _mean(sums.shared_change, sums.known_share, sums.change, sums.known)
        else:
            now = _mean(sums.weighted, sums.weight, sums.now, sums.items)
            change = _mean(sums.weighted_change, sums.known_weight, sums.change, sums.known)
        return MatrixCell(sums.items, sums.done, sums.late, now, change)


def _mean(weighted: float, weight: float, summed: float, count: int) -> Decimal | None:
    """The mean by weight; where nothing weighs anything all count alike. None of nothing."""
    if not count:
        return None
    mean = weighted / weight if weight > NOTHING else summed / count
    return Decimal(str(round(mean, PLACES)))
