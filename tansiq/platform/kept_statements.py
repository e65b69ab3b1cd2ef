"""Statements whose text is put together once: that takes longer than the database takes to answer.

So it is with large ones, and with those that every page asks.

statement with Slot("sector"), Slot("starts_on") ... -> its text, kept by a key -> asked with their values each time
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from peewee import Model, Query, Value

from tansiq.platform.database import db, is_postgres
from tansiq.platform.lru import LruCache

M = TypeVar("M", bound=Model)

MOST = 128
"""Texts that one process keeps, at most some 20 kB each."""


@dataclass(frozen=True)
class Slot:
    """Stands in a statement for a value that is given, by this name, whenever it is asked."""

    name: Hashable


def slot(name: Hashable) -> Value:
    """A Slot as an expression. No column converts what is given for it."""
    return Value(Slot(name), converter=False)


_texts: LruCache[tuple[str, tuple[Any, ...]]] = LruCache(MOST)


def ask(key: Hashable, make: Callable[[], Query], given: Mapping[Hashable, Any]) -> list[tuple[Any, ...]]:
    """The rows of the statement that `make` puts together, unless it is kept under `key`, with `given` in its slots.

    The key must name everything but these values that the statement depends on.
    """
    text, values = _filled(key, make, given)
    rows: list[tuple[Any, ...]] = db.execute_sql(text, values).fetchall()
    return rows


def find(model: type[M], key: Hashable, make: Callable[[], Query], given: Mapping[Hashable, Any]) -> M | None:
    """The first row of `model` that such a statement over all its columns finds; None where it finds none."""
    text, values = _filled(key, make, given)
    return next(iter(model.raw(text, *values)), None)


def _filled(key: Hashable, make: Callable[[], Query], given: Mapping[Hashable, Any]) -> tuple[str, list[Any]]:
    text, bound = _texts.get((is_postgres(), key), lambda: _text_of(make()))
    return text, [given[one.name] if isinstance(one, Slot) else one for one in bound]


def _text_of(query: Query) -> tuple[str, tuple[Any, ...]]:
    text, bound = db.get_sql_context().sql(query).query()
    return text, tuple(bound)
