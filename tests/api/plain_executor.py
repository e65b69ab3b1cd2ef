"""The oracle of planned reads: the same schema, walked by plain graphql-core over model instances.

Every field is resolved by itself, from a Peewee instance, as an ordinary program would: parents by a look-up
among the visible rows, parts by a query each, pages by sorting all rows in Python. Slow, and easy to believe.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLObjectType,
    GraphQLSchema,
    execute_sync,
    get_nullable_type,
    is_list_type,
)
from peewee import DecimalField

from api.context import Context
from api.live.owned_rows import OwnedEntries
from api.live.schema import live
from api.planner.computed_rows import ITSELF, ComputedPage, ComputedRows
from api.planner.fields import Bilingual, Column, Computed, Parent, Parts, Reckoned, SameRow
from api.planner.inner_rows import Inner, InnerList, Told, ToldFor
from api.planner.own_values import InWords, OwnColumn, OwnReference, OwnValues
from api.planner.pages import Page
from api.planner.plan_builder import READ
from api.planner.reckoned_parts import ReckonedParts
from api.planner.rows import Planned, Rows
from api.schema import Query
from tansiq.language.bilingual import pick
from tansiq.models import Entry
from tansiq.models.definitions import Definitions
from tansiq.policy.visibility import visible
from tests.api.plain_own_values import in_words, own_column, own_reference, own_values, seen
from tests.api.plain_pages import computed_page, plain_page

Resolve = Callable[..., Any]


@cache
def plain_schema() -> GraphQLSchema:
    """A schema like ours whose fields are resolved one by one."""
    return schema_of({Parent: _parent, Parts: _parts}, plain_page)


def schema_of(kinds: Mapping[type, Callable[[Any], Resolve]], page: Callable[[Page], Any]) -> GraphQLSchema:
    """A schema like ours, with a way to resolve each kind of declaration, and one to cut out pages."""
    return _walked(strawberry.Schema(query=Query)._schema, kinds, page)


def live_plainly(definitions: Definitions) -> GraphQLSchema:
    """The schema with what is defined, its fields resolved one by one."""
    made = live(definitions)
    assert made is not None
    return _walked(made._schema, {Parent: _parent, Parts: _parts}, plain_page)


def _walked(
    core: GraphQLSchema, kinds: Mapping[type, Callable[[Any], Resolve]], page: Callable[[Page], Any]
) -> GraphQLSchema:
    known = _SIMPLE | dict(kinds)
    for named in core.type_map.values():
        if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            # Rows are of no class of the schema.
            named.is_type_of = None
            for name, field in named.fields.items():
                own = _resolver(name, field, known)
                if own or field.resolve:
                    field.resolve = own or _root(field, page)
    return core


def execute_plainly(
    document: DocumentNode, context: Context, variables: dict[str, Any] | None = None
) -> ExecutionResult:
    """The answer of plain graphql-core."""
    return execute_sync(plain_schema(), document, context_value=context, variable_values=variables)


def _resolver(name: str, field: Any, kinds: Mapping[type, Callable[[Any], Resolve]]) -> Resolve | None:
    read = field.extensions["strawberry-definition"].metadata.get(READ)
    if read is None:
        return None
    if type(read) in kinds:
        return kinds[type(read)](read)
    return lambda page, _info: getattr(page, name)


def _column(read: Column) -> Resolve:
    def resolve(row: Any, _info: Any) -> Any:
        value = getattr(row, _attribute(read.source))
        if isinstance(read.source, DecimalField) and value is not None:
            return Decimal(value).quantize(Decimal(1).scaleb(-read.source.decimal_places))
        return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value

    return resolve


def _attribute(source: Any) -> str:
    return source if isinstance(source, str) else str(source.name)


def _computed(read: Computed) -> Resolve:
    def resolve(row: Any, info: Any, **given: Any) -> Any:
        values = [row if source is ITSELF else getattr(row, _attribute(source)) for source in read.sources]
        return read.function(*values, **_spoken(info, given))

    return resolve


def _spoken(info: Any, given: dict[str, Any]) -> dict[str, str]:
    """The language asked for, or else the request's own, where the field takes one."""
    if "language" not in info.parent_type.fields[info.field_name].args:
        return {}
    language = given.get("language")
    return {"language": language.name.lower() if language else info.context.viewer.language}


