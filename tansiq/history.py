"""The history of rows: who did what, when, through which face, old and new value of each field."""

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from peewee import ModelSelect

from tansiq.models import BatchEntry, HistoryEntry, Record
from tansiq.models.record import now
from tansiq.versions import table_name
from tansiq.viewer import Viewer
from tansiq.visibility import visible


def differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[Any]]:
    """{field: [old, new]} for the fields that differ; a new row tells of all its filled fields."""
    return {
        name: [plain(old.get(name)), plain(value)]
        for name, value in new.items()
        if plain(old.get(name)) != plain(value) and not (not old and value in (None, ""))
    }


def plain(value: Any) -> Any:
    """A value as JSON can keep it: dates as ISO text, money as text, bytes left out."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def entry(viewer: Viewer, act: str, row: Record, changes: dict[str, Any]) -> dict[str, Any]:
    """The values of one history entry about a saved row."""
    return {
        "record_type": table_name(type(row)),
        "record_id": row.id,
        "record_version": row.version,
        "at": now(),
        "account": viewer.account_id,
        "actor": viewer.name,
        "face": viewer.face,
        "act": act,
        "changes": orjson.dumps(changes).decode(),
    }


def tell(viewer: Viewer, act: str, row: Record, changes: dict[str, Any]) -> None:
    """Append one entry."""
    entry_id = HistoryEntry.insert(**entry(viewer, act, row, changes)).execute()
    if viewer.batch_id is not None:
        BatchEntry.insert(batch=viewer.batch_id, entry=entry_id).execute()


def of(viewer: Viewer, row: Record) -> "ModelSelect[HistoryEntry]":
    """The entries about one row that `viewer` may see, newest first."""
    return (
        visible(HistoryEntry, viewer)
        .where((HistoryEntry.record_type == table_name(type(row))) & (HistoryEntry.record_id == row.id))
        .order_by(HistoryEntry.id.desc())
    )
