"""Reviewing: an officer approves, returns or rejects a proposal; what changed meanwhile is shown field by field.

approve -> each step: as it was when proposed -> done through `changes`, as the officer, in one batch
                      changed since           -> Clash: the officer says which value stands, or nothing is done
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import say
from tansiq.models import Proposal, ProposalEvent, ReachedFigure, Record
from tansiq.models.record_type import type_named
from tansiq.organizations.document_files import is_kept, remove_files
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import is_kept_to_few, visible
from tansiq.proposals import imported_rows
from tansiq.proposals.outcomes import arranged_by, follow
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.proposing import change_state, is_reviewer
from tansiq.proposals.registration_mail import keep_decision, order_mail
from tansiq.proposals.steps import Step, files_of, kept_files_of, read_steps, with_saved_ids
from tansiq.records import changes, row_faults
from tansiq.records.changes import parts_of, require, together
from tansiq.records.history import json_value
from tansiq.records.transactions import again
from tansiq.records.undoing import begin_batch
from tansiq.records.undone_fields import part_values


@dataclass(frozen=True)
class Clash:
    """A field that somebody changed since the proposal was made: what it was then, is now, and would be.

    `place` names it as a choice does: "intervention.7.status".
    """

    step: Step
    field: str
    was: Any
    now: Any
    proposed: Any

    @property
    def place(self) -> str:
        return f"{self.step.table}.{self.step.id}.{self.field}"


Choices = Mapping[str, str]
"""By place of a clash: PROPOSED to take the proposed value, CURRENT to leave the one that stands."""


def waiting_proposals(viewer: Viewer) -> "ModelSelect[Proposal]":
    """The proposals that the viewer is to look at, oldest first; their own are for somebody else."""
    query = visible(Proposal, viewer).where(Proposal.state == "WAITING")
    if not (viewer.is_admin or viewer.area_ids):
        return query.where(Proposal.id < 0)
    if viewer.account_id is not None:
        query = query.where(Proposal.account.is_null() | (Proposal.account != viewer.account_id))
        query = query.where(Proposal.id.not_in(arranged_by(viewer.account_id)))
    return query.order_by(Proposal.created_at, Proposal.id)


def own_proposals(viewer: Viewer) -> "ModelSelect[Proposal]":
    """The viewer's own proposals, newest first."""
    query = visible(Proposal, viewer).order_by(Proposal.id.desc())
    if viewer.portal is not None:
        return query.where(Proposal.portal == viewer.portal.id)
    mine = Proposal.account == viewer.account_id if viewer.account_id is not None else Proposal.id < 0
    return query.where(mine)


def clashes(proposal: Proposal) -> list[Clash]:
    """All fields that somebody changed since, in a way that differs from what is proposed."""
    return [clash for step in steps_now(proposal) if step.id > 0 for clash in _clashes(step)]


def steps_now(proposal: Proposal) -> list[Step]:
    """The steps of an open proposal as they meet the register: a new figure of a month that somebody entered meanwhile
    is a change of that one."""
    return [_met(step) if step.id < 0 and step.model is ReachedFigure else step for step in read_steps(proposal.steps)]


def _met(step: Step) -> Step:
    new: Any = proposed_row(step)
    found = ReachedFigure.get_or_none((ReachedFigure.site == new.site_id) & (ReachedFigure.month == new.month))
    if found is None:
        return step
    act = "CHANGE" if found.archived_at is None else "RESTORE"
    return Step(act, step.table, found.id, version=-1, fields={"people": [None, new.people]})


def _clashes(step: Step) -> Iterator[Clash]:
    row = step.model.get_or_none(step.model.id == step.id)
    if row is None or row.version == step.version:
        return
    for name, (old, new) in step.fields.items():
        current = _current(row, step, name)
        if current not in (old, new):
            yield Clash(step, name, old, current, new)


def _current(row: Record, step: Step, name: str) -> Any:
    """The value of a field, or the list of parts, as the history would keep it now."""
    if step.kind.column(name) is not None:
        return json_value(row.entered(name))
    return parts_of(row, step.kind.part_named(name).model)


def approve(viewer: Viewer, proposal: Proposal, choices: Choices | None = None) -> Record | None:
    """Carry a proposal out as the reviewer, in one batch, and return the row it is about.

    Raises Refused: FORBIDDEN (the proposal, or one of its rows, is not the reviewer's to decide), CLASH (a field
    changed since and no choice says which value stands; its field is the clash's place), GONE (a row was archived
    meanwhile), FILE_GONE, NOT_OPEN, CHANGED_MEANWHILE, or what the changes themselves are refused for. Then nothing is
    written.
    """
    _require_reviewer(viewer, proposal)
    with together():
        steps = list(_settled_steps(proposal, choices or {}))
        _require_files(steps)
        batch = begin_batch(viewer, "CHANGE", _title_of_batch(proposal))
        acting = viewer if viewer.reason else viewer.giving(_reason_of(proposal))
        done, ids = _carry_out(acting.within(batch.id).bringing(kept_files_of(steps)), steps)
        if proposal.face != "IMPORT":
            _require_rules(done)
        row = done[0][1] if done else None
        imported_rows.remember_rows(proposal, ids)
        proposal.batch_id = batch.id
        proposal.record_id = row.id if row is not None else proposal.record_id
        change_state(viewer, proposal, "APPROVED", "APPROVED")
        follow(viewer, proposal)
        keep_decision(proposal)
    order_mail(proposal)
    return row


