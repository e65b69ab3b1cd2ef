"""A register of wells for the tests of its pages."""

import html
import re
from typing import Any

from tansiq.models import Entry, TypeDefinition
from tansiq.models.extra import extra_name
from tansiq.records import changes
from tests.definitions import field, name_of, record_type
from tests.people import SALMA

WELLS = "entry/?type=well"
NEW = "entry/new/?type=well"


def define_wells(policy: str = "PUBLIC", **values: Any) -> tuple[TypeDefinition, str, str]:
    """The register of wells, called by a name; and how its name and its depth are called."""
    kind = record_type("well", policy, **values)
    name = field("wellName", "TEXT", table="entry", record_type=kind.id, is_listed=True)
    depth = field("depth", "WHOLE", table="entry", record_type=kind.id, unit_en="metres", is_listed=True)
    kind.title_number = name.number
    return changes.save(SALMA, kind), name_of(name), name_of(depth)


def enter_well(kind: TypeDefinition, held: dict[str, Any], place: int | None = None, of: int | None = None) -> Entry:
    """An entry that holds these values, by the names of its fields."""
    row = Entry(record_type=kind.id, area=place, organization=of)
    for name, value in held.items():
        row.enter(name, value)
    return changes.save(SALMA, row)


def enter_named(kind: TypeDefinition, text: str, place: int | None = None, of: int | None = None) -> Entry:
    """An entry of this name."""
    return enter_well(kind, {extra_name(kind.title_number or 0): text}, place, of)


def shown_text(page: str) -> str:
    """A page as it is read: without marks of direction, signs written out."""
    return re.sub("[\u2066-\u2069]", "", html.unescape(page))
