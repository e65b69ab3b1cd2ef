"""Proposing: a deed that its doer may not publish is tried, taken back, and kept as a proposal.

submit(viewer, deed) -> deed(viewer on trial) -> nothing lacking: it stands
                                             `-> lacking: taken back -> Proposal(steps)
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from peewee import Model, fn

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import (
    Arrangement,
    Proposal,
    ProposalArea,
    ProposalEvent,
    ReachedFigure,
)
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.record import now
from tansiq.notices.mentions import tell_mentioned
from tansiq.organizations.document_files import remove_files
from tansiq.policy.authority import is_to_have_papers
from tansiq.policy.viewer import REGISTRANT, Trial, Viewer
from tansiq.policy.visibility import is_kept_to_few, may
from tansiq.proposals import imported_rows
from tansiq.proposals.decision_notices import tell_decided
from tansiq.proposals.outcomes import arranged_by
from tansiq.proposals.proposal_facts import area_ids_of_steps, on_behalf_of, titles_of_steps
from tansiq.proposals.steps import Step, files_of, kept_files_of, read_steps, steps_of_entries, write_steps
from tansiq.records import bulk
from tansiq.records.changes import require, together

R = TypeVar("R")
Deed = Callable[[Viewer], Any]

MOST_OPEN = 200
"""Proposals of one sender that wait at once: somebody has to read them all."""
MOST_IMPORTED = 1_000
"""The same where a workbook makes them: its rows are read together."""
MOST_STEPS = 300
"""Rows that one proposal may touch."""
OPEN = ("UNCONFIRMED", "WAITING", "RETURNED")
"""The states in which a proposal can still be amended and withdrawn."""


ABOUT = ("act", "record_type", "record_id", "title_ar", "title_en", "steps", "organization")
"""What of a proposal is told by its steps."""


def submit(viewer: Viewer, deed: Deed) -> Proposal | None:
    """Do a deed (a function of the viewer that writes through `changes`), or propose it where that is not allowed.

    None says that it is done. Raises Refused as the deed does; TOO_MANY_PROPOSALS, TOO_LARGE.
    """
    if viewer.is_admin:
        deed(viewer)
        return None
    with together():
        tried = _tried(viewer, deed, keep=True)
        return _propose(viewer, tried) if tried.lacking else None


def propose(viewer: Viewer, deed: Deed) -> Proposal | None:
    """Propose a deed, also where its doer might do it; None where nothing differs from what the register holds.

    Raises Refused as `submit` does.
    """
    with together():
        return _propose(viewer, _tried(viewer, deed))


def amend(viewer: Viewer, proposal: Proposal, deed: Deed) -> Proposal:
    """Put another deed in place of the one proposed; it waits for review again.

    A file that it holds no more is removed. Raises Refused as `submit` does; FORBIDDEN, NOT_OPEN (decided meanwhile).
    """
    require(viewer, "CHANGE", proposal)
    former = files_of(read_steps(proposal.steps))
    with together():
        # What was sent with it before may stay.
        tried = _tried(viewer.bringing(kept_files_of(read_steps(proposal.steps))), deed)
        steps = steps_of_entries(tried.entries)
        if not steps:
            raise Refused(Fault("NOTHING_DIFFERS", "", say("Nothing differs from what the register holds.")))
        _check_size(steps)
        imported_rows.follow_amendment(proposal, read_steps(proposal.steps), steps)
        # What it is about may be another record now: whoever reviews it is told of that one.
        for name, value in _about(viewer, steps).items():
            setattr(proposal, name, value)
        state = "UNCONFIRMED" if proposal.state == "UNCONFIRMED" else "WAITING"
        change_state(viewer, proposal, state, "AMENDED", _reason_in(tried))
        ProposalArea.delete().where(ProposalArea.proposal == proposal.id).execute()
        bulk.insert(ProposalArea, [{"proposal": proposal.id, "area": area_id} for area_id in area_ids_of_steps(steps)])
    remove_files(former - files_of(steps))
    return proposal


def withdraw(viewer: Viewer, proposal: Proposal) -> None:
    """Take a proposal back before it is decided; its files are removed. Raises Refused: FORBIDDEN, NOT_OPEN."""
    require(viewer, "CHANGE", proposal)
    change_state(viewer, proposal, "WITHDRAWN", "WITHDRAWN")
    remove_files(files_of(read_steps(proposal.steps)))


def change_state(viewer: Viewer, proposal: Proposal, state: str, event: str, comment: str = "") -> None:
    """Bring a proposal as it was read into another state, and tell. Raises Refused(NOT_OPEN) where it was decided
    meanwhile, CHANGED_MEANWHILE where it was amended: nobody approves what they have not seen."""
    values = {"state": state, "changed_at": now(), "version": Proposal.version + 1}
    values |= {name: proposal.__data__.get(name) for name in (*ABOUT, "batch")}
    with together():
        same = (Proposal.id == proposal.id) & (Proposal.version == proposal.version) & Proposal.state.in_(OPEN)
        if not Proposal.update(**values).where(same).execute():
            raise Refused(_not_open_fault(proposal))
        proposal.state, proposal.version = state, proposal.version + 1
        event_id = append_event(viewer, proposal, event, comment)
        tell_decided(viewer, proposal, event, event_id)
        tell_mentioned(viewer, comment, proposal)


def append_event(viewer: Viewer, proposal: Proposal, event: str, comment: str = "") -> int:
    """Append an event to a proposal's own history; its id."""
    said = {"account": viewer.account_id, "actor": viewer.name, "comment": comment.strip()}
    event_id: int = ProposalEvent.insert(proposal=proposal.id, act=event, **said).execute()
    bump([table_name(Proposal)])
    return event_id


