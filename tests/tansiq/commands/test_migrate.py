"""Going down: what would be lost is told first, and is lost only when that was said."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from peewee import Database

from tansiq.commands.migrate import migrate
from tansiq.faults import Refused
from tansiq.platform.database import open_database, use
from tansiq.records import migrating
from tests.databases import ENGINES, Stock
from tests.register import enter_register

SITES = "0005_site_positions"


@pytest.fixture(params=ENGINES)
def filled(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Database]:
    """A database of its own, with three sites, two of which have a place of their own."""
    database = use(open_database(stock.blank(request.param)))
    database.connect()
    migrating.up()
    register = enter_register()
    work = register.intervention("NRA")
    for place in (None, 2, 1):
        register.site(work, "YE1211", position=place)
    yield database
    database.close()


def _down(*words: str) -> Result:
    return CliRunner().invoke(migrate, ["down", *words])


def test_going_down_over_filled_tables_is_refused_with_what_would_be_lost(filled: Database) -> None:
    before = migrating.status()
    outcome = _down(SITES)
    assert outcome.exit_code == 1
    lines = outcome.output.splitlines()
    assert "site.position: filled in 2 rows" in lines
    assert "add --drop-data" in lines[-1]
    assert not any(line.startswith(("licence", "import_run")) for line in lines), "nothing is told of empty tables"
    assert migrating.status() == before
    assert filled.execute_sql("SELECT count(*) FROM site").fetchone()[0] == 3


def test_the_first_migration_takes_every_table_with_its_rows(filled: Database) -> None:
    lost = {(loss.table, loss.column): loss.rows for loss in migrating.losses(migrating.status()[0].name)}
    assert (lost["site", ""], lost["area", ""], lost["sector", ""]) == (3, 9, 3)
    with pytest.raises(Refused) as refusal:
        migrating.down(migrating.status()[0].name)
    told = {(fault.code, fault.field): str(fault) for fault in refusal.value.faults}
    assert told["DATA_LOST", "site"] == "site: 3 rows"


def test_with_the_word_for_it_the_data_go_and_are_told(filled: Database) -> None:
    outcome = _down(SITES, "--drop-data")
    assert (outcome.exit_code, outcome.exception) == (0, None)
    assert "site.position: filled in 2 rows" in outcome.output
    assert outcome.output.splitlines()[-1] == SITES
    assert SITES in migrating.pending()
    assert filled.execute_sql("SELECT count(*) FROM site").fetchone()[0] == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_empty_tables_go_without_a_word(stock: Stock, engine: str) -> None:
    database = use(open_database(stock.blank(engine)))
    with database.connection_context():
        migrating.up()
        assert migrating.losses(SITES) == []
        outcome = _down(SITES)
        assert (outcome.exit_code, outcome.output.splitlines()[-1]) == (0, SITES)
        assert SITES in migrating.pending()


def test_a_migration_that_was_never_applied_is_told(filled: Database) -> None:
    outcome = _down("0099_nothing")
    assert (outcome.exit_code, outcome.output) == (1, 'Error: "0099_nothing" is not an applied migration.\n')


@pytest.mark.parametrize("engine", ENGINES)
def test_where_nothing_was_applied_nothing_is_done(stock: Stock, engine: str) -> None:
    database = use(open_database(stock.blank(engine)))
    with database.connection_context():
        assert _down().output == "Nothing to do.\n"
