"""The database: its address, and what it refuses by itself, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any

import psycopg
import pytest
from peewee import Database, IntegrityError

from tansiq.models import Area, Intervention, Need, Site, Table
from tansiq.platform.database import looked_at, open_database
from tests.databases import Stock
from tests.register import Register


def test_an_unknown_kind_of_database_is_refused_with_what_to_use() -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        open_database("mysql://localhost/tansiq")


def test_the_folder_of_an_embedded_database_is_made(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/new/tansiq.db")
    assert (tmp_path / "new").is_dir()


def test_a_pooled_connection_serves_one_thread_after_the_other(tmp_path: Path) -> None:
    pooled: Any = open_database(f"sqlite:///{tmp_path}/tansiq.db", pooled=True)

    def ask() -> int:
        with pooled.connection_context():
            return int(pooled.execute_sql("SELECT 1").fetchone()[0])

    assert ask() == 1
    with ThreadPoolExecutor(max_workers=1) as another:
        assert another.submit(ask).result() == 1
    pooled.close_all()


def test_a_connection_that_lay_still_is_taken_by_a_look_and_one_that_was_ended_is_not(stock: Stock) -> None:
    address = stock.blank("postgres")
    pooled: Any = open_database(address, pooled=True)

    def backend(look: AbstractContextManager[None]) -> int:
        with look, pooled.connection_context():
            return int(pooled.execute_sql("SELECT pg_backend_pid()").fetchone()[0])

    def last_asked() -> str:
        with closing(psycopg.connect(address)) as other:
            found = other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [first]).fetchone()
        return str(found and found[0])

    first = backend(nullcontext())
    with looked_at(), pooled.connection_context():
        assert last_asked() == "SELECT pg_backend_pid()"
    with pooled.connection_context():
        assert last_asked() == "SELECT 1"
    for look in (looked_at, nullcontext):
        ended = backend(look())
        with closing(psycopg.connect(address, autocommit=True)) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
        assert backend(look()) != ended
    pooled.close_all()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (Site, {"targeted": -1}),
        (Site, {"latitude": 91}),
        (Intervention, {"status": "FORGOTTEN"}),
        (Intervention, {"ends_on": "2020-01-01"}),
        (Intervention, {"budget": 5, "currency": ""}),
        (Need, {"severity": 6}),
        (Area, {"name_ar": "", "name_en": ""}),
        (Area, {"level": 5}),
        (Area, {"parent": None}),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else value.__name__,
)
def test_the_database_refuses_what_cannot_be(
    register: Register, database: Database, table: type[Table], values: dict[str, object]
) -> None:
    register.site(register.intervention("NRA"))
    register.need("YE1211", "WSH", 10)
    change = table.update(**values)
    if table is Area:
        change = change.where(Area.level == 2)
    with pytest.raises(IntegrityError), database.atomic():
        change.execute()
