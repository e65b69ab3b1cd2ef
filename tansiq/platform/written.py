"""Statements whose text is put together once for each shape, with their values bound anew each time.

Peewee takes as long to write a statement as SQLite to answer it. What is kept is the text by its shape
(`statement_shapes.py`), so that the text of one viewer's question serves another's, and carries nothing of it. What has
no shape Peewee writes each time.
"""

from typing import Any

from peewee import SelectBase

from tansiq.platform.lru import LruCache
from tansiq.platform.statement_shapes import NoShape, Shape

_texts: LruCache[str] = LruCache(1_024)
"""Each takes some kilobytes with its shape."""


def keep_texts() -> None:
    """Have every statement of this process that reads asked with a kept text. The text stays the same."""
    SelectBase._execute = _execute  # type: ignore[attr-defined]  # Its own method, of which the stubs know nothing.


def written(query: Any, database: Any = None) -> tuple[str, list[Any]]:
    """The text of a statement that reads and the values bound in it: those that Peewee writes for the database of the
    query, or another one."""
    asked = database or query._database
    shape = Shape()
    try:
        shape.statement(query)
    except NoShape:
        return _by_peewee(query, asked)
    # One mark tells the databases apart: that which stands for a value.
    return _texts.get((asked.param, *shape.marks), lambda: _by_peewee(query, asked)[0]), shape.bound


def _by_peewee(query: Any, database: Any) -> tuple[str, list[Any]]:
    text, values = database.get_sql_context().sql(query).query()
    return text, list(values)


def _execute(self: Any, database: Any) -> Any:
    """The rows of a statement, asked for once."""
    if self._cursor_wrapper is None:
        cursor = database.execute_sql(*written(self, database))
        self._cursor_wrapper = self._get_cursor_wrapper(cursor)
    return self._cursor_wrapper
