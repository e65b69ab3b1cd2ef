"""The figures of plans, their items and indicators, as tansiq.plans reckons them: for all rows at once, and kept."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from api.planner.fields import reckoned
from api.planner.kept_figures import Reckoning
from tansiq.models import (
    Area,
    Commitment,
    Demand,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Organization,
    Plan,
    PlanItem,
)
from tansiq.models.data_stamps import table_name
from tansiq.plans.coverage_of_items import ItemCoverage, Sums, coverage_of, coverage_of_items
from tansiq.plans.followed_items import FOLLOWED, followed_values
from tansiq.plans.indicator_figures import Value
from tansiq.plans.indicators import Standing, courses
from tansiq.plans.plan_answer import PlanAnswer, measured_answers
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

WEIGHT_OF_PLAN = 100
"""Values for which a figure of a plan counts (api/http/cost.py): all of its items are read for it."""
WEIGHT_OF_ITEM = 5
"""The same of an item, whose plan most other items of the list share."""
PLACES = 2


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What is told of a plan, and by id of each of its items: (progress from 0 to 100, days late)."""

    item_count: int
    late_count: int
    progress: float
    items: Mapping[int, tuple[float, int]]


class ItemFigures(NamedTuple):
    """What is told of an item: quantities of its unit, `open` None where it requires none."""

    committed: float
    delivered: float
    open: float | None
    coverage_state: str
    organization_count: int


def _of_plans(viewer: Viewer, plan_ids: Collection[int]) -> Mapping[int, PlanFigures]:
    rows = visible(Plan, viewer).where(Plan.id.in_(sorted(plan_ids)))
    return {plan_id: _of_plan(answer) for plan_id, answer in measured_answers(viewer, rows, clock.today()).items()}


def _of_plan(answer: PlanAnswer) -> PlanFigures:
    items = {item_id: (rounded(told.progress), told.late_days) for item_id, told in answer.figures.items()}
    return PlanFigures(len(answer.items), answer.late_count, rounded(answer.whole.progress), items)


def _of_items(viewer: Viewer, item_ids: Collection[int]) -> Mapping[int, ItemFigures]:
    rows = visible(PlanItem, viewer).where(PlanItem.id.in_(sorted(item_ids))).select(PlanItem.id, PlanItem.required)
    return {item_id: _of_item(found) for item_id, found in coverage_of_items(viewer, rows).items()}


def _of_item(found: ItemCoverage) -> ItemFigures:
    sums, left = found.sums, None if found.open is None else float(found.open)
    return ItemFigures(float(sums.committed), float(sums.delivered), left, found.state, sums.organization_count)


def _of_indicators(viewer: Viewer, indicator_ids: Collection[int]) -> Mapping[int, Standing]:
    rows = visible(Indicator, viewer).where(Indicator.id.in_(sorted(indicator_ids)))
    today = clock.today()
    return {course.indicator.id: course.on(today) for course in courses(viewer, rows)}


def _of_followed(viewer: Viewer, indicator_ids: Collection[int]) -> Mapping[int, Sequence[Value]]:
    rows = visible(Indicator, viewer).where(Indicator.id.in_(sorted(indicator_ids)))
    return followed_values(rows)


def _names(*tables: Any) -> tuple[str, ...]:
    return tuple(map(table_name, tables))


_MEASURED = (Area, Plan, PlanItem, Indicator, IndicatorTarget, IndicatorValue, *FOLLOWED)
_COMMITTED = (Area, Plan, PlanItem, Demand, Commitment, Organization)
OF_PLANS = Reckoning(_of_plans, _names(*_MEASURED, *_COMMITTED), size=lambda figures: 1 + len(figures.items))
"""Figures of plans, by id."""
OF_ITEMS = Reckoning(_of_items, _names(*_COMMITTED))
"""What is committed to items, by id."""
OF_INDICATORS = Reckoning(_of_indicators, _names(*_MEASURED))
"""How indicators stand today, by id."""
OF_FOLLOWED = Reckoning(_of_followed, _names(Area, Plan, Indicator, *FOLLOWED), size=lambda values: 1 + len(values))
"""By id of an indicator that follows an item of a form: what units reported of it."""

_NO_PLAN = PlanFigures(0, 0, 0.0, {})
_NO_ITEM = _of_item(coverage_of(None, Sums()))


def of_plan(name: str, description: str) -> Any:
    """A field of a plan that is one of its figures."""
    get = attrgetter(name)

    def told(figures: PlanFigures | None) -> object:
        return get(figures or _NO_PLAN)

    return reckoned(Plan.id, OF_PLANS, by=told, description=description, weight=WEIGHT_OF_PLAN)


def of_item(name: str, description: str) -> Any:
    """A field of an item that tells of what is committed to it; an archived one is told of as well."""
    get = attrgetter(name)

    def told(figures: ItemFigures | None) -> object:
        return get(figures or _NO_ITEM)

    return reckoned(PlanItem.id, OF_ITEMS, by=told, description=description)


def within_plan(by: Callable[[tuple[float, int]], object], description: str) -> Any:
    """A field of an item that a function makes of its (progress, days late) within its plan."""

    def told(figures: PlanFigures | None, item_id: int) -> object:
        # An archived item has none.
        return by((figures or _NO_PLAN).items.get(item_id, (0.0, 0)))

    return reckoned(PlanItem.plan, OF_PLANS, PlanItem.id, by=told, description=description, weight=WEIGHT_OF_ITEM)


def of_indicator(by: Callable[[Standing], Decimal | None], description: str) -> Any:
    """A field of an indicator that a function makes of how it stands today; empty where that is not known."""

    def told(standing: Standing | None) -> float | None:
        found = None if standing is None else by(standing)
        return None if found is None else float(found)

    return reckoned(Indicator.id, OF_INDICATORS, by=told, description=description)


def rounded(figure: Decimal) -> float:
    """A share of 100 with two decimals."""
    return round(float(figure), PLACES)
