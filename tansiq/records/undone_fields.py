"""A deed taken back field by field: rows that changed since give back what still stands as the deed left it.

deed    website  A -> B        since then  B -> C     taken back: C stays, and is told
deed    aliases  a -> a|b      since then  untouched  taken back: a
deed    partners x -> y        since then  + z        taken back: x, z
"""

from typing import Any, Protocol

from peewee import Model

from tansiq.faults import Refused
from tansiq.models import Record
from tansiq.models.record_type import RecordType, type_of
from tansiq.policy.viewer import Viewer
from tansiq.records import changes


class Effect(Protocol):
    """What a deed did to one row (tansiq.records.undoing)."""

    model: Any
    is_new: bool
    was_archived: bool | None
    fields: dict[str, Any]
    parts: dict[str, list[Any]]
    given: dict[str, Any]


def part_values(part: type[Model], owner: type[Model], cells: list[Any]) -> dict[str, Any]:
    """A row of a part as `changes.replace_parts` wants it, from the list of cells that the history keeps: days come
    from their text."""
    columns = zip(changes.part_columns(part, owner), cells, strict=True)
    return {column.name: column.python_value(cell) for column, cell in columns}


def take_back_fields(viewer: Viewer, effect: Effect, row: Record) -> list[str] | None:
    """Give a row back what the deed took; the names of the fields that somebody changed since; None where it is
    refused now, and stays as it is."""
    kind = type_of(effect.model)
    clashes = [name for name in effect.fields if not _is_as_left(kind, effect, row, name)]
    try:
        with changes.together():
            _give_back(viewer, kind, effect, row, clashes)
            for name in effect.parts:
                _give_back_parts(viewer, effect, row, name)
            _put_in_place(viewer, effect, row)
    except Refused as refusal:
        if refusal.code == "FORBIDDEN":
            raise
        return None
    return clashes


def _is_as_left(kind: RecordType, effect: Effect, row: Record, name: str) -> bool:
    return bool(row.entered(name) == kind.typed(name, effect.given[name]))


def _give_back(viewer: Viewer, kind: RecordType, effect: Effect, row: Record, clashes: list[str]) -> None:
    given = {name: old for name, old in effect.fields.items() if name not in clashes}
    for name, old in given.items():
        row.enter(name, kind.typed(name, old))
    if given:
        changes.save(viewer, row, is_asked=True)


def _give_back_parts(viewer: Viewer, effect: Effect, row: Record, name: str) -> None:
    """Without what the deed put in, and with what it took out; what came since stays."""
    part, old = type_of(effect.model).part_named(name).model, effect.parts[name]
    entered, standing = effect.given[name], changes.parts_of(row, part)
    kept = [cells for cells in standing if cells not in entered or cells in old]
    cells = [*kept, *(one for one in old if one not in entered and one not in kept)]
    changes.replace_parts(viewer, row, part, [part_values(part, effect.model, one) for one in cells])


def _put_in_place(viewer: Viewer, effect: Effect, row: Record) -> None:
    """Out of the lists or back, as it was before."""
    is_gone = row.archived_at is not None
    if (effect.is_new or effect.was_archived) and not is_gone:
        changes.archive(viewer, row)
    elif effect.was_archived is False and is_gone:
        changes.restore(viewer, row)
