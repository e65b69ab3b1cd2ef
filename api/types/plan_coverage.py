"""What of a plan is covered, by whom, and what is open: the question of tansiq.plans.plan_coverage as GraphQL."""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.enums import PlanItemCoverage
from api.filters.arguments import Info, says
from api.filters.conditions import id_number, record_with_id
from api.planner.computed_rows import ComputedRows, from_object
from api.planner.fields import column, refers_to
from api.planner.rows import Rows, planned
from api.types.plan import Plan, PlanItem
from api.types.plan_branches import MOST_ITEMS
from api.types.plan_figures import rounded
from tansiq import models
from tansiq.plans import plan_coverage as domain
from tansiq.plans.plan_coverage import CoveredItem
from tansiq.platform import clock

WEIGHT = 10_000
"""Values for which the question counts (api/http/cost.py): it reads all items of a plan."""


@strawberry.type(description="Money of one currency; amounts of different currencies are never added up.")
class PlanBudget:
    currency: str = strawberry.field(description="ISO 4217, such as USD or YER.")
    planned: Decimal = strawberry.field(description="What the items are to cost.")
    committed: Decimal = strawberry.field(description="What is committed to them, what is cancelled left out.")
    open: Decimal = strawberry.field(
        description="What nobody pays for yet, added up from the items: what one has too much of is lacking at another."
    )


@strawberry.type(
    description="The whole plan. Items are counted that have none under them; cancelled ones are left out."
)
class PlanCoverageTotals:
    item_count: int = strawberry.field(description="Items that are counted.")
    open_count: int = strawberry.field(description="Those to which nothing is committed.")
    partial_count: int = strawberry.field(description="Those to which less is committed than they require.")
    committed_count: int = strawberry.field(description="Those to which as much is committed as they require.")
    delivered_count: int = strawberry.field(description="Those of which as much was delivered as they require.")
    late_count: int = strawberry.field(description="Those that are late.")
    progress: float = strawberry.field(description="How far the plan is, 0 to 100: its items by their weight.")
    budgets: list[PlanBudget] = strawberry.field(description="Its money by currency.")


def _quantity(name: str, description: str) -> Any:
    def told(item: CoveredItem) -> float | None:
        return None if item.quantity is None else float(getattr(item.quantity, name))

    return from_object(told, description)


def _progress(item: CoveredItem) -> float:
    return rounded(item.progress)


@strawberry.type(
    description="""An item with all that stands under it. Quantities are of one unit: where its parts require several,
they are empty, and told of each part."""
)
class CoveredPlanItem:
    item: PlanItem | None = refers_to("item_id", models.PlanItem, "The item.")
    coverage_state: PlanItemCoverage = column("state", "How much of what is required is committed, in one word.")
    required: float | None = _quantity("required", "How much is required.")
    committed: float | None = _quantity("committed", "How much of it is committed, what is cancelled left out.")
    delivered: float | None = _quantity("delivered", "How much of it was delivered.")
    open: float | None = _quantity("open", "How much of it nobody committed to yet.")
    unit: str = column("unit", "The unit of the four, in words; empty where they are.")
    progress: float = from_object(_progress, "How far it is, 0 to 100.")
    late_days: int = column("late_days", "Days by which it, or the latest of those under it, is late; 0 is in time.")
    organization_count: int = column("organization_count", "Organisations that committed to it, each counted once.")


def _plan(root: "PlanCoverage", info: Info[Any, Any]) -> Plan:
    return planned(Rows(record_with_id(info.context, models.Plan, str(root.found.plan.id))))


def _totals(root: "PlanCoverage") -> PlanCoverageTotals:
    answer = root.found.answer
    counts = answer.counts()
    return PlanCoverageTotals(
        item_count=sum(counts.values()),
        open_count=counts["NONE"],
        partial_count=counts["PARTIAL"],
        committed_count=counts["COMMITTED"],
        delivered_count=counts["DELIVERED"],
        late_count=answer.late_count,
        progress=rounded(answer.whole.progress),
        budgets=[PlanBudget(**money._asdict()) for money in root.found.budgets],
    )


def _items(
    root: "PlanCoverage",
    parent: Annotated[strawberry.ID | None, says("Id of an item of the plan: only those right under it.")] = None,
) -> list[CoveredPlanItem]:
    above = None if parent is None else id_number(parent)
    rows = [row for row in root.found.items if above is None or row.parent_id == above]
    return planned(ComputedRows(rows[:MOST_ITEMS]))


@strawberry.type(description="What of a plan is covered, and what is open.")
class PlanCoverage:
    found: strawberry.Private[domain.PlanCoverage]
    plan: Plan = strawberry.field(resolver=_plan, description="The plan asked about.")
    totals: PlanCoverageTotals = strawberry.field(resolver=_totals, description="The whole of it.")
    items: list[CoveredPlanItem] = strawberry.field(
        resolver=_items,
        description="""Its items in the order of the outline, each with all under it, without those that are cancelled;
at most 1,000. Walk a larger plan branch by branch with `parent`.""",
        metadata={"expected": MOST_ITEMS},
    )


def plan_coverage(
    info: Info[Any, Any], plan: Annotated[strawberry.ID, says("Number of the plan.")]
) -> PlanCoverage | None:
    """What of a plan is covered, by whom, and what is open; null where there is no such plan."""
    viewer = info.context.viewer
    found = record_with_id(info.context, models.Plan, plan).first()
    return None if found is None else PlanCoverage(found=domain.plan_coverage(viewer, found, clock.today()))
