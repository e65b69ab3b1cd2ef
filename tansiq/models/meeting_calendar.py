"""Calendars of meetings to which somebody subscribed: read at a secret address, of which the digest alone is kept."""

from peewee import CharField, DateTimeField, ForeignKeyField

from tansiq.models.account import Account
from tansiq.models.record import Table, now


class MeetingCalendar(Table):
    """The calendar of one account; a renewed address ends the former."""

    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    digest = CharField(max_length=64, unique=True)
    renewed_at = DateTimeField(default=now)

    account_id: int
