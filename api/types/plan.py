"""Plans and the tree of their items: what an area, an organisation or an office means to do over a period.

A plan lists its items and an item names its plan, so both types stand here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.enums import PlanItemCoverage, PlanItemKind, PlanItemState, PlanKind, PlanPhase
from api.filters.arguments import Info, Paging, Period, RecordId, Search, Within, says, takes
from api.filters.conditions import area_within, by_name, contains, is_one_of, meets, record_with_id, refers_to_record
from api.planner.cursors import day
from api.planner.fields import bilingual, column, parts, refers_to, same_row, usually
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.goal import Goal
from api.types.indicator import Indicator
from api.types.organization import Organization
from api.types.plan_branches import branch, children
from api.types.plan_days import PlanMonth, PlanPeriod, PlanPhaseDays, PlanVersion
from api.types.plan_figures import of_item, of_plan, within_plan
from api.types.sector import Sector
from tansiq import models
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from api.types.commitment import Commitment
    from api.types.demand import Demand

table = models.Plan
item = models.PlanItem


@strawberry.type(description="An amount of money. Amounts of different currencies are never added up.")
class PlanItemBudget:
    amount: Decimal = column(item.budget, "In units of the currency.")
    currency: str = column(item.currency, "ISO 4217, such as USD or YER.")


@strawberry.type(description="One line of a plan's tree: an axis, an objective, a project, an activity ...")
class PlanItem:
    id: strawberry.ID = column(item.id, "Number of the record.")
    plan: "Plan | None" = refers_to(item.plan, models.Plan, "The plan it stands in.")
    code: str = column(item.code, "Its code in the plan, such as 1.2.3.")
    kind: PlanItemKind = column(item.item_kind, "What kind of line it is.")
    name_ar: str = column(item.name_ar, "Arabic name; empty where there is none.")
    name_en: str = column(item.name_en, "English name; empty where there is none.")
    name: str = bilingual(item.name_ar, item.name_en, "Name in one language, or the other's where that is empty.")
    description: str = bilingual(
        item.description_ar, item.description_en, "What it is about, in one language or else the other."
    )
    parent: "PlanItem | None" = refers_to(item.parent, models.PlanItem, "The item it stands under.")
    children: list["PlanItem"] = children("The items right under it in their order; at most 1,000.")
    serves: "PlanItem | None" = refers_to(
        item.serves, models.PlanItem, "The item of the plan above that it serves; null where it is not published."
    )
    sectors: list[Sector] = usually(
        2,
        parts(
            models.PlanItemSector.item,
            "The sectors in which it is carried out.",
            order=(models.PlanItemSector.sector,),
            through=models.PlanItemSector.sector,
        ),
    )
    areas: list[Area] = usually(
        3,
        parts(
            models.PlanItemArea.item,
            "The areas in which it is carried out; empty: all of the plan's.",
            order=(models.PlanItemArea.area,),
            through=models.PlanItemArea.area,
        ),
    )
    responsible: Organization | None = refers_to(item.organization, models.Organization, "Who answers for it.")
    responsible_office: str = bilingual(
        item.office_ar, item.office_en, "The office that answers for it, where that is no organisation of the register."
    )
    supporters: list[Organization] = usually(
        2,
        parts(
            models.PlanItemSupporter.item,
            "Organisations that support whoever answers for it.",
            order=(models.PlanItemSupporter.organization,),
            through=models.PlanItemSupporter.organization,
        ),
    )
    goals: list[Goal] = usually(
        2,
        parts(
            models.PlanItemGoal.item,
            "Sustainable Development Goals, and targets of these, that it serves.",
            order=(models.PlanItemGoal.goal,),
            through=models.PlanItemGoal.goal,
        ),
    )
    starts_on: date | None = column(item.starts_on, "First day.")
    ends_on: date | None = column(item.ends_on, "Last day.")
    state: PlanItemState = column(item.item_state, "How far it is, as was reported.")
    remark: str = column(item.remark, "What was said with it.")
    reported_progress: float | None = column(item.progress, "Progress as reported, 0 to 100; empty where it was not.")
    reported_on: date | None = column(item.reported_on, "The day of the report.")
    progress: float = within_plan(
        itemgetter(0),
        "How far it is with all that stands under it, 0 to 100: by weight of what indicators, deliveries and reports "
        "tell.",
    )
    late_days: int = within_plan(
        itemgetter(1),
        "Days by which it is late: since its last day, or behind the straight line between its days by more than the "
        "plan allows; of an item with others under it, of the latest of them. 0 is in time.",
    )
    weight: float | None = column(item.weight, "Its share among its siblings; empty: an equal share.")
    people: int | None = column(item.people, "Persons to be served, not households.")
    budget: PlanItemBudget | None = same_row("What it is to cost; null where it is not said.", given=item.budget)
    required: float | None = column(item.required, "How much of its unit it requires; empty where it is not said.")
    unit: str = column(item.unit, "The unit in words, such as households connected or metres.")
    committed: float = of_item("committed", "How much of its unit is committed to it, what is cancelled left out.")
    delivered: float = of_item("delivered", "How much of its unit was delivered.")
    open: float | None = of_item(
        "open", "What nobody committed to yet, never below 0; empty where no quantity is required."
    )
    coverage_state: PlanItemCoverage = of_item(
        "coverage_state", "How much of what it requires is committed, in one word."
    )
    organization_count: int = of_item("organization_count", "Organisations that committed to it, each counted once.")
    indicators: list[Indicator] = usually(
        1,
        parts(
            models.Indicator.item,
            "What is measured of it.",
            order=(models.Indicator.id,),
            only=models.Indicator.archived_at.is_null(),
        ),
    )
    demands: list[Annotated["Demand", strawberry.lazy("api.types.demand")]] = usually(
        2,
        parts(
            models.Demand.item,
            "Demands that were taken into it.",
            order=(models.Demand.id,),
            only=models.Demand.archived_at.is_null(),
        ),
    )
    commitments: list[Annotated["Commitment", strawberry.lazy("api.types.commitment")]] = usually(
        2,
        parts(
            models.Commitment.item,
            "What organisations took on of it, cancelled ones too.",
            order=(models.Commitment.id,),
            only=models.Commitment.archived_at.is_null(),
        ),
    )
    changed_at: datetime = column(item.changed_at, "When the record last changed (UTC).")
    extra: Any = own_fields(models.PlanItem)


@strawberry.type(description="What an area, an organisation or an office means to do over a period.")
class Plan:
    id: strawberry.ID = column(table.id, "Number of the record.")
    kind: PlanKind = column(table.plan_kind, "What kind of plan it is.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where there is none.")
    name_en: str = column(table.name_en, "English name; empty where there is none.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    description: str = bilingual(
        table.description_ar, table.description_en, "What it is about, in one language or else the other."
    )
    phase: PlanPhase = column(table.phase, "How far it has come.")
    phases: list[PlanPhaseDays] = usually(
        6,
        parts(
            models.PlanPhase.plan,
            "When each of its phases began and ended, as far as that is said.",
            order=(models.PlanPhase.starts_on, models.PlanPhase.id),
        ),
    )
    version: int = column(table.edition, "Number of the version in force; 0 before the first adoption.")
    versions: list[PlanVersion] = usually(
        3,
        parts(
            models.PlanVersion.plan,
            "What was adopted, the first version first.",
            order=(models.PlanVersion.number,),
        ),
    )
    period: PlanPeriod = same_row("From when until when it holds.")
    area: Area | None = refers_to(table.area, models.Area, "The area it is for.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Whose plan it is.")
    office: str = bilingual(
        table.office_ar, table.office_en, "The office whose plan it is, where that is no organisation of the register."
    )
    parent: "Plan | None" = refers_to(table.parent, models.Plan, "The plan it derives from, if that is published.")
    tolerance: int = column(table.tolerance, "Points of 100 by which an item may lag before it counts as late.")
    item_count: int = of_plan("item_count", "How many items it has, of all kinds.")
    late_count: int = of_plan("late_count", "How many of its items are late, of those that have none under them.")
    progress: float = of_plan("progress", "How far it is, 0 to 100: its items by their weight.")
    trend: list[PlanMonth] = usually(
        12,
        parts(
            models.PlanSnapshot.plan,
            "How far it was month by month, from its adoption until it is closed; the first month first.",
            order=(models.PlanSnapshot.month,),
            only=models.PlanSnapshot.item.is_null(),
        ),
    )
    items: list[PlanItem] = branch(
        """Its items in the order of the outline, at most 1,000: `itemCount` tells whether it has more. Walk a larger
