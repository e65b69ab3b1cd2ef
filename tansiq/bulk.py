"""Many rows in one change: the same beats as `changes.save`, a statement per few hundred rows.

For imports and reference tables. It runs inside the caller's `changes.together()`, so that an import is
whole or absent.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from peewee import Model

from tansiq import copies, versions
from tansiq.changes import demand
from tansiq.faults import Refused
from tansiq.history import differences, entry
from tansiq.models import HistoryEntry, Record
from tansiq.viewer import Viewer

R = TypeVar("R", bound=Record)
_VARIABLES = 30_000
"""Bound values a statement may hold on both databases (SQLite allows 32,766, PostgreSQL 65,535)."""


def enter(viewer: Viewer, rows: Sequence[R]) -> None:
    """Insert new rows of one table, give each its id, and tell the history.

    The rows' copies must be filled by the caller (`copies.copy_to_site`, ancestors of areas): this does not
    look parents up one by one. Raises Refused(FORBIDDEN) or with all faults of all rows.
    """
    if not rows:
        return
    model = type(rows[0])
    demand(viewer, "CREATE", model)
    faults = [fault for row in rows for fault in row.faults()]
    if faults:
        raise Refused(*faults)
    for row in rows:
        row.complete()
    for row, row_id in zip(rows, insert(model, [_stored_values(row) for row in rows]), strict=True):
        row.id = row_id
    entries = [entry(viewer, "CREATE", row, differences({}, row.values())) for row in rows]
    insert(HistoryEntry, entries)
    versions.bump(copies.touched(model))


def insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert plain values in pieces and return the ids in the order of the rows.

    Both databases number the rows of one INSERT in the order of its VALUES; sorting undoes whatever order
    RETURNING gives them back in.
    """
    if not rows:
        return []
    key = model._meta.primary_key
    ids: list[int] = []
    for piece in _pieces(rows, max(1, _VARIABLES // len(rows[0]))):
        ids += sorted(row[0] for row in model.insert_many(piece).returning(key).tuples().execute())
    return ids


def _stored_values(row: Record) -> dict[str, Any]:
    return {name: value for name, value in row.__data__.items() if name != "id"}


def _pieces(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while piece := list(islice(source, size)):
        yield piece
