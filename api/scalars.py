"""The forms in which values of the two databases are written as GraphQL scalars.

SQLite gives dates as text and booleans as numbers, PostgreSQL gives objects; the answers are the same. Days
stay as they come: orjson writes both alike.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal


def utc_moment(value: datetime | str) -> str:
    """A moment in UTC, as stored without a zone, in ISO 8601."""
    return f"{str(value)[:19].replace(' ', 'T')}+00:00"


def money(value: Decimal | float | str) -> str:
    """An amount with two decimals."""
    return f"{Decimal(str(value)):.2f}"


SERIALIZERS: dict[str, Callable[..., object]] = {
    "ID": str,
    "Boolean": bool,
    "DateTime": utc_moment,
    "Decimal": money,
    "Float": float,
}
"""By the name of the GraphQL scalar; values of the others are written as they are."""
