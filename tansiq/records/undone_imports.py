"""Rows that an import entered and its undoing took back: for further imports they were never entered.

A row is forgotten while it still is as the undoing left it: archived, at the version that the undoing gave it.
Whoever restores or changes it, or undoes the undoing, brings it back to mind.
"""

from typing import Any

from peewee import fn

from tansiq.models import Batch, BatchEntry, HistoryEntry, ImportedRow, Intervention, Organization, Record, Site
from tansiq.models.data_stamps import table_name
from tansiq.records.row_identity import OF_INTERVENTION, OF_SITE, digest


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
    """Whether rows of sheets whose sites this batch took back were entered again since, as other sites.

    An organisation without a number that came with the rows was entered anew with them: it is known by its names.
    """
    taken = list(iter(_archived_in(Site, [taking.id]).tuples().execute()))
    ids = [site_id for (site_id,) in taken]
    since = ImportedRow.select(fn.MIN(ImportedRow.id)).where(ImportedRow.site.in_(ids))
    stands = Site.archived_at.is_null() & Site.intervention_archived_at.is_null()
    again = _said_by(stands & (ImportedRow.id > since) & Site.id.not_in(ids))
    return bool(again and again & _said_by(Site.id.in_(ids)))


def _said_by(condition: Any) -> set[bytes]:
    """What imported sites say of who does what, where, when and for whom, the organisation by its names."""
    names = (*(name for name in OF_INTERVENTION if name not in _ENTERED_ANEW), *OF_SITE, *_NAMES)
    columns: list[Any] = [getattr(Intervention, name) for name in OF_INTERVENTION if name not in _ENTERED_ANEW]
    columns += [*(getattr(Site, name) for name in OF_SITE), *(getattr(Organization, name) for name in _NAMES)]
    query = Site.select(*columns).join(ImportedRow, on=(ImportedRow.site == Site.id)).where(condition)
    query = query.join(Intervention, on=(Intervention.id == Site.intervention))
    query = query.join(Organization, on=(Organization.id == Intervention.organization))
    return {digest(dict(zip(names, row, strict=True))) for row in iter(query.tuples().execute())}


_ENTERED_ANEW = ("organization", "project")
_NAMES = ("name_ar", "name_en", "acronym", "registration_number")
