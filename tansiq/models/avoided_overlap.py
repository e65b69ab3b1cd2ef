"""Overlaps that somebody was warned of while they entered an intervention, and then did not enter."""

from peewee import DateField, ForeignKeyField

from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.record import Table
from tansiq.models.sector import Sector
from tansiq.platform import clock


class AvoidedOverlap(Table):
    """One of them: the place and the top-level sector of the strongest overlap they were warned of; an account counts
    once a day for each."""

    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")
    avoided_on = DateField(default=clock.today)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")

    area_id: int
    sector_id: int
    account_id: int | None

    class Meta:
        indexes = ((("avoided_on", "area", "sector", "account"), True),)
