"""What each step of a stamp changed: copies of columns are kept in step by it."""

from peewee import CharField, Database, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class DataChange(Table):
    name = CharField(max_length=40)
    number = IntegerField()
    mark = CharField(max_length=16)
    rows = TextField(null=True)

    class Meta:
        indexes = ((("name", "number"), True),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx([DataChange]):
        db.create_tables([DataChange])


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx([DataChange]):
        db.drop_tables([DataChange])
