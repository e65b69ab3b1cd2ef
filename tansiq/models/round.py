"""Reporting rounds: an authority asks organisations what they did in a period, or mean to do, until a day.

Round --n-- RoundArea               where in its area; without any, in all of it
      --n-- RoundOrganization       whom it asks, where they are chosen by hand
      --n-- RoundReport             one for each organisation that is asked, made when it opens
Round --follows--> Round            the one before it, of a series

opens_on          due_on    + grace_days       afterwards
|------ on time ------|--- on time still ---|--- late, or no more taken (takes_late) ---
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from tansiq.faults import Fault, Refused
from tansiq.language.round_vocabulary import ROUND_CHOICES, ROUND_KINDS
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.field_rules import label_faults
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.plan import Plan
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register
from tansiq.reporting_period import LONGEST_KEY, ReportingPeriod, period_named

ASKED = ("area", "period", "round_kind", "round_choice", "organization_kind", "plan")
"""What stays as it is once reports were asked for: they would be of something else."""

FIXED = say("Reports were asked for already: this stays as it is. Make another round for something else.")


class Round(Record):
    """One round, of the areas below `area` that it names, or of all of it. `period` is the key of what is reported on,
    from `begins_on` to `ends_on`.

    A report is on time until `grace_days` after `due_on`; afterwards it is late where the round `takes_late`, and
    refused where it does not. `follows` is the round of the series before it; with `is_repeated` the next one is made
    when this one opens (`opened_at`, UTC; empty: it did not open yet). `asks_fields` says that the fields which the
    ministry made for reports in rounds are asked too.
    """

    name_ar = CharField(max_length=200, default="")
    name_en = CharField(max_length=200, default="")
    area = ForeignKeyField(Area, backref="rounds", on_delete="RESTRICT")
    period = CharField(max_length=LONGEST_KEY, help_text=N_("Such as 2026-03, 2026-Q1, 2026-H1 or 2026"))
    begins_on = DateField()
    ends_on = DateField()
    round_kind = CharField(max_length=10, default="ACHIEVED", constraints=[Check(ROUND_KINDS.check("round_kind"))])
    round_choice = CharField(max_length=10, default="AT_WORK", constraints=[Check(ROUND_CHOICES.check("round_choice"))])
    organization_kind = CharField(
        max_length=30, null=True, constraints=[Check(ORGANIZATION_KINDS.check("organization_kind"))]
    )
    opens_on = DateField(help_text=N_("From this day on it can be filled"))
    due_on = DateField()
    grace_days = IntegerField(default=0, help_text=N_("So many days after the due day a report is still on time"))
    takes_late = BooleanField(default=True, help_text=N_("Otherwise reports are refused after the days of grace"))
    plan = ForeignKeyField(
        Plan, null=True, backref="rounds", on_delete="RESTRICT", help_text=N_("Its items are reported on too")
    )
    asks_fields = BooleanField(
        default=False, help_text=N_("The fields that the ministry made for reports in rounds are asked too")
    )
    is_repeated = BooleanField(
        default=False, help_text=N_("When it opens, the round of the next period is made by itself")
    )
    follows = ForeignKeyField("self", null=True, unique=True, backref="+", on_delete="RESTRICT")
    opened_at = DateTimeField(null=True)
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)

    area_id: int
    plan_id: int | None
    follows_id: int | None

    derived = frozenset({"begins_on", "ends_on", "follows", "name_order_ar", "name_order_en"})
    bounds = {"grace_days": (0, 366)}

    class Meta:
        constraints = [Check("due_on >= opens_on"), Check("grace_days BETWEEN 0 AND 366")]
        indexes = ((("begins_on", "ends_on"), False),)

    @property
    def reported(self) -> ReportingPeriod:
        """The period that is reported on."""
        return period_named(self.period)

    @property
    def is_opened(self) -> bool:
        """Whether reports were asked for."""
        return self.opened_at is not None

    def complete(self) -> None:
        self.period = self.reported.key
        self.begins_on, self.ends_on = self.reported.begins, self.reported.ends
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        yield from label_faults(self, "name")
        for name, codes in (("round_kind", ROUND_KINDS), ("round_choice", ROUND_CHOICES)):
            if self.__data__.get(name) not in codes:
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        if self.organization_kind and self.organization_kind not in ORGANIZATION_KINDS:
            yield Fault("UNKNOWN_CODE", "organization_kind", say("Choose one of the listed kinds of organisation."))
        elif self.round_choice == "KIND" and not self.organization_kind:
            yield Fault("MISSING", "organization_kind", say("Say which kind of organisation is asked."))
        yield from self._faults_of_days()

    def _faults_of_days(self) -> Iterator[Fault]:
        if self.opens_on and self.due_on and self.due_on < self.opens_on:
            yield Fault("DATES_REVERSED", "due_on", say("It would be due before it opens."))
        try:
            period_named(self.period)
        except Refused as refusal:
            yield from refusal.faults

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        changed = [name for name in ASKED if before and before[name] != self.__data__.get(name)]
        if self.is_opened:
            for name in changed:
                yield Fault("FIXED", name, FIXED)


class RoundArea(Table):
    """An area within that of a round, to which it is limited."""

    round = ForeignKeyField(Round, backref="areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    round_id: int
    area_id: int

    class Meta:
        indexes = ((("round", "area"), True),)


class RoundOrganization(Table):
    """An organisation that was chosen by hand to be asked. It stays when it is merged: whom it stands for is asked."""

    round = ForeignKeyField(Round, backref="organizations", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    round_id: int
    organization_id: int

    class Meta:
        indexes = ((("round", "organization"), True),)


register(
    RecordType(
        model=Round,
        # Translators: An authority asks organisations for reports, until a day (a noun).
        one=say("Reporting round"),
        many=say("Reporting rounds"),
        rule="round",
        writers="officers",
        position=47,
        menu="settings",
        lies_in="area",
        scope="rounds:read",
        parts=(Part(RoundArea, say("Areas")), Part(RoundOrganization, say("Organisations asked"))),
        labels={
            "period": say("Period"),
            # Translators: What a reporting round asks for.
            "round_kind": say("What is asked"),
            # Translators: Which organisations a reporting round asks.
            "round_choice": say("Who is asked"),
            "organization_kind": say("Kind of organisation"),
            "opens_on": say("Opens on"),
            "due_on": say("Due on"),
            "grace_days": say("Days of grace"),
            "takes_late": say("Late reports are taken"),
            "plan": say("Plan"),
            "asks_fields": say("Own fields are asked"),
            "is_repeated": say("Goes on by itself"),
            "follows": say("Round before"),
            "opened_at": say("Opened"),
        },
    )
)


def last_day_on_time(row: Round) -> Any:
    """The last day on which a report is on time."""
    return row.due_on + timedelta(days=row.grace_days)
