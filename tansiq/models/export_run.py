"""Long files that people save: asked for in a list, written by the worker, kept for whoever asked."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, TextField

from tansiq.language.vocabulary import EXPORT_STATES
from tansiq.models.account import Account
from tansiq.models.record import Table, now


class ExportRun(Table):
    """One file. `address` is the path that a browser would fetch it at, `what` what it tells of, in words.

    `stored` is the name under which it is kept ("" once it is removed); `disposition` and `media_type` are the
    headers that it is sent with; `rights` digests what its owner could see when it was written; `error` is a sentence;
    `own_fields` are the numbers of the ministry's fields that it may tell of, ",12,15,".
    """

    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE")
    address = TextField()
    language = CharField(max_length=8)
    what = CharField(max_length=255)
    state = CharField(max_length=12, index=True, constraints=[Check(EXPORT_STATES.check("state"))])
    stored = CharField(max_length=64, default="")
    disposition = TextField(default="")
    media_type = CharField(max_length=100, default="")
    rights = CharField(max_length=64, default="")
    error = TextField(default="")
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    own_fields = TextField(null=True)

    account_id: int
