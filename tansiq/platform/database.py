"""The database: SQLite by default, PostgreSQL in production, chosen by one address."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from select import POLLIN, poll
from typing import Any
from urllib.parse import urlparse

import psycopg.sql
from peewee import Database, DatabaseProxy, IntegrityError, Model, OperationalError, SqliteDatabase, chunked

# The stubs leave out the translator of the drivers' errors.
from peewee import __exception_wrapper__ as peewee_errors  # type: ignore[attr-defined]
from playhouse.db_url import parseresult_to_dict
from playhouse.pool import PooledDatabase, PooledSqliteDatabase
from playhouse.postgres_ext import PooledPsycopg3Database, Psycopg3Database
from psycopg.errors import DeadlockDetected, SerializationFailure

from tansiq.platform import plain_rows, private_files, subqueries, written

db = DatabaseProxy()

_is_looked_at: ContextVar[bool] = ContextVar("is_looked_at", default=False)

PATIENCE = 10_000
"""Milliseconds that a change waits on SQLite for whoever writes; then it is told that the register is busy."""
_AT_ONCE = 1_000
"""Rows that one statement locks."""
_HARDLY = 20
"""Milliseconds that a note in passing waits on PostgreSQL for a row; on SQLite it does not wait."""

_SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": PATIENCE,
    "synchronous": "normal",
    "cache_size": -64_000,  # kibibytes
    "temp_store": "memory",
}


class _PooledPostgres(PooledPsycopg3Database):
    def _is_closed(self, conn: Any) -> bool:
        """Whether a connection that lay in the pool is of no use any more. The library asks the server each time."""
        if _is_looked_at.get() and not conn.closed and not _has_word(conn.fileno()):
            return False
        return bool(super()._is_closed(conn))  # type: ignore[no-untyped-call]  # The library tells no types.


def _has_word(line: int) -> bool:
    """Whether something lies unread on a line that nobody has asked anything: its end, or why it is about to end."""
    waiting = poll()
    waiting.register(line, POLLIN)
    return bool(waiting.poll(0))


@contextmanager
def looked_at() -> Iterator[None]:
    """Take connections from the pool within a block by a look at their lines, where the server is asked something
    else right away and may be asked again: an ended server has ended the line."""
    before = _is_looked_at.set(True)
    try:
        yield
    finally:
        _is_looked_at.reset(before)


def open_database(url: str, pooled: bool = False) -> Database:
    """A database for an address such as sqlite:///instance/tansiq.db or postgresql://user@host/name.

    It is not connected yet. Raises ValueError for any other kind of address.
    """
    scheme = urlparse(url).scheme
    if scheme == "sqlite":
        return _open_sqlite(url, pooled)
    if scheme in {"postgres", "postgresql"}:
        kind = _PooledPostgres if pooled else Psycopg3Database
        # The driver pools by thread; a stale connection is dropped after five minutes.
        options: dict[str, Any] = {"stale_timeout": 300, "max_connections": 32} if pooled else {}
        address: dict[str, Any] = parseresult_to_dict(urlparse(url))
        return kind(**address, **options)
    raise ValueError(f"Unknown kind of database: {scheme or url!r}. Use sqlite:/// or postgresql://")


def _open_sqlite(url: str, pooled: bool) -> SqliteDatabase:
    """Opening a file and setting its pragmas costs as much as a small request: a pool keeps it open."""
    place = url.removeprefix("sqlite:///")
    if place != ":memory:":
        private_files.make_database(Path(place))
    # A transaction that reads before it writes would be refused at once where somebody wrote in between: no waiting
    # makes what it read new again. Nothing but changes begins one, so all of them take the one lock for writing first.
    options: dict[str, Any] = {"pragmas": _SQLITE_PRAGMAS, "lock_type": "IMMEDIATE"}
    if pooled:
        # The pool hands a connection that one thread gave back to another, never to two at a time.
        return PooledSqliteDatabase(place, max_connections=32, check_same_thread=False, **options)
    return SqliteDatabase(place, **options)


def use(database: Database) -> Database:
    """Make `database` the one all models speak to."""
    subqueries.write_once()
    written.keep_texts()
    plain_rows.make_at_once()
    db.initialize(database)
    return database


def is_in_use() -> bool:
    """Whether there is a database: a sheet, an expression or a text is read without one too."""
    return db.obj is not None


def is_postgres() -> bool:
    """Whether the database in use is PostgreSQL (else SQLite)."""
    return isinstance(db.obj, Psycopg3Database)


def in_passing(write: Callable[[], object]) -> bool:
    """Make a note beside a reading, such as when somebody was last here, if that can be done without waiting.

    Whether it was noted: while somebody else holds what it needs, or nothing can be written at all, it is left out.
    """
    try:
        with _impatient(), db.atomic():
            if is_postgres():
                db.execute_sql(f"SET LOCAL lock_timeout = {_HARDLY}")
                # Nobody waits for a disk either: a note that is lost with a power cut is no loss.
                db.execute_sql("SET LOCAL synchronous_commit = off")
            write()
    except (OperationalError, IntegrityError):
        return False
    return True


@contextmanager
def _impatient() -> Iterator[None]:
    if is_postgres():
        yield
        return
    db.execute_sql("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        db.execute_sql(f"PRAGMA busy_timeout = {PATIENCE}")


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that a block reads be of one moment, while others go on writing; within a transaction it is its own."""
    if db.in_transaction():
        yield
        return
    with db.atomic("REPEATABLE READ" if is_postgres() else "DEFERRED"):
        yield


def is_passing(error: BaseException) -> bool:
    """Whether PostgreSQL took a transaction back for the sake of another one: done again, it will hold."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DeadlockDetected | SerializationFailure):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def one_at_a_time(number: int) -> None:
    """Make whoever asks with the same number wait until the transaction of the caller is over.

    On SQLite every transaction waits for every other one as it is.
    """
    if is_postgres():
        db.execute_sql("SELECT pg_advisory_xact_lock(%s)", (number,))


def hold(table: type[Model], ids: Iterable[int]) -> None:
    """Lock rows until the transaction of the caller is over, in the order of their ids, as everybody does who locks
    several: then nobody waits for somebody who waits for them."""
    if is_postgres():
        key: Any = table._meta.primary_key
        for piece in chunked(sorted(set(ids)), _AT_ONCE):
            rows = table.select(key).where(key.in_(piece)).order_by(key)
            # Rows that refer to these may still be entered meanwhile.
            list(rows.for_update("FOR NO KEY UPDATE").tuples())  # type: ignore[arg-type]  # The stubs know the plain lock.


def execute_all(statement: str, values: Sequence[Sequence[Any]]) -> int:
    """Execute a statement once for each list of values; how many rows it touched."""
    with peewee_errors:
        cursor = db.obj.cursor()
        cursor.executemany(statement, values)
    return int(cursor.rowcount)


def copy_all(table: type[Model], columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Put rows into a table of PostgreSQL by the road that it has for many: a sixth of the work of as many statements.

    What it refuses of a row, it refuses of a row that comes by a statement.
    """
    names = psycopg.sql.SQL(", ").join(map(psycopg.sql.Identifier, columns))
    named = psycopg.sql.Identifier(table._meta.table_name)
    with peewee_errors, db.obj.cursor().copy(psycopg.sql.SQL("COPY {} ({}) FROM STDIN").format(named, names)) as copy:
        for row in values:
            copy.write_row(row)


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
