"""Commitments: what an organisation takes on of an item of a plan, or of a demand that is in no plan yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import CommitmentState
from api.filters.arguments import Info, Paging, RecordId, SectorCode, Within, says, takes
from api.filters.conditions import is_one_of, record_with_id, refers_to_record
from api.filters.lookup import area_by_pcode, row_by_code
from api.planner.cursors import day
from api.planner.fields import column, refers_to, same_row
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.demand import Demand
from api.types.extra import own_fields
from api.types.intervention import Intervention
from api.types.organization import Organization
from api.types.plan import PlanItem
from tansiq import models
from tansiq.plans.narrowing import is_commitment_in, is_commitment_of_sector
from tansiq.policy.visibility import visible

table = models.Commitment


@strawberry.type(description="An amount of money. Amounts of different currencies are never added up.")
class CommittedMoney:
    amount: Decimal = column(table.amount, "In units of the currency.")
    currency: str = column(table.currency, "ISO 4217, such as USD or YER.")


@strawberry.type(description="What an organisation takes on of an item of a plan, or of a demand in no plan yet.")
class Commitment:
    id: strawberry.ID = column(table.id, "Number of the record.")
    item: PlanItem | None = refers_to(table.item, models.PlanItem, "The item that it is to.")
    demand: Demand | None = refers_to(table.demand, models.Demand, "The demand that it is to.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Who commits.")
    intervention: Intervention | None = refers_to(
        table.intervention, models.Intervention, "The intervention that carries it out, if there is one."
    )
    quantity: float | None = column(table.quantity, "How much of its unit; empty where it is not said.")
    unit: str = column(table.unit, "The unit in words; only equal units are added up.")
    people: int | None = column(table.people, "Persons to be served, not households.")
    money: CommittedMoney | None = same_row("Money; null where it is not said.", given=table.amount)
    state: CommitmentState = column(table.commitment_state, "How far it is.")
    offered_on: date = column(table.offered_on, "The day of the offer.")
    due_on: date | None = column(table.due_on, "The day by which it is to be delivered.")
    delivered_on: date | None = column(table.delivered_on, "The day on which it was delivered.")
    remark: str = column(table.remark, "What was said with it.")
    extra: Any = own_fields(models.Commitment)


@strawberry.enum(description="What commitments may be ordered by.")
class CommitmentOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    OFFERED_ON = strawberry.enum_value("OFFERED_ON", description="The day of the offer.")
    DUE_ON = strawberry.enum_value("DUE_ON", description="The day by which they are due; those without one come last.")


ORDERS = {
    CommitmentOrder.ID: Order("ID", table.id, table.id),
    CommitmentOrder.OFFERED_ON: Order("OFFERED_ON", table.offered_on, table.id, parse=day),
    CommitmentOrder.DUE_ON: Order("DUE_ON", table.due_on, table.id, parse=day, is_nullable=True),
}


@dataclass(frozen=True)
class CommitmentFilters(Paging):
    """What commitments may be narrowed by."""

    within: Within = None
    sector: SectorCode = None
    state: Annotated[list[CommitmentState] | None, says("Only these states.")] = None
    organization: Annotated[strawberry.ID | None, says("Id of the organisation that commits.")] = None
    intervention: Annotated[strawberry.ID | None, says("Id of the intervention that carries it out.")] = None
    item: Annotated[strawberry.ID | None, says("Id of an item of a plan: only those to it.")] = None
    demand: Annotated[strawberry.ID | None, says("Id of a demand: only those to it.")] = None
    order_by: Annotated[CommitmentOrder, says("What the list is ordered by.")] = CommitmentOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            _within(context, self.within),
            _in_sector(context, self.sector),
            is_one_of(table.commitment_state, self.state),
            refers_to_record(context, table.organization, self.organization),
            refers_to_record(context, table.intervention, self.intervention),
            refers_to_record(context, table.item, self.item),
            refers_to_record(context, table.demand, self.demand),
        )


def _within(context: Context, pcode: str | None) -> Any:
    return None if pcode is None else is_commitment_in(table, area_by_pcode(context, pcode))


def _in_sector(context: Context, code: str | None) -> Any:
    if code is None:
        return None
    return is_commitment_of_sector(table, row_by_code(context, models.Sector, code, "sector").id)


@takes(CommitmentFilters)
def commitments(info: Info[Any, Any], asked: CommitmentFilters) -> Connection[Commitment]:
    """Commitments, in the order of their entry unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))


def commitment(info: Info[Any, Any], id: RecordId) -> Commitment | None:
    """One commitment."""
    return planned(Rows(record_with_id(info.context, table, id)))
