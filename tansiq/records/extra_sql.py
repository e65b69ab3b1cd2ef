"""Own fields in statements: the whole of what a row holds, and the value of one field, on both databases.

    SQLite        json_extract("t1"."extra", '$."12"')
    PostgreSQL    CASE WHEN jsonb_typeof("t1"."extra"->'12') = 'number' THEN ("t1"."extra"->>'12')::numeric END

A text in a field of numbers is no value here: one such text would fail every statement over the field, and its index.
Numbers in a field that became one of texts are read as texts. Days are compared as they are kept, in ISO 8601.
"""

from decimal import Decimal
from functools import cache
from typing import Any

from peewee import SQL, Model, NodeList, fn

from tansiq.models import Entry
from tansiq.models.data_stamps import table_name
from tansiq.models.extra_columns import LONGEST_LINE
from tansiq.models.field_definition import INDEXABLE, FieldDefinition
from tansiq.platform.database import is_postgres


class OwnSource(NodeList):
    """An expression over the own fields of a table, that lists are read, filtered and ordered by. Equal signatures
    are equal expressions."""

    def __init__(self, parts: list[Any], model: type[Model], name: str) -> None:
        super().__init__(parts, glue="")
        self.model = model
        self.name = name

    @property
    def signature(self) -> tuple[str, ...]:
        return ("own", table_name(self.model), self.name)


def text_of_all(model: type[Model]) -> OwnSource:
    """All own fields of a row as the text of JSON, on both databases: '{"12": 40}'; of an entry with the id of its
    record type before, which says what its fields are: '[3, {"12": 40}]'. The same object each time."""
    return _text_of_all(model, is_postgres())


@cache
def _text_of_all(model: Any, is_written_out: bool) -> OwnSource:
    parts = [model.extra, SQL("::text")] if is_written_out else [model.extra]
    if model is Entry:
        parts = [SQL("('[' || "), model.record_type, SQL(" || ',' || "), *parts, SQL(" || ']')")]
    return OwnSource(parts, model, "extra")


_KEPT = {
    "WHOLE": "number",
    "NUMBER": "number",
    "REFERENCE": "number",
    "PHOTO": "number",
    "FILE": "number",
    "YES_NO": "boolean",
}
"""By type of field: what JSON calls its values; all others are texts."""

_CASTS = {"number": "numeric", "boolean": "boolean", "string": "text"}
_TYPES = {"number": "('number')", "boolean": "('boolean')", "string": "('string', 'number')"}
_SQLITE_TYPES = {
    "number": "('integer', 'real')",
    "boolean": "('true', 'false')",
    "string": "('text', 'integer', 'real')",
}


def value_of(model: Any, one: FieldDefinition) -> OwnSource:
    """The value of a field as the database compares it: a number, a truth value, or a text; NULL where the row knows
    nothing, or something of another type."""
    number, kept = one.number, _KEPT.get(one.value_type, "string")
    parts = _on_postgres(model, number, kept) if is_postgres() else _on_sqlite(model, number, kept)
    if kept != "string" or one.value_type not in INDEXABLE:
        return OwnSource(parts, model, f"{kept}.{number}")
    # PostgreSQL refuses to save what an index cannot hold, some 2,700 bytes: until its index is gone, a field that
    # became one of long texts has to take them.
    cut = [SQL("LEFT("), *parts, SQL(f", {LONGEST_LINE})")] if is_postgres() else parts
    return OwnSource(cut, model, f"line.{number}")


def number_for_sql(value: object) -> Any:
    """A number as the database compares it with what JSON holds."""
    return Decimal(str(value)) if is_postgres() else float(str(value))


def text_of(model: Any, one: FieldDefinition) -> OwnSource:
    """What a row holds in a field of codes, of whichever type, for who looks it up in the list of codes then: it costs
    half of what `value_of` does."""
    if is_postgres():
        return OwnSource([model.extra, SQL(f"->>'{one.number}'")], model, f"raw.{one.number}")
    parts = [SQL("json_extract("), model.extra, SQL(f", '{_path(one.number)}')")]
    return OwnSource(parts, model, f"raw.{one.number}")


def holds_value(model: Any, one: FieldDefinition) -> OwnSource:
    """The condition under which `value_of` is not NULL."""
    number, kept = one.number, _KEPT.get(one.value_type, "string")
    if is_postgres():
        parts = [SQL("(jsonb_typeof("), model.extra, SQL(f"->'{number}') IN {_TYPES[kept]})")]
    else:
        parts = [SQL("(json_type("), model.extra, SQL(f", '{_path(number)}') IN {_SQLITE_TYPES[kept]})")]
    return OwnSource(parts, model, f"holds.{number}")


