"""Versions of plans: what was adopted, as it was adopted, and the amendment that is being written."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.models.account import Account
from tansiq.models.plan import Plan
from tansiq.models.record import Table, now


class PlanVersion(Table):
    """One version of a plan, numbered from 1. Without a day of adoption it is the amendment now being written.

    `reason` says why the one before was amended. `content` is JSON, written at the adoption and never again: the
    plan's own values and its items in their order, with codes and names instead of ids (tansiq.plans.versions).
    """

    plan = ForeignKeyField(Plan, backref="versions", on_delete="CASCADE", index=False)
    number = IntegerField()
    adopted_on = DateField(null=True)
    reason = TextField(default="")
    content = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField(default=now)

    plan_id: int
    account_id: int | None

    class Meta:
        indexes = ((("plan", "number"), True),)
