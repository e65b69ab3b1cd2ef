"""How a person likes their lists: the columns they chose, and states of a list that they gave a name."""

from peewee import CharField, DateTimeField, ForeignKeyField, TextField

from tansiq.models.account import Account
from tansiq.models.record import Table, now


class ChosenColumns(Table):
    """The columns that one account shows of one list, in their order, separated by spaces."""

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    list_name = CharField(max_length=40)
    names = TextField()

    account_id: int

    class Meta:
        indexes = ((("account", "list_name"), True),)


class SavedView(Table):
    """A state of one list (search, filters, sort, columns) under a name; `address` is its query string."""

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    list_name = CharField(max_length=40)
    title = CharField(max_length=80)
    address = TextField(default="")
    at = DateTimeField(default=now)

    account_id: int

    class Meta:
        indexes = ((("account", "list_name", "title"), True),)
