"""From the fields that a question selects to a plan.

    { id organization { name } }
      |        |
      |        Parent.expression   r0.get(row[1])    r0: the organisations, by a plan that a nested builder made
      Column.expression            str(row[0])

Each declaration of fields.py writes one expression; the builder collects what they read on the way.
"""

from collections.abc import Hashable
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLNamedType, GraphQLObjectType, get_argument_values, get_named_type
from graphql.execution import Executor
from peewee import Field
from strawberry.types.field import StrawberryField

from api.planner import codegen
from api.planner.column_texts import UnwrittenError, Write, WrittenField, constant
from api.planner.plan import Plan, RelatedRows
from api.planner.rows import Planned, Source
from tansiq.records.extra_sql import OwnSource

READ = "read"
"""The key in a Strawberry field's metadata under which its declaration stands."""

Details = Any
"""graphql-core's list of the nodes that ask for one response key."""


class SelectedField(NamedTuple):
    """One response key: its field, the type behind lists and non-nulls, its nodes and arguments."""

    field: GraphQLField
    type: GraphQLNamedType
    details: Details
    arguments: dict[str, Any]


class Read:
    """A declaration of what a field reads."""

    def expression(self, builder: "PlanBuilder", selected: SelectedField) -> str:
        """The Python expression for the field's value on one row, called `row`."""
        raise NotImplementedError

    def write(self, builder: "PlanBuilder", selected: SelectedField) -> Write:
        """What writes the field's values of rows that are known by column. Raises UnwrittenError where nothing does."""
        raise UnwrittenError


class PlanBuilder:
    """Collects what the fields of one selection read, while they write their expressions."""

    def __init__(self, executor: Executor[Any], question: Planned, leading: tuple[Source, ...] = ()) -> None:
        self.executor = executor
        self.question = question
        self.viewer = executor.context_value.viewer
        self.language: str = self.viewer.language
        self.sources: list[Source] = [*question.leading, *leading]
        self.wants: set[str] = set()
        self.constants: dict[str, Any] = {}
        self.related: dict[str, tuple[int, RelatedRows]] = {}

    def nested(self, key: Source) -> "PlanBuilder":
        """A builder of the plan for related rows, each of which begins with its `key`."""
        return PlanBuilder(self.executor, Planned(), (key,))

    def index(self, source: Source) -> int:
        """Where in each row a source stands; the same source is read once."""
        for index, known in enumerate(self.sources):
            if known is source or (isinstance(source, str) and known == source):
                return index
        self.sources.append(source)
        return len(self.sources) - 1

    def value(self, source: Source) -> str:
        """The expression for a source's value."""
        return f"row[{self.index(source)}]"

    def constant(self, value: Any) -> str:
        """A name for a value that stays the same from request to request."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def related_by(self, key: Source, rows: RelatedRows) -> str:
        """A name for the pieces that related rows give, by the ids in `key`."""
        name = f"r{len(self.related)}"
        self.related[name] = (self.index(key), rows)
        return name

    def shared_related_by(self, key: Source, rows: RelatedRows) -> str:
        """The same, one name for all fields that read from equal rows."""
        index = self.index(key)
        for name, (known_index, known) in self.related.items():
            if known_index == index and type(known) is type(rows) and known.signature == rows.signature:
                return name
        return self.related_by(key, rows)

    def object(self, named: GraphQLNamedType, details: Details) -> str:
        """The expression for an object of the fields selected in `details`. Raises UndeclaredField."""
        if not isinstance(named, GraphQLObjectType):
            raise UndeclaredField(f"{named.name} is read by a plan, which can make objects alone.")
        selected = self.executor.collect_subfields(named, details).grouped_field_set
        entries = [f'"{key}": {self._field(named, nodes)}' for key, nodes in selected.items()]
        return "{" + ", ".join(entries) + "}"

    def written_fields(self, named: GraphQLObjectType, details: Details) -> tuple[WrittenField, ...] | None:
        """What writes an object of the fields selected; None where one of them is known by no column."""
        selected = self.executor.collect_subfields(named, details).grouped_field_set
        try:
            return tuple(WrittenField(key, self._write(named, nodes)) for key, nodes in selected.items())
        except UnwrittenError:
            return None

    def _write(self, owner: GraphQLObjectType, details: Details) -> Write:
        if _name_of(details) == "__typename":
            return constant(owner.name)
        selected = self._selected(owner, details)
        return declaration(selected.field).write(self, selected)

    def _field(self, owner: GraphQLObjectType, details: Details) -> str:
        if _name_of(details) == "__typename":
            return repr(owner.name)
        selected = self._selected(owner, details)
        return declaration(selected.field).expression(self, selected)

    def _selected(self, owner: GraphQLObjectType, details: Details) -> SelectedField:
        field = owner.fields[_name_of(details)]
        return SelectedField(field, get_named_type(field.type), details, self._arguments(field, details[0]))

    def _arguments(self, field: GraphQLField, detail: Any) -> dict[str, Any]:
        """Argument values by Python name; leaves alone, which need no conversion by Strawberry."""
        if not field.args:
            return {}
        values = (self.executor.variable_values, detail.fragment_variable_values)
        given = get_argument_values(field, detail.node, *values)
        return {name: given.get(name) for name in field.args}

    def finish(self, shape: str, expression: str) -> Plan:
        """The plan for everything read so far, whose function gives `expression` for each row in this shape."""
        related = tuple(self.related.values())
        constants = tuple(self.constants.values())
        nested = tuple((index, rows.signature) for index, rows in related)
        signature = (shape, expression, tuple(map(_name, self.sources)), constants, nested)
        function = codegen.compiled(shape, expression, self.related, self.constants)
        return Plan(tuple(self.sources), related, function, signature, frozenset(self.wants))


class UndeclaredField(Exception):  # noqa: N818  A fault of ours, found by the first query.
    """A field of a planned type does not say what it reads."""


def declaration(field: GraphQLField) -> Read:
    """What the field says it reads. Raises UndeclaredField."""
    declared: StrawberryField = field.extensions["strawberry-definition"]
    if READ not in declared.metadata:
        raise UndeclaredField(
            f"{declared.python_name} is read by a plan and does not say from what (api/planner/fields.py)."
        )
    read: Read = declared.metadata[READ]
    return read


def _name_of(details: Details) -> str:
    return str(details[0].node.name.value)


def _name(source: Source) -> Hashable:
    """A source's name for signatures: a column's with its table, an attribute's own."""
    if isinstance(source, OwnSource):
        return source.signature
    return (source.model._meta.table_name, source.name) if isinstance(source, Field) else source
