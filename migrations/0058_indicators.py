"""Indicators of plans and of their items, with their targets and with what was achieved."""

from peewee import (
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

WAYS = "IN ('SUM', 'MAXIMUM', 'AVERAGE', 'LATEST')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Plan(Table):
    pass


class PlanItem(Table):
    pass


class Area(Table):
    pass


class Organization(Table):
    pass


class Indicator(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    plan = ForeignKeyField(Plan, backref="indicators", on_delete="RESTRICT")
    item = ForeignKeyField(PlanItem, null=True, backref="indicators", on_delete="RESTRICT")
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    unit = CharField(max_length=80)
    direction = CharField(max_length=8, constraints=[Check("direction IN ('RISING', 'FALLING')")])
    baseline = DecimalField(max_digits=16, decimal_places=3, null=True)
    baseline_on = DateField(null=True)
    over_areas = CharField(max_length=8, constraints=[Check(f"over_areas {WAYS}")])
    over_time = CharField(max_length=8, constraints=[Check(f"over_time {WAYS}")])
    search = TextField(default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("baseline IS NULL OR baseline_on IS NOT NULL"),
        ]


class IndicatorTarget(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    indicator = ForeignKeyField(Indicator, backref="targets", on_delete="CASCADE", index=False)
    on = DateField()
    value = DecimalField(max_digits=16, decimal_places=3)

    class Meta:
        indexes = ((("indicator", "on"), True),)


class IndicatorValue(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    indicator = ForeignKeyField(Indicator, backref="reported", on_delete="CASCADE")
    on = DateField()
    value = DecimalField(max_digits=16, decimal_places=3)
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    source = CharField(max_length=200, default="")


TABLES = (Indicator, IndicatorTarget, IndicatorValue)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
