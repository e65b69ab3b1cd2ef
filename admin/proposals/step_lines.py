"""A proposal in words: each record it touches, and of each field the value in the register and the one proposed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from markupsafe import Markup
from peewee import ForeignKeyField

from admin.panel.history_lines import Change, told
from admin.words.formatting import NOTHING, link
from admin.words.labels import kind_label
from admin.words.naming import name_of
from tansiq.language.words import Sentence
from tansiq.models import HistoryEntry, ImportRun, Proposal, ProposedRow
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import proposed
from tansiq.proposals.reviewing import Clash
from tansiq.proposals.steps import Step, read
from tansiq.records.undoing import TABLES

_MOST_ROWS = 20


@dataclass(frozen=True)
class Field:
    """One field: what it was when it was proposed and what it would be; where it clashes, what it is now."""

    change: Change
    now: Markup | None = None
    place: str = ""


@dataclass(frozen=True)
class ToldStep:
    """What is done to one record: the act, its kind, its name (leading to its page where there is one), its fields."""

    act: str
    kind: Sentence
    name: Markup
    fields: list[Field] = field(default_factory=list)


def told_steps(viewer: Viewer, proposal: Proposal, clashes: Sequence[Clash]) -> list[ToldStep]:
    """All that a proposal would do, as far as the viewer may see it."""
    steps = read(proposal.steps)
    entries = [_entry(step, _shown(step)) for step in steps]
    clashing = [_entry(clash.step, {clash.field: [clash.now, clash.proposed]}) for clash in clashes]
    now = {
        clash.place: one.changes[0].old
        for clash, one in zip(clashes, told(viewer, clashing), strict=True)
        if one.changes
    }
    return [
        ToldStep(
            step.act,
            kind_label(step.table),
            _name(viewer, step),
            [_field(step, change, now) for change in one.changes],
        )
        for step, one in zip(steps, told(viewer, entries), strict=True)
    ]


def record_of(viewer: Viewer, proposal: Proposal) -> Any:
    """The row a proposal is about, if it exists and the viewer may see it."""
    model: Any = TABLES[proposal.record_type]
    return visible(model, viewer).where(model.id == proposal.record_id).first() if proposal.record_id else None


@dataclass(frozen=True)
class FromSheet:
    """The workbook that a proposal came with: its name, its rows in words, and its import where it may be seen."""

    file_name: str
    rows: str
    run_id: int | None


def sheet_of(viewer: Viewer, proposal: Proposal) -> FromSheet | None:
    """Where the rows of a proposal stood, if it came with a workbook."""
    rows = list(
        visible(ProposedRow, viewer).where(ProposedRow.proposal == proposal.id).order_by(ProposedRow.row_number)
    )
    if not rows:
        return None
    run = visible(ImportRun, viewer).where(ImportRun.id == rows[0].run_id).first()
    numbers = [f"{row.row_number}" for row in rows]
    more = "…" if len(numbers) > _MOST_ROWS else ""
    return FromSheet(rows[0].file_name, ", ".join(numbers[:_MOST_ROWS]) + more, run.id if run else None)


def _field(step: Step, change: Change, now: dict[str, Markup]) -> Field:
    place = f"{step.table}.{step.id}.{change.field}"
    return Field(change, now.get(place), place if place in now else "")


def _entry(step: Step, fields: dict[str, Any]) -> HistoryEntry:
    """A step as an entry of the history would tell it; it is not saved."""
    return HistoryEntry(record_type=step.table, record_id=step.id, act=step.act, changes=orjson.dumps(fields).decode())


def _shown(step: Step) -> dict[str, Any]:
    """The fields without those that only tie new records together."""
    columns = step.model._meta.fields
    return {
        name: pair
        for name, pair in step.fields.items()
        if not (isinstance(columns.get(name), ForeignKeyField) and isinstance(pair[1], int) and pair[1] < 0)
    }


def _name(viewer: Viewer, step: Step) -> Markup:
    if step.id < 0:
        # A new site is told by its area alone: it has no number yet.
        return Markup() if step.table == "site" else Markup("<bdi>{}</bdi>").format(name_of(proposed(step)))
    row = visible(step.model, viewer).where(step.model.id == step.id).first()
    return link(row, name_of(row)) if row is not None else NOTHING
