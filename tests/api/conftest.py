"""The whole application on the database of the test, asked over HTTP."""

import pytest
from peewee import Database

from app import create_app
from tansiq.database import use
from tests.api.portal import Portal


@pytest.fixture
def portal(database: Database) -> Portal:
    """A portal at the whole application, within the rolled-back transaction of the test."""
    app = create_app(environment="test", database_url="sqlite:///:memory:")
    use(database)
    return Portal(app.test_client())
