"""Registers that the ministry defined and everybody reads, each with types of its own.

TypeDefinition(wells)   registers { wells(within:, search:, where: Wells_Where, orderBy: Wells_Order, ...) }
                        Wells_Connection -> Wells_Edge -> Wells_Entry { id title area { ... } depth }

All but the own fields is that of `records`. Names with a stroke are the ministry's: the contract has none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
)

from api.enums import Direction
from api.filters.by_own_field import NAMED_BY, Asked, fields_of, order_by
from api.filters.scopes import RECORDS, require_scope
from api.live.owned_rows import owned_rows
from api.live.typed_fields import Declared, by_keys, is_tellable, name_in, said, typed_fields
from api.types.entry import EntryFilters
from tansiq.language.bilingual import pick
from tansiq.models import Entry, FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import ANONYMOUS
from tansiq.records.own_lists import NARROWING, ORDERING

REGISTERS = "registers"
"""The question below which they stand."""
ID = "ID"
"""What a register is ordered by where nothing else is said."""
SHARED = ("within", "search", "first", "after")
"""The arguments that each register has as `records` has them."""


def open_types(definitions: Definitions) -> list[TypeDefinition]:
    """The record types in use of which everybody is told: one schema is served to all."""
    return [kind for kind in definitions.types_in_use() if knows(ANONYMOUS, kind)]


def add_registers(core: GraphQLSchema, definitions: Definitions, kinds: Sequence[TypeDefinition]) -> None:
    """Add the question `registers` with these record types."""
    made = [_Register(core, definitions, kind, kinds) for kind in kinds]
    # Entries of one register may refer to those of another.
    for register in made:
        _add(core, register.entry)
    fields = {register.kind.key: register.question() for register in made}
    registers = GraphQLObjectType("Registers", fields, description="The registers that the ministry defined, by key.")
    _add(core, registers)
    query: Any = core.query_type
    query.fields[REGISTERS] = GraphQLField(
        GraphQLNonNull(registers),
        resolve=_registers,
        description=f"The registers that the ministry defined, with their fields. A token needs the scope {RECORDS}.",
        extensions=Declared({}, REGISTERS).extensions,
    )


def _registers(_source: Any, info: Any) -> object:
    require_scope(info.context.viewer, RECORDS)
    return {}


def _add(core: GraphQLSchema, named: GraphQLNamedType) -> None:
    core.type_map[named.name] = named


class _Register:
    """The types of one register."""

    def __init__(
        self, core: GraphQLSchema, definitions: Definitions, kind: TypeDefinition, kinds: Sequence[TypeDefinition]
    ) -> None:
        self.core, self.definitions, self.kind, self.kinds = core, definitions, kind, kinds
        self.own = [one for one in fields_of(definitions, kind) if is_tellable(one)]
        self.entry = self._object("Entry", lambda: {**self._own(), **self._of("Entry").fields})

    def question(self) -> GraphQLField:
        """The list of its entries."""
        asked = self._records.args
        arguments = {name: asked[name] for name in SHARED}
        where = {key: one for key, one, _ in self._narrowing()}
        if where:
            arguments["where"] = GraphQLArgument(self._where(), description="Only entries that hold this, all of it.")
        arguments["orderBy"] = GraphQLArgument(self._order(), description="What the list is ordered by.")
        return GraphQLField(
            GraphQLNonNull(self._connection()),
            arguments,
            _resolver(self.kind, where),
            description=_described(self.kind),
            extensions=Declared({}, self.kind.key).extensions,
        )

    @property
    def _records(self) -> GraphQLField:
        query: Any = self.core.query_type
        found: GraphQLField = query.fields["records"]
        return found

    def _of(self, name: str) -> Any:
        return self.core.type_map[name]

    def _own(self) -> dict[str, GraphQLField]:
        """Its own fields; a key that one of them has, or had, is no other's."""
        rows = owned_rows(self.core, self.kinds, (ENTRY, int(self.kind.id)))
        return {**rows, **typed_fields(self.core, self.definitions, Entry, self.own)}

    def _object(self, what: str, fields: Callable[[], dict[str, GraphQLField]]) -> GraphQLObjectType:
        described = (
            f"{pick(self.kind, 'one', 'en').rstrip('.')}." if what == "Entry" else self._of(f"Entry{what}").description
        )
        return GraphQLObjectType(name_in(self.kind, what), fields, description=described)

    def _connection(self) -> GraphQLObjectType:
        """A page as that of all entries, whose edges lead to entries of this register."""
        edge = self._object("Edge", lambda: self._leading("EntryEdge", "node", GraphQLNonNull(self.entry)))
        edges = GraphQLNonNull(GraphQLList(GraphQLNonNull(edge)))
        found = self._object("Connection", lambda: self._leading("EntryConnection", "edges", edges))
        for named in (edge, found):
            _add(self.core, named)
        return found

    def _leading(self, of: str, name: str, type_: Any) -> dict[str, GraphQLField]:
        """The fields of a type of the contract, of which one leads elsewhere."""
        fields: dict[str, GraphQLField] = self._of(of).fields
        was = fields[name]
        return {**fields, name: GraphQLField(type_, description=was.description, extensions=was.extensions)}

    def _narrowing(self) -> list[tuple[str, FieldDefinition, str | None]]:
        return list(by_keys(one for one in self.own if one.value_type in NARROWING))

    def _where(self) -> Any:
        fields = {
            key: GraphQLInputField(self._input(one), description=said(one), deprecation_reason=reason)
            for key, one, reason in self._narrowing()
        }
        described = "What the fields of an entry hold: all that is given."
        return self._added(GraphQLInputObjectType(name_in(self.kind, "Where"), fields, description=described))

    def _input(self, one: FieldDefinition) -> GraphQLInputType:
        named = NAMED_BY[one.value_type]
        if named == "yes":
            return GraphQLBoolean
        if named == "any_of":
            return GraphQLList(GraphQLNonNull(GraphQLID if one.value_type == "REFERENCE" else GraphQLString))
        found: GraphQLInputType = self._of(f"{named.capitalize()}Range")
        return found

    def _order(self) -> Any:
        values = {ID: GraphQLEnumValue(ID, description="The order in which they were entered.")}
        for key, one, reason in by_keys(one for one in self.own if one.value_type in ORDERING):
            values[_in_capitals(key)] = GraphQLEnumValue(one.number, description=said(one), deprecation_reason=reason)
        by = GraphQLEnumType(name_in(self.kind, "Field"), values, description="What the list may be ordered by.")
        towards = self._records.args["direction"]
        fields = {
            "field": GraphQLInputField(GraphQLNonNull(self._added(by)), description="The field."),
            "direction": GraphQLInputField(
                towards.type, default_value=towards.default_value, description=towards.description
            ),
        }
        described = "An order; entries that do not know the field come last."
        return self._added(GraphQLInputObjectType(name_in(self.kind, "Order"), fields, description=described))

    def _added(self, named: Any) -> Any:
        _add(self.core, named)
        return named


def _in_capitals(key: str) -> str:
    """dugOn -> DUG_ON"""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in key)


def _described(kind: TypeDefinition) -> str:
    words = [pick(kind, "many", "en"), pick(kind, "hint", "en")]
    return ". ".join(word.rstrip(".") for word in words if word) + "."


def _resolver(kind: TypeDefinition, where: Mapping[str, FieldDefinition]) -> Callable[..., Any]:
    def resolve(_source: Any, info: Any, **given: Any) -> Any:
        narrowed, order = given.pop("where", None) or {}, given.pop("orderBy", None) or {}
        asked = [Asked(where[key], f"where.{key}", one) for key, one in narrowed.items() if one is not None]
        by = info.context.definitions.fields.get(order.get("field"))
        direction = Direction(order.get("direction", Direction.ASC))
        filters = EntryFilters(**given, direction=direction)
        return filters.page_of(info.context, kind, asked, order_by(info.context, by) if by else None)

    return resolve
