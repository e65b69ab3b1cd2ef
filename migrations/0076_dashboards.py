"""Dashboards that administrators make, and their tiles."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    Database,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


class Area(Table):
    pass


AUDIENCES = "audience IN ('EVERYBODY', 'ADMIN', 'OFFICER', 'PARTNER', 'AUDITOR')"
TILE_KINDS = "tile_kind IN ('FIGURE', 'CHART', 'MAP', 'LIST')"
MEASURES = "measure IN ('COUNT', 'SUM', 'AVERAGE', 'LEAST', 'MOST')"
SPANS = "span IN ('ALL', 'THIS_YEAR', 'LAST_YEAR', 'TWELVE_MONTHS')"


class Dashboard(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    name_ar = CharField(max_length=80, default="")
    name_en = CharField(max_length=80, default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)
    audience = CharField(max_length=12, default="EVERYBODY", constraints=[Check(AUDIENCES)])
    is_on_start = BooleanField(default=False)
    position = IntegerField(default=0)


class DashboardTile(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    dashboard = ForeignKeyField(Dashboard, backref="tiles", on_delete="CASCADE")
    position = IntegerField(default=0)
    tile_kind = CharField(max_length=10, default="FIGURE", constraints=[Check(TILE_KINDS)])
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


TABLES = (Dashboard, DashboardTile)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
