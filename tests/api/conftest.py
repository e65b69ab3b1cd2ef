"""The whole application on the database of the test, asked over HTTP."""

import pytest
from peewee import Database

from tests.api.all_questions import cursors
from tests.api.portal import Portal
from tests.api.rows_outside import Facts, enter_outside
from tests.applications import application
from tests.register import Register


@pytest.fixture
def portal(database: Database) -> Portal:
    """A portal at the whole application, within the rolled-back transaction of the test."""
    return Portal(application(kept_answers_mb=0).test_client())


@pytest.fixture
def outside(register: Register) -> Facts:
    """By name: ids of rows that lie outside the limits of a portal of Abyan, and places in lists that hold them."""
    return enter_outside(register) | cursors()
