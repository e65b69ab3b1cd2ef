"""The figures of plans, their items and indicators, as tansiq.plans reckons them: once a request, for all at once."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from api.planner.fields import reckoned
from tansiq.models import Indicator, Plan, PlanItem
from tansiq.plans.coverage_of_items import ItemCoverage, Sums, coverage_of, sums_of_items
from tansiq.plans.figures import ItemFigures
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


def of_plans(viewer: Viewer, plan_ids: Collection[int]) -> Mapping[int, PlanAnswer]:
    """By id: the figures of plans."""
    return measured_answers(viewer, visible(Plan, viewer).where(Plan.id.in_(sorted(plan_ids))), clock.today())


def of_indicators(viewer: Viewer, indicator_ids: Collection[int]) -> Mapping[int, Standing]:
    """By id: how indicators stand today."""
    rows = visible(Indicator, viewer).where(Indicator.id.in_(sorted(indicator_ids)))
    today = clock.today()
    return {course.indicator.id: course.on(today) for course in courses(viewer, rows)}


def of_items(viewer: Viewer, item_ids: Collection[int]) -> Mapping[int, Sums]:
    """By id: what stands committed to items; those without anything are left out."""
    return sums_of_items(viewer, sorted(item_ids))


def item_count(answer: PlanAnswer | None) -> int:
    """The items of a plan that stand."""
    return len(answer.items) if answer else 0


def late_count(answer: PlanAnswer | None) -> int:
    """Those of them that are late."""
    return answer.late_count if answer else 0


def plan_progress(answer: PlanAnswer | None) -> float:
    """The progress of a plan, 0 to 100."""
    return rounded(answer.whole.progress) if answer else 0.0


def item_progress(answer: PlanAnswer | None, item_id: int) -> float:
    """The progress of an item, 0 to 100."""
    return rounded(_figures(answer, item_id).progress)


def item_late_days(answer: PlanAnswer | None, item_id: int) -> int:
    """The days by which an item is late."""
    return _figures(answer, item_id).late_days


def _figures(answer: PlanAnswer | None, item_id: int) -> ItemFigures:
    """An archived item has none."""
    return (answer.figures.get(item_id) if answer else None) or ItemFigures()


def rounded(figure: Decimal) -> float:
    """A share of 100 with two decimals."""
    return round(float(figure), PLACES)


def of_item(by: Callable[[ItemCoverage], object], description: str) -> Any:
    """A field of an item that a function makes of what is committed to it."""

    def told(sums: Sums | None, required: Any) -> object:
        # SQLite gives decimals as plain numbers.
        needed = None if required is None else Decimal(str(required))
        return by(coverage_of(needed, sums or Sums()))

    return reckoned(PlanItem.id, of_items, PlanItem.required, by=told, description=description)


def committed(coverage: ItemCoverage) -> float:
    """How much is committed, in the item's unit."""
    return float(coverage.sums.committed)


def delivered(coverage: ItemCoverage) -> float:
    """How much was delivered, in the item's unit."""
    return float(coverage.sums.delivered)


def still_open(coverage: ItemCoverage) -> float | None:
    """How much nobody committed to; None where the item requires no quantity."""
    return None if coverage.open is None else float(coverage.open)


def coverage_state(coverage: ItemCoverage) -> str:
    """The code of COVERAGE_OF_ITEMS."""
    return coverage.state


def organization_count(coverage: ItemCoverage) -> int:
    """The organisations that committed to it."""
    return coverage.sums.organization_count


def indicator_progress(standing: Standing | None) -> float | None:
    """The progress of an indicator, in hundredths; None where it is not known."""
    return None if standing is None or standing.progress is None else rounded(standing.progress)


def indicator_achieved(standing: Standing | None) -> float | None:
    """What was achieved until today."""
    return None if standing is None or standing.achieved is None else float(standing.achieved)


def indicator_target(standing: Standing | None) -> float | None:
    """The target that holds today."""
    return None if standing is None or standing.target is None else float(standing.target.value)
