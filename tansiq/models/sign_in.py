"""What is kept of signing in: failures that are being counted, and the browsers in which an account is signed in."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.models.account import Account
from tansiq.models.record import Table, now


class SignInFailure(Table):
    """Failures in a row of one account or network address, named by a digest alone, and how long it has to wait."""

    key = CharField(max_length=64, unique=True)
    count = IntegerField(default=0)
    since = DateTimeField(default=now)
    until = DateTimeField(null=True)


class AccountSession(Table):
    """One browser in which an account is signed in. `key` is a digest of the id that its cookie holds."""

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE")
    key = CharField(max_length=64, unique=True)
    browser = CharField(max_length=60, default="")
    begun_at = DateTimeField(default=now)
    seen_at = DateTimeField(default=now)

    account_id: int


class SecondFactor(Table):
    """What an account is asked for beside its password. `secret` is encrypted; `recovery` holds digests of codes."""

    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    secret = CharField(max_length=255)
    confirmed_at = DateTimeField(null=True)
    last_step = IntegerField(default=0)
    recovery = TextField(default="")

    account_id: int
