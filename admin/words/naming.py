"""What rows are called: names in the reader's language, and places with the way to them.

Khanfar (YE1211, district)  ->  Abyan / Khanfar
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from peewee import Field, ForeignKeyField, Model

from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import ROLES
from tansiq.language.words import gettext, isolated, language
from tansiq.models import Area, KeptFile, Record, Role
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import stamps_of_now
from tansiq.models.extra import number_of
from tansiq.models.extra_columns import column_of
from tansiq.models.record_type import RecordType, find_type, type_of
from tansiq.platform.database import db
from tansiq.platform.id_lists import among, id_list
from tansiq.platform.lru import LruCache
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def table_of(model: type[Model] | Model) -> str:
    """The name of a row's table."""
    return str(model._meta.table_name)


def held(row: Any, name: str) -> Any:
    """What a row holds under the name of a column, or of a field that a ministry defined ("extra.12")."""
    return row.__data__.get(name) if number_of(name) is None else row.entered(name)


def key_of(model: type[Model], name: str) -> "ForeignKeyField | None":
    """The column of this name, own fields among them, where it refers to other rows; else None."""
    number = number_of(name)
    column = model._meta.fields.get(name) if number is None else column_of(number)
    return column if isinstance(column, ForeignKeyField) else None


def name_of(row: Any) -> str:
    """The row's own name or title in the language now spoken, or else its code or number."""
    if isinstance(row, KeptFile):
        return row.file_name
    kind = find_type(type(row))
    if kind is not None and kind.called_by:
        return _called(kind, row)
    if kind is not None and kind.name is not None:
        return str(kind.name(row))
    if isinstance(row, Role):
        return ROLES.label(row.name)
    field = "title" if hasattr(row, "title_ar") else "name"
    if hasattr(row, f"{field}_ar") and (name := pick(row, field)):
        return name
    return code_of(row) or (_numbered(row) if kind else str(row))


def call_rows(rows: Sequence[Any], viewer: Viewer) -> None:
    """Read what rows of one table are called by that have no name of their own, a statement a key for all of them.

    `name_of` calls a row of which that was not read by its number.
    """
    kind = find_type(type(rows[0])) if rows else None
    if kind is None or not kind.called_by:
        return
    above = referenced_rows(rows, kind.called_by, viewer)
    for row in rows:
        row.called_by_rows = [above[key].get(row.__data__[key]) for key in kind.called_by if _is_said(row, key)]


def _is_said(row: Any, key: str) -> bool:
    """A number below zero names what is new in the same proposal, and has no name yet."""
    return (row.__data__.get(key) or 0) > 0


def _called(kind: RecordType, row: Any) -> str:
    """NRA Aid · Drains for the market · 40 households connected"""
    if not hasattr(row, "called_by_rows"):
        return _numbered(row)
    said = [name_of(one) if one is not None else gettext("not open to you") for one in row.called_by_rows]
    told = filter(None, [*said, str(kind.name(row)) if kind.name else ""])
    return " · ".join(map(isolated, told)) or _numbered(row)


def _numbered(row: Record) -> str:
    return f"{type_of(type(row)).one} {row.id}"


def code_of(row: Any) -> str:
    """The row's code, "" where it has none."""
    return str(getattr(row, code_column(type(row)), None) or "")


def code_column(model: type[Model]) -> str:
    """The column of the short code by which people also know a row; "" where there is none."""
    kind = find_type(model)
    return kind.code if kind else ""


def full_name(row: Any, path: str = "") -> str:
    """How a choice is written in a field: the way to it, and its code where it differs from the name."""
    name, code = path or name_of(row), code_of(row)
    return f"{name} ({code})" if code and code != name else name


class Place(NamedTuple):
    """What an area is called, and the ids of those above it from its governorate down."""

    name: str
    above: list[int]


_places: LruCache[Place] = LruCache(8_192)
"""Areas that pages named lately, each of some 400 bytes: a list names a hundred, and they hardly ever change. They
are kept for those alone who see the same rows, in the language in which they were named."""


def area_paths(areas: Iterable[Area], viewer: Viewer) -> dict[int, str]:
    """By id of each area, the names from its governorate down to itself: "Abyan / Khanfar"."""
    return _paths({area.id: Place(name_of(area), _line(area)) for area in areas}, viewer)


