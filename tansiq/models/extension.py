"""Extensions: more time for one unit and period of a form, with the reason; they only ever give.

due 10 April, closed 30 April    + Extension(closes_on=10 May)    -> taken until 10 May, late after 10 April
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from peewee import CharField, Check, DateField, ForeignKeyField

from tansiq.faults import Fault, Refused
from tansiq.language.words import N_, gettext, say
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit
from tansiq.reporting_period import LONGEST_KEY, period_named


class Extension(Record):
    """More time for one report: until `closes_on` it is taken; it is on time until `due_on` where that is given."""

    form = ForeignKeyField(TypeDefinition, backref="extensions", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="extensions", on_delete="RESTRICT")
    period = CharField(max_length=LONGEST_KEY, help_text=N_("Such as 2026-03, 2026-Q1, 2026-H1 or 2026"))
    closes_on = DateField(help_text=N_("The last day on which the report is still taken"))
    due_on = DateField(null=True, help_text=N_("Empty: after its due day it is late all the same"))
    reason = CharField(max_length=500)

    form_id: int
    unit_id: int

    class Meta:
        constraints = [Check("due_on <= closes_on")]
        indexes = ((("form", "unit", "period"), True),)

    def complete(self) -> None:
        """The period is kept by its key, however it was typed: 2026-q1 is no second one beside 2026-Q1."""
        with suppress(Refused):
            self.period = period_named(self.period).key

    def faults(self) -> Iterator[Fault]:
        if self.due_on and self.closes_on and self.closes_on < self.due_on:
            yield Fault("DATES_REVERSED", "closes_on", say("The form would be closed before a report is due."))
        if not self.reason:
            yield Fault("MISSING", "reason", say("Say why there is more time."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        for name in ("form", "unit", "period"):
            if before and before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("An extension stays of its form, unit and period."))
        form = self.referred("form")
        try:
            period_type = period_named(self.period).period_type
        except Refused as refusal:
            yield from refusal.faults
        else:
            if form is not None and form.period_type != period_type:
                yield Fault("INVALID", "period", say("This form is not filled for such periods."))

    def fault_of_taken_value(self) -> Fault:
        return Fault("TAKEN", "period", say("There is an extension for it already. Change that one."))


def _name(row: Extension) -> object:
    return gettext("until %(day)s", day=row.closes_on) if row.closes_on else say("Extension")


register(
    RecordType(
        model=Extension,
        # Translators: More time that a unit is given for a report (a noun).
        one=say("Extension"),
        many=say("Extensions"),
        rule="assignment",
        writers="officers",
        proposers=frozenset({"people"}),
        parent="form",
        lies_in="unit.area",
        called_by=("unit", "form"),
        name=_name,
        labels={
            "form": say("Form"),
            "unit": say("Administrative unit"),
            "period": say("Period"),
            "closes_on": say("Taken until"),
            "due_on": say("On time until"),
            "reason": say("Reason"),
        },
    )
)
