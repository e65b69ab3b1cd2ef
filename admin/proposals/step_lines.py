"""A proposal in words: each record it touches, and of each field the value in the register and the one proposed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from markupsafe import Markup
from peewee import ForeignKeyField

from admin.panel.history_lines import Change, history_lines
from admin.words.formatting import NO_VALUE, link
from admin.words.labels import kind_label
from admin.words.naming import call_rows, name_of
from tansiq.language.words import Sentence
from tansiq.models import HistoryEntry, ImportRun, Proposal, ProposedRow
from tansiq.models.record_type import type_named
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals import reviewing
from tansiq.proposals.proposal_facts import proposed_row, rows_asked
from tansiq.proposals.proposing import OPEN, is_to_be_told
from tansiq.proposals.reviewing import Clash
from tansiq.proposals.steps import Step, read_steps

_MOST_ROWS = 20


@dataclass(frozen=True)
class ProposedField:
    """One field: what it was when it was proposed and what it would be; where it clashes, what it is now."""

    change: Change
    now: Markup | None = None
    place: str = ""


@dataclass(frozen=True)
class StepLine:
    """What is done to one record: the act, its kind, its name (leading to its page where there is one), its fields."""

    act: str
    kind: Sentence
    name: Markup
    fields: list[ProposedField] = field(default_factory=list)


def step_lines(viewer: Viewer, proposal: Proposal, clashes: Sequence[Clash]) -> list[StepLine]:
    """All that a proposal would do, as far as the viewer may see it."""
    steps = reviewing.steps_now(proposal) if proposal.state in OPEN else read_steps(proposal.steps)
    entries = [_entry(step, _fields_to_show(step) if _is_told(viewer, proposal, step) else {}) for step in steps]
    clashing = [_entry(clash.step, {clash.field: [clash.now, clash.proposed]}) for clash in clashes]
    rows, clashing_rows = rows_asked(steps), rows_asked([clash.step for clash in clashes])
    now = {
        clash.place: one.changes[0].old
        for clash, one in zip(clashes, history_lines(viewer, clashing, clashing_rows), strict=True)
        if one.changes
    }
    return [
        StepLine(
            step.act,
            kind_label(step.table),
            _name(viewer, step) if _is_told(viewer, proposal, step) else NO_VALUE,
            [_field(step, change, now) for change in one.changes],
        )
        for step, one in zip(steps, history_lines(viewer, entries, rows), strict=True)
    ]


def record_of(viewer: Viewer, proposal: Proposal) -> Any:
    """The row a proposal is about, if it exists and the viewer may see it."""
    model: Any = type_named(proposal.record_type).model
    return visible(model, viewer).where(model.id == proposal.record_id).first() if proposal.record_id else None


@dataclass(frozen=True)
class SourceSheet:
    """The workbook that a proposal came with: its name, its rows in words, and its import where it may be seen."""

    file_name: str
    rows: str
    run_id: int | None


def source_sheet(viewer: Viewer, proposal: Proposal) -> SourceSheet | None:
    """Where the rows of a proposal stood, if it came with a workbook."""
    rows = list(
        visible(ProposedRow, viewer).where(ProposedRow.proposal == proposal.id).order_by(ProposedRow.row_number)
    )
    if not rows:
        return None
    run = visible(ImportRun, viewer).where(ImportRun.id == rows[0].run_id).first()
    numbers = [f"{row.row_number}" for row in rows]
    more = "…" if len(numbers) > _MOST_ROWS else ""
    return SourceSheet(rows[0].file_name, ", ".join(numbers[:_MOST_ROWS]) + more, run.id if run else None)


def _is_told(viewer: Viewer, proposal: Proposal, step: Step) -> bool:
    """Whether the viewer may read what a new row would hold; what of a stored one, its history knows."""
    return step.id > 0 or is_to_be_told(viewer, proposal, step.model)


def _field(step: Step, change: Change, now: dict[str, Markup]) -> ProposedField:
    place = f"{step.table}.{step.id}.{change.field}"
    return ProposedField(change, now.get(place), place if place in now else "")


def _entry(step: Step, fields: dict[str, Any]) -> HistoryEntry:
    """A step as an entry of the history would tell it; it is not saved."""
    return HistoryEntry(record_type=step.table, record_id=step.id, act=step.act, changes=orjson.dumps(fields).decode())


def _fields_to_show(step: Step) -> dict[str, Any]:
    """The fields without those that only tie new records together."""
    return {
        name: pair
        for name, pair in step.fields.items()
        if not (isinstance(step.kind.column(name), ForeignKeyField) and isinstance(pair[1], int) and pair[1] < 0)
    }


def _name(viewer: Viewer, step: Step) -> Markup:
    if step.table == "site" and step.id < 0:
        # A new site is told by its area alone: it has no number yet.
        return Markup()
    stored = step.id > 0 and visible(step.model, viewer).where(step.model.id == step.id).first()
    row = stored if step.id > 0 else proposed_row(step)
    if row is None:
        return NO_VALUE
    call_rows([row], viewer)
    return link(row, name_of(row)) if stored else Markup("<bdi>{}</bdi>").format(name_of(row))
