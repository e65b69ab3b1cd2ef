"""Pages are timed for two readers over the generated register; what is timed is there and has rows."""

from flask import Flask
from peewee import Database

from tansiq.platform.database import db, use
from tests.bench.asking import application
from tests.bench.conftest import ROWS
from tests.bench.generator import Generated
from tests.bench.page_time import readers, timed_pages, yardstick


def _app() -> Flask:
    database: Database = db.obj
    app = application("sqlite:///:memory:")
    # Making the application has put its own database in use.
    use(database)
    return app


def test_both_readers_find_rows_on_every_page_that_is_timed(loaded: Generated) -> None:
    for name, client in readers(_app()).items():
        for page in timed_pages(ROWS):
            answer = client.get(f"/admin/{page.address}")
            assert (answer.status_code, "/details/?id=" in answer.text) == (200, True), (name, page.name)


def test_the_fixed_piece_of_work_is_always_the_same() -> None:
    assert yardstick() == yardstick()
    assert yardstick().count("<td") == 45 * 25 * 4
