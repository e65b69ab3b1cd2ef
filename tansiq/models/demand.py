"""Demands: what an office, a council or a citizen asks for in an area.

    Demand --joined_into--> Demand     alike ones are one matter: the joined one stays readable and says into which
           --item---------> PlanItem   the item of a plan into which it was taken; an item gathers several

Figures of people in need are another thing: those are assessed (Need).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DecimalField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.plan_vocabulary import DEMAND_OUTCOMES, DEMAND_RAISERS
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.column_values import PEOPLE, is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.item_rules import faults_of_taking
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.plan_item import PlanItem
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.models.sector import Sector
from tansiq.platform import clock


class Demand(Record):
    """One demand. `quantity` is in units as its `unit` says in words; `people` are persons, not households; severity
    runs from 1 (minimal) to 5 (extreme). `raiser` is a name, and may be that of a private person."""

    area = ForeignKeyField(Area, backref="demands", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="demands", on_delete="RESTRICT")
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    description = TextField(default="")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="", help_text=N_("Such as households connected, metres, classrooms"))
    people = IntegerField(null=True, constraints=[Check("people >= 0")], help_text=N_("Persons, not households"))
    severity = IntegerField(null=True, constraints=[Check("severity BETWEEN 1 AND 5")])
    raised_on = DateField()
    raised_by = CharField(max_length=20, constraints=[Check(DEMAND_RAISERS.check("raised_by"))])
    raiser = CharField(max_length=200, default="", help_text=N_("Shown to those alone who decide on the demand"))
    joined_into = ForeignKeyField("self", null=True, backref="joined", on_delete="RESTRICT")
    item = ForeignKeyField(PlanItem, null=True, backref="demands", on_delete="RESTRICT")
    outcome = CharField(max_length=10, default="OPEN", constraints=[Check(DEMAND_OUTCOMES.check("outcome"))])
    reason = TextField(default="")
    is_published = BooleanField(default=True)
    search = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    area_id: int
    sector_id: int
    joined_into_id: int | None
    item_id: int | None

    derived = frozenset({"search", "title_order_ar", "title_order_en"})
    bounds = {"quantity": (0, 10**11), "people": PEOPLE, "severity": (1, 5)}

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> ''"), Check("joined_into_id <> id")]

    def complete(self) -> None:
        self.search = search_text([self.title_ar, self.title_en])
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.title_ar or self.title_en):
            yield Fault("NAME_MISSING", "title_ar", say("Give a title, in Arabic or in English."))
        if self.quantity is not None and not self.unit:
            yield Fault("UNIT_MISSING", "unit", say("Say in which unit the quantity is."))
        if self.raised_by not in DEMAND_RAISERS:
            yield Fault("UNKNOWN_CODE", "raised_by", say("Choose who raised it from the list."))
        if self.raised_on > clock.today():
            yield Fault("DAY_AHEAD", "raised_on", say("This day has not come yet."))
        if self.outcome not in DEMAND_OUTCOMES:
            yield Fault("UNKNOWN_CODE", "outcome", say("Choose one of the listed decisions."))
        if self.outcome == "DECLINED" and not self.reason:
            yield Fault("REASON_MISSING", "reason", say("Say why it is declined."))
        if (self.outcome == "TAKEN") != (self.__data__.get("item") is not None):
            yield Fault("ITEM_MISSING", "item", say("Choose the item of a plan into which it is taken."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """What it is joined into is neither itself nor joined further: whoever reads it is led there in one step."""
        if before.get("item") != self.__data__.get("item"):
            yield from faults_of_taking(self.referred("item"))
        into = self.__data__.get("joined_into")
        if into is None or into == before.get("joined_into") or not is_row_id(into):
            return
        stands: Any = Demand.select().where(Demand.id == into, Demand.joined_into.is_null())
        if into == self.__data__.get("id") or not stands.exists():
            yield Fault("JOINED_FURTHER", "joined_into", say("Join it into a demand that stands by itself."))


register(
    RecordType(
        model=Demand,
        # Translators: What an office, a council or a citizen asks for in an area (a noun).
        one=say("Demand"),
        many=say("Demands"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        is_anybodys=True,
        position=41,
        menu="plans",
        lies_in="area",
        scope="plans:read",
        labels={
            "description": say("What is asked for"),
            "quantity": say("Quantity"),
            "unit": say("Unit"),
            "people": say("People concerned"),
            "raised_on": say("Raised on"),
            "raised_by": say("Raised by"),
            "raiser": say("Name of whoever raised it"),
            "joined_into": say("Joined into"),
            "item": say("Taken into the item"),
            "outcome": say("Decision"),
            "reason": say("Reason"),
        },
        personal=frozenset({"raiser"}),
        is_known_in_charge=True,
    )
)
