"""Rows made at once are those that Peewee makes of the same columns."""

from collections.abc import Callable
from typing import Any

import pytest
from peewee import Database, ModelObjectCursorWrapper, fn

from tansiq.models import Area, Intervention, Organization, Site, tables
from tansiq.platform import plain_rows
from tests.register import Register

QUERIES: dict[str, Callable[[], Any]] = {
    "all columns": Site.select,
    "some columns": lambda: Site.select(Site.id, Site.area, Site.starts_on),
    "a name of its own": lambda: Site.select(Site.id, fn.COUNT(Site.area).alias("areas")).group_by(Site.id),
    "the id of another": lambda: Site.select(Site.id, Site.area.alias("area_id")),
    "another table as objects": lambda: Site.select(Site, Area.name_en).join(Area, on=Site.area == Area.id).objects(),
}


def rows_of(query: Callable[[], Any]) -> list[tuple[Any, ...]]:
    return [(type(row), row.__data__, dict(row.__rel__), set(row.dirty_fields), vars(row)) for row in query()]


@pytest.fixture
def some(register: Register) -> Register:
    register.site(register.intervention("NRA"), targeted=70)
    register.need("YE1211", "WSH", 100)
    return register


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("asked", QUERIES)
def test_they_hold_the_same(database: Database, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    ours = rows_of(QUERIES[asked])
    monkeypatch.setattr(ModelObjectCursorWrapper, "process_row", plain_rows._by_peewee)
    assert ours == rows_of(QUERIES[asked]) != []


@pytest.mark.usefixtures("some")
def test_so_do_rows_of_every_table(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {table: rows_of(table.select) for table in tables().values()}
    monkeypatch.setattr(ModelObjectCursorWrapper, "process_row", plain_rows._by_peewee)
    assert ours == {table: rows_of(table.select) for table in tables().values()}
    assert {Area, Intervention, Organization, Site} <= {table for table, rows in ours.items() if rows}


@pytest.mark.usefixtures("some")
def test_a_row_that_was_read_is_saved_as_ever(database: Database) -> None:
    row = Organization.select().where(Organization.acronym == "NRA").get()
    row.name_en = "Another name"
    assert {field.name for field in row.dirty_fields} == {"name_en"}
