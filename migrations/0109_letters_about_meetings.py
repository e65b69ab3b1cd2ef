"""How a mail about a meeting stands, and in which language it is written.

Nothing was mailed of meetings before: the table is made anew, and no row is lost.
"""

from typing import Any

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator

KINDS = "mail_kind IN ('INVITATION', 'CHANGE', 'CANCELLATION', 'REMINDER', 'MINUTES')"
STATES = "mail_state IN ('WAITING', 'SENT', 'REFUSED')"
INDEXES = ((("meeting", "email", "mail_kind", "calendar_sequence"), True),)


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Meeting(Table):
    pass


class MailBefore(Table):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255)
    mail_kind = CharField(max_length=12, constraints=[Check(KINDS)])
    calendar_sequence = IntegerField()
    sent_at = DateTimeField()

    class Meta:
        table_name = "meeting_mail"
        indexes = INDEXES


class MeetingMail(Table):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255)
    mail_kind = CharField(max_length=12, constraints=[Check(KINDS)])
    calendar_sequence = IntegerField()
    sent_at = DateTimeField()
    mail_state = CharField(max_length=10, constraints=[Check(STATES)])
    language = CharField(max_length=2)

    class Meta:
        table_name = "meeting_mail"
        indexes = INDEXES


def up(migrator: SchemaMigrator, db: Database) -> None:
    _put(db, MailBefore, MeetingMail)


def down(migrator: SchemaMigrator, db: Database) -> None:
    _put(db, MeetingMail, MailBefore)


def _put(db: Database, before: type[Any], after: type[Any]) -> None:
    with db.bind_ctx([before, after, Account, Meeting]):
        before.drop_table()
        after.create_table(safe=False)
