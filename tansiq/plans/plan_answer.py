"""What of a plan is done, late, covered and open: the figures of its whole tree, two statements for all items.

items of the plan in their order + what was committed to each --> facts --> figures.figures
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tansiq.language.plan_vocabulary import COVERAGE_OF_ITEMS
from tansiq.models import Plan, PlanItem
from tansiq.plans.coverage_of_items import ItemCoverage, Sums, coverage_of, sums_of_items
from tansiq.plans.figures import ItemFacts, ItemFigures, children_of, figures, total
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

NO_PROGRESS: Mapping[int, Decimal] = MappingProxyType({})


@dataclass(frozen=True)
class PlanAnswer:
    """The facts of the items of a plan in the order of the outline, their figures by id, and those of the plan."""

    items: tuple[ItemFacts, ...]
    figures: Mapping[int, ItemFigures]
    coverage: Mapping[int, ItemCoverage]
    whole: ItemFigures

    @property
    def late_count(self) -> int:
        """How many items without any under them are late."""
        return sum(self.figures[item.id].late_days > 0 for item in self.leaves)

    @property
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
    ids = PlanItem.select(PlanItem.id).where(PlanItem.plan == plan.id)
    sums = sums_of_items(viewer, ids)
    items = tuple(_facts(row, sums.get(row[0], Sums()), indicators.get(row[0])) for row in _rows(viewer, plan))
    found = figures(items, today, plan.tolerance)
    coverage = {item.id: coverage_of(item.required, sums.get(item.id, Sums())) for item in items}
    return PlanAnswer(items, found, coverage, total(items, found))


_COLUMNS = (
    "id", "parent", "item_state", "starts_on", "ends_on", "weight", "budget", "currency", "required", "unit_key",
    "progress",
)  # fmt: skip


def _rows(viewer: Viewer, plan: Plan) -> Any:
    columns = [PlanItem._meta.fields[name] for name in _COLUMNS]
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    return rows.select(*columns).order_by(PlanItem.order_key).tuples()


def _facts(row: tuple[Any, ...], sums: Sums, indicators: Decimal | None) -> ItemFacts:
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
