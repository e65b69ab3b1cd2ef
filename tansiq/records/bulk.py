"""Many rows in one change: the same beats as `changes.save`, one compiled statement for all rows.

For imports and reference tables. It runs inside the caller's `changes.together()`, so that an import is
whole or absent.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from peewee import Field, Model, Select, Value, chunked, fn

# The stubs leave out the translator of the drivers' errors.
from peewee import __exception_wrapper__ as peewee_errors  # type: ignore[attr-defined]

from tansiq.faults import Fault, Refused
from tansiq.models import BatchEntry, HistoryEntry, Record
from tansiq.models.record import now
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import Viewer
from tansiq.records import data_stamps, denormalised
from tansiq.records.changes import CHANGED_MEANWHILE, require
from tansiq.records.history import differences, entry_values

R = TypeVar("R", bound=Record)

AT_ONCE = 200
"""Rows that one statement names by id and version."""


def enter(viewer: Viewer, rows: Sequence[R]) -> None:
    """Insert new rows of one table, give each its id, and tell the history.

    The rows' copies must be filled by the caller (`copies.copy_to_site`, ancestors of areas): this does not
    look parents up one by one. Raises Refused(FORBIDDEN) or with all faults of all rows.
    """
    if not rows:
        return
    model = type(rows[0])
    for row in rows:
        require(viewer, "CREATE", row)
    faults = [fault for row in rows for fault in row.all_faults()]
    if faults:
        raise Refused(*faults)
    for row, row_id in zip(rows, insert(model, [_stored_values(row) for row in rows]), strict=True):
        row.id = row_id
    entries = [entry_values(viewer, "CREATE", row, differences({}, row.values())) for row in rows]
    _tell(viewer, model, entries)


def archive(viewer: Viewer, rows: Sequence[R]) -> None:
    """Archive rows of one table as they were read; each must still have its version.

    Raises Refused(FORBIDDEN or CHANGED_MEANWHILE); the caller's transaction then takes all back.
    """
    _set_archived(viewer, "ARCHIVE", rows)


def restore(viewer: Viewer, rows: Sequence[R]) -> None:
    """Bring archived rows of one table back; refuses as `archive` does."""
    _set_archived(viewer, "RESTORE", rows)


def _set_archived(viewer: Viewer, act: str, rows: Sequence[R]) -> None:
    if not rows:
        return
    model, moment = type(rows[0]), now() if act == "ARCHIVE" else None
    for row in rows:
        require(viewer, act, row)
    for piece in chunked(rows, AT_ONCE):
        # A statement a version: hundreds of pairs of id and version are more than SQLite's parser takes.
        by_version: dict[int, list[int]] = {}
        for row in piece:
            by_version.setdefault(row.version, []).append(row.id)
        change = model.update(archived_at=moment, version=model.version + 1)
        same = [change.where(model.id.in_(ids) & (model.version == seen)) for seen, ids in by_version.items()]
        if sum(statement.execute() for statement in same) != len(piece):
            raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))
        denormalised.update_archived_copies(model, [row.id for row in piece], moment)
    for row in rows:
        row.archived_at, row.version = moment, row.version + 1
    _tell(viewer, model, [entry_values(viewer, act, row, {}) for row in rows])


def _tell(viewer: Viewer, model: type[Model], entries: list[dict[str, Any]]) -> None:
    ids = insert(HistoryEntry, entries)
    if viewer.trial is not None:
        viewer.trial.entries += entries
    if viewer.batch_id is not None:
        insert(BatchEntry, [{"batch": viewer.batch_id, "entry": entry_id} for entry_id in ids])
    data_stamps.bump(denormalised.affected_tables(model))


def insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert plain values, all rows with the same keys, and return the ids in the order of the rows.

    The ids are handed out ahead, so that one compiled statement serves all rows; it runs in the caller's
    transaction. Raises peewee's IntegrityError where the database refuses a row.
    """
    if not rows:
        return []
    key: Any = model._meta.primary_key
    given = {**{field.name: default for field, default in model._meta.defaults.items()}, **rows[0]}
    fields = [model._meta.fields[name] for name in given if name != key.name]
    ids = _hand_out(model, len(rows))
    statement, _ = model.insert_many([[None] * (len(fields) + 1)], fields=[key, *fields]).sql()
    values = ([row_id, *_bound(fields, row)] for row_id, row in zip(ids, rows, strict=True))
    with peewee_errors:
        db.obj.cursor().executemany(statement, values)
    return ids


def _bound(fields: "Sequence[Field[Any]]", row: dict[str, Any]) -> Iterator[Any]:
    for field in fields:
        value = row[field.name] if field.name in row else _default(field)
        yield field.db_value(value)


def _default(field: "Field[Any]") -> Any:
    return field.default() if callable(field.default) else field.default


def _hand_out(model: type[Model], count: int) -> list[int]:
    """Ids that nobody else gets: from the sequence, or above the highest under SQLite's one writer."""
    key: Any = model._meta.primary_key
    if is_postgres():
        sequence = fn.pg_get_serial_sequence(f'"{model._meta.table_name}"', key.column_name)
        numbers = Select([fn.generate_series(Value(1).cast("int"), Value(count).cast("int"))], [fn.nextval(sequence)])
        return [number for (number,) in numbers.tuples().execute(db.obj)]
    last = model.select(fn.MAX(key)).scalar() or 0
    return list(range(last + 1, last + count + 1))


def _stored_values(row: Record) -> dict[str, Any]:
    data = row.__data__
    return {name: data.get(name) for name in row._meta.sorted_field_names if name != "id"}
