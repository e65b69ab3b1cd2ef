"""People who sign in, and their roles. The panel adds what its sign-in library needs on the same tables."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, TextField

from tansiq.models.record import Record, Table


class Account(Record):
    """One person. Name and address are personal data: `visibility.shows` decides who sees them."""

    email = CharField(max_length=255, unique=True)
    name = CharField(max_length=200, default="")
    password = CharField(max_length=255, null=True)
    active = BooleanField(default=True)
    fs_uniquifier = CharField(max_length=64, unique=True)
    language = CharField(max_length=2, default="ar")
    confirmed_at = DateTimeField(null=True)

    derived = frozenset({"password", "fs_uniquifier", "confirmed_at"})


class Role(Table):
    """A role an account may hold; the names are those of the vocabulary of roles."""

    name = CharField(max_length=40, unique=True)
    description = TextField(default="")


class AccountRole(Table):
    """One role of one account."""

    account = ForeignKeyField(Account, backref="account_roles", on_delete="CASCADE", index=False)
    role = ForeignKeyField(Role, backref="+", on_delete="RESTRICT")

    account_id: int
    role_id: int

    class Meta:
        indexes = ((("account", "role"), True),)
