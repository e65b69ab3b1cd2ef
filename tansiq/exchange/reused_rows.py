"""New rows that carry a code of their own, where a row that an undone import left still holds that code.

new row --code held by a forgotten row?-- no --> entered
                                         `- yes -> the forgotten row comes back with the new row's values
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from peewee import chunked

from tansiq.exchange.lookup.known_rows import AT_ONCE
from tansiq.models import Area, Organization, Record
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes, undone_imports
from tansiq.records.prepared import do

R = TypeVar("R", bound=Record)


def enter_or_reuse(viewer: Viewer, rows: Sequence[R], code: str) -> list[R]:
    """Enter new rows of one table, as `bulk.enter` does; `code` is the unique field that a person gave.

    All get their ids; those that took the place of a forgotten row are returned. Raises Refused.
    """
    held = _held(rows, code)
    reused = [row for row in rows if getattr(row, code) in held]
    bulk.enter(viewer, [row for row in rows if getattr(row, code) not in held])
    for row in reused:
        row.id = held[getattr(row, code)].id
    do(lambda: _bring_back(viewer, [(row, held[getattr(row, code)]) for row in reused]))
    return reused


def _held(rows: Sequence[R], code: str) -> dict[Any, R]:
    """The forgotten rows that hold codes of the new ones, by code."""
    taken_back = undone_imports.undone_row_ids(type(rows[0])) if rows else set()
    wanted = {getattr(row, code) for row in rows} - {None, ""} if taken_back else set()
    model: Any = type(rows[0]) if rows else None
    found = [row for piece in chunked(wanted, AT_ONCE) for row in model.select().where(getattr(model, code).in_(piece))]
    return {getattr(row, code): row for row in found if row.id in taken_back}


def _bring_back(viewer: Viewer, pairs: Sequence[tuple[R, R]]) -> None:
    bulk.restore(viewer, [old for _, old in pairs])
    before = [old.values() for _, old in pairs]
    for row, old in pairs:
        for name, value in row.values().items():
            old.enter(name, value)
    _save(viewer, [old for _, old in pairs], before)
    for row, old in pairs:
        for name, value in old.__data__.items():
            setattr(row, name, value)


def _save(viewer: Viewer, rows: Sequence[R], before: Sequence[dict[str, Any]]) -> None:
    if rows and isinstance(rows[0], Area | Organization):
        # Few, and others hold copies of them that `bulk.change` does not know.
        for row in rows:
            changes.save(viewer, row)
    else:
        bulk.change(viewer, rows, before)
