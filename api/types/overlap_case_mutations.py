"""Mutations about cases of duplication: portals write, propose and answer for organisations that take part.

input -> visible rows, unknown names gathered -> tansiq.cases -> OverlapDeed | Refusal(every fault with its field)
"""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import strawberry

from api.context import Context
from api.field_paths import faults_at
from api.filters.arguments import Info
from api.filters.conditions import id_number, record_with_id
from api.filters.lookup import area_by_pcode, row_by_code
from api.filters.scopes import ARRANGE, require_scope
from api.planner.rows import Rows, planned
from api.refusals import refuse
from api.types.arrangement import Arrangement
from api.types.case_message import CaseMessage
from api.types.client_key import ClientKey, sending
from api.types.overlap_case import OverlapCase
from api.types.overlap_case_inputs import (
    AnswerArgument,
    ArrangeArgument,
    ArrangementStepInput,
    MessageArgument,
    OverlapArrangeInput,
)
from api.types.proposal import Refusal, as_refusal
from api.types.proposing import gathered, referred_id
from tansiq import models
from tansiq.cases import arranging, thread
from tansiq.cases.asking import find_case
from tansiq.cases.speaking import not_yours
from tansiq.cases.terms import Step, Terms
from tansiq.faults import Fault, Refused
from tansiq.policy.visibility import visible
from tansiq.proposals.creating_once import create_once
from tansiq.records import changes

R = TypeVar("R", bound=models.Record)


def _with_id(info: Info[Any, Any], model: type[models.Record], row_id: int | None) -> Any:
    return None if row_id is None else planned(Rows(record_with_id(info.context, model, str(row_id))))


def _case(root: "OverlapDeed", info: Info[Any, Any]) -> OverlapCase | None:
    found: OverlapCase | None = _with_id(info, models.OverlapCase, root.case_id)
    return found


def _arrangement(root: "OverlapDeed", info: Info[Any, Any]) -> Arrangement | None:
    found: Arrangement | None = _with_id(info, models.Arrangement, root.arrangement_id)
    return found


def _message(root: "OverlapDeed", info: Info[Any, Any]) -> CaseMessage | None:
    found: CaseMessage | None = _with_id(info, models.CaseMessage, root.message_id)
    return found


@strawberry.type(description="What was written, proposed or answered, and the case as it is after that.")
class OverlapDeed:
    case_id: strawberry.Private[int]
    arrangement_id: strawberry.Private[int | None] = None
    message_id: strawberry.Private[int | None] = None
    case: OverlapCase | None = strawberry.field(resolver=_case, description="The case.")
    arrangement: Arrangement | None = strawberry.field(
        resolver=_arrangement, description="The arrangement that was proposed or answered; null of a message."
    )
    message: CaseMessage | None = strawberry.field(
        resolver=_message, description="The message that was written; null of an arrangement."
    )


DeedAnswer = Annotated[
    OverlapDeed | Refusal, strawberry.union("OverlapDeedOrRefusal", description="What became of it.")
]


def overlap_message(info: Info[Any, Any], given: MessageArgument, client_key: ClientKey = None) -> DeedAnswer:
    """Write to all who take part in a case of duplication, for one of its organisations within the limits of the token.
    An open case is in contact from then on."""
    context = info.context

    def write() -> models.CaseMessage:
        case = _asked_case(context, given.case)
        return thread.write(context.viewer, case, given.text, _speaker(context, given.organization))

    def told(row: models.CaseMessage) -> OverlapDeed:
        return OverlapDeed(case_id=row.case_id, message_id=row.id)

    return _done(context, (given, client_key), models.CaseMessage, write, told)


def overlap_arrange(info: Info[Any, Any], given: ArrangeArgument, client_key: ClientKey = None) -> DeedAnswer:
    """Propose to the other parties of a case of duplication how to do nothing twice. The organisation for which it is
    proposed agrees with it by that; once all parties agree, the changes to the records are proposed by themselves."""
    context = info.context

    def propose() -> models.Arrangement:
        unknown: list[Fault] = []
        case, terms = _asked_case(context, given.case), _terms(context, given, unknown)
        if unknown:
            raise Refused(*unknown)
        speaker = _speaker(context, given.organization)
        with faults_at(_field_of_terms):
            return arranging.arrange(
                context.viewer,
                case,
                given.kind.value,
                terms.steps,
                lead_id=terms.lead_id,
                note=given.note,
                answer_by=given.answer_by,
                organization_id=speaker,
            )

    def told(row: models.Arrangement) -> OverlapDeed:
        return OverlapDeed(case_id=row.case_id, arrangement_id=row.id)

    return _done(context, (given, client_key), models.Arrangement, propose, told)


