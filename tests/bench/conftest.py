"""A small generated register, loaded once for the tests of a module on each database."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from peewee import Database

from tansiq.platform.database import open_database, use
from tansiq.records import migrating
from tests.bench.generator import Generated, generate
from tests.bench.loading import fill

ROWS, SETTLEMENTS = 2_000, 500


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    """A small register in a database of its own."""
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgres_url"))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench")
            connection.execute("CREATE DATABASE bench")
        address = urlsplit(url)._replace(path="/bench").geturl()
    else:
        address = f"sqlite:///{tmp_path_factory.mktemp('bench')}/bench.db"
    database: Database = use(open_database(address))
    database.connect()
    migrating.up()
    generated = generate(ROWS, SETTLEMENTS)
    fill(generated)
    yield generated
    database.close()
