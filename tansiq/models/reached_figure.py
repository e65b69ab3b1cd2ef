"""Figures of a site by month: how many people it had reached so far, as it was reported for that month.

    Site 1 ---- n ReachedFigure     January 120, February 150, March 180: 180 people in all, never 450
      reached = the figure of its last month (kept by tansiq.records.denormalised)

A figure is cumulative: it counts everybody reached since the beginning, so that figures of several months are never
added up.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from peewee import Check, DateField, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.spoken_days import spoken_month
from tansiq.language.words import N_, say
from tansiq.models.column_values import PEOPLE
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.models.site import Site
from tansiq.platform import clock

MONTHS = "figures_by_month"
"""What a site calls the figures that are to be saved with it."""


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def this_month() -> date:
    """The first day of the present month."""
    return month_of(clock.today())


def month_before(month: date) -> date:
    """The first day of the month before."""
    return month_of(month - timedelta(days=1))


class ReachedFigure(Record):
    """One site x month. Without people it says that the number is not known any more; version 0 was entered by
    nobody: it is what stood at the site before figures were kept by month."""

    site = ForeignKeyField(Site, backref="figures", on_delete="CASCADE", index=False)
    month = DateField(help_text=N_("Any day of it"))
    people = IntegerField(null=True, help_text=N_("All persons reached until the end of this month, not only in it"))

    site_id: int

    bounds = {"people": PEOPLE}

    class Meta:
        constraints = [Check("people >= 0")]
        indexes = ((("site", "month"), True),)

    def complete(self) -> None:
        self.month = month_of(self.month)

    def faults(self) -> Iterator[Fault]:
        if self.month and month_of(self.month) > this_month():
            yield Fault("MONTH_AHEAD", "month", say("This month has not begun yet."))

    def fault_of_taken_value(self) -> Fault:
        text = say("A figure of this site for this month is in the register already. Change that one.")
        return Fault("MONTH_KNOWN", "month", text)


register(
    RecordType(
        model=ReachedFigure,
        one=say("Figure of a month"),
        many=say("Reached by month"),
        rule="with_its_row",
        writers="officers",
        proposers=ENTERED,
        position=12,
        parent="site",
        follows_parent=True,
        lies_in="site.area",
        belongs_to="site.intervention.organization",
        name=lambda row: say("Figure of %(month)s", month=spoken_month(row.month)),
        labels={"people": say("People reached so far")},
    )
)
