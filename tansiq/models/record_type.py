"""What a kind of record is, said once beside its model; whatever else must know of it asks here.

    register(RecordType(Licence, say("Licence"), say("Licences"), rule="licence", parent="organization", ...))
        |
        +-- policy: who reads, writes and proposes it, where it lies, whose it is, what of it is personal
        +-- records: its history, versions, batches, undoing, what refers to it
        +-- faces: its name and labels, its list, form and pages, its place in the menu, its GraphQL type

A path leads from a row over the names of keys, or of what refers to it (`backref`), to an area or an organisation:
"area", "organization.home_area", "intervention.organization", "sites.area". A row that refers to one of two others
lies where that one does: "item.plan.area or demand.area".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from peewee import DateTimeField, Field, ForeignKeyField, Model

from tansiq.language.words import Sentence
from tansiq.models.extra import number_of
from tansiq.models.record import Record

RuleName = Literal[
    "account", "administrators", "area", "assignment", "attendee", "call", "call_answer", "case", "comment",
    "commitment", "contact", "decisions", "entry", "evidence", "field", "invitation", "licence", "meeting",
    "meeting_decision", "officers", "operating_area", "own", "papers", "published", "record_type", "reference",
    "report", "round", "round_report", "shared", "signed_in", "survey", "with_its_row",
]  # fmt: skip
"""Who reads rows of a table; tansiq.policy.rules says what each of these means."""

Writers = Literal["administrators", "officers"]
"""Who writes rows: administrators alone, or the officers in charge of them too."""

Proposers = Literal["people", "portals", "registrants"]
"""Who proposes what they may not write: people who signed in, portals, organisations that register themselves."""

LAST = 1_000


@dataclass(frozen=True, eq=False)
class Part:
    """A table of plain rows that belong to a record, go with it and are told in its history: partners, donors."""

    model: type[Model]
    title: Sentence
    rule: RuleName = "with_its_row"


@dataclass(frozen=True, eq=False, kw_only=True)
class RecordType:
    """One kind of record.

    `one` and `many` call a single row and all of them; `position` is its place among the kinds, in menus and choices.
    `menu` is the code of a group of the panel's menu ("" where it is reached from elsewhere); without
    `has_pages` the panel has pages of another make for it. `parent` is the key of the row from whose page a new one
    is entered; with `follows_parent` whoever may change that row may change this one.

    `lies_in` is the path to its area, `belongs_to` the path to the organisation that answers for it; a new row of a
    kind that `is_anybodys` belongs to none, and may be proposed by all who propose anything. `told_by` is the path to
    an organisation that may propose such rows although the row they follow is another's. What is published of a kind
    that `is_common` is read whosever it is: a portal's limit to organisations does not narrow it. Whoever signed in
    and reads the row of `parent` may enter a row that says no more than the fields `readers_say`, for themself or for
    an organisation of theirs; a portal for one within its limits, with the scope `said_with` ("" where portals say
    nothing). `scope` is what a portal needs to read it; "" where the endpoint has no question for it.
    `question` names that question where it is not the table's name with an s. `parts` are its tables of plain rows.

    `name` calls a row where that is not a name or title in two languages; a row without any, such as a decision, is
    `called_by` the rows to which these keys lead, and then by what `name` says of it. `code` is the column of its short
    code, with `is_code_unique` one that nothing else holds and a search finds at once. An `is_short` table is offered
    whole in forms, all others are looked up. `searched` are columns to search a small table by that keeps no search
    text. `labels` say what fields are called in this table alone. `personal` columns are shown to few, with
    `is_known_in_charge` to the officers in charge of the row as well; `secret` ones to nobody.
    """

    model: type[Record]
    one: Sentence
    many: Sentence
    rule: RuleName
    writers: Writers = "administrators"
    proposers: frozenset[Proposers] = frozenset()
    position: int = LAST
    menu: str = ""
    has_pages: bool = True
    parent: str = ""
    follows_parent: bool = False
    lies_in: str = ""
    belongs_to: str = ""
    is_anybodys: bool = False
    is_common: bool = False
    told_by: str = ""
    readers_say: frozenset[str] = frozenset()
    said_with: str = ""
    scope: str = ""
    question: str = ""
    parts: tuple[Part, ...] = ()
    name: Callable[[Any], object] | None = None
    called_by: tuple[str, ...] = ()
    code: str = ""
    is_code_unique: bool = False
    is_short: bool = False
    searched: tuple[str, ...] = ()
    labels: Mapping[str, Sentence] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    is_known_in_charge: bool = False
    secret: frozenset[str] = frozenset()

    @property
    def table(self) -> str:
        """The name under which the table's rows are kept, told in the history and found in addresses."""
        return str(self.model._meta.table_name)

    def column(self, name: str) -> "Field[Any] | None":
        """The column of this name; None for the name of a part, which the history tells beside columns.

        "extra.12" is a column too: that of a field that a ministry defined.
        """
        if (number := number_of(name)) is not None:
            from tansiq.models.extra_columns import column_of

            return column_of(number)
        found: Field[Any] | None = self.model._meta.fields.get(name)
        return found

    def typed(self, name: str, value: Any) -> Any:
        """A value that JSON kept as `Record.enter` takes it for this name: dates and money from their text; what own
        fields hold stays as JSON keeps it."""
        if number_of(name) is not None:
            return value
        column = self.model._meta.fields[name]
        if isinstance(column, DateTimeField) and isinstance(value, str):
            return datetime.fromisoformat(value)
        return column.python_value(value)

    def part(self, name: str) -> Part | None:
        """The part whose table has this name, if there is one."""
        return next((part for part in self.parts if part.model._meta.table_name == name), None)

    def part_named(self, name: str) -> Part:
        """The part whose table has this name. Raises LookupError where there is none."""
        found = self.part(name)
        if found is None:
            raise LookupError(f"{self.table} has neither a column nor a part {name}.")
        return found

    @property
    def parent_model(self) -> type[Record] | None:
        """The table of the row from whose page a new one is entered."""
        return self._target(self.parent) if self.parent else None

    @property
    def ways_to_area(self) -> tuple[str, ...]:
        """The paths to the area it lies in, of which each row has one; none where its rows lie nowhere."""
        return tuple(self.lies_in.split(" or ")) if self.lies_in else ()

    @property
    def area_key(self) -> str:
        """Its own key to the area it lies in; "" where only a way over other rows leads there, or none."""
        return self.lies_in if isinstance(self.column(self.lies_in), ForeignKeyField) else ""

    @property
    def has_names(self) -> bool:
        """Whether its rows have a name or title in two languages; others are called by a number or by their place."""
        return any(self.column(f"{base}_ar") is not None for base in ("name", "title"))

    @property
    def takes_fields(self) -> bool:
        """Whether a ministry defines fields of these records; entries and reports have those of their record type."""
        fields = self.model._meta.fields
        return "extra" in fields and fields.keys().isdisjoint({"record_type", "form"})

    def is_proposed_by(self, sender: Proposers) -> bool:
        """Whether such senders may propose rows of it."""
        return sender in self.proposers

    def _target(self, key: str) -> type[Record]:
        model: type[Record] = self.model._meta.fields[key].rel_model
        return model


