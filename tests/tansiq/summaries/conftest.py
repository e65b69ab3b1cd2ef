"""What figures are made of in tests."""

from typing import Any

import pytest

from tansiq.models import Entry, FieldDefinition
from tansiq.models.definitions import Holder
from tansiq.records import changes
from tests.definitions import answers, field, record_type
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def several(register: Register) -> Register:
    """Four organisations, one of them not published, one without a seat."""
    seats = {"NRA": "YE121121", "ADR": "YE1210", "MUK": "YE1927"}
    for acronym, pcode in seats.items():
        kind = "INGO" if acronym == "MUK" else "NNGO"
        register.organization(acronym, kind=kind, home_area=register.areas[pcode].id)
    register.organization("HID", is_published=False)
    return register


@pytest.fixture
def wells(register: Register) -> tuple[Holder, dict[str, FieldDefinition]]:
    """A register of three wells with their depth, what kind they are, what they are used for, since when."""
    kind = record_type("wells")
    of: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    kinds, uses = answers("DUG", "DRILLED"), answers("DRINKING", "FIELDS")
    fields = {
        "depth": field("depth", "NUMBER", **of),
        "kind": field("wellKind", "CHOICE", choice_list=kinds.id, **of),
        "uses": field("uses", "CHOICES", choice_list=uses.id, **of),
        "since": field("since", "DAY", **of),
        "works": field("works", "YES_NO", **of),
        "owner": field("wellOwner", "REFERENCE", reference_table="organization", **of),
    }
    owner = register.organization("NRA").id
    given: list[tuple[str, dict[str, Any]]] = [
        (
            "YE121121",
            {"depth": 40, "kind": "DUG", "uses": ["DRINKING", "FIELDS"], "since": "2026-01-31", "works": True},
        ),
        ("YE121122", {"depth": 60.5, "kind": "DRILLED", "uses": ["DRINKING"], "since": "2026-04-01", "owner": owner}),
        ("YE1927", {"kind": "DUG", "works": False, "since": "2025-12-31"}),
    ]
    for pcode, values in given:
        extra = {str(fields[name].number): value for name, value in values.items()}
        changes.save(SALMA, Entry(record_type=kind.id, area=register.areas[pcode].id, extra=extra))
    return ("entry", int(kind.id)), fields
