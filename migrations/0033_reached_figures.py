"""The people that sites reached, month by month."""

from peewee import Check, Database, DateField, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Site(Table):
    pass


class ReachedFigure(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    site = ForeignKeyField(Site, backref="figures", on_delete="CASCADE", index=False)
    month = DateField()
    people = IntegerField(null=True)

    class Meta:
        constraints = [Check("people >= 0")]
        indexes = ((("site", "month"), True),)


TABLES = (ReachedFigure,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
