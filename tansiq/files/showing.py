"""Whoever may be given a file: those who see the field that holds it, of the row that names it.

of a row      the row is visible, and the field of it; of what it held before, an entry of its history that tells it
proposed      the open proposal is visible, and the field of the row that it would make
"""

from typing import Any

import orjson

from tansiq.models import HistoryEntry, KeptFile, Proposal, Record
from tansiq.models.extra import extra_name
from tansiq.models.record_type import type_named
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import ids_with_known_past, visible
from tansiq.proposals.proposal_facts import rows_asked
from tansiq.proposals.proposing import OPEN, is_to_be_told
from tansiq.proposals.steps import kept_files_of, read_steps
from tansiq.records.history import entries_of


def file_for(viewer: Viewer, file_id: int) -> KeptFile | None:
    """The file with this number, if `viewer` may have it; not theirs is not there."""
    file: KeptFile | None = KeptFile.get_or_none(KeptFile.id == file_id, KeptFile.removed_at.is_null())
    if file is None:
        return None
    is_shown = _is_proposed_to(viewer, file) if file.owner_id is None else _is_told(viewer, file)
    return file if is_shown else None


def _is_told(viewer: Viewer, file: KeptFile) -> bool:
    model, name = type_named(str(file.owner_table)).model, extra_name(file.field_id)
    row = visible(model, viewer).where(model.id == file.owner_id).first()
    if row is None or not may_see_field(viewer, name, row):
        return False
    return row.entered(name) == file.id or _is_of_past_told(viewer, file, row)


def _is_of_past_told(viewer: Viewer, file: KeptFile, row: Record) -> bool:
    name, entry = extra_name(file.field_id), HistoryEntry
    if not ids_with_known_past(viewer, type(row), [int(row.id)]):
        return False
    told: Any = entries_of(viewer, row).select(entry.changes).where(entry.changes.contains(f'"{name}":'))
    return any(file.id in orjson.loads(changes)[name] for (changes,) in told.tuples())


def _is_proposed_to(viewer: Viewer, file: KeptFile) -> bool:
    name = extra_name(file.field_id)
    is_named = Proposal.steps.contains(f'"{name}":')
    for proposal in visible(Proposal, viewer).where(is_named, Proposal.state.in_(OPEN)):
        steps = read_steps(proposal.steps)
        for step, row in zip(steps, rows_asked(steps), strict=True):
            holds_it = file.id in kept_files_of([step]) and is_to_be_told(viewer, proposal, step.model)
            if holds_it and may_see_field(viewer, name, row):
                return True
    return False
