"""Registers and forms of a ministry's own in the demonstration: which of those that come along, and rows in them.

    registers_yemen.json
    {"registers": ["wells"],                                        loaded, with those they need
     "units":     [{"code": "YE-C-1", "kind": "COUNCIL", "area": "YE1821", "name_ar": "..."}],
     "forms":     [{"form": "served", "units": ["MUNICIPALITY"]}],  published from their first day on, and assigned
     "reports":   [...],                                             what they reported (tansiq.demo.reported)
     "feedback":  [...],                                             what citizens told (tansiq.demo.told_feedback)
     "entries":   [{"type": "wells", "columns": ["row", "area", "depth"], "rows": [["W-1", "YE1821", 40], ...]}]}

Columns are "row" (what the others of the file call it), "area", "organization", "owner", and keys of fields. What a row
refers to is named: an entry by its "row", an area by its P-code, an organisation by its key, a unit by its code, an
item of a plan by its Arabic name. All of it is invented; people stand in it by codes alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, NamedTuple

import orjson

from tansiq.definition_documents.ready_made import load
from tansiq.demo.base_records import organization_ids
from tansiq.demo.countries import COUNTRIES
from tansiq.demo.reported import enter_reports
from tansiq.demo.told_feedback import OF_FEEDBACK, enter_feedback
from tansiq.forms.assigning import assign, not_yet_assigned
from tansiq.forms.versions import last_version, publish
from tansiq.models import Area, Entry, FieldDefinition, PlanItem, TypeDefinition, Unit
from tansiq.models.definitions import ENTRY, as_stored
from tansiq.models.extra import extra_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk

Row = Mapping[str, Any]


@dataclass
class _Known:
    """The ids of what rows name: by the table that they refer to, and by the name."""

    viewer: Viewer
    ids: dict[str, dict[str, int]] = field(default_factory=dict)

    def id_of(self, table: str, name: str | None) -> int | None:
        """The id of what is called so; None for nothing. Raises KeyError where the file names what is not there."""
        return None if name is None else self.ids[table][name]


class Entered(NamedTuple):
    """How many rows were entered."""

    units: int = 0
    entries: int = 0
    assignments: int = 0
    reports: int = 0
    feedback: int = 0


def enter_own_registers(viewer: Viewer, name: str) -> Entered:
    """Enter those of one of COUNTRIES that are not there yet.

    Raises Refused as `changes.save` does.
    """
    told = _read(name)
    if not told or _stands(told):
        return Entered()
    for register in told["registers"]:
        load(viewer, register)
    units = [_unit(one) for one in told["units"]]
    for unit, one in zip(units, told["units"], strict=True):
        unit.parent = next((above.id for above in units if above.code == one.get("parent")), None)
        bulk.enter(viewer, [unit])
    known = _Known(viewer, _ids(viewer, COUNTRIES[name].pcode))
    entries = sum(_enter_table(known, table) for table in told["entries"])
    assignments = sum(_fill(viewer, one) for one in told["forms"])
    reports = sum(enter_reports(viewer, one) for one in told.get("reports", ()))
    feedback = sum(_enter_feedback(known, table) for table in told.get("feedback", ()))
    return Entered(len(units), entries + feedback, assignments, reports, feedback)


def _read(name: str) -> dict[str, Any]:
    file = files("tansiq.demo").joinpath(f"registers_{name}.json")
    return dict(orjson.loads(file.read_bytes())) if file.is_file() else {}


def _stands(told: Row) -> bool:
    """Whether the first of its record types and forms is defined: all of it is entered together."""
    first = [one["type"] for one in told["entries"]] + [one["form"] for one in told["forms"]]
    return bool(TypeDefinition.select().where(TypeDefinition.key == first[0]).exists())


def _unit(one: Row) -> Unit:
    area = Area.get(Area.pcode == one["area"])
    names = {"name_ar": one["name_ar"], "name_en": one["name_en"]}
    return Unit(unit_kind=one["kind"], code=one["code"], area=area.id, **names)


def _ids(viewer: Viewer, country: str) -> dict[str, dict[str, int]]:
    coded: dict[str, tuple[Any, str]] = {
        "area": (Area, "pcode"),
        "unit": (Unit, "code"),
        "plan_item": (PlanItem, "name_ar"),
    }
    found = {
        table: dict(visible(model, viewer).select(getattr(model, code), model.id).tuples())
        for table, (model, code) in coded.items()
    }
    return {**found, "organization": organization_ids(viewer, country), ENTRY: {}}


def _enter_table(known: _Known, table: Row) -> int:
    told, entries = _rows_of(known, table)
    bulk.enter(known.viewer, entries)
    known.ids[ENTRY] |= {row["row"]: int(entry.id) for row, entry in zip(told, entries, strict=True) if "row" in row}
    return len(entries)


def _enter_feedback(known: _Known, table: Row) -> int:
    told, entries = _rows_of(known, table)
    return enter_feedback(known.viewer, entries, told)


def _rows_of(known: _Known, table: Row) -> tuple[list[dict[str, Any]], list[Entry]]:
    """The rows of a table by their columns, and the entries that they are, not stored yet."""
    definitions = as_stored()
    kind = next(one for one in definitions.types.values() if one.key == table["type"])
    fields = {one.key: one for one in definitions.of((ENTRY, int(kind.id)))}
    told = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return told, [_entry(known, kind, fields, row) for row in told]


def _entry(known: _Known, kind: TypeDefinition, fields: Mapping[str, FieldDefinition], row: Row) -> Entry:
    keys = {name: known.id_of(name, row.get(name)) for name in ("area", "organization")}
    entry = Entry(record_type=kind.id, owner=known.id_of(ENTRY, row.get("owner")), **keys)
    for one, value in _values(fields, row):
        named = one.value_type == "REFERENCE"
        entry.enter(extra_name(one.number), known.id_of(one.reference_table, value) if named else value)
    return entry


def _values(fields: Mapping[str, FieldDefinition], row: Row) -> Iterator[tuple[FieldDefinition, Any]]:
    yield from ((fields[key], value) for key, value in row.items() if key not in _OF_ENTRIES)


_OF_ENTRIES = frozenset({"row", "area", "organization", "owner"}) | OF_FEEDBACK


def _fill(viewer: Viewer, told: Row) -> int:
    """Publish a form from its first day on, and let the units of these kinds fill it; how many."""
    form: Any = TypeDefinition.get(TypeDefinition.key == told["form"])
    if last_version(form) is None:
        publish(viewer, form, form.reported_from)
    kinds: Sequence[str] = told["units"]
    units = list(visible(Unit, viewer).where(Unit.unit_kind.in_(kinds), Unit.archived_at.is_null()).order_by(Unit.id))
    new = not_yet_assigned(form, units, form.reported_from)
    if new:
        assign(viewer, form, new, form.reported_from)
    return len(new)