def _on_postgres(model: Any, number: int, kept: str) -> list[Any]:
    column = model.extra
    return [
        SQL("(CASE WHEN jsonb_typeof("), column, SQL(f"->'{number}') IN {_TYPES[kept]} THEN ("),
        column, SQL(f"->>'{number}')::{_CASTS[kept]} END)"),
    ]  # fmt: skip


def _on_sqlite(model: Any, number: int, kept: str) -> list[Any]:
    path, types = _path(number), _SQLITE_TYPES[kept]
    begin, end = ("CAST(json_extract(", ") AS TEXT)") if kept == "string" else ("json_extract(", ")")
    return [
        SQL("(CASE WHEN json_type("), model.extra, SQL(f", '{path}') IN {types} THEN {begin}"),
        model.extra, SQL(f", '{path}'{end} END)"),
    ]  # fmt: skip


def reckoned_of(model: Any, one: FieldDefinition) -> Any:
    """The value of a field as expressions reckon with it (tansiq.expressions.sql.Column): as `value_of`; several
    answers as a JSON array; an empty text, and what is no day or month in a field of these, is NULL."""
    if one.value_type == "CHOICES":
        return NodeList(_answers_of(model, one.number))
    value = value_of(model, one)
    if _KEPT.get(one.value_type, "string") != "string":
        return value
    template = (_POSTGRES_TEXTS if is_postgres() else _SQLITE_TEXTS).get(one.value_type, "@ <> ''")
    condition = [node for words in template.split("@") for node in (SQL(words), value)][:-1]
    return NodeList((SQL("(CASE WHEN"), *condition, SQL("THEN"), value, SQL("END)")))


_POSTGRES_TEXTS = {
    # The last day of a month is asked of what is a month alone: casting anything else would fail the statement.
    "DAY": "CASE WHEN @ ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN CAST(SUBSTR(@, 9) AS int)"
    " <= DATE_PART('day', CAST(SUBSTR(@, 1, 7) || '-01' AS date) + INTERVAL '1 month' - INTERVAL '1 day') END",
    "MONTH": "@ ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'",
}
# Without a step of its own SQLite takes 30 February as it stands.
_SQLITE_TEXTS = {"DAY": "date(@, '+0 days') = @", "MONTH": "date(@ || '-01') = @ || '-01'"}
"""By type of field: the condition that a text (@) is one of its values."""


def _answers_of(model: Any, number: int) -> list[Any]:
    """Several answers as a JSON array; one that was entered before its field took several stands alone in it."""
    if is_postgres():
        at = (model.extra, SQL(f"->'{number}'"))
        return [
            SQL("(CASE jsonb_typeof("), *at, SQL(") WHEN 'array' THEN NULLIF("), *at,
            SQL(", '[]'::jsonb) WHEN 'string' THEN jsonb_build_array("), *at, SQL(") END)"),
        ]  # fmt: skip
    path = SQL(f", '{_path(number)}'")
    return [
        SQL("(CASE json_type("), model.extra, path, SQL(") WHEN 'array' THEN NULLIF(json_extract("), model.extra, path,
        SQL("), '[]') WHEN 'text' THEN json_array(json_extract("), model.extra, path, SQL(")) END)"),
    ]  # fmt: skip


def _path(number: int) -> str:
    return f'$."{number}"'


def is_known(model: Any, one: FieldDefinition) -> Any:
    """The condition that a row holds something in a field, of whichever type."""
    if is_postgres():
        return fn.jsonb_exists(model.extra, str(one.number))
    return fn.json_type(model.extra, _path(one.number)).is_null(False)


def is_answered(model: Any, one: FieldDefinition, code: Any) -> Any:
    """The condition that a row gives this answer of a list, alone or among several; `code` may be a column."""
    if is_postgres():
        return fn.jsonb_exists(fn.jsonb_extract_path(model.extra, str(one.number)), code)
    quoted = f'"{code}"' if isinstance(code, str) else SQL("'\"'").concat(code).concat('"')
    # One answer is kept as a text, several as a list: the JSON of either holds it between quotes.
    return fn.INSTR(fn.json_quote(fn.json_extract(model.extra, _path(one.number))), quoted) > 0
