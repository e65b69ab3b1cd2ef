"""Databases of their own, for tests that change their shape."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database

from tansiq.platform.database import open_database, use


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own for tests that change its shape."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/shape.db"
    else:
        url = request.getfixturevalue("postgres_url")
        admin = open_database(url)
        admin.connect()
        admin.execute_sql("DROP DATABASE IF EXISTS shape")
        admin.execute_sql("CREATE DATABASE shape")
        admin.close()
        url = url.replace("/postgres?", "/shape?")
    database = use(open_database(url))
    database.connect()
    yield database
    database.close()
