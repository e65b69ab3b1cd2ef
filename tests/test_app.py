"""The application as a whole: its start, health and request ids."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from peewee import Database

from app import create_app
from tansiq.platform import background
from tansiq.platform.database import db, use
from tansiq.platform.settings import Settings
from tansiq.records import migrating
from tests.applications import application

ROOT = Path(__file__).resolve().parents[1]
OF_SINGLE_PAGES = {
    "fontTools", "numpy", "openpyxl", "redis", "segno", "shapely", "topojson", "typst",
}  # fmt: skip
"""Libraries that take long to load and that few pages need: they are loaded with the first of these."""


@pytest.fixture
def client(database: Database, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The whole application on the database of the test."""
    return application().test_client()


def test_the_process_says_that_it_is_alive(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_it_is_ready_when_the_database_has_the_shape_of_the_models(client: FlaskClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_it_is_not_ready_while_migrations_are_pending(client: FlaskClient) -> None:
    use(_empty())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "migrations pending", "pending": migrating.pending()}


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[FlaskClient]:
    """The whole application whose database and queue lie in folders that are not there any more."""
    folder = tmp_path / "gone"
    database, queue = f"sqlite:///{folder}/register.db", f"sqlite:///{folder}/queue.db"
    app = create_app(Settings(database_url=database, queue_url=queue, upload_folder=str(tmp_path)))
    shutil.rmtree(folder)
    yield app.test_client()
    background.use(background.open_queue(background.AT_ONCE, {}))


def test_without_a_database_the_process_is_alive_and_not_ready(alone: FlaskClient) -> None:
    answer = alone.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    answer = alone.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "database unreachable"})


def test_it_is_ready_again_once_the_database_is_back(alone: FlaskClient, tmp_path: Path) -> None:
    assert alone.get("/readyz").status_code == 503
    (tmp_path / "gone").mkdir()
    assert "migrations pending" in alone.get("/readyz").text
    with db.connection_context():
        migrating.up()
    assert alone.get("/readyz").status_code == 200


def test_without_a_queue_it_is_not_ready(client: FlaskClient, tmp_path: Path) -> None:
    background.use(background.open_queue(f"sqlite:///{tmp_path}/gone/queue.db", {}))
    shutil.rmtree(tmp_path / "gone")
    answer = client.get("/readyz")
    background.use(background.open_queue(background.AT_ONCE, {}))
    assert (answer.status_code, answer.json) == (503, {"status": "queue unreachable"})


def _empty() -> Database:
    from tansiq.platform.database import open_database

    return open_database("sqlite:///:memory:")


def test_a_request_keeps_the_id_its_caller_gave(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "abc123"}).headers["X-Request-Id"] == "abc123"


@pytest.mark.parametrize("forged", ["a b", "x" * 65, "<script>"])
def test_a_request_id_that_could_garble_the_log_is_replaced(client: FlaskClient, forged: str) -> None:
    given = client.get("/healthz", headers={"X-Request-Id": forged}).headers["X-Request-Id"]
    assert given != forged
    assert given.isalnum()


def test_the_application_starts_without_the_libraries_of_single_pages() -> None:
    made = "import sys, app; app.create_app(environment='test', database_url='sqlite:///:memory:'); print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", made], cwd=ROOT, text=True).split())
    assert {"app", "flask_admin", "strawberry"} <= loaded
    assert sorted(loaded & OF_SINGLE_PAGES) == []


def test_where_it_serves_what_it_is_made_of_is_not_looked_through_for_garbage(tmp_path: Path) -> None:
    settings = {"secret_key": "kX9!vQ2#mZ7@pL4$wR8%tB6^nC1&hD3*", "database_url": f"sqlite:///{tmp_path}/register.db"}
    made = f"import gc, app; app.create_app(environment='production', is_demo=False, **{settings}); "
    told = subprocess.check_output([sys.executable, "-c", f"{made} print(gc.get_freeze_count())"], cwd=ROOT, text=True)
    assert int(told.split()[-1]) > 100_000
