"""From the selected fields to a plan: what to read, which further statements, and how to put the answer together.

interventions { id organization { name } sites { reached } }

Plan  sources    intervention.id, .organization_id
      supplies   s0 = organisations by id  (Parents, itself with a plan of sources and supplies)
                 s1 = sites by intervention (Parts,   itself with a plan ...)
      function   build(rows, page, s0, s1)
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLNamedType, GraphQLObjectType, get_argument_values, get_named_type
from graphql.execution import Executor
from peewee import Field, Model
from strawberry.types.field import StrawberryField

from api.http.context import Context
from api.planner import build
from api.planner.fields import READ, Parts, Read
from api.planner.related_rows import ParentSupply, PartSupply, Supply
from api.planner.rows import Planned, Source, Values

Details = Any
"""graphql-core's list of the nodes that ask for one response key."""


class Asked(NamedTuple):
    """One response key: its field, the type behind lists and non-nulls, its nodes and arguments."""

    field: GraphQLField
    type: GraphQLNamedType
    details: Details
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """How to answer one selection on rows of one kind, in one language, for one scope of viewers."""

    sources: tuple[Source, ...]
    supplies: tuple[tuple[int, Supply], ...]
    function: build.Build
    signature: Hashable
    wants: frozenset[str] = frozenset()

    def answer(self, rows: list[Values], page: Any, context: Context) -> Any:
        """Fetch what belongs to these rows, and build."""
        supplied = [supply.load({row[index] for row in rows}, context) for index, supply in self.supplies]
        return self.function(rows, page, *supplied)


class Writer:
    """Collects what the fields of one selection read, while they write their expressions."""

    def __init__(self, executor: Executor[Any], question: Planned, leading: tuple[Source, ...] = ()) -> None:
        self.executor = executor
        self.question = question
        self.viewer = executor.context_value.viewer
        self.language: str = self.viewer.language
        self.sources: list[Source] = [*question.leading, *leading]
        self.wants: set[str] = set()
        self.constants: dict[str, Any] = {}
        self.supplies: dict[str, tuple[int, Supply]] = {}

    def index(self, source: Source) -> int:
        """The place of a source in each row; the same source is read once."""
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

    def same(self, asked: Asked) -> str:
        """The expression for an object made of the same row."""
        return self.object(asked.type, asked.details)

    def object(self, named: GraphQLNamedType, details: Details) -> str:
        """The expression for an object of the fields selected in `details`."""
        if not isinstance(named, GraphQLObjectType):
            raise Undeclared(f"{named.name} is read by a plan, which can make objects alone.")
        selected = self.executor.collect_subfields(named, details).grouped_field_set
        entries = [f'"{key}": {self._field(named, asking)}' for key, asking in selected.items()]
        return "{" + ", ".join(entries) + "}"

    def _field(self, owner: GraphQLObjectType, details: Details) -> str:
        name = details[0].node.name.value
        if name == "__typename":
            return repr(owner.name)
        field = owner.fields[name]
        read = declaration(field)
        return read.write(self, Asked(field, get_named_type(field.type), details, self._arguments(field, details[0])))

    def _arguments(self, field: GraphQLField, detail: Any) -> dict[str, Any]:
        """Argument values by Python name; leaves alone, which need no conversion by Strawberry."""
        if not field.args:
            return {}
        values = (self.executor.variable_values, detail.fragment_variable_values)
        given = get_argument_values(field, detail.node, *values)
        return {name: given.get(name) for name in field.args}

    def parents(self, key: Source, model: type[Model], asked: Asked) -> str:
        """The name of the parents by id."""
        inner = Writer(self.executor, Planned(), (model._meta.primary_key,))
        plan = inner.finish(build.BY_ID, inner.same(asked))
        return self._supply(key, ParentSupply(plan, model, self.viewer))

    def parts(self, key: Source, parts: Parts, asked: Asked) -> str:
        """The name of the parts by the id of the row they belong to."""
        inner = Writer(self.executor, Planned(), (parts.key,))
        if parts.through is None:
            expression = inner.same(asked)
        else:
            owner = inner.parents(parts.through, parts.through.rel_model, asked)
            expression = f"{owner}.get({inner.value(parts.through)})"
        plan = inner.finish(build.GROUPED, expression)
        return self._supply(key, PartSupply(plan, parts, asked.arguments, self.viewer))

    def _supply(self, key: Source, supply: Supply) -> str:
        name = f"s{len(self.supplies)}"
        self.supplies[name] = (self.index(key), supply)
        return name

    def finish(self, shape: str, expression: str) -> Plan:
        """The plan for everything written so far."""
        supplies = tuple(self.supplies.values())
        constants = tuple(self.constants.values())
        nested = tuple((index, supply.signature) for index, supply in supplies)
        signature = (shape, expression, tuple(map(_name, self.sources)), constants, nested)
        function = build.compiled(shape, expression, self.supplies, self.constants)
        return Plan(tuple(self.sources), supplies, function, signature, frozenset(self.wants))


class Undeclared(Exception):  # noqa: N818  A fault of ours, found by the first query.
    """A field of a planned type does not say what it reads."""


def declaration(field: GraphQLField) -> Read:
    """What the field says it reads. Raises Undeclared."""
    declared: StrawberryField = field.extensions["strawberry-definition"]
    if READ not in declared.metadata:
        raise Undeclared(
            f"{declared.python_name} is read by a plan and does not say from what (api/planner/fields.py)."
        )
    read: Read = declared.metadata[READ]
    return read


def _name(source: Source) -> Hashable:
    """A source's name for signatures: a column's with its table, an attribute's own."""
    return (source.model._meta.table_name, source.name) if isinstance(source, Field) else source
