"""A page is compared with its bare SQL only where both show the same rows."""

import re
from urllib.parse import quote

import orjson
import pytest
from flask.testing import FlaskClient
from peewee import Database

from tansiq.platform.database import db, use
from tests.bench.asking import application
from tests.bench.conftest import ROWS
from tests.bench.coverage import bare
from tests.bench.generator import Generated
from tests.bench.panel import COVERAGE, GOVERNORATE, Opened, get, pages, signed_in


@pytest.fixture
def client(loaded: Generated) -> FlaskClient:
    """Signed in over the small generated register."""
    database: Database = db.obj
    app = application("sqlite:///:memory:")
    # Making the application has put its own database in use.
    use(database)
    return signed_in(app)


def _shown(client: FlaskClient, page: Opened) -> list[int]:
    """The ids of the rows that a page shows, in its order."""
    answer = client.get(f"/admin/{quote(page.address, safe='/?=&')}")
    if answer.is_json:
        return [row_id for row_id, _text in orjson.loads(answer.data)]
    found = re.findall(r"/admin/intervention/details/\?id=(\d+)", answer.text)
    return list(dict.fromkeys(map(int, found)))


def test_every_page_shows_the_rows_of_its_bare_statement(client: FlaskClient) -> None:
    compared = [page for page in pages(ROWS) if page.bare]
    assert len(compared) >= 4
    for page in compared:
        rows = page.bare() if page.bare else []
        assert _shown(client, page) == [row[0] for row in rows][:25], page.name


def test_a_page_that_is_not_there_is_not_measured(client: FlaskClient) -> None:
    with pytest.raises(ValueError, match="answers 404"):
        get(client, "nowhere/")


def test_the_coverage_page_shows_the_areas_of_its_bare_statement(client: FlaskClient) -> None:
    page = client.get(f"/admin/{COVERAGE}").text
    areas = {row[0] for row in bare(level=GOVERNORATE)() if row[0]}
    assert len(areas) == 22
    assert {int(area) for area in re.findall(r"within=(\d+)", page)} >= areas