def overlap_answer(info: Info[Any, Any], given: AnswerArgument, client_key: ClientKey = None) -> DeedAnswer:
    """Answer an arrangement for one organisation within the limits of the token. Of several answers of one organisation
    the last counts; after its last day nobody answers any more."""
    context = info.context

    def answer() -> models.ArrangementAnswer:
        with faults_at("arrangement"):
            row = changes.find(context.viewer, models.Arrangement, given.arrangement)
        speaker = _speaker(context, given.organization)
        return arranging.reply(context.viewer, row, speaker, given.reply.value, given.note)

    def told(row: models.ArrangementAnswer) -> OverlapDeed:
        arrangement = models.Arrangement.get_by_id(row.arrangement_id)
        return OverlapDeed(case_id=arrangement.case_id, arrangement_id=arrangement.id)

    return _done(context, (given, client_key), models.ArrangementAnswer, answer, told)


def _done(
    context: Context,
    sent: tuple[Any, str | None],
    model: type[R],
    deed: Callable[[], R],
    told: Callable[[R], OverlapDeed],
) -> DeedAnswer:
    """Do a deed that makes a row, once for each key of the sender. Raises Refused: TOKEN_NEEDED, SCOPE_MISSING."""
    if context.viewer.portal is None:
        raise refuse("TOKEN_NEEDED")
    require_scope(context.viewer, ARRANGE)
    try:
        return told(_made_once(context, sent, model, deed))
    except Refused as refusal:
        return as_refusal(refusal)


def _made_once(context: Context, sent: tuple[Any, str | None], model: type[R], deed: Callable[[], R]) -> R:
    known, row = sending(context.viewer, *sent), model()

    def make() -> None:
        row.id = deed().id

    before = create_once(context.viewer, known.key, row, make, known.body)
    made: R = model.get_by_id(row.id if before is None else before.record_id)
    return made


def _asked_case(context: Context, given: strawberry.ID) -> models.OverlapCase:
    with faults_at("case"):
        return find_case(context.viewer, given)


def _speaker(context: Context, given: strawberry.ID | None) -> int | None:
    """The organisation for which something is said, one that is visible or of the limits; None where none is named.

    Raises Refused(FORBIDDEN) for all others, whether they are there or not.
    """
    if given is None:
        return None
    organization_id = id_number(given)
    own = context.viewer.portal.organization_ids if context.viewer.portal else ()
    if organization_id not in own:
        seen = visible(models.Organization, context.viewer).where(models.Organization.id == organization_id)
        if not seen.exists():
            raise not_yours()
    return organization_id


def _terms(context: Context, given: OverlapArrangeInput, unknown: list[Fault]) -> Terms:
    """What is proposed; what it names and the sender does not see is added to `unknown`."""
    steps = [_step(context, one, f"steps.{place}", unknown) for place, one in enumerate(given.steps or ())]
    lead_id = None
    with gathered(unknown):
        lead_id = referred_id(context, models.Intervention, given.lead, "lead")
    return Terms(given.kind.value, tuple(steps), lead_id)


def _step(context: Context, given: ArrangementStepInput, place: str, unknown: list[Fault]) -> Step:
    found: dict[str, Any] = {"starts_on": given.starts_on, "ends_on": given.ends_on, "intervention_id": 0}
    with gathered(unknown):
        name = f"{place}.intervention"
        found["intervention_id"] = referred_id(context, models.Intervention, given.intervention, name) or 0
    with gathered(unknown):
        if given.area:
            found["area_id"] = area_by_pcode(context, given.area, f"{place}.area").id
    with gathered(unknown):
        if code := given.population_group:
            group = row_by_code(context, models.PopulationGroup, code, f"{place}.population_group")
            found["population_group_id"] = group.id
    return Step(**found)


def _field_of_terms(field: str) -> str:
    """The input calls the kind of an arrangement more shortly."""
    return {"arrangement_kind": "kind"}.get(field, field)
