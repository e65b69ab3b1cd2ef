r"""Arrangements: proposed by an officer or a party, answered by all parties until a day.

arrange --> PROPOSED --> all agree --------> AGREED (carrying_out)
                    \--> one objects ------> OBJECTED --> it agrees after all
                    \--> the day passes ---> LAPSED
                     `-> withdrawn by whoever proposed it

Whoever proposes it for an organisation agrees with it. Of several answers of one organisation the last counts.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import fn

from tansiq.cases.answering import follow_answers, hold_arrangement, last_answers, not_open, reply, save_answer
from tansiq.cases.carrying_out import draft_of
from tansiq.cases.case_notices import tell_of_case
from tansiq.cases.deciding import DAY_PASSED, OPEN_ARRANGEMENTS, require_not_agreed, require_overlapping
from tansiq.cases.lapsing import lapse
from tansiq.cases.speaking import canonical_id, hold_case, is_in_charge_of, speaker, speaks_for
from tansiq.cases.terms import Step, Terms, faults_of
from tansiq.cases.thread import bring_into_contact
from tansiq.faults import Fault, Refused
from tansiq.language.case_vocabulary import SETTLED_STATES
from tansiq.language.words import say
from tansiq.models import Arrangement, ArrangementStep, OverlapCase
from tansiq.models.record import now
from tansiq.notices.mentions import tell_mentioned
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer, program_for
from tansiq.policy.visibility import visible
from tansiq.records import changes

__all__ = ["Step", "arrange", "arrangements", "lapse", "last_answers", "may_withdraw", "reply", "withdraw"]

TO_ANSWER = timedelta(days=14)
"""How long the parties have where nobody says until when."""
MOST_A_DAY = 5
"""Arrangements that one organisation, or the officers, may propose in one case within a day."""


def arrange(  # noqa: PLR0913  The terms of an arrangement are what a form and a mutation hold, one by one.
    viewer: Viewer,
    case: OverlapCase,
    kind: str,
    steps: Sequence[Step],
    *,
    lead_id: int | None = None,
    note: str = "",
    answer_by: date | None = None,
    organization_id: int | None = None,
) -> Arrangement:
    """Propose an arrangement for a case: as the officer in charge, or for a party (`organization_id`).

    `kind` is a code of ARRANGEMENT_KINDS, `answer_by` the last day for answers. Raises Refused: NOT_FOUND, FORBIDDEN,
    ENDED, JOINED, SETTLED, AGREED, TOO_MANY_ARRANGEMENTS, and all that is wrong with the terms, each at its field
    ("steps.0.area", "lead", "answer_by"), or why the records cannot be changed so ("steps").
    """
    with changes.together():
        stored = hold_case(viewer, case)
        _require_open(stored)
        terms = Terms.of(kind, steps, lead_id)
        proposing = speaker(viewer, stored, organization_id)
        row = Arrangement(case=stored.id, organization=proposing, arrangement_kind=kind, lead=terms.lead_id, note=note)
        row.answer_by = answer_by or clock.today() + TO_ANSWER
        row.account_id, row.author = viewer.account_id, viewer.name
        _require_few(row)
        _require_right(viewer, stored, row, terms)
        changes.save(viewer, row)
        changes.replace_parts(program_for(viewer), row, ArrangementStep, [_cells(step) for step in terms.steps])
        bring_into_contact(viewer, stored)
        tell_of_case(viewer, stored, "ARRANGED", str(row.id))
        tell_mentioned(viewer, note, stored)
        if row.organization_id is not None:
            save_answer(viewer, row, row.organization_id, ("AGREE", ""))
        follow_answers(viewer, stored, row)
    return row


def withdraw(viewer: Viewer, arrangement: Arrangement) -> None:
    """Take an arrangement back that is not agreed to: by whoever proposed it, who speaks for the organisation for which
    it was proposed, or the officer in charge. Raises Refused: NOT_FOUND, FORBIDDEN, NOT_OPEN."""
    with changes.together():
        row, case = hold_arrangement(viewer, arrangement)
        if row.archived_at is not None or row.arrangement_state not in (*OPEN_ARRANGEMENTS, "LAPSED"):
            raise not_open()
        if not may_withdraw(viewer, case, row):
            raise Refused(
                Fault("FORBIDDEN", "", say("Only whoever proposed it, or an officer in charge, withdraws it."))
            )
        changes.archive(program_for(viewer), row)
    arrangement.__data__.update(row.__data__)


def may_withdraw(viewer: Viewer, case: OverlapCase, row: Arrangement) -> bool:
    """Whether the viewer may take the arrangement back."""
    is_mine = viewer.account_id is not None and viewer.account_id == row.account_id
    if is_mine or is_in_charge_of(viewer, case):
        return True
    return row.organization_id is not None and canonical_id(row.organization_id) in speaks_for(viewer, case)


def arrangements(viewer: Viewer, case: OverlapCase) -> Any:
    """The arrangements of a case that were not withdrawn, the newest first, as a query."""
    query = visible(Arrangement, viewer).where(Arrangement.case == case.id, Arrangement.archived_at.is_null())
    return query.order_by(Arrangement.id.desc())


def _require_open(case: OverlapCase) -> None:
    require_overlapping(case)
    if case.case_state in SETTLED_STATES:
        text = say("This case is settled. The officer in charge can open it again.")
        raise Refused(Fault("SETTLED", "", text))
    require_not_agreed(case)


def _require_few(row: Arrangement) -> None:
    """Withdrawn ones count as well: all others were told of them."""
    table = Arrangement
    same = table.organization.is_null() if row.organization_id is None else table.organization == row.organization_id
    lately = table.created_at > now() - timedelta(days=1)
    found = table.select(fn.COUNT(table.id)).where(table.case == row.case_id, same, lately).scalar()
    if found >= MOST_A_DAY:
        text = say("%(most)s arrangements were proposed here within a day. Answer those first.", most=MOST_A_DAY)
        raise Refused(Fault("TOO_MANY_ARRANGEMENTS", "", text))


def _require_right(viewer: Viewer, case: OverlapCase, row: Arrangement, terms: Terms) -> None:
    found = list(faults_of(case, terms))
    if row.keeps("answer_by") and row.answer_by is not None and row.answer_by < clock.today():
        found.append(Fault("DAY_PASSED", "answer_by", DAY_PASSED))
    told = {fault.field for fault in found}
    found += [fault for fault in row.all_faults() if fault.field not in told]
    if found:
        raise Refused(*found)
    _require_change(viewer, case, terms)


def _require_change(viewer: Viewer, case: OverlapCase, terms: Terms) -> None:
    """It can be done to the records, and does something: told before anybody is asked to agree."""
    draft = draft_of(viewer, case, terms)
    if draft is None and terms.steps and terms.kind != "SAME_PROJECT":
        raise Refused(Fault("NOTHING_DIFFERS", "steps", say("Nothing differs from what the register holds.")))


def _cells(step: Step) -> dict[str, Any]:
    """The step as `changes.replace_parts` wants it."""
    ids = {"intervention": step.intervention_id, "area": step.area_id, "population_group": step.population_group_id}
    return {**ids, "starts_on": step.starts_on, "ends_on": step.ends_on}
