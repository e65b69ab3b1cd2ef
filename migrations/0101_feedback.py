"""Feedback: answers to surveys that are replied to in so many days, and the replies."""

from peewee import BooleanField, CharField, Database, DateField, DateTimeField, ForeignKeyField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Survey(Table):
    pass


class Entry(Table):
    pass


class Feedback(Table):
    survey = ForeignKeyField(Survey, backref="+", on_delete="RESTRICT", index=False)
    entry = ForeignKeyField(Entry, unique=True, backref="+", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    received_at = DateTimeField()
    due_on = DateField(null=True)
    replied_at = DateTimeField(null=True)
    email = CharField(max_length=255)
    language = CharField(max_length=2)
    is_unmailed = BooleanField()

    class Meta:
        indexes = ((("survey", "received_at"), False),)


class FeedbackReply(Table):
    feedback = ForeignKeyField(Feedback, backref="+", on_delete="CASCADE")
    text = TextField()
    actor = CharField(max_length=200)
    at = DateTimeField()


TABLES = (Feedback, FeedbackReply)
SURVEY, COLUMN = "survey", "reply_days"


def up(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite adds columns in place; copying the table would cut what refers to its rows.
    db.execute_sql(f'ALTER TABLE "{SURVEY}" ADD COLUMN "{COLUMN}" INTEGER')
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(tuple(reversed(TABLES)))
    db.execute_sql(f'ALTER TABLE "{SURVEY}" DROP COLUMN "{COLUMN}"')
