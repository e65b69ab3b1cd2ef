"""What the ministry defined, as it stands now: read at once, kept in memory under the stamps of its tables.

    known() -> Definitions: fields by number, record types by id, answers by list

Every process sees a change at its next request: the stamps of all tables are read there as it is.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from tansiq.expressions.fields import Kind
from tansiq.expressions.tree import Node
from tansiq.faults import Refused
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.models.choice_list import Choice
from tansiq.models.column_values import is_row_id
from tansiq.models.data_stamps import stamps_of_now
from tansiq.models.entry import Entry
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.own_expressions import conditions_of, trees_that_mean_something
from tansiq.models.own_rules import RuleTree, tree_of_rule
from tansiq.models.record import Record
from tansiq.models.record_type import type_named
from tansiq.models.report import Report
from tansiq.models.rule_definition import RuleDefinition
from tansiq.models.type_definition import TypeDefinition
from tansiq.platform.database import is_in_use
from tansiq.platform.lru import LruCache

T = TypeVar("T")

TYPES_OF_KINDS: Mapping[Kind, str] = {
    Kind.NUMBER: "NUMBER",
    Kind.TEXT: "TEXT",
    Kind.DAY: "DAY",
    Kind.MONTH: "MONTH",
    Kind.YES_NO: "YES_NO",
    Kind.CODES: "CHOICES",
}
"""By kind of an expression: the type of field that holds such values."""

TABLES = ("choice", "choice_list", "field_definition", "rule_definition", "type_definition")
ENTRY = "entry"

Holder = tuple[str, int | None]
"""Whose fields: a table, with the own record type where that is of entries."""


@dataclass(frozen=True)
class Definitions:
    """Fields by number, archived drafts left out; record types by id; the answers of each list in their order; rules
    in use by the records they are of."""

    fields: Mapping[int, FieldDefinition] = field(default_factory=dict)
    types: Mapping[int, TypeDefinition] = field(default_factory=dict)
    choices: Mapping[int, Mapping[str, Choice]] = field(default_factory=dict)
    rules: Mapping[Holder, Sequence[RuleDefinition]] = field(default_factory=dict)
    _calculated: dict[Holder, dict[int, Node]] = field(default_factory=dict, repr=False, compare=False)
    _conditions: dict[Holder, Mapping[int, Node]] = field(default_factory=dict, repr=False, compare=False)
    _rules: dict[Holder, Sequence[tuple[RuleDefinition, RuleTree]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _by_holder(self) -> Mapping[Holder, tuple[FieldDefinition, ...]]:
        found: dict[Holder, list[FieldDefinition]] = {}
        for one in sorted(self.fields.values(), key=lambda one: (one.position, one.number)):
            found.setdefault(one.holder, []).append(one)
        return {holder: tuple(fields) for holder, fields in found.items()}

    def all_of(self, holder: Holder) -> tuple[FieldDefinition, ...]:
        """The fields of some records in their order, drafts and retired ones too."""
        return self._by_holder.get(holder, ())

    def of(self, holder: Holder) -> tuple[FieldDefinition, ...]:
        """The fields of some records that are in use, in their order."""
        return tuple(one for one in self.all_of(holder) if one.use_state == "ACTIVE")

    def of_row(self, row: Record) -> tuple[FieldDefinition, ...]:
        """The fields of a row that are in use."""
        return self.of(holder_of(row))

    def open_to_all(self, table: str) -> tuple[FieldDefinition, ...]:
        """The fields of a table, of all own record types for entries, that hold something and whoever reads a row may
        be told of; in the order of the forms, retired ones too."""
        return tuple(
            one
            for holder, fields in self._by_holder.items()
            for one in fields
            if holder[0] == table and one.value_type not in HOLDING_NOTHING and one.number in self._open_in(holder)
        )

    def _open_in(self, holder: Holder) -> frozenset[int]:
        """By number: what is calculated tells what it is calculated from, and is open where all of that is."""
        return self.kept(("open", holder), lambda: self._found_open(holder))

    def _found_open(self, holder: Holder) -> frozenset[int]:
        found = {one.number for one in self.all_of(holder) if one.is_open}
        # Each is asked once, after those it is made of: formulas that share their parts are many ways to the same few.
        for number, tree in self.calculated_in(holder).items():
            if not found.issuperset(tree.fields):
                found.discard(number)
        return frozenset(found)

    def told_type(self, one: FieldDefinition) -> str:
        """The type whose values a field tells: its own, or of a calculated one that of what it comes to; a text where
        that means nothing any more."""
        if one.value_type != "CALCULATED":
            return one.value_type
        tree = self.calculated_in(one.holder).get(one.number)
        return "TEXT" if tree is None else TYPES_OF_KINDS[tree.kind]

    def has_open_title(self, kind: TypeDefinition) -> bool:
        """Whether what its entries are called by may be told to whoever reads one."""
        one = self.fields.get(kind.title_number or 0)
        return kind.title_number is None or (one is not None and one.is_open)

    def calculated_in(self, holder: Holder) -> dict[int, Node]:
        """By number: the trees of calculated fields in use, each after those it is made of; one that means nothing
        any more is left out."""
        if holder not in self._calculated:
            fields = self.of(holder)
            self._calculated[holder] = trees_that_mean_something(fields, self.codes_in(fields))
        return self._calculated[holder]

    def conditions_in(self, holder: Holder) -> Mapping[int, Node]:
        """By number: the trees of the conditions under which fields in use are shown."""
        if holder not in self._conditions:
            fields = self.of(holder)
            self._conditions[holder] = conditions_of(fields, self.codes_in(fields))
        return self._conditions[holder]

    def rules_in(self, holder: Holder) -> Sequence[tuple[RuleDefinition, RuleTree]]:
        """The rules in use of some records, each with what it says; one that means nothing any more is left out."""
        if holder not in self._rules:
            fields = self.of(holder)
            self._rules[holder] = tuple(self._that_say_something(self.rules.get(holder, ()), fields))
        return self._rules[holder]

    def _that_say_something(
        self, rules: Sequence[RuleDefinition], fields: Sequence[FieldDefinition]
    ) -> Iterator[tuple[RuleDefinition, RuleTree]]:
        codes = self.codes_in(fields)
        for rule in rules:
            try:
                yield rule, tree_of_rule(rule.expression, fields, codes)
            except Refused:
                # A field it rests on was taken away by force: what nobody can tell refuses nothing.
                continue

    def codes_in(self, fields: Sequence[FieldDefinition]) -> Mapping[int, Sequence[str]]:
        """By number of the field: the codes of its list, retired ones too."""
        return {one.number: list(self.answers_to(one)) for one in fields if one.choice_list_id}

    def answers_to(self, one: FieldDefinition) -> Mapping[str, Choice]:
        """By code: the answers of a field's list, those that are no longer offered too."""
        return self.choices.get(one.choice_list_id or 0, {})

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What others make of these definitions, such as the headers of a sheet: made once, as long as they stand."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    def types_in_use(self) -> Iterator[TypeDefinition]:
        """The own record types that are in use and whose rows are entries, in the order of their places."""
        yield from self._in_use(are_forms=False)

    def forms_in_use(self) -> Iterator[TypeDefinition]:
        """The forms that are in use, in the order of their places."""
        yield from self._in_use(are_forms=True)

    def _in_use(self, are_forms: bool) -> Iterator[TypeDefinition]:
        standing = [one for one in self.types.values() if one.use_state == "ACTIVE" and one.is_form == are_forms]
        yield from sorted(standing, key=lambda kind: (kind.position, kind.id))


