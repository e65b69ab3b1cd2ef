"""Databases of their own, for tests that change their shape."""

from collections.abc import Iterator

import pytest
from peewee import Database

from tansiq.platform.database import open_database, use
from tests.databases import ENGINES, Stock


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Database]:
    """A database of its own for tests that change its shape."""
    database = use(open_database(stock.blank(request.param)))
    database.connect()
    yield database
    database.close()
