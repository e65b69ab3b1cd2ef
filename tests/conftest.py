"""Databases for the tests: SQLite in a file and a real PostgreSQL; each test in a rolled-back transaction."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import HealthCheck, settings
from peewee import Database

from tansiq.accounts import password_links, passwords
from tansiq.copied_columns import folder
from tansiq.language.words import speaking
from tansiq.meetings import letter_mail
from tansiq.notices import digests
from tansiq.platform import background, mailing
from tansiq.platform.database import open_database, use
from tansiq.platform.mailing import Outbox
from tansiq.proposals import registering, registration_mail
from tansiq.reference.merging import Outcome
from tansiq.surveys import invitation_mail, reply_mail
from tests.contents import DEMONSTRATION, REGISTER, SYRIA, YEMEN
from tests.databases import EMPTY, ENGINES, Stock, end, forget, rolled_back
from tests.register import Register, enter_register

# Hundreds of people are entered here; test_passwords tries what production does.
passwords.use(PasswordHasher.from_parameters(CHEAPEST))

BUSY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=BUSY)
settings.register_profile("deep", settings.get_profile("quick"), max_examples=500)
# "make test-long" asks for the deep one by name.
settings.load_profile("quick")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
RUN = "TANSIQ_TEST_RUN"
"""Names the folder that all workers of a run have in common, in their environment."""


def pytest_configure(config: pytest.Config) -> None:
    """Whoever starts the workers makes the folder of the run."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = tempfile.mkdtemp(prefix="tansiq-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever made the folder of the run removes it."""
    if not hasattr(config, "workerinput"):
        end(Path(os.environ.pop(RUN)))


@pytest.fixture(scope="session")
def stock() -> Iterator[Stock]:
    """The databases of this worker."""
    stock = Stock(Path(os.environ[RUN]), os.environ.get("PYTEST_XDIST_WORKER", "main"))
    yield stock
    stock.close()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Database]:
    """The database in use, one test each on SQLite and PostgreSQL; what the test wrote is rolled back.

    It is empty, or holds the small register where the test asks for it.
    """
    content = REGISTER if "register" in request.fixturenames else EMPTY
    with rolled_back(stock.take(request.param, content)) as database:
        yield database


class Committed(NamedTuple):
    """The small register with two organisations, NRA and ADR, in a database of a test's own: what it writes is
    committed, and others may open it too."""

    engine: str
    url: str
    register: Register


@pytest.fixture(params=ENGINES)
def committed(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Committed]:
    """A register that is not rolled back, put in use and connected: several connections may work at it."""
    url, told = stock.own(request.param, REGISTER)
    database = use(open_database(url))
    database.connect()
    for acronym in ("NRA", "ADR"):
        told.organization(acronym)
    yield Committed(request.param, url, told)
    if not database.is_closed():
        database.close()
    forget()


@pytest.fixture
def register(database: Database, stock: Stock) -> Register:
    """A small register of Abyan."""
    told = stock.told(database)
    # Who asks for it by name in the midst of a test has an empty database so far.
    return told if isinstance(told, Register) else enter_register()


@pytest.fixture(params=ENGINES)
def yemen(request: pytest.FixtureRequest, stock: Stock) -> Iterator[dict[str, Outcome]]:
    """The reference tables with the areas of Yemen in the database in use, and what was told when they were loaded."""
    with rolled_back(stock.take(request.param, YEMEN)) as database:
        yield stock.told(database)


@pytest.fixture(params=ENGINES)
def syria(request: pytest.FixtureRequest, stock: Stock) -> Iterator[dict[str, Outcome]]:
    """The same of Syria, which is smaller."""
    with rolled_back(stock.take(request.param, SYRIA)) as database:
        yield stock.told(database)


@pytest.fixture(params=ENGINES)
def demonstration(request: pytest.FixtureRequest, stock: Stock) -> Iterator[str]:
    """The demonstration in the database in use, and what the command said that entered it."""
    with rolled_back(stock.take(request.param, DEMONSTRATION)) as database:
        yield stock.told(database)


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


@pytest.fixture
def copying(tmp_path: Path) -> Iterator[Path]:
    """The folder that columns are copied into during a test; what is ordered of the worker is done at once."""
    place = tmp_path / "columns"
    before, queue = folder.use(place), next(iter(background._in_use), None)
    known = {} if queue is None else queue.jobs
    background.use(background.open_queue(background.AT_ONCE, {**known, **folder.JOBS}))
    yield place
    folder.use(before)
    if queue is not None:
        background.use(queue)


@pytest.fixture
def outbox() -> Iterator[Outbox]:
    """The mail that a test sends, without a worker; links in it name https://tansiq.example."""
    kept = Outbox()
    before = mailing.use(kept)
    _name_in_links("https://tansiq.example")
    with _mailed_at_once():
        yield kept
    mailing.use(before)
    _name_in_links("")


@contextmanager
def _mailed_at_once() -> Iterator[None]:
    queue = next(iter(background._in_use), None)
    known = {} if queue is None else queue.jobs
    background.use(
        background.open_queue(
            background.AT_ONCE,
            {**known, **registration_mail.JOBS, **invitation_mail.JOBS, **reply_mail.JOBS, **letter_mail.JOBS},
        )
    )
    yield
    if queue is not None:
        background.use(queue)


def _name_in_links(address: str) -> None:
    registering.use(address)
    digests.use(address)
    password_links.use("a secret of the tests", address)
