"""What rows are called: names in the reader's language, and places with the way to them.

Khanfar (YE1211, district)  ->  Abyan / Khanfar
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from peewee import Model

from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import ROLES
from tansiq.language.words import gettext
from tansiq.models import (
    Account,
    Area,
    Licence,
    Need,
    OrganizationContact,
    OrganizationDocument,
    PortalClient,
    PortalToken,
    Role,
    Site,
)
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

CODES: dict[str, str] = {
    "area": "pcode",
    "organization": "acronym",
    "project": "code",
    "intervention": "record_id",
    "sector": "code",
    "activity_type": "code",
    "population_group": "code",
}
"""By table: the short code by which people also know a row."""


def table_of(model: type[Model] | Model) -> str:
    """The name of a row's table."""
    return str(model._meta.table_name)


def name_of(row: Any) -> str:
    """The row's own name or title in the language now spoken, or else its code or number."""
    if own := _OWN_NAMES.get(type(row)):
        return own(row)
    field = "title" if hasattr(row, "title_ar") else "name"
    if hasattr(row, f"{field}_ar") and (name := pick(row, field)):
        return name
    return code_of(row) or str(row)


_OWN_NAMES: dict[type[Model], Callable[[Any], str]] = {
    Site: lambda row: gettext("Site %(number)s", number=row.number),
    Need: lambda row: gettext("Need %(number)s", number=row.id),
    Account: lambda row: str(row.name or row.email),
    PortalClient: lambda row: str(row.name),
    PortalToken: lambda row: f"{row.beginning}…",
    # Set apart, so that 19-A-44 keeps its order within Arabic words.
    Licence: lambda row: gettext("Licence %(number)s", number=f"\u2068{row.number}\u2069"),
    OrganizationContact: lambda row: str(row.name),
    OrganizationDocument: lambda row: str(row.title),
    Role: lambda row: ROLES.label(row.name),
}
"""By table: what its rows are called where that is not a name in two languages."""


def code_of(row: Any) -> str:
    """The row's code, "" where it has none."""
    return str(getattr(row, CODES.get(table_of(row), ""), None) or "")


def full_name(row: Any, path: str = "") -> str:
    """How a choice is written in a field: the way to it, and its code where it differs from the name."""
    name, code = path or name_of(row), code_of(row)
    return f"{name} ({code})" if code and code != name else name


def paths(areas: Iterable[Area], viewer: Viewer) -> dict[int, str]:
    """By id of each area, the names from its governorate down to itself: "Abyan / Khanfar"."""
    areas = list(areas)
    lines = {area.id: _line(area) for area in areas}
    above = {found for line in lines.values() for found in line} - set(lines)
    known = {area.id: area for area in [*areas, *_read(Area, above, viewer)]}
    return {
        area.id: " / ".join([*(name_of(known[up]) for up in lines[area.id] if up in known), name_of(area)])
        for area in areas
    }


def full_names(rows: Sequence[Any], viewer: Viewer) -> dict[int, str]:
    """`full_name` of many rows of one table, by id, in at most one statement."""
    ways = paths(rows, viewer) if rows and isinstance(rows[0], Area) else {}
    return {row.id: full_name(row, ways.get(row.id, "")) for row in rows}


def parents(rows: Sequence[Any], names: Iterable[str], viewer: Viewer) -> dict[str, dict[int, Any]]:
    """{field: {id: row}} of what `rows` refer to through the foreign keys `names`, as far as it is visible.

    One statement a field; never touch `row.<field>` itself, which would fetch what is hidden.
    """
    found: dict[str, dict[int, Any]] = {}
    for name in names:
        field = type(rows[0])._meta.fields[name] if rows else None
        ids = {row.__data__.get(name) for row in rows} - {None}
        found[name] = {row.id: row for row in _read(field.rel_model, ids, viewer)} if field is not None else {}
    return found


def _line(area: Area) -> list[int]:
    above = [getattr(area, f"{name}_id") for name in ANCESTORS[1:]]
    return [found for found in above if found is not None and found != area.id]


def _read(model: type[Model], ids: Iterable[int], viewer: Viewer) -> list[Any]:
    wanted = list(ids)
    return list(visible(model, viewer).where(model.id.in_(wanted))) if wanted else []  # type: ignore[attr-defined]
