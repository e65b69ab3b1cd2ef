"""Targets of indicators: what is to be achieved by a day; the target of a year is that of its last day."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import DateField, DecimalField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.spoken_days import Day
from tansiq.language.words import N_, say
from tansiq.models.extra import ExtraField
from tansiq.models.indicator import Indicator
from tansiq.models.item_rules import faults_of_plan
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class IndicatorTarget(Record):
    """One target, in the unit of the indicator."""

    indicator = ForeignKeyField(Indicator, backref="targets", on_delete="CASCADE", index=False)
    on = DateField(help_text=N_("A day, or a year alone: its last day"))
    value = DecimalField(max_digits=16, decimal_places=3)
    extra = ExtraField()

    indicator_id: int

    class Meta:
        indexes = ((("indicator", "on"), True),)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if (indicator := self.referred("indicator")) is None:
            return
        yield from faults_of_plan(indicator.plan)
        on = self.on if self.keeps("on") else None
        yield from indicator.faults_of_target(on, Decimal(str(self.value)) if self.keeps("value") else None)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        yield from faults_of_plan(self.indicator.plan)

    def fault_of_taken_value(self) -> Fault:
        return Fault("TARGET_KNOWN", "on", say("The indicator has a target for this day already. Change that one."))


def is_end_of_year(day: date) -> bool:
    """Whether a target of this day is that of a whole year."""
    return (day.month, day.day) == (12, 31)


def day_or_year(day: date) -> Day:
    """The day of a target in words, or its year alone where it is the last day of that."""
    return Day(day, "y") if is_end_of_year(day) else Day(day)


register(
    RecordType(
        model=IndicatorTarget,
        one=say("Target of an indicator"),
        many=say("Targets of indicators"),
        rule="with_its_row",
        writers="officers",
        proposers=frozenset({"people"}),
        position=38,
        parent="indicator",
        follows_parent=True,
        lies_in="indicator.plan.area",
        belongs_to="indicator.plan.organization",
        scope="plans:read",
        name=lambda row: say("Target for %(day)s", day=day_or_year(row.on)),
        labels={"on": say("To be achieved by"), "value": say("Target value")},
    )
)
