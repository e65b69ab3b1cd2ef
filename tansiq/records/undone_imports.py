"""Rows that an import entered and its undoing took back: for further imports they were never entered.

A row is forgotten while it still is as the undoing left it: archived, at the version that the undoing gave it.
Whoever restores or changes it, or undoes the undoing, brings it back to mind.
"""

from typing import Any

from tansiq.models import Batch, BatchEntry, HistoryEntry, ImportedRow, Record, Site
from tansiq.records.data_stamps import table_name


def undone_row_ids(model: type[Record]) -> set[int]:
    """The ids of the forgotten rows of a table."""
    takings = _undoings_of_imports()
    if not takings:
        return set()
    same = (model.id == HistoryEntry.record_id) & (model.version == HistoryEntry.record_version)
    rows = _archived_in(model, takings).join(model, on=same).where(model.archived_at.is_null(False))
    return {row_id for (row_id,) in iter(rows.tuples().execute())}


def _undoings_of_imports() -> list[int]:
    """The ids of the batches that took an import back, be it after having entered it again."""
    known = {
        batch_id: (kind, undoes)
        for batch_id, kind, undoes in iter(
            Batch.select(Batch.id, Batch.kind, Batch.undoes)
            .where(Batch.kind.in_(["IMPORT", "UNDO"]))
            .tuples()
            .execute()
        )
    }
    return [batch_id for batch_id, (kind, _) in known.items() if kind == "UNDO" and _is_of_import(batch_id, known)]


def _is_of_import(batch_id: int, known: dict[int, tuple[str, int | None]]) -> bool:
    at: int | None = batch_id
    while at in known:
        kind, above = known[at]
        if kind == "IMPORT":
            return True
        at = above
    return False


def _archived_in(model: type[Record], batches: list[int]) -> Any:
    """The ids of the rows of a table that these batches archived."""
    entries = HistoryEntry.select(HistoryEntry.record_id).join(BatchEntry, on=(BatchEntry.entry == HistoryEntry.id))
    return entries.where(
        BatchEntry.batch.in_(batches)
        & (HistoryEntry.record_type == table_name(model))
        & (HistoryEntry.act == "ARCHIVE")
    )


def are_entered_again(taking: Batch) -> bool:
    """Whether rows of sheets whose sites this batch took back were entered again since, as other sites."""
    old, new = ImportedRow.alias(), ImportedRow.alias()
    taken = _archived_in(Site, [taking.id])
    again = (
        new.select(new.id)
        .join(old, on=(new.identity == old.identity) & (new.id > old.id))
        .join(Site, on=(Site.id == new.site))
        .where(old.site.in_(taken) & new.site.not_in(taken))
        .where(Site.archived_at.is_null() & Site.intervention_archived_at.is_null())
    )
    return bool(again.limit(1).exists())
