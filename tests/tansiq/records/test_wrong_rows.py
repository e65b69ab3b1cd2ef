"""Rows that are wrong already: found and told, never changed, and shown all the same until they are corrected."""

from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from click.testing import CliRunner
from peewee import Database

from tansiq.commands.records import records
from tansiq.models import Intervention, Project, Sector
from tansiq.platform.database import is_postgres, open_database, use
from tansiq.records import changes, migrating
from tansiq.records.wrong_rows import find_wrong_rows
from tests.databases import ENGINES, Stock
from tests.logs import heard
from tests.people import SALMA
from tests.register import Register, enter_register

WRONG_ON_SQLITE = [
    ("project", "budget", "9e999"),
    ("project", "budget", "1e20"),
    ("organization", "name_en", f"'{'n' * 5000}'"),
    ("organization", "name_ar", "'a' || char(0)"),
    ("organization", "founded_on", "'0000-00-00'"),
    ("organization", "founded_on", "17"),
    ("site", "reached", "1099511627776"),
    ("site", "reached", "'many'"),
    ("intervention", "budget", "9e999"),
    ("intervention", "remarks", f"'{'r' * 50_000}'"),
]
WRONG = [
    ("project", "budget", "NOT_FINITE", "'NaN'"),
    ("need", "starts_on", "OUT_OF_RANGE", "'0026-01-01'"),
    ("site", "number", "OUT_OF_RANGE", "2000000000"),
]


def spoil(database: Database, table: str, column: str, value: str) -> None:
    """Write a value past every check, as was possible once."""
    database.execute_sql(f'UPDATE "{table}" SET "{column}" = {value}')


def fill(register: Register) -> None:
    """One row of each of the tables that are spoilt."""
    register.site(register.intervention("NRA", currency="USD"), reached=5)
    register.need("YE1211", "WSH", 100)
    changes.save(SALMA, Project(title_en="Wells", currency="USD"))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[0])
def test_a_wrong_row_is_found_on_both_databases(
    register: Register, database: Database, wrong: tuple[str, str, str, str]
) -> None:
    table, column, code, value = wrong
    fill(register)
    assert find_wrong_rows() == []
    spoil(database, table, column, value)
    [found] = find_wrong_rows()
    assert (found.table, found.column, found.code, len(found.ids)) == (table, column, code, 1)


@pytest.mark.parametrize(("table", "column", "value"), WRONG_ON_SQLITE)
def test_what_sqlite_alone_took_is_found(
    register: Register, database: Database, table: str, column: str, value: str
) -> None:
    if is_postgres():
        pytest.skip("PostgreSQL never took it")
    fill(register)
    spoil(database, table, column, value)
    assert [(wrong.table, wrong.column) for wrong in find_wrong_rows()] == [(table, column)]


def test_the_command_tells_what_is_wrong_and_where(register: Register, database: Database) -> None:
    fill(register)
    calm = CliRunner().invoke(records, ["check"])
    assert (calm.exit_code, calm.output) == (0, "Every value is one that its column should hold.\n")
    spoil(database, "project", "budget", "'NaN'")
    outcome = CliRunner().invoke(records, ["check"])
    row = Project.select(Project.id).get()
    assert outcome.exit_code == 1
    assert outcome.output.splitlines()[0] == f"project.budget: 1 row is wrong (NOT_FINITE), number {row.id}"


@pytest.fixture(params=ENGINES)
def before(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Database]:
    """A register of its own in the shape before wrong rows were looked for."""
    database = use(open_database(stock.blank(request.param)))
    with database.connection_context():
        migrating.up()
        fill(enter_register())
        migrating.down("0015_wrong_rows", drop_data=True)
        yield database


def _all(database: Database, table: str) -> Any:
    return database.execute_sql(f'SELECT * FROM "{table}"').fetchall()


def test_the_migration_tells_wrong_rows_and_changes_none(before: Database) -> None:
    spoil(before, "need", "starts_on", "'0026-01-01'")
    held = _all(before, "need")
    # Another test may have asked for errors alone.
    structlog.reset_defaults()
    with heard() as told:
        assert "0015_wrong_rows" in migrating.up()
    [entry] = [entry for entry in told if entry["event"] == "wrong rows"]
    assert (entry["table"], entry["column"], entry["code"], entry["count"]) == ("need", "starts_on", "OUT_OF_RANGE", 1)
    # The columns that came with later migrations stand after these.
    assert [row[: len(held[0])] for row in _all(before, "need")] == held


def test_rows_that_break_a_later_rule_are_told_and_stay(register: Register) -> None:
    assert find_wrong_rows() == []
    part = changes.save(
        SALMA, Sector(code="LAT", parent=register.sectors["FSC"].id, name_ar="مراحيض", name_en="Latrines")
    )
    placeless = register.intervention("NRA", title_en="", starts_on=None, currency="QQQ", subsector=part.id)
    inner = register.intervention("NRA", sector="WSH")
    register.site(inner)
    twin = register.site(inner)
    register.intervention("ADR", status="CANCELLED")
    Intervention.update(sector=part.id).where(Intervention.id == inner.id).execute()
    assert [(wrong.table, wrong.column, wrong.code, wrong.ids) for wrong in find_wrong_rows()] == [
        ("site", "area", "SITE_TWICE", [twin.id]),
        ("intervention", "subsector", "OTHER_SECTOR", [placeless.id]),
        ("intervention", "sector", "SECTOR_IS_PART", [inner.id]),
        ("intervention", "title_ar", "MISSING", [placeless.id]),
        ("intervention", "starts_on", "MISSING", [placeless.id]),
        ("intervention", "sites", "MISSING", [placeless.id]),
        ("intervention", "currency", "UNKNOWN_CODE", [placeless.id]),
    ]
    assert Intervention.get_by_id(placeless.id).is_published
