"""The history of rows: who did what, when, through which face, old and new value of each field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from peewee import DecimalField, ModelSelect

from tansiq.models import BatchEntry, HistoryEntry, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import number_of
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible, visible_past
from tansiq.records.prepared import own_id


def differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[Any]]:
    """{field: [old, new]} for the fields that differ; a new row tells of all its filled fields.

    What an own field held and holds no more is in `old` alone.
    """
    if not old:
        return {name: [None, json_value(value)] for name, value in new.items() if value not in (None, "")}
    emptied = {name: None for name in old if name not in new and number_of(name) is not None}
    pairs = ((name, json_value(old.get(name)), json_value(value)) for name, value in {**new, **emptied}.items())
    return {name: [before, after] for name, before, after in pairs if before != after}


def json_value(value: Any) -> Any:
    """A value as JSON can keep it: dates as ISO text, money as text, bytes left out."""
    if type(value) in (int, str, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def kept_cells(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of plain parts in their order, as JSON keeps their cells. An amount is the same however it was given."""
    return sorted([_kept(column, cell) for column, cell in zip(columns, cells, strict=True)] for cells in rows)


def _kept(column: Any, cell: Any) -> Any:
    return json_value(column.python_value(cell) if isinstance(column, DecimalField) else cell)


def entry_values(viewer: Viewer, act: str, row: Record, changes: dict[str, Any]) -> dict[str, Any]:
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
        "reason": None,
    }


def append_entry(viewer: Viewer, act: str, row: Record, changes: dict[str, Any], reason: str = "") -> None:
    """Append one entry; `reason` is why it was done although a rule warned of it."""
    told = entry_values(viewer, act, row, changes) | {"reason": reason or None}
    entry_id = HistoryEntry.insert(**told, **own_id(HistoryEntry)).execute()
    if viewer.trial is not None:
        made = row.carried if act == "CREATE" else ()
        viewer.trial.entries.append({**told, "carried": {name: row.__data__.get(name) for name in made}})
    if viewer.batch_id is not None:
        BatchEntry.insert(batch=viewer.batch_id, entry=entry_id, **own_id(BatchEntry)).execute()


def entries_of(viewer: Viewer, row: Record) -> "ModelSelect[HistoryEntry]":
    """The entries about one row that `viewer` may see, newest first."""
    about_it = visible_past(type(row), viewer).where(HistoryEntry.record_id == row.id)
    return about_it.order_by(HistoryEntry.id.desc())


COMMON = 20_000
"""A table with more entries than this is found by walking from the newest entry back."""


class HistoryCursor(NamedTuple):
    """Where an entry stands in the whole history: when, and its id among those of the same second."""

    at: datetime
    entry_id: int


@dataclass(frozen=True)
class HistoryQuestion:
    """Which entries of the whole history; what is empty lets everything through.

    `table`, `act` and `face` are codes, `account` and `batch` ids, `begins` and `ends` days of the
    country, both included.
    """

    table: str = ""
    row: int | None = None
    account: int | None = None
    act: str = ""
    face: str = ""
    batch: int | None = None
    begins: date | None = None
    ends: date | None = None


def search(
    viewer: Viewer, question: HistoryQuestion, after: HistoryCursor | None = None
) -> "ModelSelect[HistoryEntry]":
    """The entries asked for that `viewer` may see, newest first; `after` is the place of the last one of a page."""
    query = visible(HistoryEntry, viewer).where(*_conditions(viewer, question))
    if after is not None:
        is_before = (HistoryEntry.at == after.at) & (HistoryEntry.id < after.entry_id)
        query = query.where((HistoryEntry.at < after.at) | is_before).where(HistoryEntry.at <= after.at)
    return query.order_by(HistoryEntry.at.desc(), HistoryEntry.id.desc())


def _conditions(viewer: Viewer, question: HistoryQuestion) -> Iterable[Any]:
    # Every list of conditions holds one at least, for Peewee's sake.
    yield HistoryEntry.id > 0
    for name in ("account", "act", "face"):
        if value := getattr(question, name):
            yield HistoryEntry._meta.fields[name] == value
    if question.table:
        yield _of_table(viewer, question)
    if question.batch is not None:
        held = visible(BatchEntry, viewer).where(BatchEntry.batch == question.batch)
        yield HistoryEntry.id.in_(held.select(BatchEntry.entry))
    if question.begins is not None:
        yield HistoryEntry.at >= clock.stored(datetime.combine(question.begins, time.min))
    if question.ends is not None:
        yield HistoryEntry.at <= clock.stored(datetime.combine(question.ends, time.max))


def _of_table(viewer: Viewer, question: HistoryQuestion) -> Any:
    """The index by table and row serves a row and a rare table; a common one is walked by time, newest first."""
    is_of_table = HistoryEntry.record_type == question.table
    if question.row is not None:
        return is_of_table & (HistoryEntry.record_id == question.row)
    some = visible(HistoryEntry, viewer).where(is_of_table).select(HistoryEntry.id).limit(COMMON + 1)
    is_common = some.count() > COMMON
    # Joined to nothing the column is no longer that of the index.
    return (HistoryEntry.record_type.concat("") == question.table) if is_common else is_of_table
