"""The database: SQLite by default, PostgreSQL in production, chosen by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from peewee import Database, DatabaseProxy, Model, SqliteDatabase
from playhouse.db_url import parseresult_to_dict
from playhouse.pool import PooledDatabase, PooledSqliteDatabase
from playhouse.postgres_ext import PooledPsycopg3Database, Psycopg3Database

db = DatabaseProxy()

_SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 10_000,  # milliseconds
    "synchronous": "normal",
    "cache_size": -64_000,  # kibibytes
    "temp_store": "memory",
}


def open_database(url: str, pooled: bool = False) -> Database:
    """A database for an address such as sqlite:///instance/tansiq.db or postgresql://user@host/name.

    It is not connected yet. Raises ValueError for any other kind of address.
    """
    scheme = urlparse(url).scheme
    if scheme == "sqlite":
        return _open_sqlite(url, pooled)
    if scheme in {"postgres", "postgresql"}:
        kind = PooledPsycopg3Database if pooled else Psycopg3Database
        # The driver pools by thread; a stale connection is dropped after five minutes.
        options: dict[str, Any] = {"stale_timeout": 300, "max_connections": 32} if pooled else {}
        address: dict[str, Any] = parseresult_to_dict(urlparse(url))
        return kind(**address, **options)
    raise ValueError(f"Unknown kind of database: {scheme or url!r}. Use sqlite:/// or postgresql://")


def _open_sqlite(url: str, pooled: bool) -> SqliteDatabase:
    """Opening a file and setting its pragmas costs as much as a small request: a pool keeps it open."""
    place = url.removeprefix("sqlite:///")
    if place != ":memory:":
        Path(place).parent.mkdir(parents=True, exist_ok=True)
    if pooled:
        # The pool hands a connection that one thread gave back to another, never to two at a time.
        return PooledSqliteDatabase(place, pragmas=_SQLITE_PRAGMAS, max_connections=32, check_same_thread=False)
    return SqliteDatabase(place, pragmas=_SQLITE_PRAGMAS)


def use(database: Database) -> Database:
    """Make `database` the one all models speak to."""
    db.initialize(database)
    return database


def is_postgres() -> bool:
    """Whether the database in use is PostgreSQL (else SQLite)."""
    return isinstance(db.obj, Psycopg3Database)


def take_stock(*tables: type[Model]) -> None:
    """Let PostgreSQL count tables that were just filled: until it has, it may plan as if they were empty.

    Part of the caller's transaction. SQLite plans by its indexes alone and needs nothing.
    """
    if is_postgres():
        names = ", ".join(f'"{table._meta.table_name}"' for table in tables)
        db.execute_sql(f"ANALYZE {names}")


def let_go() -> None:
    """Close every connection of this process, those that a pool keeps as well."""
    if not db.is_closed():
        db.close()
    if isinstance(db.obj, PooledDatabase):
        db.obj.close_idle()
