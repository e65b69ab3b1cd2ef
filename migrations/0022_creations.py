"""What was created by a form, so that a form that is sent twice creates once."""

from peewee import CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Proposal(Table):
    pass


class Creation(Table):
    digest = CharField(max_length=64, unique=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    at = DateTimeField(index=True)
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="CASCADE")


TABLES = (Creation,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
