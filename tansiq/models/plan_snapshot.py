"""Snapshots of plans: how each plan that is followed, and each of its items, stood in a month."""

from peewee import CharField, DateField, DecimalField, ForeignKeyField, IntegerField

from tansiq.models.plan import Plan
from tansiq.models.plan_item import PlanItem
from tansiq.models.record import Table


class PlanSnapshot(Table):
    """One plan (`item` is null) or item x month: its state, its progress in hundredths, the days by which it is late.

    `month` is its first day; the row tells how things stood on `taken_on`, the last day of
    the month on which somebody looked.
    """

    plan = ForeignKeyField(Plan, backref="snapshots", on_delete="RESTRICT", index=False)
    item = ForeignKeyField(PlanItem, null=True, backref="snapshots", on_delete="RESTRICT")
    month = DateField()
    taken_on = DateField()
    item_state = CharField(max_length=12, default="")
    progress = DecimalField(max_digits=5, decimal_places=2)
    late_days = IntegerField()

    plan_id: int
    item_id: int | None

    class Meta:
        indexes = ((("plan", "month", "item"), True),)
