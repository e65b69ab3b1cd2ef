"""Deciding a case: all of its pairs in one deed, which can be taken back; and who looks after it until when.

decide_case -> a batch: a decision on each pair, what was arranged lapses, the case is settled
            -> undo of that batch: the pairs, the arrangements and the case are as before
"""

from collections.abc import Sequence
from datetime import date

from tansiq.cases.case_notices import tell_of_case
from tansiq.cases.members import pair_ids
from tansiq.cases.speaking import hold_unchanged, program, require_in_charge
from tansiq.cases.thread import require_not_joined
from tansiq.cases.what_changed import remember_facts
from tansiq.duplication.decisions import decide_all, decisions_on
from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.case_vocabulary import SETTLED_STATES
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import say
from tansiq.models import Area, Arrangement, Batch, OverlapCase, Sector
from tansiq.notices.mentions import tell_mentioned
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.records import bulk, changes
from tansiq.records.undoing import begin_batch

STATE_OF_DECISION = {"LATER": "", "NOT_SAME": "DISMISSED"}
"""Into which state a decision brings a case: "" leaves it; all others settle it."""
OPEN_ARRANGEMENTS = ("PROPOSED", "OBJECTED")
"""States of arrangements on which the parties may still agree."""


def decide_case(viewer: Viewer, case: OverlapCase, decision: str, note: str = "") -> Batch:
    """Decide on all pairs of a case at once (a code of DECISIONS), as the officer in charge who read it.

    LATER leaves the state of the case. Raises Refused: FORBIDDEN, UNKNOWN_CODE (decision), JOINED, AGREED (the changes
    that the parties agreed to wait for their approval), CHANGED_MEANWHILE, or as `changes.save`.
    """
    require_in_charge(viewer, case)
    if decision not in DECISIONS:
        raise Refused(Fault("UNKNOWN_CODE", "decision", say("Choose one of the listed decisions.")))
    with changes.together():
        stored = hold_unchanged(viewer, case)
        require_not_joined(stored)
        require_not_agreed(stored)
        _forget_former(viewer, stored)
        batch = begin_batch(viewer, "CHANGE", title_of(stored))
        if decision != "LATER":
            lapse_others(viewer.within(batch.id), stored)
            tell_of_case(viewer, stored, "DECIDED", str(batch.id))
        settle(viewer.within(batch.id), stored, decision, note)
        tell_mentioned(viewer, note, stored)
    case.__data__.update(stored.__data__)
    return batch


def settle(viewer: Viewer, case: OverlapCase, decision: str, note: str) -> None:
    """Decide on all pairs of a case that is held, and bring it into the state that follows."""
    decide_all(viewer, pair_ids(case), decision, note)
    case.settled_as, case.note = decision, note
    case.case_state = STATE_OF_DECISION.get(decision, "SETTLED") or case.case_state
    changes.save(viewer, case)
    if case.case_state in SETTLED_STATES:
        remember_facts(case)


def _forget_former(viewer: Viewer, case: OverlapCase) -> None:
    """What a case that returned was settled as holds no more, also where the decision taken now is taken back."""
    if case.case_state == "RETURNED" and case.settled_as is not None:
        case.settled_as = None
        changes.save(program(viewer), case)


def reopen(viewer: Viewer, case: OverlapCase, note: str) -> Batch:
    """Open a settled or dismissed case again, saying why; the decisions on its pairs are taken back.

    Raises Refused: FORBIDDEN, REASON_MISSING (note), NOT_SETTLED, ENDED, CHANGED_MEANWHILE.
    """
    require_in_charge(viewer, case)
    if not note.strip():
        raise Refused(Fault("REASON_MISSING", "note", say("Say why it is opened again.")))
    with changes.together():
        stored = hold_unchanged(viewer, case)
        require_overlapping(stored)
        if stored.case_state not in SETTLED_STATES:
            raise Refused(Fault("NOT_SETTLED", "", say("This case is open.")))
        batch = begin_batch(viewer, "CHANGE", title_of(stored))
        _take_back(viewer.within(batch.id), stored)
        stored.case_state, stored.settled_as, stored.note = "RETURNED", None, note
        changes.save(viewer.within(batch.id), stored)
        tell_of_case(viewer, stored, "RETURNED", str(stored.version))
        tell_mentioned(viewer, note, stored)
    case.__data__.update(stored.__data__)
    return batch


def take_over(viewer: Viewer, case: OverlapCase) -> None:
    """Take a case into one's own hands. Raises Refused: FORBIDDEN, CHANGED_MEANWHILE."""
    require_in_charge(viewer, case)
    _set(viewer, case, owner=viewer.account_id)


def set_deadline(viewer: Viewer, case: OverlapCase, day: date | None) -> None:
    """Say until when a case should be settled. Raises Refused: FORBIDDEN, DAY_PASSED (due_on), CHANGED_MEANWHILE."""
    require_in_charge(viewer, case)
    if day is not None and day < clock.today():
        raise Refused(Fault("DAY_PASSED", "due_on", DAY_PASSED))
    _set(viewer, case, due_on=day)


DAY_PASSED = say("This day has passed already.")


def title_of(case: OverlapCase) -> str:
    """What a deed on a case is called: its place and its sector, which all may read."""
    area, sector = Area.get_by_id(case.area_id), Sector.get_by_id(case.sector_id)
    return f"{pick(area, 'name')} · {pick(sector, 'name')}"[:300]


def require_overlapping(case: OverlapCase) -> None:
    """Raise Refused(ENDED) where nothing of the case overlaps any more."""
    require_not_joined(case)
    if case.ended_on is not None:
        text = say("The interventions of this case do not overlap any more: there is nothing left to arrange.")
        raise Refused(Fault("ENDED", "", text))


def require_not_agreed(case: OverlapCase) -> None:
    """Raise Refused(AGREED) where what all parties agreed to waits for its approval."""
    if standing(case, ("AGREED",)):
        text = say("All parties agreed. Approve or reject the changes that they agreed to.")
        raise Refused(Fault("AGREED", "", text))


def standing(case: OverlapCase, states: Sequence[str]) -> list[Arrangement]:
    """The arrangements of a case that are in one of some states and were not withdrawn."""
    found = Arrangement.select().where(
        Arrangement.case == case.id, Arrangement.arrangement_state.in_(states), Arrangement.archived_at.is_null()
    )
    return list(found.order_by(Arrangement.id))


def lapse_others(viewer: Viewer, case: OverlapCase) -> None:
    """Let all that is still proposed lapse: the case goes another way."""
    for row in standing(case, OPEN_ARRANGEMENTS):
        row.arrangement_state = "LAPSED"
        changes.save(viewer, row)


def _take_back(viewer: Viewer, case: OverlapCase) -> None:
    bulk.archive(viewer, list(decisions_on(OPERATOR, pair_ids(case)).values()))


def _set(viewer: Viewer, case: OverlapCase, **values: object) -> None:
    with changes.together():
        stored = hold_unchanged(viewer, case)
        for name, value in values.items():
            setattr(stored, name, value)
        changes.save(viewer, stored)
    case.__data__.update(stored.__data__)
