"""When a person last looked at a page that tells them what is new."""

from peewee import CharField, DateTimeField, ForeignKeyField

from tansiq.models.account import Account
from tansiq.models.record import Table, now


class Visit(Table):
    """The last visit of one account to one page; `before` is the one before it, empty at first."""

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    page = CharField(max_length=40)
    at = DateTimeField(default=now)
    before = DateTimeField(null=True)

    account_id: int

    class Meta:
        indexes = ((("account", "page"), True),)
