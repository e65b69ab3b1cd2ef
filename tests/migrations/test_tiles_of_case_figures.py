"""Tiles of figures of cases stay when the register goes back to what knows none of them, and are themselves again."""

from peewee import Database

from tansiq.models import Dashboard, DashboardTile
from tansiq.records import changes, migrating
from tests.admin.typed import a_tile
from tests.people import SALMA
from tests.register import enter_register

MIGRATION = "0093_tiles_of_case_figures"


def test_no_tile_is_lost_on_the_way_back(empty_database: Database) -> None:
    names = migrating.up()
    enter_register()
    row = changes.save(SALMA, Dashboard(name_en="Overview"))
    kept = a_tile(row), a_tile(row, tile_kind="CASES", record_table="overlap_case", first_group="", span="THIS_YEAR")
    before = [tile.__data__ for tile in DashboardTile.select().order_by(DashboardTile.id)]
    migrating.down(next(name for name in names if name.startswith(MIGRATION)))
    kinds = empty_database.execute_sql("SELECT tile_kind FROM dashboard_tile ORDER BY id").fetchall()
    assert [kind for (kind,) in kinds] == ["CHART", "FIGURE"]
    migrating.up()
    after = [tile.__data__ for tile in DashboardTile.select().order_by(DashboardTile.id)]
    assert (after, len(kept)) == (before, 2)
