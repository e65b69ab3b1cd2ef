"""What of plans is done, late, covered and open: the figures of their whole trees, two statements for all items.

items of each plan in their order + what was committed to each --> facts --> figures.figures
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tansiq.language.plan_vocabulary import COVERAGE_OF_ITEMS
from tansiq.models import Plan, PlanItem
from tansiq.plans.coverage_of_items import ItemCoverage, Sums, coverage_of, sums_of_items
from tansiq.plans.figures import ItemFacts, ItemFigures, children_of, figures, total
from tansiq.plans.indicators import progress_of_items
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

NO_PROGRESS: Mapping[int, Decimal] = MappingProxyType({})


@dataclass(frozen=True)
class PlanAnswer:
    """The facts of the items of a plan in the order of the outline, their figures by id, and those of the plan.

    It is kept from page to page, and with it what is counted over all of its items.
    """

    items: tuple[ItemFacts, ...]
    figures: Mapping[int, ItemFigures]
    coverage: Mapping[int, ItemCoverage]
    whole: ItemFigures

    @cached_property
    def late_count(self) -> int:
        """How many items without any under them are late."""
        return sum(self.figures[item.id].late_days > 0 for item in self.leaves)

    @cached_property
    def leaves(self) -> list[ItemFacts]:
        """The items that nothing stands under but what is cancelled; without those that are, or stand under one."""
        under, gone = children_of(item for item in self.items if item.state != "CANCELLED"), set[int]()
        for item in self.items:
            if item.state == "CANCELLED" or item.parent_id in gone:
                gone.add(item.id)
        return [item for item in self.items if item.id not in under and item.id not in gone]

    def counts(self) -> dict[str, int]:
        """By code of COVERAGE_OF_ITEMS: how many of the leaves stand so."""
        found = dict.fromkeys(COVERAGE_OF_ITEMS.codes, 0)
        for item in self.leaves:
            found[self.coverage[item.id].state] += 1
        return found


def plan_answer(
    viewer: Viewer,
    plan: Plan,
    today: date,
    indicators: Mapping[int, Decimal] = NO_PROGRESS,
) -> PlanAnswer:
    """The figures of a plan as they are on a day, of the items that `viewer` may see.

    `indicators` tell, by item, how far its indicators are, 0 to 100.
    """
    return plan_answers(viewer, [plan], today, indicators)[plan.id]


def measured_answers(viewer: Viewer, plans: Iterable[Plan], today: date) -> dict[int, PlanAnswer]:
    """By id: the figures of each plan with what its indicators say; five statements, however many plans."""
    rows = list(plans)
    return plan_answers(viewer, rows, today, progress_of_items(viewer, [plan.id for plan in rows], today))


def plan_answers(
    viewer: Viewer,
    plans: Iterable[Plan],
    today: date,
    indicators: Mapping[int, Decimal] = NO_PROGRESS,
) -> dict[int, PlanAnswer]:
    """By id: what `plan_answer` tells of each plan; two statements, however many plans."""
    tolerance = {plan.id: plan.tolerance for plan in plans}
    if not tolerance:
        return {}
    ids = PlanItem.select(PlanItem.id).where(PlanItem.plan.in_(sorted(tolerance)))
    sums = sums_of_items(viewer, ids)
    items: dict[int, list[ItemFacts]] = {plan_id: [] for plan_id in tolerance}
    for plan_id, *row in _rows(viewer, sorted(tolerance)):
        items[plan_id].append(_facts(row, sums.get(row[0], Sums()), indicators.get(row[0])))
    return {plan_id: _answer(found, sums, today, tolerance[plan_id]) for plan_id, found in items.items()}


def _answer(items: Sequence[ItemFacts], sums: Mapping[int, Sums], today: date, tolerance: int) -> PlanAnswer:
    found = figures(items, today, tolerance)
    coverage = {item.id: coverage_of(item.required, sums.get(item.id, Sums())) for item in items}
    return PlanAnswer(tuple(items), found, coverage, total(items, found))


_COLUMNS = (
    "plan", "id", "parent", "item_state", "starts_on", "ends_on", "weight", "budget", "currency", "required",
    "unit_key", "progress",
)  # fmt: skip


def _rows(viewer: Viewer, plan_ids: list[int]) -> Any:
    columns = [PlanItem._meta.fields[name] for name in _COLUMNS]
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan.in_(plan_ids), PlanItem.archived_at.is_null())
    return rows.select(*columns).order_by(PlanItem.plan, PlanItem.order_key).tuples()


def _facts(row: Sequence[Any], sums: Sums, indicators: Decimal | None) -> ItemFacts:
    row_id, parent_id, state, starts_on, ends_on, weight, budget, currency, required, unit, progress = row
    return ItemFacts(
        id=row_id,
        parent_id=parent_id,
        state=state,
        starts_on=starts_on,
        ends_on=ends_on,
        weight=weight,
        budget=budget,
        currency=currency,
        required=required,
        unit=unit,
        committed=sums.committed,
        # Where nobody committed anything of its unit, its officer's report tells how far it is.
        delivered=sums.delivered if sums.committed else None,
        indicators=indicators,
        reported=progress,
    )
