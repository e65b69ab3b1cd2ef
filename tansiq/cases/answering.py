"""What the parties answer to an arrangement, and what follows from it.

reply -> of a party, or recorded for one -> kept; the last of each counts -> OBJECTED, PROPOSED, or all agree: AGREED
"""

from datetime import date

from tansiq.cases.carrying_out import agree
from tansiq.cases.case_notices import tell_of_case
from tansiq.cases.deciding import OPEN_ARRANGEMENTS, require_overlapping
from tansiq.cases.members import parties_of
from tansiq.cases.speaking import (
    canonical_id,
    forbidden,
    hold_case,
    is_in_charge_of,
    not_yours,
    program,
    speaks_for,
)
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Arrangement, ArrangementAnswer, OverlapCase
from tansiq.notices.mentions import tell_mentioned
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

MOST_ANSWERS = 10
"""Answers of one organisation to one arrangement: of those who change their mind all the time nobody hears more."""


def reply(
    viewer: Viewer, arrangement: Arrangement, organization_id: int | None, reply: str, note: str = ""
) -> ArrangementAnswer:
    """Answer an arrangement (a code of REPLIES) for a party; the officer in charge may record what a party answered.

    None of `organization_id` stands for the viewer's own party. Raises Refused: NOT_FOUND, FORBIDDEN, MISSING
    (organization), TOO_LATE, NOT_OPEN (agreed, carried out, withdrawn), ENDED, JOINED, TOO_MANY_ANSWERS, REASON_MISSING
    (note), UNKNOWN_CODE (reply); and as `arrange` where it was the last of the parties and the terms fit no more.
    """
    with changes.together():
        row, case = hold_arrangement(viewer, arrangement)
        _require_to_be_answered(row, case)
        answering, is_recorded = _answering(viewer, case, organization_id)
        _require_few_answers(row, answering)
        answer = save_answer(viewer, row, answering, (reply, note), is_recorded)
        tell_mentioned(viewer, note, case)
        follow_answers(viewer, case, row, str(answer.id))
    arrangement.__data__.update(row.__data__)
    return answer


def last_answers(arrangement: Arrangement) -> dict[int, ArrangementAnswer]:
    """By the id of each party that answered: its last answer."""
    rows = ArrangementAnswer.select().where(ArrangementAnswer.arrangement == arrangement.id)
    return {canonical_id(row.organization_id): row for row in rows.order_by(ArrangementAnswer.id)}


def is_answered_by(arrangement: Arrangement, day: date) -> bool:
    """Whether the parties may still answer on a day."""
    return arrangement.answer_by is None or day <= arrangement.answer_by


def hold_arrangement(viewer: Viewer, arrangement: Arrangement) -> tuple[Arrangement, OverlapCase]:
    """An arrangement and its case as they are stored, held until the transaction is over. Raises Refused(NOT_FOUND)."""
    seen = changes.find(viewer, Arrangement, arrangement.id)
    case = hold_case(viewer, OverlapCase(id=seen.case_id))
    return Arrangement.get_by_id(seen.id), case


def _require_to_be_answered(row: Arrangement, case: OverlapCase) -> None:
    require_overlapping(case)
    if row.arrangement_state == "LAPSED" or not is_answered_by(row, clock.today()):
        raise Refused(Fault("TOO_LATE", "", say("The day until which it was to be answered has passed.")))
    if row.archived_at is not None or row.arrangement_state not in OPEN_ARRANGEMENTS:
        raise not_open()


def not_open() -> Refused:
    return Refused(Fault("NOT_OPEN", "", say("This arrangement was agreed to, carried out or withdrawn already.")))


def _answering(viewer: Viewer, case: OverlapCase, organization_id: int | None) -> tuple[int, bool]:
    """The id of the organisation that answers, and whether an officer records it for that one."""
    own = speaks_for(viewer, case)
    if organization_id is None and len(own) != 1:
        text = say("Say which organisation answers.")
        raise (
            Refused(Fault("MISSING", "organization", text)) if own or is_in_charge_of(viewer, case) else forbidden(case)
        )
    party = next(iter(own)) if organization_id is None else canonical_id(organization_id)
    if party in own:
        return own[party], False
    if not is_in_charge_of(viewer, case) or party not in {one.id for one in parties_of(case)}:
        raise not_yours()
    return party, True


def _require_few_answers(row: Arrangement, organization_id: int) -> None:
    own = (ArrangementAnswer.arrangement == row.id) & (ArrangementAnswer.organization == organization_id)
    if ArrangementAnswer.select().where(own).count() >= MOST_ANSWERS:
        text = say("This organisation changed its answer too often. Write what is meant to the others.")
        raise Refused(Fault("TOO_MANY_ANSWERS", "", text))


def save_answer(
    viewer: Viewer, row: Arrangement, organization_id: int, said: tuple[str, str], is_recorded: bool = False
) -> ArrangementAnswer:
    answer = ArrangementAnswer(arrangement=row.id, organization=organization_id, reply=said[0], note=said[1])
    answer.account_id, answer.is_recorded = viewer.account_id, is_recorded
    return changes.save(viewer, answer)


def follow_answers(viewer: Viewer, case: OverlapCase, row: Arrangement, occasion: str = "") -> None:
    """Bring the arrangement into the state that follows from the last answers of all who take part now."""
    answers = {party: one.reply for party, one in last_answers(row).items()}
    replies = [answers.get(party.id) for party in parties_of(case)]
    if replies and all(one == "AGREE" for one in replies):
        agree(viewer, case, row)
        return
    state = "OBJECTED" if "OBJECT" in replies else "PROPOSED"
    if state != row.arrangement_state:
        row.arrangement_state = state
        changes.save(program(viewer), row)
        if state == "OBJECTED":
            tell_of_case(viewer, case, "OBJECTED", occasion)
