"""A typed field for each field that the ministry defined: of `extra`, and of the entries of registers.

FieldDefinition(depth, WHOLE)      ->  depth: Float       read as the value under its number (OwnColumn)
FieldDefinition(well, REFERENCE)   ->  well: Wells_Entry  read as the row it leads to (OwnReference)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.planner.own_values import OwnColumn, OwnReference
from api.planner.plan_builder import READ, Read
from api.types.derived import WRITTEN
from tansiq.language.bilingual import pick
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import Definitions
from tansiq.models.entry import REFERENCES

Table = Any
Fields = dict[str, GraphQLField]


@dataclass(frozen=True)
class Declared:
    """What stands beside a field of graphql-core in place of Strawberry's own: what a plan, the cost rule
    and the printer ask for."""

    metadata: dict[str, Any]
    python_name: str
    directives: tuple[object, ...] = ()

    @property
    def extensions(self) -> dict[str, Any]:
        return {GraphQLCoreConverter.DEFINITION_BACKREF: self}


def by_keys(fields: Iterable[FieldDefinition]) -> Iterator[tuple[str, FieldDefinition, str | None]]:
    """Each key with its field, and for what reason it should not be used any more: keys that fields have, then those
    that they had. A key is a former one only while no field has it now, and of one field alone."""
    every = list(fields)
    pairs = [(one.key, one) for one in every] + [(key, one) for one in every for key in one.keys[1:]]
    seen = set[str]()
    for key, one in pairs:
        if key not in seen:
            seen.add(key)
            reason = None if key == one.key else f"It is called {one.key} now."
            yield key, one, "It is no longer filled." if one.use_state == "RETIRED" else reason


def is_tellable(one: FieldDefinition) -> bool:
    """Whether a typed field can be made of it: records of some kinds stand in no type."""
    return one.value_type != "REFERENCE" or REFERENCES[one.reference_table] in WRITTEN


def typed_fields(core: GraphQLSchema, definitions: Definitions, table: Table, own: Iterable[FieldDefinition]) -> Fields:
    """The fields that these own fields of a table are, by all their keys."""
    return {
        key: GraphQLField(
            _type(core, definitions, one),
            description=said(one),
            deprecation_reason=reason,
            extensions=Declared({READ: _read(table, one)}, one.key).extensions,
        )
        for key, one, reason in by_keys(own)
    }


def said(one: FieldDefinition) -> str:
    """Descriptions of the schema are in English where there is any."""
    words = [pick(one, "label", "en"), pick(one, "hint", "en"), pick(one, "unit", "en")]
    return ". ".join(word.rstrip(".") for word in words if word) + "."


def name_in(kind: TypeDefinition, what: str) -> str:
    """The name of a type of a register: no name of the contract has such a stroke, nor has one of another register."""
    return f"{kind.key[0].upper()}{kind.key[1:]}_{what}"


def _type(core: GraphQLSchema, definitions: Definitions, one: FieldDefinition) -> GraphQLOutputType:
    types: Any = core.type_map
    if one.value_type == "REFERENCE":
        found = types[WRITTEN[REFERENCES[one.reference_table]].__name__]
        kind = definitions.types.get(one.reference_type_id or 0)
        return found if kind is None else types.get(name_in(kind, "Entry"), found)  # type: ignore[no-any-return]
    if (told := definitions.told_type(one)) == "DAY":
        return types["Date"]  # type: ignore[no-any-return]
    return _TYPES.get(told, GraphQLString)


_TYPES: dict[str, GraphQLOutputType] = {
    # A whole number may be larger than GraphQL's own.
    "WHOLE": GraphQLFloat,
    "NUMBER": GraphQLFloat,
    "YES_NO": GraphQLBoolean,
    "CHOICES": GraphQLList(GraphQLNonNull(GraphQLString)),
    "POINT": GraphQLList(GraphQLNonNull(GraphQLFloat)),
}
"""By type of field; all others are texts."""


def _read(table: Table, one: FieldDefinition) -> Read:
    return OwnReference(table, one) if one.value_type == "REFERENCE" else OwnColumn(table, one)
