"""Values of indicators: what was achieved by a day, where, by which source, and who reported it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from peewee import CharField, DateField, DecimalField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.spoken_days import Day
from tansiq.language.words import N_, say
from tansiq.models.area import Area, AreaClosure
from tansiq.models.extra import ExtraField
from tansiq.models.indicator import Indicator
from tansiq.models.item_rules import faults_of_plan
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.platform import clock


class IndicatorValue(Record):
    """One value, in the unit of the indicator. Without an area it is that of all the indicator measures.

    `organization` reported it; the account that entered it is told by the history. `source` says where it was taken
    from. Areas of the values of one indicator lie beside each other, so that nothing is counted twice.
    """

    indicator = ForeignKeyField(Indicator, backref="reported", on_delete="CASCADE")
    on = DateField()
    value = DecimalField(max_digits=16, decimal_places=3)
    area = ForeignKeyField(
        Area, null=True, backref="+", on_delete="RESTRICT", help_text=N_("Empty: of all that the indicator measures")
    )
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    source = CharField(max_length=200, default="")
    extra = ExtraField()

    indicator_id: int
    area_id: int | None
    organization_id: int | None

    def faults(self) -> Iterator[Fault]:
        if self.on > clock.today():
            yield Fault("DAY_AHEAD", "on", say("This day has not come yet: what is to be achieved is a target."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if (indicator := self.referred("indicator")) is None:
            return
        yield from faults_of_plan(indicator.plan, is_report=True)
        if indicator.form_item_id is not None and not before:
            text = say("This indicator follows the reports of a form: its values are not entered by hand.")
            yield Fault("FOLLOWS", "indicator", text)
        if self.keeps("on"):
            yield from indicator.faults_of_value(self.on)
        if self.keeps("area") and (not before or before["area"] != self.__data__.get("area")):
            yield from self._faults_of_area(indicator)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        yield from faults_of_plan(self.indicator.plan, is_report=True)
        if act == "RESTORE":
            yield from (replace(fault, field="") for fault in self._faults_of_area(self.indicator))

    def _faults_of_area(self, indicator: Indicator) -> Iterator[Fault]:
        area_id = self.__data__.get("area")
        if area_id is not None and not _lies_in(area_id, indicator.plan.area_id):
            yield Fault("OUTSIDE", "area", say("This area lies outside of the area of the plan."))
        table: Any = type(self)
        others = table.select(table.area).where(
            table.indicator == indicator.id, table.archived_at.is_null(), table.id != (self.__data__.get("id") or 0)
        )
        given = {found for (found,) in others.distinct().tuples()}
        if any(_contains(area_id, other) for other in given):
            text = say("Other values of this indicator are told for an area that contains this one, or lies in it: "
                       "the same would be counted twice. Keep to areas beside each other.")  # fmt: skip
            yield Fault("AREAS_CONTAIN", "area", text)


def _contains(one: int | None, other: int | None) -> bool:
    """Whether one of two different areas lies in the other; None is all of it."""
    if one == other:
        return False
    return one is None or other is None or _lies_in(one, other) or _lies_in(other, one)


def _lies_in(inner: int, outer: int) -> bool:
    return bool(AreaClosure.select().where(AreaClosure.ancestor == outer, AreaClosure.descendant == inner).exists())


register(
    RecordType(
        model=IndicatorValue,
        one=say("Value of an indicator"),
        many=say("Values of indicators"),
        rule="with_its_row",
        writers="officers",
        proposers=frozenset({"people"}),
        position=39,
        parent="indicator",
        follows_parent=True,
        lies_in="indicator.plan.area",
        belongs_to="indicator.plan.organization",
        scope="plans:read",
        told_by="indicator.item.organization",
        name=lambda row: say("Value of %(day)s", day=Day(row.on)),
        labels={"on": say("Achieved by"), "value": say("Value achieved"), "organization": say("Reported by")},
    )
)
