"""How each plan that is followed, and each of its items, stood month by month."""

from peewee import CharField, Database, DateField, DecimalField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Plan(Table):
    pass


class PlanItem(Table):
    pass


class PlanSnapshot(Table):
    plan = ForeignKeyField(Plan, backref="snapshots", on_delete="RESTRICT", index=False)
    item = ForeignKeyField(PlanItem, null=True, backref="snapshots", on_delete="RESTRICT")
    month = DateField()
    taken_on = DateField()
    item_state = CharField(max_length=12, default="")
    progress = DecimalField(max_digits=5, decimal_places=2)
    late_days = IntegerField()

    class Meta:
        indexes = ((("plan", "month", "item"), True),)


TABLES = (PlanSnapshot,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