plan branch by branch, from `level: 1` on with `parent`."""
    )
    indicators: list[Indicator] = usually(
        3,
        parts(
            models.Indicator.plan,
            "What is measured of the plan as a whole.",
            order=(models.Indicator.id,),
            only=models.Indicator.item.is_null() & models.Indicator.archived_at.is_null(),
        ),
    )
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")
    extra: Any = own_fields(models.Plan)


@strawberry.enum(description="What plans may be ordered by.")
class PlanOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    NAME = strawberry.enum_value("NAME", description="Name in the language of the request.")
    STARTS_ON = strawberry.enum_value("STARTS_ON", description="First day.")


@dataclass(frozen=True)
class PlanFilters(Paging):
    """What plans may be narrowed by."""

    within: Within = None
    kind: Annotated[list[PlanKind] | None, says("Only these kinds.")] = None
    phase: Annotated[list[PlanPhase] | None, says("Only these phases.")] = None
    period: Annotated[Period | None, says("Only plans that hold on a day of this period.")] = None
    organization: Annotated[strawberry.ID | None, says("Id of the organisation whose plan it is.")] = None
    parent: Annotated[strawberry.ID | None, says("Id of the plan it derives from.")] = None
    search: Search = None
    order_by: Annotated[PlanOrder, says("What the list is ordered by.")] = PlanOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            area_within(context, table.area, self.within),
            is_one_of(table.plan_kind, self.kind),
            is_one_of(table.phase, self.phase),
            meets(table, self.period),
            refers_to_record(context, table.organization, self.organization),
            refers_to_record(context, table.parent, self.parent),
            contains(table, self.search),
        )


def _order(order_by: PlanOrder, language: str) -> Order:
    orders: Mapping[PlanOrder, Order] = {
        PlanOrder.ID: Order("ID", table.id, table.id),
        PlanOrder.NAME: by_name(table, language),
        PlanOrder.STARTS_ON: Order("STARTS_ON", table.starts_on, table.id, parse=day),
    }
    return orders[order_by]


@takes(PlanFilters)
def plans(info: Info[Any, Any], asked: PlanFilters) -> Connection[Plan]:
    """Plans, in the order of their entry unless said otherwise."""
    order = _order(asked.order_by, info.context.viewer.language)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def plan(info: Info[Any, Any], id: RecordId) -> Plan | None:
    """One plan with its items."""
    return planned(Rows(record_with_id(info.context, table, id)))
