"""What was mailed of a meeting, each thing to each address once."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField

from tansiq.language.meeting_vocabulary import MEETING_MAILS
from tansiq.models.account import Account
from tansiq.models.meeting import Meeting
from tansiq.models.record import Table, now


class MeetingMail(Table):
    """One mail: `calendar_sequence` is that of the meeting when it was sent, `sent_at` a moment in UTC. `email` is the
    address, `account` whose it is, if anybody's here."""

    meeting = ForeignKeyField(Meeting, backref="mails", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255)
    mail_kind = CharField(max_length=12, constraints=[Check(MEETING_MAILS.check("mail_kind"))])
    calendar_sequence = IntegerField(default=0)
    sent_at = DateTimeField(default=now)

    meeting_id: int
    account_id: int | None

    class Meta:
        indexes = ((("meeting", "email", "mail_kind", "calendar_sequence"), True),)
