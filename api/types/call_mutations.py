"""Answering calls for partners: portals say what organisations of their limits would bring.

input -> a call that is seen -> tansiq.partnerships.answering -> CallDeed | Refusal(every fault with its field)
"""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import OfferKind
from api.field_paths import faults_at
from api.filters.arguments import Info
from api.filters.conditions import id_number, record_with_id
from api.filters.scopes import PROPOSE, require_scope
from api.planner.rows import Rows, planned
from api.refusals import refuse
from api.types.call import Call, CallAnswer
from api.types.client_key import ClientKey, sending
from api.types.proposal import Refusal, as_refusal
from tansiq import models
from tansiq.faults import Refused
from tansiq.partnerships.answering import Said, answer
from tansiq.partnerships.offers import Offer
from tansiq.proposals.creating_once import create_once
from tansiq.records import changes


@strawberry.input(description="How much of one kind an organisation offers.")
class CallOfferInput:
    kind: OfferKind = strawberry.field(description="What.")
    amount: Decimal = strawberry.field(
        description="Above zero: money in `currency`, work in the unit of the item, all else by number."
    )
    currency: str = strawberry.field(default="", description="ISO 4217, of money alone.")
    text: str = strawberry.field(default="", description="What exactly, such as which vehicles.")


@strawberry.input(description="What one organisation answers to a call. Its newest answer counts.")
class CallAnswerInput:
    call: strawberry.ID = strawberry.field(description="Number of the call.")
    organization: strawberry.ID | None = strawberry.field(
        default=None,
        description="""Number of the organisation that answers: one that the token is limited to and that is invited. It
may be left out where there is one alone.""",
    )
    offers: list[CallOfferInput] = strawberry.field(
        default_factory=list, description="What it would bring; left out where it takes no part."
    )
    is_declined: bool = strawberry.field(default=False, description="Whether it takes no part.")
    note: str = strawberry.field(default="", description="What is said with it; at most 4,000 letters.")


AnswerArgument = Annotated[CallAnswerInput, strawberry.argument(name="input", description="What is answered.")]


def _call(root: "CallDeed", info: Info[Any, Any]) -> Call | None:
    return planned(Rows(record_with_id(info.context, models.Call, str(root.call_id))))


def _answer(root: "CallDeed", info: Info[Any, Any]) -> CallAnswer | None:
    return planned(Rows(record_with_id(info.context, models.CallAnswer, str(root.answer_id))))


@strawberry.type(description="What was answered, and the call as it is after that.")
class CallDeed:
    call_id: strawberry.Private[int]
    answer_id: strawberry.Private[int]
    has_replaced: bool = strawberry.field(
        description="Whether the organisation had answered before: the newer answer counts."
    )
    call: Call | None = strawberry.field(resolver=_call, description="The call.")
    answer: CallAnswer | None = strawberry.field(resolver=_answer, description="The answer.")


DeedAnswer = Annotated[CallDeed | Refusal, strawberry.union("CallDeedOrRefusal", description="What became of it.")]


def call_answer(info: Info[Any, Any], given: AnswerArgument, client_key: ClientKey = None) -> DeedAnswer:
    """Answer a call for partners for an organisation that the token is limited to. It waits for those in charge of the
    plan; of several answers of one organisation the newest counts, and after the last day nobody answers any more."""
    context = info.context
    if context.viewer.portal is None:
        raise refuse("TOKEN_NEEDED")
    require_scope(context.viewer, PROPOSE)
    try:
        row = _answered_once(context, given, client_key)
    except Refused as refusal:
        return as_refusal(refusal)
    older = models.CallAnswer.select().where(
        models.CallAnswer.call == row.call_id,
        models.CallAnswer.organization == row.organization_id,
        models.CallAnswer.id < row.id,
    )
    return CallDeed(call_id=row.call_id, answer_id=row.id, has_replaced=older.exists())


def _answered_once(context: Context, given: CallAnswerInput, client_key: str | None) -> models.CallAnswer:
    """The answer that was kept, once for each key of the sender."""
    known, row = sending(context.viewer, given, client_key), models.CallAnswer()

    def make() -> None:
        with faults_at("call"):
            asked = changes.find(context.viewer, models.Call, given.call)
        named = None if given.organization is None else id_number(given.organization)
        row.id = answer(context.viewer, asked, named, _said(given)).answer.id

    before = create_once(context.viewer, known.key, row, make, known.body)
    made: models.CallAnswer = models.CallAnswer.get_by_id(row.id if before is None else before.record_id)
    return made


def _said(given: CallAnswerInput) -> Said:
    lines = [Offer(one.kind.value, one.amount, one.currency, one.text) for one in given.offers]
    return Said(lines, given.note, given.is_declined)
