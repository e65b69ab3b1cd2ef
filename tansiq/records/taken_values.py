"""Values that only one row may have, and whose they are already: told to those alone who may see that row.

a value is taken -> by a row that the writer sees  -> the row's own fault of it
                `-> by one that is hidden from them -> proposing: proposed like any other, whoever decides sees it
                                                    `-> writing: refused without saying why
"""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from peewee import CharField, DateField, Model

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models import Record
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Names = tuple[str, ...]

_LONG_AGO = date(1000, 1, 1)

LEFT_TO_THE_MINISTRY = Fault(
    "NOT_ACCEPTED", "", say("This cannot be saved as it stands. Ask the ministry to look at it.")
)
"""What is said of a value that a hidden row holds, and of nothing more."""


def taken_by_hidden(viewer: Viewer, row: Record) -> list[Names]:
    """The unique columns of `row` whose values another row holds, if `viewer` sees none of these rows; else nothing."""
    taken = [names for names in unique_columns(type(row)) if _others(row, names).exists()]
    is_seen = any(visible(type(row), viewer).where(_is_like(row, names)).exists() for names in taken)
    return [] if is_seen else taken


def unique_columns(model: type[Model]) -> list[Names]:
    """The columns, alone or together, that no two rows of a table may have alike; its id aside."""
    alone = [(name,) for name, column in model._meta.fields.items() if column.unique and not column.primary_key]
    together = [names for index in model._meta.indexes if (names := _unique_names(index))]
    return [*alone, *together]


def taken_faults(viewer: Viewer, row: Record, told: Collection[str]) -> list[Fault]:
    """What is wrong with the values of a row that others have already, as far as `viewer` sees these: told beside what
    else is wrong with it. Columns that `told` names hold what cannot be compared."""
    skipped = {*told, *row.derived}
    asked = [names for names in unique_columns(type(row)) if not skipped & set(names)]
    is_taken = any(
        visible(type(row), viewer).where(_is_like(row, names)).exists()
        for names in asked
        if all(row.__data__.get(name) is not None for name in names)
    )
    return [row.fault_of_taken_value()] if is_taken else []


@contextmanager
def freed(row: Record, taken: list[Names]) -> Iterator[None]:
    """Write the row with other values in the place of those that are taken; it is itself again afterwards.

    For a deed that is tried and taken back: what is told of it are the row's own values.
    """
    own = {name: row.__data__.get(name) for names in taken for name in names}
    for names in taken:
        name, value = _free_value(type(row), names)
        row.__data__[name] = value
    try:
        yield
    finally:
        row.__data__.update(own)


def _unique_names(index: Any) -> Names:
    if isinstance(index, tuple):
        names, is_unique = index
        return tuple(names) if is_unique else ()
    return ()


def _is_like(row: Record, names: Names) -> Any:
    fields = type(row)._meta.fields
    found = fields["id"] != (row.id or 0)
    for name in names:
        found &= fields[name] == row.__data__.get(name)
    return found


def _others(row: Record, names: Names) -> Any:
    # What is not known is like nothing.
    is_given = all(row.__data__.get(name) is not None for name in names)
    return type(row).select().where(_is_like(row, names) if is_given else type(row).id < 0)


def _free_value(model: type[Model], names: Names) -> tuple[str, Any]:
    """A column among these and a value of it that no row has."""
    fields = model._meta.fields
    empty = next((name for name in names if fields[name].null), "")
    if empty:
        return empty, None
    text = next((name for name in names if isinstance(fields[name], CharField)), "")
    if text:
        return text, secrets.token_hex(8)
    return next(name for name in names if isinstance(fields[name], DateField)), _LONG_AGO
