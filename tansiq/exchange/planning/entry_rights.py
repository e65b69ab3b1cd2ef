"""What the sender of a sheet of entries may do with each row: enter it, send it for review, or neither."""

from collections.abc import Sequence

from tansiq.exchange.planning.entry_draft import EntryDraft
from tansiq.language.words import say
from tansiq.models import Entry, TypeDefinition
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may

_NOT_YOURS = say("You may not enter or change this entry. Take the row out, or leave it as it was exported.")


def judge(viewer: Viewer, kind: TypeDefinition, drafts: Sequence[EntryDraft]) -> None:
    """Note on each draft whether it is proposed; those that are neither entered nor proposed are told and left out."""
    written = [draft for draft in drafts if draft.is_change]
    if viewer.is_admin or not written:
        return
    rows = {id(draft): draft.as_row(kind) for draft in written}
    entered = _allowed(viewer, "CREATE", [draft for draft in written if draft.is_new], rows)
    entered |= _allowed(viewer, "CHANGE", [draft for draft in written if not draft.is_new], rows)
    known: dict[tuple[int | None, ...], bool] = {}
    for draft in written:
        if id(draft) in entered:
            continue
        draft.is_proposed = all(_may_propose(viewer, row, known) for row in (rows[id(draft)], draft.stored) if row)
        if not draft.is_proposed:
            draft.tell("error", "entry-not-yours", "entry_id", _NOT_YOURS)


def _allowed(viewer: Viewer, act: str, drafts: Sequence[EntryDraft], rows: dict[int, Entry]) -> set[int]:
    """The identities of the drafts that may be written: as they stand, and as they will."""
    found = {id(row) for row in among(viewer, act, [rows[id(draft)] for draft in drafts])}
    stored = {id(row) for row in among(viewer, act, [draft.stored for draft in drafts if draft.stored is not None])}
    return {
        id(draft)
        for draft in drafts
        if id(rows[id(draft)]) in found and (draft.stored is None or id(draft.stored) in stored)
    }


def _may_propose(viewer: Viewer, row: Entry, known: dict[tuple[int | None, ...], bool]) -> bool:
    keys = ("id", "area", "organization", "project", "intervention", "plan_item", "owner")
    key = tuple(row.__data__.get(name) for name in keys)
    if key not in known:
        known[key] = may(viewer, "PROPOSE", row)
    return known[key]
