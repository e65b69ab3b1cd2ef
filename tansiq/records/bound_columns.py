"""The values of many rows of one table, bound for a statement that is executed once for each row.

    rows --a column at a time--> [1, 2, 3], ["Aden", None, "Taiz"] ... --zip--> (1, "Aden"), (2, None), (3, "Taiz")

Most of what a sheet says stands as its column takes it, or is nothing at all: it is handed on, and only what is not is
asked of the column. SQLite's driver would write each day and moment anew by a call of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from tansiq.platform.database import is_postgres

_TAKEN_AS_IT_IS: dict[type["Field[Any]"], type] = {
    AutoField: int,
    BlobField: bytes,
    BooleanField: bool,
    CharField: str,
    DateField: date,
    DateTimeField: datetime,
    ForeignKeyField: int,
    IntegerField: int,
    TextField: str,
}
"""By kind of column: the values that it binds as they are."""


def bound_rows(fields: "Sequence[Field[Any]]", rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The values of `fields` of each row, as the database in use takes them; rows all have the same keys.

    What they do not name has the default of its column.
    """
    return list(zip(*(bound_column(field, _values(field, rows)) for field in fields), strict=True))


def bound_records(fields: "Sequence[Field[Any]]", records: Iterable[Model]) -> list[tuple[Any, ...]]:
    """The same of records at hand; what they do not hold is nothing."""
    held = [record.__data__ for record in records]
    columns = (bound_column(field, [one.get(field.name) for one in held]) for field in fields)
    return list(zip(*columns, strict=True))


def bound_column(field: "Field[Any]", values: Sequence[Any]) -> Sequence[Any]:
    """The values of one column, as the database in use takes them."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return values
    if kinds != {_TAKEN_AS_IT_IS.get(type(field))}:
        bind: Callable[[Any], Any] = field.db_value
        return [None if value is None else bind(value) for value in values]
    if kinds <= {date, datetime} and not is_postgres():
        return _written(values)
    return values


def _values(field: "Field[Any]", rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    if field.name in rows[0]:
        return list(map(itemgetter(field.name), rows))
    default = field.default
    return [default() for _ in rows] if callable(default) else [default] * len(rows)


def _written(values: Iterable[date | None]) -> list[str | None]:
    """Days and moments as SQLite keeps them, each of them written once."""
    written: dict[date | None, str | None] = {None: None}
    for value in values:
        if value not in written:
            written[value] = str(value)
    return [written[value] for value in values]
