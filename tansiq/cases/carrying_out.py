r"""Carrying out what all parties agreed to: the changes to the records are proposed by the program, for all of them.

agreed --> nothing to change ----------------------> decisions on the pairs, settled
       `-> one proposal for all --> approved ------> carried out, settled where nothing overlaps any more
                                `-> rejected ------> refused, the case returns
"""

from tansiq.cases.agreed_changes import change_records
from tansiq.cases.case_notices import tell_of_case
from tansiq.cases.deciding import lapse_others, settle, title_of
from tansiq.cases.effects import BY_AGREEMENT
from tansiq.cases.members import pair_ids, parties_of
from tansiq.cases.speaking import program
from tansiq.cases.terms import Terms, require_right
from tansiq.cases.what_changed import remember_facts
from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.case_vocabulary import SETTLED_STATES
from tansiq.language.words import say
from tansiq.models import Arrangement, OverlapCase, Proposal
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.outcomes import declare
from tansiq.proposals.proposing import Draft, drafted, propose_all
from tansiq.records import changes
from tansiq.records.undoing import begin_batch

DECISIONS_OF = {"COMPLEMENTARY": "COMPLEMENTARY", "NOT_SAME": "NOT_SAME", "SAME_PROJECT": "SAME_PROJECT"}
"""By kind of arrangement: what it decides on the pairs; the others change the records, so that no pair is left."""


def agree(viewer: Viewer, case: OverlapCase, row: Arrangement) -> None:
    """Carry out what the last of the parties has agreed to just now, part of its transaction; the case is held.

    Raises Refused where the terms fit the case no more, or the records cannot be changed so.
    """
    terms = Terms.stored(row)
    require_right(case, terms)
    row.arrangement_state = "AGREED"
    changes.save(program(viewer), row)
    lapse_others(program(viewer), case)
    draft = draft_of(viewer, case, terms)
    tell_of_case(viewer, case, "AGREED", str(row.id))
    if draft is None:
        _settle_at_once(viewer, case, row)
        return
    [proposal_id] = propose_all(program(viewer), [draft])
    changes.save_derived(program(viewer), row, proposal=proposal_id)
    case.case_state = "AGREED"
    changes.save(program(viewer), case)
    remember_facts(case)


def case_of(viewer: Viewer, proposal: Proposal) -> OverlapCase | None:
    """The case whose parties agreed to what is proposed; None for all other proposals, and where it is hidden."""
    agreed = Arrangement.select(Arrangement.case).where(Arrangement.proposal == proposal.id)
    found: OverlapCase | None = visible(OverlapCase, viewer).where(OverlapCase.id.in_(agreed)).first()
    return found


def draft_of(viewer: Viewer, case: OverlapCase, terms: Terms) -> Draft | None:
    """The changes that the terms make, tried and taken back; None where they make none.

    They are nobody's own, to amend or withdraw, but are told as the parties'. Raises Refused as
    `change_records` does.
    """
    acting = program(viewer).giving(str(BY_AGREEMENT))
    draft = drafted(acting, lambda trying: change_records(trying, case, terms))
    if draft is not None:
        names = " · ".join(pick(party, "name") for party in parties_of(case))
        draft.values["actor"] = names[:200]
    return draft


def _settle_at_once(viewer: Viewer, case: OverlapCase, row: Arrangement) -> None:
    """Nothing is left to change: what the parties say of the pairs is decided, or they did it themselves meanwhile."""
    batch = begin_batch(program(viewer), "CHANGE", title_of(case))
    _settle(program(viewer).within(batch.id), case, row)


def _settle(acting: Viewer, case: OverlapCase, row: Arrangement) -> None:
    row.arrangement_state = "CARRIED_OUT"
    changes.save(acting, row)
    if (decision := DECISIONS_OF.get(row.arrangement_kind)) is not None:
        settle(acting, case, decision, row.note)
        return
    # One of three left: what the others do twice among each other is still to be arranged.
    is_left = bool(pair_ids(case, is_settled_too=False))
    case.case_state, case.settled_as, case.note = "IN_CONTACT" if is_left else "SETTLED", None, row.note
    changes.save(acting, case)
    if not is_left:
        remember_facts(case)


def _approved(viewer: Viewer, case: OverlapCase, row: Arrangement) -> None:
    _settle(program(viewer), case, row)
    tell_of_case(viewer, case, "SETTLED", str(row.id))


def _rejected(viewer: Viewer, case: OverlapCase, row: Arrangement) -> None:
    row.arrangement_state = "REFUSED"
    changes.save(program(viewer), row)
    if case.case_state not in SETTLED_STATES:
        case.case_state = "RETURNED"
        changes.save(program(viewer), case)
    tell_of_case(viewer, case, "RETURNED", f"{row.id} {case.version}")


def _returned(_viewer: Viewer, _case: OverlapCase, _row: Arrangement) -> None:
    text = say("This is what the organisations of a case agreed to: nobody can amend it alone. Approve or reject it.")
    raise Refused(Fault("AGREED", "", text))


@declare
def follow_decision(viewer: Viewer, proposal: Proposal) -> None:
    """Let the arrangement that a proposal carries out, and its case, follow what was decided on it."""
    row = Arrangement.get_or_none(Arrangement.proposal == proposal.id)
    outcome = {"APPROVED": _approved, "REJECTED": _rejected, "RETURNED": _returned}.get(proposal.state)
    if row is None or outcome is None:
        return
    hold(OverlapCase, [row.case_id])
    outcome(viewer, OverlapCase.get_by_id(row.case_id), row)