def _not_open_fault(proposal: Proposal) -> Fault:
    stored = Proposal.get_or_none(Proposal.id == proposal.id)
    if stored is not None and stored.state in OPEN:
        return Fault("CHANGED_MEANWHILE", "", say("The proposal was amended meanwhile. Look at it again first."))
    return Fault("NOT_OPEN", "", say("The proposal was decided or withdrawn already."))


def _tried(viewer: Viewer, deed: Deed, keep: bool = False) -> Trial:
    """A deed, tried and taken back; to `keep` it lets it stand where it is allowed as it is."""
    trial = Trial()
    with together() as transaction:
        deed(viewer.trying(trial))
        if not keep or trial.lacking:
            transaction.rollback()
    return trial


def _reason_in(tried: Trial) -> str:
    """Why its doer holds right what a rule warns of; "" where none does."""
    return next((entry["reason"] for entry in tried.entries if entry["reason"]), "")


class Draft(NamedTuple):
    """A proposal that is not kept yet: its steps, its values, the areas in which it changes something, and why it is
    right although a rule warns of it."""

    steps: list[Step]
    values: dict[str, Any]
    area_ids: list[int]
    reason: str


def drafted(viewer: Viewer, deed: Deed) -> Draft | None:
    """Try a deed, take it back, and give what a proposal would hold; None where nothing would differ.

    Raises Refused as the deed does; TOO_LARGE.
    """
    with together():
        tried = _tried(viewer, deed)
    return _draft(viewer, tried) if tried.entries else None


def propose_all(viewer: Viewer, drafts: Sequence[Draft]) -> list[int]:
    """Keep drafts as proposals that wait for review, in the caller's transaction; their ids.

    Raises Refused(TOO_MANY_PROPOSALS).
    """
    if drafts:
        _check_flood(viewer, len(drafts))
    ids = bulk.insert(Proposal, [draft.values for draft in drafts])
    pairs = [(proposal_id, draft) for proposal_id, draft in zip(ids, drafts, strict=True)]
    bulk.insert(ProposalArea, [{"proposal": key, "area": area_id} for key, one in pairs for area_id in one.area_ids])
    said = {"act": "PROPOSED", "account": viewer.account_id, "actor": viewer.name}
    # Why it is right although a rule warns of it is for those who review it.
    bulk.insert(ProposalEvent, [{"proposal": proposal_id, **said, "comment": one.reason} for proposal_id, one in pairs])
    if ids:
        bump([table_name(Proposal)])
    return ids