ENTERED: frozenset[Proposers] = frozenset({"people", "portals"})
"""Who proposes most of what officers write."""

_types: dict[type[Model], RecordType] = {}
_parts: dict[type[Model], tuple[RecordType, Part]] = {}
_tables: dict[str, type[Model]] = {}


def register(kind: RecordType) -> RecordType:
    """Make a kind of record known, before anything asks for it. Raises LookupError where its table is known already."""
    if kind.model in _types:
        raise LookupError(f"{kind.model.__name__} is described already.")
    _types[kind.model] = kind
    _parts.update({part.model: (kind, part) for part in kind.parts})
    _tables.update({str(table._meta.table_name): table for table in _tables_of(kind)})
    return kind


def forget_type(kind: RecordType) -> None:
    """Take a kind of record away again."""
    del _types[kind.model]
    for part in kind.parts:
        del _parts[part.model]
    for table in _tables_of(kind):
        del _tables[str(table._meta.table_name)]


def record_types() -> list[RecordType]:
    """All kinds of records, in the order of their positions."""
    return sorted(_types.values(), key=lambda kind: kind.position)


def described_types() -> list[RecordType]:
    """All kinds of records, in the order in which they were described: what others refer to comes first."""
    return list(_types.values())


def type_of(model: type[Model]) -> RecordType:
    """The description of a table of records. Raises LookupError for any other table."""
    if model not in _types:
        raise LookupError(f"{model.__name__} is no table of records.")
    return _types[model]


def find_type(model: type[Model]) -> RecordType | None:
    """The description of a table; None where its rows are no records."""
    return _types.get(model)


def type_named(table: str) -> RecordType:
    """The kind of record whose table has this name. Raises LookupError where that is no table of records."""
    if table not in _tables:
        raise LookupError(f"{table} is no table of records.")
    return type_of(_tables[table])


def part_of(model: type[Model]) -> tuple[RecordType, Part] | None:
    """The kind of record to whose rows those of a plain table belong, with the part that the table is."""
    return _parts.get(model)


def key_of_part(kind: RecordType, part: Part) -> str:
    """The key of a part to the row it belongs to."""
    return next(str(key.name) for key in part.model._meta.refs if key.rel_model is kind.model)


def tables_of_types() -> dict[str, type[Model]]:
    """By name: the tables of all kinds of records, each followed by its parts, in the order of their description."""
    return dict(_tables)


def _tables_of(kind: RecordType) -> Iterator[type[Model]]:
    yield kind.model
    yield from (part.model for part in kind.parts)
