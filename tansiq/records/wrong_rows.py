"""Rows that hold what their columns should not, from the time when nobody asked: found and told, never changed.

    every table of records and parts -> its stored values -> column_faults -> WrongRows(table, column, code, ids)

They are shown and exported as they are; whoever changes such a row next is told at the field.
"""

from collections.abc import Iterator
from decimal import InvalidOperation
from typing import Any, NamedTuple

from peewee import AutoField, Model

from tansiq.language.words import Sentence, say_count
from tansiq.models.column_values import column_faults
from tansiq.models.record_type import tables_of_types
from tansiq.platform.database import db
from tansiq.records.broken_rules import find_broken_rules

SHOWN = 20
"""Ids that a line names."""


class WrongRows(NamedTuple):
    """Rows of one table in which one column holds what it should not, for the same reason."""

    table: str
    column: str
    code: str
    ids: list[int]

    @property
    def sentence(self) -> Sentence:
        """What is wrong where, for people; the values themselves may be personal and are not told."""
        more = "…" if len(self.ids) > SHOWN else ""
        return say_count(
            "%(table)s.%(column)s: %(count)s row is wrong (%(code)s), number %(ids)s",
            "%(table)s.%(column)s: %(count)s rows are wrong (%(code)s), numbers %(ids)s",
            len(self.ids),
            table=self.table,
            column=self.column,
            code=self.code,
            ids=" ".join(map(str, self.ids[:SHOWN])) + more,
        )


def find_wrong_rows() -> list[WrongRows]:
    """All of them, table by table, and those that break rules of a later day. Columns that the database does not have
    yet are passed over."""
    values = [wrong for table, model in tables_of_types().items() for wrong in _wrong_in(table, model)]
    return [*values, *(WrongRows(*broken) for broken in find_broken_rules())]


def _wrong_in(table: str, model: type[Model]) -> Iterator[WrongRows]:
    if not db.table_exists(table):
        return
    stored = {column.name for column in db.get_columns(table)}
    columns = [column for column in model._meta.sorted_fields if column.column_name in stored]
    found: dict[tuple[str, str], list[int]] = {}
    for row_id, values in _stored_values(table, columns):
        for fault in column_faults(model, values):
            # A blank is no harm to a page: what has to be filled is asked for at the next change.
            if fault.code != "MISSING":
                found.setdefault((fault.field, fault.code), []).append(row_id)
    for (column, code), ids in sorted(found.items()):
        yield WrongRows(table, column, code, ids)


def _stored_values(table: str, columns: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The id and the values of each row, read past Peewee, which some of them would stop."""
    names = ", ".join(f'"{column.column_name}"' for column in columns)
    place = next(number for number, column in enumerate(columns) if isinstance(column, AutoField))
    for row in db.execute_sql(f'SELECT {names} FROM "{table}" ORDER BY "id"'):
        yield row[place], {column.name: _read(column, raw) for column, raw in zip(columns, row, strict=True)}


def _read(column: Any, raw: Any) -> Any:
    """The value as rows hold it; what cannot be read as such stays as it is stored."""
    try:
        return column.python_value(raw)
    except (ValueError, TypeError, OverflowError, InvalidOperation):
        return raw
