r"""Answers of organisations to a call: kept, the older one replaced, those in charge told.

answer -> one of the viewer's own, or recorded for one -> lines checked -> kept -> the older answer REPLACED
                                                                   \-> refused: nothing is kept
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Call, CallAnswer, CallInvitation, CallOffer, Organization, PlanItem
from tansiq.partnerships.call_notices import tell_of_answer
from tansiq.partnerships.offers import Offer, faults_of_lines
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer, program_for
from tansiq.policy.visibility import may
from tansiq.records import changes

MOST_ANSWERS = 20
"""Answers of one organisation to one call: whoever changes its mind more often writes to those in charge."""


@dataclass(frozen=True)
class Said:
    """What an organisation answers: what it would bring, or that it takes no part (`is_declined`), and a note."""

    offers: Sequence[Offer] = ()
    note: str = ""
    is_declined: bool = False

    @property
    def state(self) -> str:
        """The code of CALL_ANSWER_STATES that it makes."""
        return "DECLINED" if self.is_declined else "OFFERED"


@dataclass(frozen=True)
class Answered:
    """An answer that was kept, and whether it replaced an older one of the same organisation."""

    answer: CallAnswer
    has_replaced: bool


def answer(viewer: Viewer, call: Call, organization_id: int | None, said: Said) -> Answered:
    """Answer a call for an organisation, or record what it answered, for those in charge of the plan.

    None of `organization_id` stands for the viewer's own one that is invited. Raises Refused: NOT_FOUND, FORBIDDEN,
    MISSING (organization), ACCEPTED (it was accepted already), TOO_MANY_ANSWERS, NOT_OPEN, TOO_EARLY, TOO_LATE,
    NOT_INVITED, ORGANIZATION_GONE, SUSPENDED, NOTHING_OFFERED; and what is wrong with lines, each at its field.
    """
    with changes.together():
        hold(Call, [call.id])
        stored = changes.find(viewer, Call, call.id)
        answering, is_recorded = _answering(viewer, stored, organization_id)
        older = _answers_of(stored, answering)
        _require_open_to_answer(older)
        row = CallAnswer(call=stored.id, organization=answering, answer_state=said.state, note=said.note)
        row.account_id, row.author, row.is_recorded = viewer.account_id, viewer.name, is_recorded
        _require_right(stored, row, said)
        changes.save(viewer, row)
        acting = program_for(viewer)
        changes.replace_parts(acting, row, CallOffer, [line.cells for line in said.offers])
        replaced = [one for one in older if one.answer_state in ("OFFERED", "DECLINED", "REFUSED")]
        for one in replaced:
            one.answer_state = "REPLACED"
            changes.save(acting, one)
        tell_of_answer(viewer, stored, row)
    return Answered(row, bool(replaced))


def own_invited(viewer: Viewer, call: Call) -> list[Organization]:
    """The organisations for which the viewer may answer the call: their own that are invited, by their names' order."""
    held = viewer.organization_ids if viewer.portal is None else viewer.portal.organization_ids
    kept = CallInvitation.select(CallInvitation.organization).where(
        CallInvitation.call == call.id, CallInvitation.archived_at.is_null()
    )
    rows: Any = Organization.select().where(Organization.id.in_(sorted(held)), Organization.id.in_(kept))
    return list(rows.order_by(Organization.id))


def _answering(viewer: Viewer, call: Call, organization_id: int | None) -> tuple[int, bool]:
    """The organisation that answers, and whether those in charge record it for that one."""
    own = {row.id for row in own_invited(viewer, call)}
    held = viewer.organization_ids if viewer.portal is None else viewer.portal.organization_ids
    if organization_id is None:
        if len(own) != 1:
            raise Refused(Fault("MISSING", "organization", say("Say which organisation answers.")))
        return next(iter(own)), False
    if organization_id in held:
        return organization_id, False
    if viewer.portal is not None or not may(viewer, "CHANGE", call):
        text = say("You do not speak for this organisation. Ask whoever does, or those in charge of the plan.")
        raise Refused(Fault("FORBIDDEN", "organization", text))
    return organization_id, True


def _answers_of(call: Call, organization_id: int) -> list[CallAnswer]:
    """The answers of one organisation by whatever name, the newest first."""
    stands = fn.COALESCE(Organization.canonical, Organization.id)
    own = Organization.select(stands).where(Organization.id == organization_id)
    same = Organization.select(Organization.id).where(stands.in_(own))
    rows: Any = CallAnswer.select().where(CallAnswer.call == call.id, CallAnswer.organization.in_(same))
    return list(rows.where(CallAnswer.archived_at.is_null()).order_by(CallAnswer.id.desc()))


def _require_open_to_answer(older: Sequence[CallAnswer]) -> None:
    if any(one.answer_state == "ACCEPTED" for one in older):
        text = say("The offer of this organisation was accepted already. What changes is agreed with those in charge.")
        raise Refused(Fault("ACCEPTED", "", text))
    if len(older) >= MOST_ANSWERS:
        text = say("This organisation answered too often. Write to those in charge of the plan.")
        raise Refused(Fault("TOO_MANY_ANSWERS", "", text))


def _require_right(call: Call, row: CallAnswer, said: Said) -> None:
    """All that is wrong at once, before any of it is kept."""
    found = [*row.all_faults(), *row.faults_when_saved({})]
    found += faults_of_lines(said.offers, PlanItem.get_or_none(PlanItem.id == call.item_id))
    if not said.is_declined and not said.offers:
        text = say("Say what the organisation would bring, or that it takes no part.")
        found.append(Fault("NOTHING_OFFERED", "offers", text))
    if said.is_declined and said.offers:
        found.append(Fault("NOTHING_OFFERED", "offers", say("Whoever takes no part offers nothing. Remove the lines.")))
    if found:
        raise Refused(*found)
