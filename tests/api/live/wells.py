"""A register of wells with a field of every type, of which lists are narrowed and ordered."""

from typing import Any, NamedTuple

from tansiq.models import Entry, FieldDefinition, TypeDefinition
from tansiq.records import changes
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

TYPES: dict[str, tuple[str, dict[str, Any]]] = {
    "depth": ("WHOLE", {"unit_en": "metres"}),
    "flow": ("NUMBER", {"decimals": 1}),
    "dugOn": ("DAY", {}),
    "since": ("MONTH", {}),
    "works": ("YES_NO", {}),
    "water": ("CHOICE", {}),
    "uses": ("CHOICES", {}),
    "code": ("TEXT", {}),
    "keptBy": ("REFERENCE", {"reference_table": "organization"}),
    "caretaker": ("TEXT", {"is_personal": True}),
    "cost": ("WHOLE", {"is_published": False}),
}
"""By key: the type of the field, and what else is said of it."""

WELLS: tuple[dict[str, Any], ...] = (
    {"pcode": "YE121121", "depth": 60, "flow": 2.5, "dugOn": "2024-05-01", "since": "2024-06", "works": True,
     "water": "SWEET", "uses": ["DRINKING", "FIELDS"], "code": "W-1", "keptBy": "NRA", "cost": 9},
    {"pcode": "YE1211", "depth": 45, "flow": 10.0, "dugOn": "2023-01-31", "works": False, "water": "SALTY",
     "uses": ["FIELDS"], "code": "W-2", "keptBy": "ADR", "cost": 7},
    {"pcode": "YE1210", "depth": 60, "dugOn": "2025-12-31", "since": "2020-01", "works": True, "uses": ["DRINKING"],
     "keptBy": "HIDDEN", "caretaker": "Somebody"},
    {"pcode": "YE1927", "flow": 0.3, "water": "SWEET", "code": "W-4"},
    {"pcode": "YE121121", "depth": 120, "code": "W-10"},
)  # fmt: skip
"""Wells, in the order of their entry."""


class Wells(NamedTuple):
    """What was entered: the record type, its fields by key, the ids of the wells in their order."""

    kind: TypeDefinition
    fields: dict[str, FieldDefinition]
    ids: list[str]

    def places(self, found: Any) -> list[int]:
        """Which wells a page holds, counted from 0 in the order of WELLS."""
        return [self.ids.index(edge["node"]["id"]) for edge in found["edges"]]


def enter_all_wells(register: Register) -> Wells:
    """Five wells of NRA; NRA and ADR keep some, and one is kept by an organisation that is not published."""
    kept_by = {acronym: register.organization(acronym).id for acronym in ("NRA", "ADR")}
    kept_by["HIDDEN"] = register.organization("HIDDEN", is_published=False).id
    kind = record_type("wells", hint_en="Wells and springs")
    lists = {"water": answers("SWEET", "SALTY"), "uses": answers("DRINKING", "FIELDS")}
    fields = {}
    for position, (key, (value_type, values)) in enumerate(TYPES.items()):
        listed: dict[str, Any] = {"choice_list": lists[key].id} if key in lists else {}
        own: dict[str, Any] = {"table": "entry", "record_type": kind.id, "position": position}
        fields[key] = field(key, value_type, **own, **listed, **values)
    ids = []
    for well in WELLS:
        row = Entry(record_type=kind.id, area=register.areas[well["pcode"]].id, organization=kept_by["NRA"])
        for key, one in fields.items():
            row.enter(name_of(one), kept_by.get(well.get(key, ""), well.get(key)) if key == "keptBy" else well.get(key))
        ids.append(str(changes.save(SALMA, row).id))
    return Wells(kind, fields, ids)
