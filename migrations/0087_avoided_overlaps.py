"""Overlaps that somebody was warned of while they entered an intervention, and then did not enter."""

from peewee import Database, DateField, ForeignKeyField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Sector(Table):
    pass


class AvoidedOverlap(Table):
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")
    avoided_on = DateField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("avoided_on", "area", "sector", "account"), True),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((AvoidedOverlap,)):
        db.create_tables((AvoidedOverlap,), safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((AvoidedOverlap,)):
        db.drop_tables((AvoidedOverlap,))