def _bilingual(read: Bilingual) -> Resolve:
    field = _attribute(read.arabic).removesuffix("_ar")

    def resolve(row: Any, info: Any, language: Any = None) -> str:
        return pick(row, field, language.name.lower() if language else info.context.viewer.language)

    return resolve


def _parent(read: Parent) -> Resolve:
    def resolve(row: Any, info: Any) -> Any:
        is_computed = isinstance(read.key, str)
        return seen(read.model, getattr(row, read.key) if is_computed else row.__data__[read.key.name], info)

    return resolve


def _parts(read: Parts) -> Resolve:
    def resolve(row: Any, info: Any, **arguments: Any) -> list[Any]:
        found = visible(read.key.model, info.context.viewer).where(read.key == row.id)
        for condition in read.conditions(arguments):
            found = found.where(condition)
        rows = sorted(found, key=lambda part: [part.__data__[column.name] for column in read.order])[: read.most]
        if read.through is None:
            return rows
        others = [seen(read.through.rel_model, part.__data__[read.through.name], info) for part in rows]
        return [other for other in others if other is not None]

    return resolve


def _reckoned(read: Reckoned) -> Resolve:
    """Each row by itself, as if there were no others."""

    def resolve(row: Any, info: Any, **given: Any) -> Any:
        values = [getattr(row, source.name) for source in read.sources]
        return read.function(_told(read, row, info), *values, **_spoken(info, given))

    return resolve


def _told(read: Reckoned | ReckonedParts | Told, row: Any, info: Any) -> Any:
    key = row.__data__[read.key.name]
    return read.question.ask(info.context.viewer, {key}).get(key)


def _reckoned_parts(read: ReckonedParts) -> Resolve:
    return lambda row, info: _told(read, row, info) or []


def _one_told(read: Told) -> Resolve:
    return lambda row, info: _told(read, row, info)


def _one_told_for(read: ToldFor) -> Resolve:
    def resolve(row: Any, info: Any, **given: Any) -> Any:
        key = row.__data__[read.key.name]
        return read.question(**given).ask(info.context.viewer, {key}).get(key)

    return resolve


def _inner(read: Inner | InnerList) -> Resolve:
    return lambda row, _info: getattr(row, read.source)


def _same_row(read: SameRow) -> Resolve:
    return lambda row, _info: None if read.given is not None and getattr(row, read.given.name) is None else row


def _owned(read: OwnedEntries) -> Resolve:
    def resolve(row: Any, info: Any, first: int) -> list[Any]:
        found = visible(Entry, info.context.viewer).where(Entry.record_type == read.type_id, read.key == row.id)
        return sorted(found, key=lambda one: one.id)[:first]

    return resolve


_SIMPLE: dict[type, Callable[[Any], Resolve]] = {
    Column: _column,
    Computed: _computed,
    Bilingual: _bilingual,
    SameRow: _same_row,
    Reckoned: _reckoned,
    ReckonedParts: _reckoned_parts,
    Told: _one_told,
    ToldFor: _one_told_for,
    Inner: _inner,
    InnerList: _inner,
    OwnValues: own_values,
    InWords: in_words,
    OwnColumn: own_column,
    OwnReference: own_reference,
    OwnedEntries: _owned,
}


def _root(field: Any, page: Callable[[Page], Any]) -> Resolve:
    ask = field.resolve

    def resolve(source: Any, info: Any, **arguments: Any) -> Any:
        question = ask(source, info, **arguments)
        if isinstance(question, Page):
            return page(question)
        if isinstance(question, ComputedPage):
            return computed_page(question)
        if isinstance(question, (Rows, ComputedRows)):
            rows = list(question.query if isinstance(question, Rows) else question.objects)
            return rows if is_list_type(get_nullable_type(field.type)) else next(iter(rows), None)
        assert not isinstance(question, Planned)
        return question

    return resolve
