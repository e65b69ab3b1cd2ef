"""The oracle of planned reads: the same schema, walked by plain graphql-core over model instances.

Every field is resolved by itself, from a Peewee instance, as an ordinary program would: parents by a look-up
among the visible rows, parts by a query each, pages by sorting all rows in Python. Slow, and easy to believe.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
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
from api.planner.own_values import InWords, OwnColumn, OwnReference, OwnValues
from api.planner.pages import Page
from api.planner.plan_builder import READ
from api.planner.rows import Planned, Rows
from api.schema import Query
from tansiq.language.bilingual import pick
from tansiq.models import Choice, Entry, FieldDefinition
from tansiq.models.definitions import Definitions, known
from tansiq.models.entry import REFERENCES
from tansiq.policy.visibility import visible
from tansiq.records.extra_values import calculated_values
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
    def resolve(row: Any, _info: Any) -> Any:
        return read.function(*[row if source is ITSELF else getattr(row, source.name) for source in read.sources])

    return resolve


def _bilingual(read: Bilingual) -> Resolve:
    field = _attribute(read.arabic).removesuffix("_ar")

    def resolve(row: Any, info: Any, language: Any = None) -> str:
        return pick(row, field, language.name.lower() if language else info.context.viewer.language)

    return resolve


def _parent(read: Parent) -> Resolve:
    def resolve(row: Any, info: Any) -> Any:
        is_computed = isinstance(read.key, str)
        return _seen(read.model, getattr(row, read.key) if is_computed else row.__data__[read.key.name], info)

    return resolve


def _seen(model: Any, row_id: int | None, info: Any) -> Any:
    return visible(model, info.context.viewer).where(model.id == row_id).first()


def _parts(read: Parts) -> Resolve:
    def resolve(row: Any, info: Any, **arguments: Any) -> list[Any]:
        found = visible(read.key.model, info.context.viewer).where(read.key == row.id)
        for condition in read.conditions(arguments):
            found = found.where(condition)
        rows = sorted(found, key=lambda part: [part.__data__[column.name] for column in read.order])[: read.most]
        if read.through is None:
            return rows
        others = [_seen(read.through.rel_model, part.__data__[read.through.name], info) for part in rows]
        return [other for other in others if other is not None]

    return resolve


def _reckoned(read: Reckoned) -> Resolve:
    """Each row by itself, as if there were no others."""

    def resolve(row: Any, info: Any) -> Any:
        key = row.__data__[read.key.name]
        told = read.question.ask(info.context.viewer, {key}).get(key)
        return read.function(told, *[getattr(row, source.name) for source in read.sources])

    return resolve


def _same_row(read: SameRow) -> Resolve:
    return lambda row, _info: None if read.given is not None and getattr(row, read.given.name) is None else row


def _own_values(read: OwnValues) -> Resolve:
    """Definition by definition, each asked anew."""

    def resolve(row: Any, info: Any, keys: list[str] | None = None) -> list[Any]:
        table = FieldDefinition
        same_type = table.record_type == row.record_type_id if isinstance(row, Entry) else table.record_type.is_null()
        fields = table.select().where(table.record_table == row._meta.table_name, same_type)
        shown = fields.where(table.use_state == "ACTIVE", table.is_published, ~table.is_personal)
        asked = [one for one in shown.order_by(table.position, table.id) if keys is None or {*one.keys} & {*keys}]
        reckoned = calculated_values(known(), row)
        held = {one.id: row.extra.get(str(one.id), reckoned.get(one.id)) for one in asked}
        return [_own_value(one, held[one.id], info) for one in asked if held[one.id] is not None]

    return resolve


def _own_value(one: FieldDefinition, value: Any, info: Any) -> SimpleNamespace:
    kind = one.value_type
    if kind == "CALCULATED":
        kind, value = _as_typed(value)
    return SimpleNamespace(
        field=one,
        value=value,
        key=one.key,
        label_ar=one.label_ar,
        label_en=one.label_en,
        number=float(value) if kind in ("WHOLE", "NUMBER") else None,
        day=date.fromisoformat(value) if kind == "DAY" else None,
        yes=value if kind == "YES_NO" else None,
        codes=([value] if isinstance(value, str) else value) if kind in ("CHOICE", "CHOICES") else None,
        row=_seen(REFERENCES[one.reference_table], value, info) if kind == "REFERENCE" else None,
    )


def _as_typed(value: Any) -> tuple[str, Any]:
    """What something calculated is: the type of a field, and a value as it has it."""
    if isinstance(value, bool):
        return "YES_NO", value
    if isinstance(value, Decimal):
        return "NUMBER", float(value)
    return ("DAY", value.isoformat()) if isinstance(value, date) else ("TEXT", value)


def _own_column(read: OwnColumn) -> Resolve:
    """The value as JSON keeps it; what is calculated, of the row by itself."""

    def resolve(row: Any, _info: Any) -> Any:
        number, kind = read.field.id, read.field.value_type
        if kind == "CALCULATED":
            return calculated_values(known(), row).get(number)
        value = row.extra.get(str(number))
        return date.fromisoformat(value) if kind == "DAY" and value else value

    return resolve


def _own_reference(read: OwnReference) -> Resolve:
    def resolve(row: Any, info: Any) -> Any:
        return _seen(REFERENCES[read.field.reference_table], row.extra.get(str(read.field.id)), info)

    return resolve


def _owned(read: OwnedEntries) -> Resolve:
    def resolve(row: Any, info: Any, first: int) -> list[Any]:
        found = visible(Entry, info.context.viewer).where(Entry.record_type == read.type_id, read.key == row.id)
        return sorted(found, key=lambda one: one.id)[:first]

    return resolve


def _in_words(_read: InWords) -> Resolve:
    def resolve(told: Any, info: Any, language: Any = None) -> str | None:
        code = language.name.lower() if language else info.context.viewer.language
        if told.field.value_type == "REFERENCE":
            base = "title" if hasattr(told.row, "title_ar") else "name"
            return None if told.row is None else pick(told.row, base, code)
        if told.codes is not None:
            answers = {one.code: one for one in Choice.select().where(Choice.choice_list == told.field.choice_list)}
            return _COMMA[code].join(pick(answers[one], "label", code) for one in told.codes)
        if isinstance(told.value, bool):
            return _YES[code] if told.value else _NO[code]
        degrees = told.value if isinstance(told.value, list) else [told.value]
        return ", ".join(str(part).removesuffix(".0") for part in degrees)

    return resolve


_COMMA, _YES, _NO = {"ar": "، ", "en": ", "}, {"ar": "نعم", "en": "Yes"}, {"ar": "لا", "en": "No"}

_SIMPLE: dict[type, Callable[[Any], Resolve]] = {
    Column: _column,
    Computed: _computed,
    Bilingual: _bilingual,
    SameRow: _same_row,
    Reckoned: _reckoned,
    OwnValues: _own_values,
    InWords: _in_words,
    OwnColumn: _own_column,
    OwnReference: _own_reference,
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
