"""Who reads entries that are rows of another record: the members of a group, the pumps of a well.

They lie where their owner lies and are whose it is. Nobody reads one who does not read its owner; within that the
policy of their record type says who reads them (tansiq.policy.entry_rule).

    Entry.organization --> Organization      seen, and in the officer's areas or the partner's own
    Entry.owner        --> Entry --> ...     of another own record type, which may be rows of a third one
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from peewee import Model

from tansiq.models.definitions import known
from tansiq.models.entry import Entry
from tansiq.models.record import Record
from tansiq.models.type_definition import TypeDefinition
from tansiq.policy.belonging import NOBODY, belongs_to, lies_in
from tansiq.policy.entry_rule import OF_OFFICERS, OF_ORGANIZATIONS
from tansiq.policy.viewer import Viewer

Condition = Any
Seen = Callable[[type[Model], Any], Condition]
"""The condition under which a viewer sees rows of a table that is no table of entries, read as an alias of it."""
Placed = Callable[[type[Model], Any], Condition]

DEEPEST = 5
"""Owners above each other that are followed; a chain that leads back to itself is as deep."""


def owned_conditions(table: Any, viewer: Viewer, seen: Seen, alone: Callable[[Any], Condition]) -> Iterator[Condition]:
    """For each record type whose entries are rows of others: the condition under which the viewer reads them.

    `alone` gives the condition for entries that stand by themselves, read as an alias.
    """
    for kind in known().types.values():
        if kind.owner_table:
            yield _of_type(table, kind, _Reading(viewer, seen, alone), DEEPEST)


class _Reading:
    """Who reads, and what they see of the owners."""

    def __init__(self, viewer: Viewer, seen: Seen, alone: Callable[[Any], Condition]) -> None:
        self.viewer, self.seen, self.alone = viewer, seen, alone


def _of_type(table: Any, kind: TypeDefinition, reading: _Reading, deep: int) -> Condition:
    """The condition for the entries of one record type."""
    if not kind.owner_table:
        return (table.record_type == kind.id) & reading.alone(table)
    if deep == 0:
        return NOBODY
    shown = _shown(table, kind, reading.viewer)
    if not shown:
        return NOBODY
    owner = _owner_of(kind)
    above = owner.alias(f"owner_{deep}")
    parent = known().types.get(kind.owner_type_id or 0)
    if owner is not Entry:
        allowed = reading.seen(owner, above)
    else:
        allowed = NOBODY if parent is None else _of_type(above, parent, reading, deep - 1)
    query = above.select(above.id)
    is_seen = getattr(table, kind.owner_key).in_(query if allowed is None else query.where(allowed))
    return (table.record_type == kind.id) & is_seen & reduce(or_, shown)


def _shown(table: Any, kind: TypeDefinition, viewer: Viewer) -> list[Condition]:
    """What lets somebody read an entry whose owner they see."""
    found: list[Condition] = []
    if kind.policy == "PUBLIC":
        found.append(table.is_published & table.archived_at.is_null())
    if kind.policy == "SIGNED_IN" and viewer.account_id is not None:
        found.append(table.archived_at.is_null())
    return [*found, *_placed(table, kind, viewer)]


def own_owned(table: Any, viewer: Viewer) -> list[Condition]:
    """For each record type whose entries are rows of others: the condition that one is the officer's or partner's."""
    kinds = [kind for kind in known().types.values() if kind.owner_table]
    placed = [(kind, _placed(table, kind, viewer)) for kind in kinds]
    return [(table.record_type == kind.id) & reduce(or_, found) for kind, found in placed if found]


def _placed(table: Any, kind: TypeDefinition, viewer: Viewer) -> list[Condition]:
    """What lets an officer of the owner's place, or whoever speaks for whose it is, read an entry."""
    found: list[Condition] = []
    if kind.policy in OF_OFFICERS and viewer.area_ids:
        found.append(_where_owner(table, kind, lambda model, above: lies_in(model, above, viewer.area_ids)))
    if kind.policy in OF_ORGANIZATIONS and viewer.organization_ids:
        found.append(_where_owner(table, kind, lambda model, above: belongs_to(model, above, viewer.organization_ids)))
    return found


def _where_owner(table: Any, kind: TypeDefinition, placed: Placed, deep: int = DEEPEST) -> Condition:
    """The condition that the owner, or the last one of a chain of owners, meets another one."""
    if deep == 0:
        return NOBODY
    owner = _owner_of(kind)
    above = owner.alias(f"place_{deep}")
    parent = known().types.get(kind.owner_type_id or 0)
    if parent is not None and parent.owner_table:
        condition = _where_owner(above, parent, placed, deep - 1)
    else:
        condition = placed(owner, above)
    return NOBODY if condition is None else getattr(table, kind.owner_key).in_(above.select(above.id).where(condition))


def _owner_of(kind: TypeDefinition) -> Any:
    """The table of the rows that own its entries."""
    return Entry._meta.fields[kind.owner_key].rel_model


def owner_key(row: Model) -> str:
    """The key of an entry to the row that owns it; "" for one that stands by itself, and for what is no entry."""
    if not isinstance(row, Entry):
        return ""
    kind = known().types.get(row.__data__.get("record_type") or 0)
    return kind.owner_key if kind is not None else ""


def owner_of(row: Model) -> Record | None:
    """The row that owns an entry, as its own values say; None where none does, or it is not there."""
    key = owner_key(row)
    if not key or not isinstance(row, Entry):
        return None
    found: Record | None = row.referred(key)
    return found
