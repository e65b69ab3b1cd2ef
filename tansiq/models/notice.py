"""Notices: what concerns a person, told to each once, and how they like to be mailed about it."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.language.vocabulary import DIGESTS
from tansiq.models.account import Account
from tansiq.models.record import Table, now


class Notice(Table):
    """One thing that one account is told of, once. No words are kept: they are said when it is read.

    `kind` is the code of a kind of notice and `event` what happened, a code of that kind. `record_type` and
    `record_id` name the row it is about; `occasion` tells one telling about the same row from another. What has the
    same `bundle` is read as one: "200 proposals were decided".
    """

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    kind = CharField(max_length=40)
    event = CharField(max_length=20)
    record_type = CharField(max_length=40)
    record_id = IntegerField()
    occasion = CharField(max_length=60, default="")
    bundle = CharField(max_length=180)
    at = DateTimeField(default=now)
    read_at = DateTimeField(null=True)
    mailed_at = DateTimeField(null=True)

    account_id: int

    class Meta:
        indexes = (
            (("account", "record_type", "record_id", "kind", "occasion"), True),
            (("account", "read_at", "bundle"), False),
        )


class NoticeChoice(Table):
    """How one account is mailed about its notices: a code of DIGESTS, and the kinds left out, separated by spaces."""

    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    digest = CharField(max_length=10, constraints=[Check(DIGESTS.check("digest"))])
    left_out = TextField(default="")

    account_id: int
