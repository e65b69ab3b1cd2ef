"""Where the values of fields lie that a ministry defined: one JSON object a row, by the numbers of the fields.

    row.extra == {"12": 40, "13": "WELL"}          field 12 is a whole number, field 13 one of a list

They are called "extra.12" wherever columns are called by their names: in the history, in differences, in proposals, in
faults. A value that is not known is absent, never null. Labels and keys of fields change; their numbers do not.
"""

from functools import lru_cache
from typing import Any

import orjson
from peewee import SQL, Field

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


@lru_cache(maxsize=4096)
def number_of(name: str) -> int | None:
    """The number of the field that a name such as "extra.12" means; None for the name of a column."""
    digits = name.removeprefix(PREFIX)
    is_number = name.startswith(PREFIX) and digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if is_number else None