def _propose(viewer: Viewer, tried: Trial) -> Proposal | None:
    if not tried.entries:
        # Nothing differs from what the register holds.
        return None
    [proposal_id] = propose_all(viewer, [_draft(viewer, tried)])
    found: Proposal = Proposal.get_by_id(proposal_id)
    return found


def _draft(viewer: Viewer, tried: Trial) -> Draft:
    steps = steps_of_entries(tried.entries)
    _check_size(steps)
    values = {
        **_about(viewer, steps),
        "account": viewer.account_id,
        "portal": viewer.portal.id if viewer.portal else None,
        "actor": viewer.name,
        "face": viewer.face,
        "state": "UNCONFIRMED" if viewer.roles == REGISTRANT else "WAITING",
    }
    return Draft(steps, values, area_ids_of_steps(steps), _reason_in(tried))


def _about(viewer: Viewer, steps: list[Step]) -> dict[str, Any]:
    """The values of ABOUT for these steps: a proposal is about the first row it touches."""
    first, titles = steps[0], titles_of_steps(steps)
    record = (first.act, first.table, first.id if first.id > 0 else None)
    return dict(zip(ABOUT, (*record, *titles, write_steps(steps), on_behalf_of(viewer, steps)), strict=True))


def _check_size(steps: list[Step]) -> None:
    found = sum(not _goes_along(step) for step in steps)
    if found > MOST_STEPS:
        text = say("This touches %(found)s records; a proposal holds at most %(most)s.", found=found, most=MOST_STEPS)
        raise Refused(Fault("TOO_LARGE", "", text))


def _goes_along(step: Step) -> bool:
    """Whether it is the figure of a site that is new as well: who reads of the one reads of the other."""
    return step.model is ReachedFigure and step.id < 0 and step.fields["site"][1] < 0


def _check_flood(viewer: Viewer, more: int) -> None:
    if viewer.account_id is None and viewer.portal is None:
        # Whoever registers an organisation is counted by their address.
        return
    own = Proposal.portal == viewer.portal.id if viewer.portal else Proposal.account == viewer.account_id
    # A workbook that waits keeps nobody from sending a form.
    alike, most = Proposal.face == "IMPORT", MOST_IMPORTED
    if viewer.face != "IMPORT":
        alike, most = Proposal.face != "IMPORT", MOST_OPEN
    waiting = Proposal.select(fn.COUNT(Proposal.id)).where(own, alike, Proposal.state.in_(OPEN)).scalar()
    if waiting + more > most:
        text = say("%(most)s of your proposals wait for review. Send more once some are decided.", most=most)
        raise Refused(Fault("TOO_MANY_PROPOSALS", "", text))


def is_to_be_told(viewer: Viewer, proposal: Proposal, model: type[Model]) -> bool:
    """Whether the viewer may read what a visible proposal says of new rows of a table, its title included."""
    return not is_kept_to_few(model) or is_to_have_papers(viewer, proposal)


def is_reviewer(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether the viewer is one of those who decide on the proposal: nobody decides on their own."""
    return not _is_by(viewer.account_id, proposal) and may(viewer, "APPROVE", proposal)


def _is_by(account_id: int | None, proposal: Proposal) -> bool:
    """Whether an account made the proposal, or arranged what the program then proposed."""
    if account_id is None or account_id == proposal.account_id:
        return account_id is not None
    is_made_for_somebody = proposal.account_id is None and proposal.portal is None
    return is_made_for_somebody and bool(arranged_by(account_id).where(Arrangement.proposal == proposal.id).exists())
