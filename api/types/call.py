"""Calls for partners: those in charge of a plan item ask organisations to carry it out together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import CallAnswerState, CallState, OfferKind
from api.filters.arguments import Info, Paging, RecordId, says, takes
from api.filters.conditions import is_one_of, record_with_id, refers_to_record
from api.planner.cursors import day
from api.planner.fields import bilingual, column, parts, refers_to, usually
from api.planner.kept_figures import Reckoning
from api.planner.pages import Connection, Order
from api.planner.reckoned_parts import reckoned_parts
from api.planner.rows import Rows, planned
from api.types.organization import Organization
from api.types.plan import PlanItem
from api.types.project import Project
from tansiq import models
from tansiq.models.data_stamps import table_name
from tansiq.partnerships.sums import Held, sums_of_calls
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

table = models.Call
ask, offer, given = models.CallAsk, models.CallOffer, models.CallAnswer

MONEY = "ISO 4217, such as USD or YER, of money; empty of all else."
AMOUNT = "Money in its currency, work in the unit of the item, persons, pieces, places or days by number."


@strawberry.type(
    description="How much of one kind a call asks for. Amounts of different currencies are never added up."
)
class CallAsk:
    kind: OfferKind = column(ask.offer_kind, "What.")
    amount: Decimal = column(ask.amount, AMOUNT)
    currency: str = column(ask.currency, MONEY)
    text: str = column(ask.text, "What exactly, such as which vehicles.")


@strawberry.type(description="How much of one kind an organisation offers.")
class CallOffer:
    kind: OfferKind = column(offer.offer_kind, "What.")
    amount: Decimal = column(offer.amount, AMOUNT)
    currency: str = column(offer.currency, MONEY)
    text: str = column(offer.text, "What exactly, such as which vehicles.")


@strawberry.type(
    description="""What an organisation answered to a call. Those in charge of the plan read all answers, a token those
of the organisations that it is limited to, with proposals:write."""
)
class CallAnswer:
    id: strawberry.ID = column(given.id, "Number of the record.")
    organization: Organization | None = refers_to(given.organization, models.Organization, "Who answered.")
    state: CallAnswerState = column(given.answer_state, "What it answered, and what became of it.")
    note: str = column(given.note, "What was said with it.")
    reason: str = column(given.reason, "Why the offer was not taken up, where it was not.")
    is_recorded: bool = column(given.is_recorded, "Whether those in charge recorded it for the organisation.")
    answered_at: datetime = column(given.answered_at, "When it was answered (UTC).")
    offers: list[CallOffer] = usually(
        3, parts(offer.answer, "What it would bring.", order=(offer.offer_kind, offer.currency, offer.id))
    )


@strawberry.type(
    description="""What is offered to a call of one kind, and of money in one currency, held against what is open. Sums
are told to everybody who reads the call."""
)
class CallSum:
    kind: OfferKind = column("kind", "What.")
    currency: str = column("currency", MONEY)
    unit: str = column("unit", "The unit of the item, of work; empty of all else.")
    asked: Decimal | None = column("asked", "How much is asked for; null where nobody said.")
    accepted: Decimal = column("accepted", "How much of that was accepted or committed.")
    offered: Decimal = column("offered", "How much is offered and not decided on, the newest answer of each alone.")
    open: Decimal | None = column("open", "What is asked for and not accepted; null where nobody said how much.")


def _sums(viewer: Viewer, call_ids: Collection[int]) -> Mapping[int, list[Held]]:
    return sums_of_calls(list(visible(table, viewer).where(table.id.in_(sorted(call_ids)))))


_READ = (table, ask, offer, given, models.PlanItem, models.Commitment, models.Organization)
SUMS = Reckoning(_sums, tuple(map(table_name, _READ)), size=lambda sums: 1 + len(sums))
"""The lines of calls, by id."""


@strawberry.type(description="Those in charge of a plan item ask organisations to carry it out together.")
class Call:
    id: strawberry.ID = column(table.id, "Number of the record.")
    item: PlanItem | None = refers_to(table.item, models.PlanItem, "The item that is to be carried out.")
    text: str = bilingual(table.text_ar, table.text_en, "What is asked for, in words.")
    opens_on: date = column(table.opens_on, "The first day on which organisations answer.")
    closes_on: date = column(table.closes_on, "The last such day, in the time zone of the country.")
    state: CallState = column(table.call_state, "Where it stands.")
    project: Project | None = refers_to(table.project, models.Project, "The joint project, once there is one.")
    asks: list[CallAsk] = usually(
        3, parts(ask.call, "What is asked for, line by line.", order=(ask.offer_kind, ask.currency, ask.id))
    )
    answers: list[CallAnswer] = usually(
        2,
        parts(
            given.call,
            "The answers that the caller may read, replaced ones too, in order.",
            order=(given.id,),
            only=given.archived_at.is_null(),
        ),
    )
    sums: list[CallSum] = reckoned_parts(
        table.id, SUMS, "What all offer together, against what is open: a line for each kind and currency.", expected=4
    )


@strawberry.enum(description="What calls may be ordered by.")
class CallOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    CLOSES_ON = strawberry.enum_value("CLOSES_ON", description="The last day on which organisations answer.")


ORDERS = {
    CallOrder.ID: Order("ID", table.id, table.id),
    CallOrder.CLOSES_ON: Order("CLOSES_ON", table.closes_on, table.id, parse=day),
}


@dataclass(frozen=True)
class CallFilters(Paging):
    """What calls may be narrowed by."""

    item: Annotated[strawberry.ID | None, says("Id of an item of a plan: only calls about it.")] = None
    state: Annotated[list[CallState] | None, says("Only these states.")] = None
    order_by: Annotated[CallOrder, says("What the list is ordered by.")] = CallOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        return (refers_to_record(info.context, table.item, self.item), is_one_of(table.call_state, self.state))


@takes(CallFilters)
def calls(info: Info[Any, Any], asked: CallFilters) -> Connection[Call]:
    """Calls for partners, in the order of their entry unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))


def call(info: Info[Any, Any], id: RecordId) -> Call | None:
    """One call for partners."""
    return planned(Rows(record_with_id(info.context, table, id)))