NOTHING = Definitions()
_kept: LruCache[Definitions] = LruCache(4)


def known() -> Definitions:
    """What is defined now. Nothing was ever defined where none of its tables has a stamp, or no database is in use."""
    return known_under(stamps_of_now()) if is_in_use() else NOTHING


def known_under(stamps: Mapping[str, int]) -> Definitions:
    """The same for whoever has asked the stamps already."""
    numbers = tuple(stamps.get(name, 0) for name in TABLES)
    return _kept.get(numbers, as_stored) if any(numbers) else NOTHING


def holder_of(row: Record) -> Holder:
    """Whose fields a row has; what is no id of a record type, which nothing keeps, has none."""
    table = str(row._meta.table_name)
    kind = row.__data__.get("record_type") if isinstance(row, Entry) else None
    if isinstance(row, Report):
        # The items of a form are the fields of a record type.
        table, kind = ENTRY, row.__data__.get("form")
    return table, kind if is_row_id(kind) else None


def rows_of(holder: Holder) -> Any:
    """A query of all rows that have the fields of a holder, archived ones too: of a form its reports."""
    return only_of(holder, table_of(holder).select())


def table_of(holder: Holder) -> Any:
    """The table in which they lie."""
    table, type_id = holder
    if type_id is None:
        return type_named(table).model
    is_form = TypeDefinition.select().where(TypeDefinition.id == type_id, TypeDefinition.period_type != "").exists()
    return Report if is_form else Entry


def only_of(holder: Holder, rows: Any) -> Any:
    """Those rows of a query over that table that have the fields of a holder."""
    if holder[1] is None:
        return rows
    return rows.where((Report.form if rows.model is Report else Entry.record_type) == holder[1])


def as_stored() -> Definitions:
    """What is defined, read anew: for whoever is just changing it."""
    fields = FieldDefinition.select().where(FieldDefinition.archived_at.is_null())
    types = TypeDefinition.select().where(TypeDefinition.archived_at.is_null())
    choices: dict[int, dict[str, Choice]] = {}
    for choice in Choice.select().order_by(Choice.position, Choice.id):
        choices.setdefault(choice.choice_list_id, {})[choice.code] = choice
    by_number, by_id = {one.number: one for one in fields}, {int(kind.id): kind for kind in types}
    return Definitions(by_number, by_id, choices, _rules_in_use())


def _rules_in_use() -> dict[Holder, list[RuleDefinition]]:
    table, found = RuleDefinition, dict[Holder, list[RuleDefinition]]()
    standing = table.select().where(table.archived_at.is_null(), table.use_state == "ACTIVE")
    for rule in standing.order_by(table.id):
        found.setdefault(rule.holder, []).append(rule)
    return found
