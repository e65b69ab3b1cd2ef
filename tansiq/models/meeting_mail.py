"""What was mailed of a meeting, each thing to each address once."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField

from tansiq.language.meeting_vocabulary import MAIL_STATES, MEETING_MAILS
from tansiq.models.account import Account
from tansiq.models.meeting import Meeting
from tansiq.models.record import Table, now


class MeetingMail(Table):
    """One mail: `calendar_sequence` is that of the meeting when it was sent, `sent_at` the moment (UTC)
    at which it was sent, or entered while it waits (`mail_state`); it is written in `language`. `email` is the
    address, `account` whose it is, if anybody's here."""

    meeting = ForeignKeyField(Meeting, backref="mails", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255)
    mail_kind = CharField(max_length=12, constraints=[Check(MEETING_MAILS.check("mail_kind"))])
    calendar_sequence = IntegerField(default=0)
    sent_at = DateTimeField(default=now)
    mail_state = CharField(max_length=10, default="WAITING", constraints=[Check(MAIL_STATES.check("mail_state"))])
    language = CharField(max_length=2, default="ar")

    meeting_id: int
    account_id: int | None

    class Meta:
        indexes = ((("meeting", "email", "mail_kind", "calendar_sequence"), True),)
