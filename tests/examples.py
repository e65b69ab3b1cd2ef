"""A row of any kind of record, filled from its description, so that a new kind stands in the tables of permission."""

from datetime import date
from typing import Any

from peewee import CharField, DateField, DecimalField, Field, ForeignKeyField, IntegerField, TextField

from tansiq.forms.versions import publish
from tansiq.language.coded_columns import CODED
from tansiq.models import (
    Area,
    Call,
    CallAnswer,
    CallInvitation,
    Choice,
    FieldDefinition,
    Intervention,
    Meeting,
    Organization,
    PopulationGroup,
    Record,
    Sector,
    TypeDefinition,
)
from tansiq.models.record_type import RecordType, type_of
from tansiq.records import changes
from tests.called import a_call, an_answer, invited
from tests.definitions import form, item
from tests.meetings import meeting
from tests.people import SALMA
from tests.register import Register

GIVEN = {"record_table": "organization", "period": "2026-Q1", "form_version": None}
"""What is given by the name of the column; the version of a report follows from its form and period."""

DEFINED = (Choice, FieldDefinition, TypeDefinition)
"""What a ministry defines has keys and codes of Latin letters."""


def example(kind: RecordType, register: Register, acronym: str = "NRA", pcode: str = "YE121121") -> Any:
    """A stored row of the organisation with this acronym, in the area with this P-code; its organisation has its seat
    there too."""
    organization = seated(register, acronym, pcode)
    if kind.model is Organization:
        return organization
    if kind.model is Intervention:
        row = register.intervention(acronym)
        register.site(row, pcode)
        return row
    if kind.model in (Call, CallInvitation, CallAnswer):
        return _called(kind.model, register, acronym, pcode)
    if kind.model is Meeting:
        return meeting(register, pcode, name_en=f"{acronym} name_en", is_published=True)
    values = {field.name: _value(field, register, acronym, pcode) for field in _needed(kind)}
    if "within" in values:
        values["within"] = register.areas[pcode].parent_id
    return changes.save(SALMA, kind.model(**values, **_open(kind)))


def _called(model: type[Record], register: Register, acronym: str, pcode: str) -> Any:
    """A call about an item of a plan there, an organisation that is invited to it, or its answer."""
    call = a_call(register.item(register.plan(pcode), "Wells"))
    if model is Call:
        return call
    [invitation] = invited(register, call, acronym)
    return invitation if model is CallInvitation else an_answer(register, call, acronym)


def seated(register: Register, acronym: str, pcode: str) -> Organization:
    """The organisation with this acronym, its seat in the area with this P-code."""
    row = Organization.get_by_id(register.organization(acronym).id)
    row.home_area_id = register.areas[pcode].id
    return changes.save(SALMA, row)


def _needed(kind: RecordType) -> list["Field[Any]"]:
    """The columns that a row cannot do without, and those that say where it lies, whose it is and what it is called."""
    ways = {way.partition(".")[0] for way in kind.ways_to_area[:1]}
    own = {*ways, kind.belongs_to.partition(".")[0], kind.code, "name_en", "title_en", "title", "name", "text"}
    own |= {"label_en", "one_en", "many_en", "message_en", "reason"}
    fields = [kind.model._meta.fields[name] for name in kind.model().values()]
    return [field for field in fields if field.name in own or not (field.null or field.default is not None)]


def _open(kind: RecordType) -> dict[str, Any]:
    """That it is published, where it can be, and in consultation: some are drafts unless somebody says otherwise."""
    said: dict[str, Any] = {"is_published": True, "phase": "CONSULTATION", "has_area": True}
    if kind.model is TypeDefinition:
        # Entries are entered of types in use alone.
        said |= {"has_organization": True, "use_state": "ACTIVE"}
    return {name: value for name, value in said.items() if kind.column(name) is not None}


def _value(field: "Field[Any]", register: Register, acronym: str, pcode: str) -> Any:
    if field.name in GIVEN:
        return GIVEN[field.name]
    if isinstance(field, ForeignKeyField):
        return (_form(acronym) if field.name == "form" else _row(field.rel_model, register, acronym, pcode)).id
    if field.name in ("key", "code") and field.model in DEFINED:
        return f"{acronym.lower()}Key"
    if field.name == "expression":
        return f"${{{_row(FieldDefinition, register, acronym, pcode).id}}} != 'none'"
    if field.name in CODED:
        return CODED[field.name].codes[0]
    if isinstance(field, DateField):
        return date(2026, 12, 31) if field.name.startswith("ends") else date(2026, 1, 1)
    if isinstance(field, CharField | TextField):
        return f"{acronym} {field.name}"[: getattr(field, "max_length", 60)]
    return 1 if isinstance(field, IntegerField | DecimalField) else field.default


def _row(model: type[Record], register: Register, acronym: str, pcode: str) -> Any:
    """What a row refers to: the register's own sector, group and area, else an example of that kind."""
    if model is Intervention:
        return register.intervention(acronym)
    if model is FieldDefinition and (
        stored := FieldDefinition.get_or_none(FieldDefinition.key == f"{acronym.lower()}Key")
    ):
        return stored
    own = {Area: register.areas[pcode], Sector: register.sectors["WSH"], PopulationGroup: register.groups["ALL"]}
    return own[model] if model in own else example(type_of(model), register, acronym, pcode)


def _form(acronym: str) -> TypeDefinition:
    """A record type that is filled for periods, published from 2026 on."""
    stored: TypeDefinition | None = TypeDefinition.get_or_none(TypeDefinition.period_type != "")
    if stored is not None:
        return stored
    made = form(f"{acronym.lower()}Form")
    item(made, f"{acronym.lower()}Item")
    publish(SALMA, made, date(2026, 1, 1))
    return made


def another(row: Any) -> tuple[str, Any]:
    """A field of the row that a test may change, and another value for it: a name, or else a number."""
    kind = type_of(type(row))
    own = [name for name in row.values() if isinstance(kind.column(name), CharField | IntegerField)]
    name = next(name for name in ("name_en", "title_en", "people_in_need", "targeted", *own) if name in own)
    return name, 77 if isinstance(kind.column(name), IntegerField) else "Seventy-seven"
