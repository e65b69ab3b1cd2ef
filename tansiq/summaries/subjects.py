"""What figures are made of: the kinds of records that people enter and own record types, and what each may be
grouped by and measured.

    subject_of(("organization", None)) --> Subject --groupings_of(viewer, subject)--> kind: CODE, home_area: AREA, ...
                                                   --measured_of(viewer, subject)---> extra.12

What is personal or secret is never among them, nor an own field that the viewer may not see: it could be counted out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import BooleanField, CharField, DateField, Field, ForeignKeyField

from tansiq.language.coded_columns import CODED
from tansiq.models import Account, Area, Entry, FieldDefinition, TypeDefinition
from tansiq.models.area import ANCESTORS
from tansiq.models.column_values import PEOPLE
from tansiq.models.definitions import Holder, known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name, number_of
from tansiq.models.field_definition import NUMERIC
from tansiq.models.record_type import RecordType, find_type, record_types, type_of
from tansiq.policy.entry_rule import knows
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer

AREA, CODE, ANSWERS, ROW, DAY, YES_NO = "AREA", "CODE", "ANSWERS", "ROW", "DAY", "YES_NO"
"""The sorts of what rows are grouped by: an area of a level, a code, several answers, a row, a day, yes or no."""

MANY_PLACES = "sites.area"
"""The path of a kind whose rows lie in several areas each."""

_BOOKKEEPING = frozenset({"id", "version", "created_at", "changed_at", "archived_at", "extra", *ANCESTORS})
_NOT_MEASURED = frozenset(
    {"latitude", "level", "longitude", "number", "population_year", "position", "quantity", "required", "weight"}
)
"""Numbers of which no sum and no average says anything, quantities in whatever unit among them."""
_OWN_SORTS: Mapping[str, str] = {
    "CHOICE": CODE,
    "CHOICES": ANSWERS,
    "YES_NO": YES_NO,
    "DAY": DAY,
    "MONTH": DAY,
}


@dataclass(frozen=True, eq=False)
class Subject:
    """Records of one kind: of the program's own, or entries of an own record type."""

    kind: RecordType
    own_type: TypeDefinition | None = None

    @property
    def model(self) -> Any:
        """The table of its rows."""
        return self.kind.model

    @property
    def holder(self) -> Holder:
        """Whose own fields its rows have."""
        return self.kind.table, None if self.own_type is None else int(self.own_type.id)


@dataclass(frozen=True)
class Offered:
    """Something to group by: its column, its sort, of a row the table that it is of, of an own field its definition."""

    name: str
    sort: str
    target: Any = None
    field: FieldDefinition | None = None


def all_subjects(viewer: Viewer) -> list[Subject]:
    """All that figures may be made of before this viewer: built-in kinds in their order, then own types in use."""
    kinds = [kind for kind in record_types() if kind.takes_fields]
    own = [one for one in known().types_in_use() if knows(viewer, one)]
    return [*(Subject(kind) for kind in kinds), *(Subject(type_of(Entry), one) for one in own)]


def subject_of(viewer: Viewer, holder: Holder) -> Subject | None:
    """The subject with this table and own record type; None where the viewer is told of none."""
    return next((one for one in all_subjects(viewer) if one.holder == holder), None)


def groupings_of(viewer: Viewer, subject: Subject) -> dict[str, Offered]:
    """By name: what rows of a subject may be grouped by, the place first, then columns, then own fields."""
    found = {one.name: one for one in (*_place(subject), *_columns(subject), *_own_groupings(subject))}
    return {name: one for name, one in found.items() if _is_told(viewer, name, subject)}


def measured_of(viewer: Viewer, subject: Subject) -> tuple[str, ...]:
    """The names of the numbers of a subject that may be measured."""
    columns = [] if subject.own_type is not None else [name for name, one in _entered(subject) if _is_number(name, one)]
    own = [extra_name(one.number) for one in known().of(subject.holder) if one.value_type in NUMERIC]
    return tuple(name for name in [*columns, *own] if _is_told(viewer, name, subject))


def is_of_people(subject: Subject, name: str) -> bool:
    """Whether a number counts persons: the same ones may stand in many rows, so it is not added up."""
    return bool(subject.model.bounds.get(name) == PEOPLE)


def is_money(subject: Subject, name: str) -> bool:
    """Whether a number is an amount in the currency that its row names."""
    return name in ("amount", "budget") and "currency" in subject.model._meta.fields


def own_field(name: str) -> FieldDefinition | None:
    """The definition of an own field by its name among columns; None for a column."""
    number = number_of(name)
    return None if number is None else known().fields.get(number)


def _is_told(viewer: Viewer, name: str, subject: Subject) -> bool:
    one = own_field(name)
    if one is not None and one.is_personal:
        return False
    kind = subject.kind
    return name not in kind.personal | kind.secret and may_see_field(viewer, name, subject.model)


def _entered(subject: Subject) -> Iterator[tuple[str, "Field[Any]"]]:
    fields = subject.model._meta.fields
    yield from ((name, fields[name]) for name in subject.model._meta.sorted_field_names if name not in _BOOKKEEPING)


def _place(subject: Subject) -> Iterator[Offered]:
    """Where rows lie, and whose they are, where only a way over other rows tells."""
    kind, own = subject.kind, subject.own_type
    if kind.lies_in not in ("", "id") and not kind.area_key:
        yield Offered("area", AREA, Area)
    if own is None and "." in kind.belongs_to and kind.column("organization") is None:
        yield Offered("organization", ROW, REFERENCES["organization"])


def _columns(subject: Subject) -> Iterator[Offered]:
    own = subject.own_type
    kept = None if own is None else {name for name in ("area", "organization") if getattr(own, f"has_{name}")}
    for name, column in _entered(subject):
        offered = _column(name, column)
        if offered is not None and (kept is None or name in kept):
            yield offered


def _column(name: str, column: "Field[Any]") -> Offered | None:
    if isinstance(column, ForeignKeyField):
        target = column.rel_model
        if target is Area:
            return Offered(name, AREA, Area)
        return Offered(name, ROW, target) if find_type(target) is not None and target is not Account else None
    if isinstance(column, BooleanField):
        return Offered(name, YES_NO)
    if isinstance(column, DateField):
        return Offered(name, DAY)
    is_code = isinstance(column, CharField) and (name in CODED or name == "currency")
    return Offered(name, CODE) if is_code else None


def _own_groupings(subject: Subject) -> Iterator[Offered]:
    for one in known().of(subject.holder):
        name = extra_name(one.number)
        if one.value_type == "REFERENCE":
            target = REFERENCES[one.reference_table]
            yield Offered(name, AREA if target is Area else ROW, target, one)
        elif one.value_type in _OWN_SORTS:
            yield Offered(name, _OWN_SORTS[one.value_type], field=one)


def _is_number(name: str, column: "Field[Any]") -> bool:
    return column.field_type in _NUMBERS and not isinstance(column, ForeignKeyField) and name not in _NOT_MEASURED


_NUMBERS = frozenset({"INT", "BIGINT", "DECIMAL", "FLOAT", "DOUBLE"})
"""What Peewee calls columns of numbers."""
