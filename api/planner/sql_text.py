"""Parts of statements that stay as they are, kept as written SQL: Peewee takes longer to write a statement than
SQLite to answer it.

Peewee calls the table a query is about "t1"; what is written here is for queries about one table.
"""

from collections.abc import Iterable
from typing import Any

from peewee import SQL, ModelSelect

from tansiq.platform.database import is_postgres
from tansiq.platform.lru import Recent

_columns: Recent[SQL] = Recent(512)


def among(key: Any, listed: Any) -> Any:
    """The condition that `key` is one of the ids in `listed`, a text made by `bound`."""
    if is_postgres():
        return key == SQL("ANY(%s::int[])", [listed])
    return key.in_(SQL("(SELECT value FROM json_each(?))", [listed]))


def bound(ids: Iterable[int]) -> str:
    """The ids as the database in use reads them."""
    text = ",".join(map(str, ids))
    return f"{{{text}}}" if is_postgres() else f"[{text}]"


def columns(sources: tuple[Any, ...], query: "ModelSelect[Any]") -> SQL:
    """The sources as the list behind SELECT, for queries about the same table; written once a plan."""
    return _columns.get((id(sources), is_postgres()), lambda: _written_columns(sources, query.model), sources)


def _written_columns(sources: tuple[Any, ...], table: Any) -> SQL:
    text, parameters = table.select(*sources).sql()
    return SQL(text.removeprefix("SELECT ").rpartition(" FROM ")[0], parameters)


def written(condition: Any, table: Any) -> SQL:
    """The condition, for queries about `table`."""
    text, parameters = table.select(table.id).where(condition).sql()
    return SQL(text.partition(" WHERE ")[2], parameters)
