"""Demands: what an office, a council or a citizen asks for in an area. Who raised it is told by kind, never by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.enums import DemandRaiser, DemandState
from api.filters.arguments import Info, Paging, RecordId, Search, SectorCode, Within, says, takes
from api.filters.conditions import area_within, contains, in_sector, is_one_of, record_with_id, refers_to_record
from api.planner.cursors import day
from api.planner.fields import bilingual, column, parts, refers_to, usually
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.plan import PlanItem
from api.types.sector import Sector
from tansiq import models
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from api.types.commitment import Commitment

table = models.Demand


@strawberry.type(description="What an office, a council or a citizen asks for in an area.")
class Demand:
    id: strawberry.ID = column(table.id, "Number of the record.")
    area: Area | None = refers_to(table.area, models.Area, "Where.")
    sector: Sector | None = refers_to(table.sector, models.Sector, "In which sector.")
    title_ar: str = column(table.title_ar, "Arabic title; empty where there is none.")
    title_en: str = column(table.title_en, "English title; empty where there is none.")
    title: str = bilingual(table.title_ar, table.title_en, "Title in one language, or the other's where that is empty.")
    description: str = column(table.description, "What is asked for, in the words of whoever entered it.")
    quantity: float | None = column(table.quantity, "How much of its unit is asked for.")
    unit: str = column(table.unit, "The unit in words, such as metres or classrooms.")
    people: int | None = column(table.people, "Persons concerned, not households.")
    severity: int | None = column(table.severity, "From 1 (minimal) to 5 (extreme).")
    raised_on: date = column(table.raised_on, "The day on which it was raised.")
    raised_by: DemandRaiser = column(table.raised_by, "What kind of body or person raised it.")
    state: DemandState = column(table.outcome, "What became of it.")
    reason: str = column(table.reason, "Why it was declined.")
    item: PlanItem | None = refers_to(
        table.item, models.PlanItem, "The item of a plan into which it was taken, if that is published."
    )
    joined_into: "Demand | None" = refers_to(
        table.joined_into, models.Demand, "The demand that it is one matter with; what becomes of it is told there."
    )
    joined: list["Demand"] = usually(
        2,
        parts(
            table.joined_into,
            "Demands that were joined into it.",
            order=(table.id,),
            only=table.archived_at.is_null(),
        ),
    )
    commitments: list[Annotated["Commitment", strawberry.lazy("api.types.commitment")]] = usually(
        2,
        parts(
            models.Commitment.demand,
            "What organisations took on of it, cancelled ones too.",
            order=(models.Commitment.id,),
            only=models.Commitment.archived_at.is_null(),
        ),
    )
    extra: Any = own_fields(models.Demand)


@strawberry.enum(description="What demands may be ordered by.")
class DemandOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    RAISED_ON = strawberry.enum_value("RAISED_ON", description="The day on which they were raised.")
    SEVERITY = strawberry.enum_value("SEVERITY", description="Severity; demands without one come last.")


ORDERS = {
    DemandOrder.ID: Order("ID", table.id, table.id),
    DemandOrder.RAISED_ON: Order("RAISED_ON", table.raised_on, table.id, parse=day),
    DemandOrder.SEVERITY: Order("SEVERITY", table.severity, table.id, is_nullable=True),
}


@dataclass(frozen=True)
class DemandFilters(Paging):
    """What demands may be narrowed by."""

    within: Within = None
    sector: SectorCode = None
    state: Annotated[list[DemandState] | None, says("Only these states.")] = None
    is_joined: Annotated[
        bool | None, says("Only those that were joined into another one; false: only those that stand by themselves.")
    ] = None
    item: Annotated[strawberry.ID | None, says("Id of an item of a plan: only those taken into it.")] = None
    search: Search = None
    order_by: Annotated[DemandOrder, says("What the list is ordered by.")] = DemandOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            area_within(context, table.area, self.within),
            in_sector(context, table, self.sector),
            is_one_of(table.outcome, self.state),
            None if self.is_joined is None else table.joined_into.is_null(not self.is_joined),
            refers_to_record(context, table.item, self.item),
            contains(table, self.search),
        )


@takes(DemandFilters)
def demands(info: Info[Any, Any], asked: DemandFilters) -> Connection[Demand]:
    """Demands, in the order of their entry unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))


def demand(info: Info[Any, Any], id: RecordId) -> Demand | None:
    """One demand."""
    return planned(Rows(record_with_id(info.context, table, id)))
