"""A tile of a dashboard may tell the figures of cases of duplication."""

from peewee import (
    CharField,
    Check,
    Database,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    PostgresqlDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

BEFORE = "tile_kind IN ('FIGURE', 'CHART', 'MAP', 'LIST')"
AFTER = "tile_kind IN ('FIGURE', 'CHART', 'MAP', 'LIST', 'CASES')"
MEASURES = "measure IN ('COUNT', 'SUM', 'AVERAGE', 'LEAST', 'MOST')"
SPANS = "span IN ('ALL', 'THIS_YEAR', 'LAST_YEAR', 'TWELVE_MONTHS')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


class Area(Table):
    pass


class Dashboard(Table):
    pass


def tiles(check: str) -> type[Table]:
    """The table of tiles with one list of kinds or the other."""

    class DashboardTile(Table):
        version = IntegerField(default=1)
        created_at = DateTimeField()
        changed_at = DateTimeField()
        archived_at = DateTimeField(null=True)
        dashboard = ForeignKeyField(Dashboard, backref="+", on_delete="CASCADE")
        position = IntegerField(default=0)
        tile_kind = CharField(max_length=10, default="FIGURE", constraints=[Check(check)])
        name_ar = CharField(max_length=120, default="")
        name_en = CharField(max_length=120, default="")
        name_order_ar = CharField(max_length=60, null=True)
        name_order_en = CharField(max_length=60, null=True)
        record_table = CharField(max_length=40)
        record_type = ForeignKeyField(TypeDefinition, null=True, backref="+", on_delete="RESTRICT")
        measure = CharField(max_length=10, default="COUNT", constraints=[Check(MEASURES)])
        measured = CharField(max_length=40, default="")
        first_group = CharField(max_length=60, default="")
        second_group = CharField(max_length=60, default="")
        area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
        span = CharField(max_length=16, default="ALL", constraints=[Check(SPANS)])
        day = CharField(max_length=40, default="")
        filters = TextField(default="")

        class Meta:
            constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]

    return DashboardTile


def up(migrator: SchemaMigrator, db: Database) -> None:
    _redefine(db, AFTER)
    db.execute_sql("UPDATE dashboard_tile SET tile_kind = 'CASES' WHERE record_table = 'overlap_case'")


def down(migrator: SchemaMigrator, db: Database) -> None:
    # They stay, and say that what they tell of is not there.
    db.execute_sql("UPDATE dashboard_tile SET tile_kind = 'FIGURE' WHERE tile_kind = 'CASES'")
    _redefine(db, BEFORE)


def _redefine(db: Database, check: str) -> None:
    """Nothing refers to tiles: SQLite, which changes no check, is given another table with the same rows."""
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql('ALTER TABLE "dashboard_tile" DROP CONSTRAINT "dashboard_tile_tile_kind_check"')
        db.execute_sql(f'ALTER TABLE "dashboard_tile" ADD CONSTRAINT "dashboard_tile_tile_kind_check" CHECK ({check})')
        return
    table = tiles(check)
    for index in db.get_indexes("dashboard_tile"):
        if index.sql:
            db.execute_sql(f'DROP INDEX "{index.name}"')
    db.execute_sql('ALTER TABLE "dashboard_tile" RENAME TO "former_tile"')
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    with db.bind_ctx((table,)):
        db.create_tables((table,), safe=False)
    db.execute_sql(f'INSERT INTO "dashboard_tile" ({columns}) SELECT {columns} FROM "former_tile"')
    db.execute_sql('DROP TABLE "former_tile"')
