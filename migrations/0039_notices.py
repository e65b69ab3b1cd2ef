"""What concerns each person, told to them once, and how they like to be mailed about it."""

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Notice(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    kind = CharField(max_length=40)
    event = CharField(max_length=20)
    record_type = CharField(max_length=40)
    record_id = IntegerField()
    occasion = CharField(max_length=60)
    bundle = CharField(max_length=180)
    at = DateTimeField()
    read_at = DateTimeField(null=True)
    mailed_at = DateTimeField(null=True)

    class Meta:
        indexes = (
            (("account", "record_type", "record_id", "kind", "occasion"), True),
            (("account", "read_at", "bundle"), False),
        )


class NoticeChoice(Table):
    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    digest = CharField(max_length=10, constraints=[Check("digest IN ('AT_ONCE', 'DAILY', 'WEEKLY', 'NEVER')")])
    left_out = TextField()


TABLES = (Notice, NoticeChoice)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
