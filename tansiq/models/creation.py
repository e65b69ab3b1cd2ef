"""What was created by a form or a mutation, so that one that is sent twice creates once."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField

from tansiq.models.account import Account
from tansiq.models.proposal import Proposal
from tansiq.models.record import Table, now


class Creation(Table):
    """One form that created a row of the table `record_type`, or the proposal of one. `digest` is that of its key,
    `body` that of all that was sent with it, where the sender says so."""

    digest = CharField(max_length=64, unique=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    at = DateTimeField(default=now, index=True)
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="CASCADE")
    body = CharField(max_length=64, null=True)

    account_id: int | None
    proposal_id: int | None
