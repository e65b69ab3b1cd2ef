"""Commitments: what an organisation takes on of an item of a plan, or of a demand that is in no plan yet.

    Organization --Commitment--> PlanItem, or Demand       with an intervention once there is one that does it

What of an item is covered, and what is open, is told by tansiq.plans.coverage_of_items.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, Check, DateField, DecimalField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import fold_tight
from tansiq.language.numbers import Figure, written
from tansiq.language.plan_vocabulary import COMMITMENT_STATES
from tansiq.language.units import unit_text
from tansiq.language.words import N_, Sentence, isolated, ngettext, say
from tansiq.models.column_values import MONEY, PEOPLE, is_row_id
from tansiq.models.demand import Demand
from tansiq.models.extra import ExtraField
from tansiq.models.intervention import Intervention
from tansiq.models.item_rules import faults_of_taking
from tansiq.models.organization import Organization
from tansiq.models.plan_item import PlanItem
from tansiq.models.project import currency_faults
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register

NEXT_STATES: Mapping[str, tuple[str, ...]] = {
    "OFFERED": ("AGREED", "CANCELLED"),
    "AGREED": ("UNDER_WAY", "DELIVERED", "CANCELLED"),
    "UNDER_WAY": ("DELIVERED", "CANCELLED"),
    "DELIVERED": ("UNDER_WAY",),
    "CANCELLED": ("OFFERED",),
}
"""By state: those into which a commitment goes from there."""


class Commitment(Record):
    """One commitment to either an item or a demand. `quantity` is in units as its `unit` says in words, `amount` in
    units of `currency` (ISO 4217), `people` are persons, not households; what is empty is not said.

    `organization` is that of the intervention, where there is one.
    """

    item = ForeignKeyField(PlanItem, null=True, backref="commitments", on_delete="RESTRICT")
    demand = ForeignKeyField(Demand, null=True, backref="commitments", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="commitments", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="commitments", on_delete="RESTRICT")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="", help_text=N_("As the item says it: only equal units are added up"))
    people = IntegerField(null=True, constraints=[Check("people >= 0")], help_text=N_("Persons, not households"))
    amount = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("amount >= 0")])
    currency = CharField(max_length=3, default="")
    commitment_state = CharField(
        max_length=10, default="OFFERED", constraints=[Check(COMMITMENT_STATES.check("commitment_state"))]
    )
    offered_on = DateField()
    due_on = DateField(null=True)
    delivered_on = DateField(null=True)
    remark = TextField(default="")
    unit_key = CharField(max_length=80, default="")
    extra = ExtraField()

    item_id: int | None
    demand_id: int | None
    organization_id: int
    intervention_id: int | None

    derived = frozenset({"unit_key"})
    bounds = {"quantity": (0, 10**11), "people": PEOPLE, "amount": MONEY}

    class Meta:
        constraints = [
            Check("(item_id IS NULL) <> (demand_id IS NULL)"),
            Check("quantity IS NULL OR unit <> ''"),
            Check("amount IS NULL OR currency <> ''"),
            Check("due_on >= offered_on"),
            Check("delivered_on >= offered_on"),
        ]

    def complete(self) -> None:
        # As that of an item: a sign such as % folds to nothing.
        self.unit_key = fold_tight(self.unit) or self.unit

    def faults(self) -> Iterator[Fault]:
        if (self.__data__.get("item") is None) == (self.__data__.get("demand") is None):
            yield Fault("ONE_OF_TWO", "item", say("A commitment is to an item of a plan, or else to a demand."))
        if self.quantity is not None and not self.unit:
            yield Fault("UNIT_MISSING", "unit", say("Say in which unit the quantity is."))
        if self.amount is not None and not self.currency:
            yield Fault("CURRENCY_MISSING", "currency", say("Say in which currency the amount is."))
        if self.commitment_state not in COMMITMENT_STATES:
            yield Fault("UNKNOWN_CODE", "commitment_state", say("Choose one of the listed states."))
        yield from self._faults_of_days()

    def _faults_of_days(self) -> Iterator[Fault]:
        for name in ("due_on", "delivered_on"):
            if (day := getattr(self, name)) is not None and day < self.offered_on:
                yield Fault("DATES_REVERSED", name, say("This day is before the day of the offer."))
        if self.commitment_state == "DELIVERED" and self.delivered_on is None:
            yield Fault("MISSING", "delivered_on", say("Say on which day it was delivered."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from currency_faults(self.currency)
        yield from self._faults_of_intervention()
        if not before or before["item"] != self.__data__.get("item"):
            yield from faults_of_taking(self.referred("item"))
        was = before.get("commitment_state", self.commitment_state)
        if self.commitment_state != was and self.commitment_state not in NEXT_STATES.get(was, ()):
            text = say("From “%(state)s” it does not go there.", state=Sentence(COMMITMENT_STATES.text_of(was)))
            yield Fault("STATE_SKIPPED", "commitment_state", text)

    def _faults_of_intervention(self) -> Iterator[Fault]:
        work = self.__data__.get("intervention")
        if not is_row_id(work):
            return
        owner = Intervention.select(Intervention.organization).where(Intervention.id == work).scalar()
        if owner is not None and owner != self.__data__.get("organization"):
            text = say("This intervention is carried out by another organisation. Choose one of its own.")
            yield Fault("OTHER_ORGANIZATION", "intervention", text)


def how_much(row: Commitment) -> str:
    """How much a commitment is to, in the language now spoken: its quantity, else its people, else its money; "" where
    it does not say."""
    if row.quantity is not None:
        return f"{written(row.quantity)} {isolated(unit_text(row.unit))}".strip()
    if row.people is not None:
        return ngettext("%(count)s person", "%(count)s persons", Figure(row.people))
    return "" if row.amount is None else f"{written(row.amount)} {row.currency}"


register(
    RecordType(
        model=Commitment,
        # Translators: What an organisation takes on of an item of a plan (a noun).
        one=say("Commitment"),
        many=say("Commitments"),
        rule="commitment",
        writers="officers",
        proposers=ENTERED,
        position=42,
        menu="plans",
        lies_in="item.plan.area or demand.area",
        belongs_to="organization",
        scope="plans:read",
        name=how_much,
        called_by=("organization", "item", "demand"),
        labels={
            "name": say("Commitment"),
            "item": say("Plan item"),
            "demand": say("Demand"),
            "quantity": say("Quantity"),
            "unit": say("Unit"),
            "people": say("People to be served"),
            "amount": say("Amount of money"),
            "commitment_state": say("State"),
            "offered_on": say("Offered on"),
            "due_on": say("Due on"),
            "delivered_on": say("Delivered on"),
            "remark": say("Remark"),
        },
    )
)
