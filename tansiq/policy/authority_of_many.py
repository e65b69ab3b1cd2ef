"""Who is in charge of many rows: the same as `authority.is_in_charge` of each, in a few statements for all of them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from peewee import ForeignKeyField, Model, chunked

from tansiq.models import AreaClosure, Entry, OverlapDecision, Site, Survey, TwinDecision
from tansiq.models.record_type import find_type
from tansiq.policy import owned_entries
from tansiq.policy.authority import OF_OWN_TYPES, is_in_charge, owner_key
from tansiq.policy.belonging import area_ids_within, is_wholly_in
from tansiq.policy.entry_rule import is_for_officers
from tansiq.policy.operations import OPERATION_TABLES
from tansiq.policy.viewer import Viewer

M = TypeVar("M", bound=Model)

AT_ONCE = 500
"""Rows that one statement names."""


def in_charge_of(viewer: Viewer, rows: Sequence[M]) -> list[M]:
    """Those of rows of one table that an officer may write, as they are stored and as they are given."""
    if not rows:
        return []
    model = type(rows[0])
    if issubclass(model, OF_OWN_TYPES):
        rows = [row for row in rows if is_for_officers(row)]
    if model is Entry:
        return _entries_in_charge(viewer, rows)
    kind = find_type(model)
    if model in (*OPERATION_TABLES, Survey, TwinDecision) or (kind and len(kind.ways_to_area) > 1):
        return [row for row in rows if is_in_charge(viewer, row)]
    if model is OverlapDecision:
        return _with_side_in_charge(viewer, rows)
    if key := owner_key(model):
        return _with_owner_in_charge(viewer, rows, key)
    return _placed_in_charge(viewer, model, rows)


def _placed_in_charge(viewer: Viewer, model: type[Model], rows: Sequence[M]) -> list[M]:
    """Rows go by the areas in which they lie, as they are stored and as they are given."""
    stored, places = _ids_in_charge(viewer, model, rows), _places(model, rows)
    there = _ids_of_areas(viewer, places.values())
    return [row for row in rows if _is_stored_in(row, stored) and (id(row) not in places or places[id(row)] in there)]


def _entries_in_charge(viewer: Viewer, rows: Sequence[M]) -> list[M]:
    """Entries that are rows of others go with these, all others by their areas."""
    by_key: dict[str, list[M]] = {}
    for row in rows:
        by_key.setdefault(owned_entries.owner_key(row), []).append(row)
    found = set[int]()
    for key, those in by_key.items():
        allowed = _with_owner_in_charge(viewer, those, key) if key else _placed_in_charge(viewer, Entry, those)
        found |= {id(row) for row in allowed}
    return [row for row in rows if id(row) in found]


def _with_side_in_charge(viewer: Viewer, rows: Sequence[M]) -> list[M]:
    """A pair is decided by whoever is in charge of a site of either side."""
    sides = {id(row): {row.__data__["first"], row.__data__["second"]} for row in rows}
    found = set[int]()
    for piece in chunked(sorted(set[int]().union(*sides.values())), AT_ONCE):
        there = Site.intervention.in_(piece) & Site.area.in_(area_ids_within(viewer.area_ids))
        works = Site.select(Site.intervention).distinct().where(there).tuples()
        found |= {work_id for (work_id,) in iter(works.execute())}
    return [row for row in rows if sides[id(row)] & found]


def _is_stored_in(row: Model, ids: set[int]) -> bool:
    row_id = row.__data__.get("id")
    return not row_id or row_id in ids


def _with_owner_in_charge(viewer: Viewer, rows: Sequence[M], key: str) -> list[M]:
    """Parts go with the rows they belong to, as they are given and as they are stored."""
    model: Any = type(rows[0])
    field = model._meta.fields[key]
    stored = dict(_pairs(model, field, (row.__data__.get("id") for row in rows)))
    named = {
        id(row): {row.__data__.get(key), stored.get(row.__data__.get("id"), row.__data__.get(key))} for row in rows
    }
    above: Any = field.rel_model
    wanted = sorted(set[Any]().union(*named.values()) - {None})
    owners = [one for piece in chunked(wanted, AT_ONCE) for one in above.select().where(above.id.in_(piece))]
    allowed = {one.id for one in in_charge_of(viewer, owners)}
    return [row for row in rows if named[id(row)] <= allowed]


def _ids_in_charge(viewer: Viewer, model: type[Model], rows: Iterable[Model]) -> set[int]:
    """The ids of stored rows all of which lies in the officer's areas."""
    table: Any = model
    allowed = is_wholly_in(table, model, viewer.area_ids, viewer.account_id)
    found = set[int]()
    for piece in chunked([row.__data__["id"] for row in rows if row.__data__.get("id")], AT_ONCE):
        found |= {row_id for (row_id,) in table.select(table.id).where(table.id.in_(piece), allowed).tuples()}
    return found


def _places(model: type[Model], rows: Iterable[Model]) -> dict[int, int | None]:
    """By row (the `id` of the object): the area to which its own values lead; no entry where they lead nowhere."""
    kind = find_type(model)
    name, _dot, rest = kind.lies_in.partition(".") if kind else ("", "", "")
    if kind is None or not isinstance(kind.column(name), ForeignKeyField):
        return {}
    given = {id(row): row.__data__.get(name) for row in rows}
    if not rest:
        return given
    given = {key: value for key, value in given.items() if value is not None}
    return _followed(model, name, rest, given)


def _followed(model: type[Model], name: str, path: str, given: dict[int, Any]) -> dict[int, int | None]:
    """Where a path leads over the key `name` of a table, by what the values were known by."""
    above: Any = model._meta.fields[name].rel_model
    first, _dot, rest = path.partition(".")
    there = dict(_pairs(above, above._meta.fields[first], set(given.values())))
    further = {key: there.get(value) for key, value in given.items()}
    return _followed(above, first, rest, further) if rest else further


def _pairs(model: Any, field: Any, ids: Iterable[int]) -> Iterable[tuple[int, Any]]:
    """(id, value of a field) of rows."""
    for piece in chunked(sorted({row_id for row_id in ids if row_id is not None}), AT_ONCE):
        yield from iter(model.select(model.id, field).where(model.id.in_(piece)).tuples().execute())


def _ids_of_areas(viewer: Viewer, area_ids: Iterable[int | None]) -> set[int]:
    """Those of some areas that lie in the officer's."""
    wanted, found = sorted({area_id for area_id in area_ids if area_id is not None}), set[int]()
    for piece in chunked(wanted, AT_ONCE):
        there = area_ids_within(viewer.area_ids).where(AreaClosure.descendant.in_(piece))
        found |= {area_id for (area_id,) in iter(there.tuples().execute())}
    return found
