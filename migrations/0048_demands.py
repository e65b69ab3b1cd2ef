"""What offices, councils and citizens ask for in an area."""

from peewee import (
    BooleanField,
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

RAISERS = "raised_by IN ('EXECUTIVE_OFFICE', 'COUNCIL_MEMBER', 'COMMUNITY_COUNCIL', 'CITIZEN')"
OUTCOMES = "outcome IN ('OPEN', 'TAKEN', 'DECLINED')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Area(Table):
    pass


class Sector(Table):
    pass


class PlanItem(Table):
    pass


class Demand(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    area = ForeignKeyField(Area, backref="demands", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="demands", on_delete="RESTRICT")
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    description = TextField(default="")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="")
    people = IntegerField(null=True, constraints=[Check("people >= 0")])
    severity = IntegerField(null=True, constraints=[Check("severity BETWEEN 1 AND 5")])
    raised_on = DateField()
    raised_by = CharField(max_length=20, constraints=[Check(RAISERS)])
    raiser = CharField(max_length=200, default="")
    joined_into = ForeignKeyField("self", null=True, backref="joined", on_delete="RESTRICT")
    item = ForeignKeyField(PlanItem, null=True, backref="demands", on_delete="RESTRICT")
    outcome = CharField(max_length=10, default="OPEN", constraints=[Check(OUTCOMES)])
    reason = TextField(default="")
    is_published = BooleanField(default=True)
    search = TextField(default="")
    title_order_ar = CharField(max_length=60, null=True)
    title_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> ''"), Check("joined_into_id <> id")]


TABLES = (Demand,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
