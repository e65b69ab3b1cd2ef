"""Parts of statements that stay as they are, kept as written SQL: Peewee takes longer to write a statement than
SQLite to answer it.

Peewee calls the table a query is about "t1"; what is written here is for queries about one table.
"""

from typing import Any

from peewee import SQL, ModelSelect

from tansiq.platform.database import is_postgres
from tansiq.platform.lru import LruCache

_columns: LruCache[SQL] = LruCache(512)


def select_list(sources: tuple[Any, ...], query: "ModelSelect[Any]") -> SQL:
    """The sources as the list behind SELECT, for queries about the same table; written once a plan."""
    return _columns.get((id(sources), is_postgres()), lambda: _select_list(sources, query.model), sources)


def _select_list(sources: tuple[Any, ...], table: Any) -> SQL:
    text, parameters = table.select(*sources).sql()
    return SQL(text.removeprefix("SELECT ").rpartition(" FROM ")[0], parameters)


def condition_text(condition: Any, table: Any) -> SQL:
    """The condition, for queries about `table`."""
    text, parameters = table.select(table.id).where(condition).sql()
    return SQL(text.partition(" WHERE ")[2], parameters)
