"""The schema that is served: the contract, and below `extra` a typed field for each field that the ministry defined.

organizations { edges { node { extra { licenceClass  partnerOf { name } } } } }

Nothing of the contract changes, so whatever was valid against it is valid here. The fields are made with graphql-core
on a fresh schema of Strawberry's: by Strawberry they would take ten times as long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import strawberry
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

from api.planner.fields import Computed
from api.planner.own_values import OwnReference, own_value
from api.planner.plan_builder import READ, Read
from api.schema import fresh
from api.types.derived import WRITTEN
from tansiq import models
from tansiq.language.bilingual import pick
from tansiq.models import FieldDefinition
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import Definitions
from tansiq.models.entry import REFERENCES
from tansiq.records.extra_sql import text_of_all

Table = Any


@dataclass(frozen=True)
class Declared:
    """What stands beside a field of graphql-core in place of Strawberry's own: what a plan, the cost rule
    and the printer ask for."""

    metadata: dict[str, Any]
    python_name: str
    directives: tuple[object, ...] = ()


def live(definitions: Definitions) -> strawberry.Schema | None:
    """The contract with the typed fields of these definitions; None where there are none."""
    found = [(table, one) for table in WRITTEN if table is not models.Entry for one in _fields(definitions, table)]
    if not found:
        return None
    schema = fresh()
    core = schema._schema
    for table, one in found:
        _add(core, table, one, [one.key])
    for table, one in found:
        # A name is a former one only while no field has it now.
        _add(core, table, one, one.keys[1:])
    return schema


def _fields(definitions: Definitions, table: type[Any]) -> Iterator[FieldDefinition]:
    """Fields that something can be made of: what is calculated is kept in no row."""
    for one in definitions.open_to_all(table_name(table)):
        if one.value_type != "CALCULATED" and (one.value_type != "REFERENCE" or _target(one) in WRITTEN):
            yield one


def _target(one: FieldDefinition) -> Any:
    return REFERENCES[one.reference_table]


def _add(core: GraphQLSchema, table: Table, one: FieldDefinition, keys: Sequence[str]) -> None:
    """A field by some of its keys; those that it had are deprecated names of the same."""
    own: Any = core.type_map[f"{table.__name__}Extra"]
    declared = Declared({READ: _read(table, one)}, one.key)
    for key in keys:
        reason = None if key == one.key else f"It is called {one.key} now."
        reason = "It is no longer filled." if one.use_state == "RETIRED" else reason
        own.fields.setdefault(
            key,
            GraphQLField(
                _type(core, one),
                description=_said(one),
                deprecation_reason=reason,
                extensions={GraphQLCoreConverter.DEFINITION_BACKREF: declared},
            ),
        )


def _said(one: FieldDefinition) -> str:
    """Descriptions of the schema are in English where there is any."""
    words = [pick(one, "label", "en"), pick(one, "hint", "en"), pick(one, "unit", "en")]
    return ". ".join(word.rstrip(".") for word in words if word) + "."


def _type(core: GraphQLSchema, one: FieldDefinition) -> GraphQLOutputType:
    if one.value_type == "REFERENCE":
        found: Any = core.type_map[WRITTEN[_target(one)].__name__]
        return found  # type: ignore[no-any-return]
    if one.value_type == "DAY":
        day: Any = core.type_map["Date"]
        return day  # type: ignore[no-any-return]
    return _TYPES.get(one.value_type, GraphQLString)


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
    if one.value_type == "REFERENCE":
        return OwnReference(table, one)
    return Computed((text_of_all(table),), partial(own_value, one))
