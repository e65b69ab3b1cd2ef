"""Entries of own record types, of each policy: read by those whom the table of policies names, and nobody else."""

from typing import Any

from tansiq.models import Entry, TypeDefinition
from tansiq.records import changes
from tests.admin.guarded.marks import OFFICE, SIGNED_IN, Marks
from tests.definitions import field, name_of, record_type
from tests.people import SALMA

READERS = {
    "PUBLIC": "AOP.U..",
    "SIGNED_IN": "AOPHUV.",
    "ORGANIZATION": "AOP.U..",
    "OFFICERS": "AO..U..",
    "ADMINISTRATORS": "A...U..",
}
"""By policy: who reads an entry in Nadia's area of Khaled's organisation that is not published."""


def enter_entries(marks: Marks, area: int, organization: int) -> None:
    """An entry of each policy with a row of its own, and what is told of one to few."""
    place = {"area": area, "organization": organization, "is_published": False}
    for policy, letters in READERS.items():
        key = policy.lower().replace("_", "")
        kind = _called(record_type(f"{key}Register", policy))
        row = _entry(kind, marks.new("entry", "title", letters), **place)
        rows = record_type(f"{key}Row", policy, owner_table="entry", owner_type=kind.id, has_area=False)
        _entry(_called(rows), marks.new("entry", "row", letters), owner=row.id, is_published=False)
    open_kind = _called(record_type("openRegister"))
    kept = {
        "personal": (OFFICE, field("contact", table="entry", record_type=open_kind.id, is_personal=True)),
        "unpublished": (SIGNED_IN, field("remark", table="entry", record_type=open_kind.id, is_published=False)),
    }
    values = {name_of(one): marks.new("entry", name, letters) for name, (letters, one) in kept.items()}
    _entry(open_kind, "Open to all", area=area, organization=organization, **values)


def _called(kind: TypeDefinition) -> TypeDefinition:
    """The same record type with a field that calls its entries."""
    one = field("called", table="entry", record_type=kind.id)
    kind.title_number = one.number
    return changes.save(SALMA, kind)


def _entry(kind: TypeDefinition, called: str, **values: Any) -> Entry:
    own = {name: value for name, value in values.items() if name.startswith("extra.")}
    row = Entry(record_type=kind.id, **{name: value for name, value in values.items() if name not in own})
    for name, value in {f"extra.{kind.title_number}": called, **own}.items():
        row.enter(name, value)
    return changes.save(SALMA, row)
