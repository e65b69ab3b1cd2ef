"""Organisations that registered themselves: who sent the proposal, and the link by which they follow it."""

from peewee import CharField, DateTimeField, ForeignKeyField

from tansiq.models.proposal import Proposal
from tansiq.models.record import Table, now


class Registration(Table):
    """One registration. `digest` is the SHA-256 of the secret in the link that was mailed to `email`; `unmailed` is
    the state of the proposal that its sender is still to be mailed of, "" where there is none."""

    proposal = ForeignKeyField(Proposal, unique=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255, index=True)
    name = CharField(max_length=200, default="")
    language = CharField(max_length=2, default="ar")
    digest = CharField(max_length=64, unique=True)
    created_at = DateTimeField(default=now)
    confirmed_at = DateTimeField(null=True)
    unmailed = CharField(max_length=12, default="")

    proposal_id: int
