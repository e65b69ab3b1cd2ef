"""Where the values of fields lie that a ministry defined: one JSON object a row, by the numbers of the fields.

    row.extra == {"12": 40, "13": "WELL"}          field 12 is a whole number, field 13 one of a list

They are called "extra.12" wherever columns are called by their names: in the history, in differences, in proposals, in
faults. A value that is not known is absent, never null. Labels and keys of fields change; their numbers do not.
"""

from typing import Any

import orjson
from peewee import SQL, Case, Field, fn

from tansiq.platform.database import is_postgres

PREFIX = "extra."
MOST_BYTES = 65_536
"""What all own fields of one row may take, written as JSON."""


class ExtraField(Field):
    """The column itself: jsonb on PostgreSQL, checked text on SQLite, "{}" where nothing is known.

    It stands last of the columns that a table had when it came; columns of a later day are declared below it.
    """

    field_type = "JSON"

    def __init__(self) -> None:
        super().__init__(default=dict, constraints=[SQL("DEFAULT '{}'")])

    def ddl(self, ctx: Any) -> Any:
        """SQLite would read a text that is no JSON until an index stumbles over it."""
        kept = super().ddl(ctx)
        return kept if is_postgres() else _with_check(kept, self.column_name)

    def db_value(self, value: Any) -> str | None:
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def python_value(self, value: Any) -> Any:
        return orjson.loads(value) if isinstance(value, str | bytes) else value


def _with_check(kept: Any, column: str) -> Any:
    kept.nodes.append(SQL(f'CHECK (json_valid("{column}"))'))
    return kept


def extra_name(number: int) -> str:
    """What the value of a field is called among the columns of a row."""
    return f"{PREFIX}{number}"


def number_of(name: str) -> int | None:
    """The number of the field that a name such as "extra.12" means; None for the name of a column."""
    digits = name.removeprefix(PREFIX)
    is_number = name.startswith(PREFIX) and digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if is_number else None


def is_known(table: Any, number: int) -> Any:
    """The SQL condition that rows of a table hold something in the field with this number."""
    if is_postgres():
        return fn.jsonb_exists(table.extra, str(number))
    return fn.json_type(table.extra, f'$."{number}"').is_null(False)


def text_of(table: Any, number: int) -> Any:
    """What rows of a table hold in a field, as SQL compares it: texts, and numbers as text on PostgreSQL alone."""
    if is_postgres():
        return fn.jsonb_extract_path_text(table.extra, str(number))
    return fn.json_extract(table.extra, f'$."{number}"')


def number_in(table: Any, number: int) -> Any:
    """The number that rows of a table hold in a field; NULL where they hold none."""
    if not is_postgres():
        return text_of(table, number)
    is_number = fn.jsonb_typeof(fn.jsonb_extract_path(table.extra, str(number))) == "number"
    return Case(None, [(is_number, text_of(table, number).cast("numeric"))])


def holds(table: Any, number: int, value: str | bool) -> Any:
    """The SQL condition that rows of a table hold this text, or this yes or no, in a field, or it among several."""
    if isinstance(value, bool):
        return text_of(table, number) == (str(value).lower() if is_postgres() else int(value))
    if is_postgres():
        return fn.jsonb_exists(fn.jsonb_extract_path(table.extra, str(number)), value)
    # One answer is kept as a text, several as a list: the JSON of either holds it between quotes.
    return fn.INSTR(fn.json_quote(text_of(table, number)), f'"{value}"') > 0
