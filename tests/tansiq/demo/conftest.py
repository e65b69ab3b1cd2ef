"""The demonstration loaded once for all tests of this folder, on each database, and rolled back after them."""

from collections.abc import Iterator
from datetime import date

import pytest
from peewee import Database

from tansiq.demo.load import Loaded, load
from tansiq.demo.places import Places, read_places
from tansiq.platform.database import use
from tansiq.reference.load import load as load_reference
from tests.people import SALMA


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def demonstration(request: pytest.FixtureRequest) -> Iterator[Loaded]:
    """What was loaded, with the database in use; tests only read it."""
    database: Database = use(request.getfixturevalue(f"{request.param}_database"))
    with database.atomic() as transaction:
        load_reference("yemen", date(2026, 1, 1))
        loaded = load(SALMA)
        assert loaded is not None
        yield loaded
        use(database)
        transaction.rollback()


@pytest.fixture
def places(demonstration: Loaded) -> Places:
    """Yemen's areas with the settlements of the stories."""
    return read_places(SALMA)