def paths_by_id(ids: Iterable[int | None], viewer: Viewer) -> dict[int, str]:
    """`area_paths` of the visible ones among the areas with these ids, in two statements at most."""
    return _paths(_called_places({found for found in ids if found}, viewer), viewer)


def _paths(places: dict[int, Place], viewer: Viewer) -> dict[int, str]:
    known = _called_places({up for place in places.values() for up in place.above} - set(places), viewer) | places
    return {
        area_id: " / ".join([*(known[up].name for up in place.above if up in known), place.name])
        for area_id, place in places.items()
    }


def _called_places(ids: set[int], viewer: Viewer) -> dict[int, Place]:
    """The visible areas with these ids; of those that are not kept, one statement."""
    for_whom = (db.obj, stamps_of_now().get(table_of(Area), 0), viewer.scope, language())
    found = {area_id: place for area_id in ids if (place := _places.find((for_whom, area_id))) is not None}
    for area in _read(Area, ids - set(found), viewer):
        found[area.id] = Place(name_of(area), _line(area))
        _places.keep((for_whom, area.id), found[area.id])
    return found


def full_names(rows: Sequence[Any], viewer: Viewer) -> dict[int, str]:
    """`full_name` of many rows of one table, by id, in at most one statement; in one a key, where others call them."""
    call_rows(rows, viewer)
    ways = area_paths(rows, viewer) if rows and isinstance(rows[0], Area) else {}
    return {row.id: _name_for(viewer, row, ways.get(row.id, "")) for row in rows}


def _name_for(viewer: Viewer, row: Any, path: str) -> str:
    """`full_name`; of a person whose name is not the viewer's to know, which account it is."""
    if isinstance(row, Record) and not may_see_field(viewer, "name", row):
        return _numbered(row)
    return full_name(row, path)


def referenced_rows(rows: Sequence[Any], names: Iterable[str], viewer: Viewer) -> dict[str, dict[int, Any]]:
    """{field: {id: row}} of what `rows` refer to through the foreign keys `names`, as far as it is visible.

    One statement a field, and one for files, however many fields hold some; never touch `row.<field>` itself, which
    would fetch what is hidden. Rows that have names hold what these are made of, and nothing else.
    """
    keys = {name: key_of(type(rows[0]), name) if rows else None for name in names}
    of_files = [name for name, key in keys.items() if key is not None and key.rel_model is KeptFile]
    files = _by_id(KeptFile, rows, of_files, viewer)
    return {
        name: {} if key is None else files if name in of_files else _by_id(key.rel_model, rows, [name], viewer)
        for name, key in keys.items()
    }


def _by_id(model: type[Model], rows: Sequence[Any], names: Sequence[str], viewer: Viewer) -> dict[int, Any]:
    """The rows of one table that some fields of `rows` refer to."""
    group = _read(model, {held(row, name) for row in rows for name in names} - {None}, viewer)
    call_rows(group, viewer)
    return {row.id: row for row in group}


def _line(area: Area) -> list[int]:
    above = [getattr(area, f"{name}_id") for name in ANCESTORS[1:]]
    return [found for found in above if found is not None and found != area.id]


def _read(model: type[Model], ids: Iterable[int], viewer: Viewer) -> list[Any]:
    wanted = list(ids)
    if not wanted:
        return []
    if model is KeptFile:
        # Whoever is told of the field is told what its file is called.
        return list(KeptFile.select().where(among(KeptFile.id, id_list(wanted)), KeptFile.removed_at.is_null()))
    return list(visible(model, viewer).select(*calling_columns(model)).where(model.id.in_(wanted)))  # type: ignore[attr-defined]


@cache
def calling_columns(model: type[Model]) -> tuple[Field, ...]:
    """The columns that `name_of`, `code_of` and `area_paths` read; all of a table that calls its rows by what it
    likes. A page names a hundred rows, and reading all of each took longer than anything else on it."""
    kind, columns = find_type(model), model._meta.fields
    if kind is None or kind.name is not None:
        return tuple(columns.values())
    names = {"id", "name_ar", "name_en", "title_ar", "title_en", kind.code, *kind.called_by}
    names |= set(ANCESTORS) if model is Area else set()
    return tuple(column for name, column in columns.items() if name in names)
