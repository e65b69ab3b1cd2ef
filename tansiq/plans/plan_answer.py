"""What of a plan is done, late, covered and open: the figures of its whole tree, one statement for all items.

items of the plan in their order --> facts (+ what was committed, how far indicators are) --> figures.figures
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from tansiq.models import Plan, PlanItem
from tansiq.plans.figures import ItemFacts, ItemFigures, children_of, figures, total
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class Amounts(NamedTuple):
    """What was committed to an item in its own unit, cancelled commitments left out, and delivered of that."""

    committed: Decimal
    delivered: Decimal


NO_AMOUNTS: Mapping[int, Amounts] = MappingProxyType({})
NO_PROGRESS: Mapping[int, Decimal] = MappingProxyType({})


@dataclass(frozen=True)
class PlanAnswer:
    """The facts of the items of a plan in the order of the outline, their figures by id, and those of the plan."""

    items: tuple[ItemFacts, ...]
    figures: Mapping[int, ItemFigures]
    whole: ItemFigures

    @property
    def late_count(self) -> int:
        """How many items without any under them are late."""
        return sum(self.figures[item.id].late_days > 0 for item in self.leaves)

    @property
    def leaves(self) -> list[ItemFacts]:
        """The items that nothing stands under, but for those that are cancelled or stand under one that is."""
        under, gone = children_of(self.items), set[int]()
        for item in self.items:
            if item.state == "CANCELLED" or item.parent_id in gone:
                gone.add(item.id)
        return [item for item in self.items if item.id not in under and item.id not in gone]

    def counts(self) -> dict[str, int]:
        """By state (NONE, PARTIAL, COMMITTED, DELIVERED): how many of the leaves that require a quantity."""
        found = dict.fromkeys(("NONE", "PARTIAL", "COMMITTED", "DELIVERED"), 0)
        for item in self.leaves:
            if item.required is not None:
                found[self.figures[item.id].quantities[item.unit].state] += 1
        return found


def plan_answer(
    viewer: Viewer,
    plan: Plan,
    today: date,
    amounts: Mapping[int, Amounts] = NO_AMOUNTS,
    indicators: Mapping[int, Decimal] = NO_PROGRESS,
) -> PlanAnswer:
    """The figures of a plan as they are on a day, of the items that `viewer` may see.

    `amounts` and `indicators` tell, by item, what was committed and how far its indicators are, 0 to 100.
    """
    items = tuple(_facts(row, amounts, indicators) for row in _rows(viewer, plan))
    found = figures(items, today, plan.tolerance)
    return PlanAnswer(items, found, total(items, found))


_COLUMNS = (
    "id", "parent", "item_state", "starts_on", "ends_on", "weight", "budget", "currency", "required", "unit_key",
    "progress",
)  # fmt: skip


def _rows(viewer: Viewer, plan: Plan) -> Any:
    columns = [PlanItem._meta.fields[name] for name in _COLUMNS]
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    return rows.select(*columns).order_by(PlanItem.order_key).tuples()


def _facts(row: tuple[Any, ...], amounts: Mapping[int, Amounts], indicators: Mapping[int, Decimal]) -> ItemFacts:
    row_id, parent_id, state, starts_on, ends_on, weight, budget, currency, required, unit, progress = row
    amount = amounts.get(row_id)
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
        committed=amount.committed if amount else Decimal(0),
        delivered=amount.delivered if amount else None,
        indicators=indicators.get(row_id),
        reported=progress,
    )