def _reason_of(proposal: Proposal) -> str:
    """Why its proposer holds right what a rule warns of; "" where they were not asked."""
    event = ProposalEvent
    sent = event.select().where(event.proposal == proposal.id, event.act.in_(("PROPOSED", "AMENDED")))
    last = sent.order_by(event.id.desc()).first()
    return last.comment if last is not None else ""


def _title_of_batch(proposal: Proposal) -> str:
    """What the deed is called by all who may read of it; papers of organisations are not named to them."""
    return "" if is_kept_to_few(type_named(proposal.record_type).model) else pick(proposal, "title")[:300]


def approve_all(viewer: Viewer, proposals: Sequence[Proposal]) -> tuple[int, list[tuple[Proposal, Refused]]]:
    """Approve several, each by itself: how many were carried out, and those that were not, with their reason."""
    left: list[tuple[Proposal, Refused]] = []
    for proposal in proposals:
        try:
            again(partial(_approve_as_read, viewer, proposal))
        except Refused as refusal:
            left.append((proposal, refusal))
    return len(proposals) - len(left), left


def _approve_as_read(viewer: Viewer, proposal: Proposal) -> None:
    approve(viewer, Proposal(**proposal.__data__))


def give_back(viewer: Viewer, proposal: Proposal, comment: str) -> None:
    """Return a proposal to its proposer, saying what to change. Raises Refused: FORBIDDEN, COMMENT_MISSING ..."""
    _decide(viewer, proposal, "RETURNED", comment)


def reject(viewer: Viewer, proposal: Proposal, comment: str) -> None:
    """Refuse a proposal for good, saying why; its files are removed. Raises Refused: FORBIDDEN, COMMENT_MISSING ..."""
    _decide(viewer, proposal, "REJECTED", comment)
    remove_files(files_of(read_steps(proposal.steps)))


def _decide(viewer: Viewer, proposal: Proposal, state: str, comment: str) -> None:
    _require_reviewer(viewer, proposal)
    if not comment.strip():
        raise Refused(
            Fault("COMMENT_MISSING", "comment", say("Say why, so that whoever proposed it knows what to do."))
        )
    with together():
        change_state(viewer, proposal, state, state, comment)
        follow(viewer, proposal)
        keep_decision(proposal)
    order_mail(proposal)


def _require_reviewer(viewer: Viewer, proposal: Proposal) -> None:
    require(viewer, "APPROVE", proposal)
    if not is_reviewer(viewer, proposal):
        raise Refused(Fault("FORBIDDEN", "", say("Nobody decides on their own proposal: leave it to somebody else.")))


def _settled_steps(proposal: Proposal, choices: Choices) -> Iterator[Step]:
    """The steps with every clash settled by a choice."""
    found = clashes(proposal)
    open_ones = [clash for clash in found if choices.get(clash.place) not in ("PROPOSED", "CURRENT")]
    if open_ones:
        text = say("Somebody changed this field meanwhile. Say which value is to stand.")
        raise Refused(*(Fault("CLASH", clash.place, text) for clash in open_ones))
    left = {clash.place for clash in found if choices[clash.place] == "CURRENT"}
    for step in steps_now(proposal):
        kept = {name: pair for name, pair in step.fields.items() if f"{step.table}.{step.id}.{name}" not in left}
        step.fields = kept
        yield step


def _require_files(steps: Iterable[Step]) -> None:
    if not all(map(is_kept, files_of(steps))):
        text = say("The file of this document is no longer there. Return the proposal, so that it is sent again.")
        raise Refused(Fault("FILE_GONE", "", text))


def _carry_out(viewer: Viewer, steps: Iterable[Step]) -> tuple[list[tuple[Step, Record]], dict[tuple[str, int], int]]:
    """Do each step; rows created before are named by the ids they were given. The steps with their rows are returned,
    and all ids by the table and the number that the steps used."""
    ids: dict[tuple[str, int], int] = {}
    done: list[tuple[Step, Record]] = []
    for step in steps:
        row = _do(viewer, with_saved_ids(step, ids))
        ids[step.table, step.id] = row.id
        done.append((step, row))
    return done, ids


def _require_rules(done: Iterable[tuple[Step, Record]]) -> None:
    """What the rows are among each other is asked once all are written: two sites may have changed places. The rows of
    a sheet are told there."""
    found = [
        replace(fault, field=f"{step.table}.{step.id}.{fault.field}")
        for step, row in done
        if step.act != "ARCHIVE"
        for fault in row_faults.further_faults(row, _before(step, row))
    ]
    if found:
        raise Refused(*found)


def _before(step: Step, row: Record) -> dict[str, Any]:
    return {} if step.id < 0 else {**row.values(), **{name: old for name, (old, _new) in step.values()}}


def _do(viewer: Viewer, step: Step) -> Record:
    row = proposed_row(step) if step.id < 0 else _stored(viewer, step)
    if step.act in ("ARCHIVE", "RESTORE"):
        is_there = (row.archived_at is None) == (step.act == "RESTORE")
        if not is_there:
            (changes.archive if step.act == "ARCHIVE" else changes.restore)(viewer, row)
        if step.act == "ARCHIVE" or not step.fields:
            return row
    for name, (_old, new) in step.values():
        row.enter(name, step.kind.typed(name, new))
    changes.save(viewer, row, is_asked=True)
    for part, (_old, new) in step.parts():
        changes.replace_parts(viewer, row, part, [part_values(part, step.model, cells) for cells in new])
    return row


def _stored(viewer: Viewer, step: Step) -> Record:
    row: Record = changes.find(viewer, step.model, step.id)
    if step.act == "CHANGE" and row.archived_at is not None:
        raise Refused(
            Fault("GONE", "", say("The record was archived meanwhile. Restore it first, or reject the proposal."))
        )
    return row
