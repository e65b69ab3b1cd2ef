"""Indicators of plans and of their items: what is measured, from where, and where it is to get.

    Plan 1 ---- n Indicator n ---- 1 PlanItem (null: of the plan as a whole)
                  Indicator 1 ---- n IndicatorTarget (what is to be achieved, by which day)
                            1 ---- n IndicatorValue (what was achieved, by which day)

Targets and values are records of their own, as the people that sites reach are: several who report at once do not
clash, and each value tells who entered it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.plan_vocabulary import DIRECTIONS, WAYS_TOGETHER
from tansiq.language.words import N_, say
from tansiq.models.column_values import is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.form_rules import FIGURES
from tansiq.models.item_rules import faults_of_plan
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.plan import Plan
from tansiq.models.plan_item import PlanItem
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class Indicator(Record):
    """One indicator. Figures are in its `unit`, in words as entered; a baseline that nobody knows is empty.

    `over_areas` and `over_time` say how values are put together (tansiq.plans.indicator_figures). With a `form_item`
    its values are the approved figures of that item (tansiq.plans.followed_items).
    """

    plan = ForeignKeyField(Plan, backref="indicators", on_delete="RESTRICT")
    item = ForeignKeyField(
        PlanItem,
        null=True,
        backref="indicators",
        on_delete="RESTRICT",
        help_text=N_("Empty: it measures the plan as a whole"),
    )
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    unit = CharField(max_length=80, help_text=N_("Such as percent, households, cubic metres a day"))
    direction = CharField(max_length=8, constraints=[Check(DIRECTIONS.check("direction"))])
    baseline = DecimalField(
        max_digits=16, decimal_places=3, null=True, help_text=N_("Where it stood before; empty: not known")
    )
    baseline_on = DateField(null=True)
    over_areas = CharField(max_length=8, constraints=[Check(WAYS_TOGETHER.check("over_areas"))])
    over_time = CharField(
        max_length=8,
        constraints=[Check(WAYS_TOGETHER.check("over_time"))],
        help_text=N_("Latest where each value tells how things stand; sum where each tells what was added"),
    )
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()
    form_item = ForeignKeyField(
        FieldDefinition,
        null=True,
        backref="+",
        on_delete="RESTRICT",
        help_text=N_("What units report of it, once approved, is what was achieved; no values are entered by hand"),
    )

    plan_id: int
    item_id: int | None
    form_item_id: int | None

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("baseline IS NULL OR baseline_on IS NOT NULL"),
        ]

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.direction not in DIRECTIONS:
            yield Fault("UNKNOWN_CODE", "direction", say("Say whether it is to rise or to fall."))
        for name in ("over_areas", "over_time"):
            if self.__data__[name] not in WAYS_TOGETHER:
                yield Fault("UNKNOWN_CODE", name, say("Choose how its values are put together."))
        if self.baseline is not None and self.baseline_on is None:
            yield Fault("MISSING", "baseline_on", say("Say on which day the baseline was measured."))
        if self.baseline is None and self.baseline_on is not None:
            yield Fault("MISSING", "baseline", say("Say what was measured on this day, or take the day away."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if (plan := self.referred("plan")) is None:
            return
        yield from faults_of_plan(plan)
        if before and before["plan"] != self.__data__.get("plan"):
            yield Fault("OTHER_PLAN", "plan", say("An indicator stays in its plan. Enter it in the other plan anew."))
        item_id = self.__data__.get("item")
        if is_row_id(item_id) and not PlanItem.select().where(PlanItem.id == item_id, PlanItem.plan == plan).exists():
            yield Fault("OTHER_PLAN", "item", say("This item stands in another plan. Choose one of the same plan."))
        yield from self._faults_of_form_item(before)
        measured = ("direction", "baseline", "baseline_on")
        if before and self.keeps(*measured) and any(before[name] != self.__data__.get(name) for name in measured):
            yield from self._faults_of_rows()

    def _faults_of_form_item(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """A plan tells what it follows to all its readers, so that may be no secret of the form."""
        one = self.referred("form_item")
        if one is None or before.get("form_item") == one.id:
            return
        form = one.referred("record_type")
        if form is None or not form.is_form or one.value_type not in FIGURES or not one.over_areas:
            text = say("Choose an item of a form whose figures of several units are put together.")
            yield Fault("NOT_FOUND", "form_item", text)
        elif form.policy != "PUBLIC" or not one.is_open:
            text = say("This is not published: whoever reads the plan would be told of it.")
            yield Fault("UNPUBLISHED", "form_item", text)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        yield from faults_of_plan(Plan.get_by_id(self.plan_id))

    def faults_of_target(self, on: date | None, value: Decimal | None) -> Iterator[Fault]:
        """What is wrong with a target of this indicator beside its baseline, at the target's own fields; what is None
        could not be read, and is not judged."""
        if self.baseline is None or self.baseline_on is None:
            return
        if on is not None and on <= self.baseline_on:
            yield Fault("BEFORE_BASELINE", "on", say("A target lies after the day of the baseline."))
        if value is not None:
            yield from self._faults_of_aim(value, self.baseline)

    def _faults_of_aim(self, value: Decimal, baseline: Decimal) -> Iterator[Fault]:
        told = {"target": plain(value), "baseline": plain(baseline)}
        if self.direction == "RISING" and value < baseline:
            text = say(
                "This indicator is to rise: its target %(target)s cannot be below its baseline %(baseline)s.", **told
            )
            yield Fault("TARGET_BEHIND", "value", text)
        if self.direction == "FALLING" and value > baseline:
            text = say(
                "This indicator is to fall: its target %(target)s cannot be above its baseline %(baseline)s.", **told
            )
            yield Fault("TARGET_BEHIND", "value", text)

    def faults_of_value(self, on: date) -> Iterator[Fault]:
        """What is wrong with the day of a value of this indicator."""
        if self.baseline_on is not None and on < self.baseline_on:
            yield Fault("BEFORE_BASELINE", "on", say("A value is not older than the baseline."))

    def _faults_of_rows(self) -> Iterator[Fault]:
        """What no longer fits the baseline or the direction of the targets and values that are stored: one of each."""
        targets, values = (_standing(self, backref) for backref in ("targets", "reported"))
        found = [fault for row in targets for fault in self.faults_of_target(row.on, row.value)]
        found += [fault for row in values for fault in self.faults_of_value(row.on)]
        for name, fault in {("baseline_on" if fault.field == "on" else "baseline"): fault for fault in found}.items():
            yield replace(fault, field=name)


def _standing(row: Indicator, backref: str) -> list[Any]:
    """The targets or values of a stored indicator that are not archived."""
    return [one for one in getattr(row, backref) if one.archived_at is None]


def plain(value: Any) -> str:
    """A figure without zeros behind, set apart so that it keeps its order within Arabic words."""
    return f"\u2068{Decimal(str(value)).normalize():f}\u2069"


register(
    RecordType(
        model=Indicator,
        # Translators: What is measured to tell how far a plan has come (a noun).
        one=say("Indicator"),
        many=say("Indicators"),
        rule="with_its_row",
        writers="officers",
        proposers=frozenset({"people"}),
        position=37,
        parent="plan",
        follows_parent=True,
        lies_in="plan.area",
        belongs_to="plan.organization",
        scope="plans:read",
        labels={"form_item": say("Follows the item of a form")},
    )
)
