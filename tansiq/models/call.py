"""Calls for partners: those in charge of a plan item ask organisations to carry it out together.

PlanItem <--Call 1 ---- n CallAsk            what is asked: money, work in the item's unit, staff, equipment ...
             ^---------- n CallInvitation    who is asked
             ^---------- n CallAnswer        what they would bring (tansiq.models.call_answer)
             '---> Project                   the joint project, once an answer was accepted
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from peewee import CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.partnership_vocabulary import CALL_STATES, OFFER_KINDS
from tansiq.language.spoken_days import Day
from tansiq.language.words import N_, Sentence, say
from tansiq.models.column_values import MONEY, is_row_id
from tansiq.models.item_rules import faults_of_taking
from tansiq.models.organization import Organization
from tansiq.models.plan_item import PlanItem
from tansiq.models.project import Project
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register

NEXT_STATES: Mapping[str, tuple[str, ...]] = {"PREPARED": ("OPEN",), "OPEN": ("CLOSED",), "CLOSED": ("OPEN",)}
"""By state: those into which a call goes from there."""
ITEM_DONE = say("This item is done: nothing is asked for any more.")


class Call(Record):
    """One call, about one item. It is answered from `opens_on` to `closes_on`, both days among them, in the time zone
    of the country. `project` is the joint project of those whose answers were accepted, once there is one."""

    item = ForeignKeyField(PlanItem, backref="calls", on_delete="RESTRICT")
    text_ar = TextField(default="")
    text_en = TextField(default="")
    opens_on = DateField()
    closes_on = DateField(help_text=N_("The last day on which organisations answer"))
    call_state = CharField(max_length=10, default="PREPARED", constraints=[Check(CALL_STATES.check("call_state"))])
    project = ForeignKeyField(Project, null=True, backref="calls", on_delete="RESTRICT")

    item_id: int
    project_id: int | None

    class Meta:
        constraints = [Check("closes_on >= opens_on")]

    def faults(self) -> Iterator[Fault]:
        if not (self.text_ar or self.text_en):
            yield Fault("TEXT_MISSING", "text_ar", say("Say what is asked for, in Arabic or in English."))
        if self.call_state not in CALL_STATES:
            yield Fault("UNKNOWN_CODE", "call_state", say("Choose one of the listed states."))
        if self.closes_on < self.opens_on:
            yield Fault("DATES_REVERSED", "closes_on", say("The end is before the beginning."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before and before["item"] != self.__data__.get("item"):
            yield Fault("FIXED", "item", say("A call stays with its plan item. Make another call."))
        was = before.get("call_state", "PREPARED")
        is_opened = self.call_state == "OPEN" and was != "OPEN"
        if not before or is_opened:
            yield from faults_of_asking(self.referred("item"))
        if is_opened:
            yield from self._faults_of_opening()
        if self.call_state != was and self.call_state not in NEXT_STATES.get(was, ()):
            text = say("From “%(state)s” it does not go there.", state=Sentence(CALL_STATES.text_of(was)))
            yield Fault("STATE_SKIPPED", "call_state", text)

    def _faults_of_opening(self) -> Iterator[Fault]:
        """Whoever is asked must be able to read what they are asked about."""
        item = self.referred("item")
        if item is not None and not item.plan.is_published:
            text = say("The plan is not published: organisations could not read what is asked. Publish it first.")
            yield Fault("NOT_PUBLISHED", "item", text)


def faults_of_asking(item: PlanItem | None) -> Iterator[Fault]:
    """What stands against asking for partners for an item from now on; told at the field `item`."""
    yield from faults_of_taking(item)
    if item is not None and item.item_state == "DONE":
        yield Fault("ITEM_DONE", "item", ITEM_DONE)


class CallAsk(Table):
    """How much of one kind (a code of OFFER_KINDS) is asked for: money in `currency` (ISO 4217), work in the unit of
    the item, all else by number. `text` says what, such as which vehicles."""

    call = ForeignKeyField(Call, backref="asks", on_delete="CASCADE", index=False)
    offer_kind = CharField(max_length=10, constraints=[Check(OFFER_KINDS.check("offer_kind"))])
    amount = DecimalField(max_digits=16, decimal_places=2, constraints=[Check("amount > 0")])
    currency = CharField(max_length=3, default="")
    text = CharField(max_length=300, default="")

    call_id: int

    bounds = {"amount": MONEY}

    class Meta:
        constraints = [Check("(offer_kind = 'MONEY') = (currency <> '')")]
        indexes = ((("call", "offer_kind"), False),)


class CallInvitation(Record):
    """One organisation that is asked to answer a call; `note` is written to that one alone."""

    call = ForeignKeyField(Call, backref="invitations", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="call_invitations", on_delete="RESTRICT")
    note = TextField(default="")

    call_id: int
    organization_id: int

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if not before and (call := self.referred("call")) is not None:
            yield from faults_of_inviting(call)
        yield from (replace(fault, field="organization") for fault in faults_of_organization(self))
        if self._is_invited():
            yield Fault("INVITED_ALREADY", "organization", say("They are invited to this call already."))

    def _is_invited(self) -> bool:
        key, guest = self.__data__.get("call"), self.__data__.get("organization")
        if not (is_row_id(key) and is_row_id(guest)):
            return False
        others: Any = CallInvitation.select().where(
            CallInvitation.call == key,
            CallInvitation.organization == guest,
            CallInvitation.archived_at.is_null(),
            CallInvitation.id != (self.__data__.get("id") or 0),
        )
        return bool(others.exists())


def faults_of_inviting(call: Call) -> Iterator[Fault]:
    """What stands against inviting somebody to a call now."""
    if call.archived_at is not None or call.call_state != "OPEN":
        yield Fault("NOT_OPEN", "call", say("This call is not open. Open it first, then invite."))


def faults_of_organization(row: Any) -> Iterator[Fault]:
    """What stands against asking the organisation of a row, or hearing it; told at the field `organization`."""
    found = row.referred("organization")
    if found is None:
        return
    if found.archived_at is not None or found.dissolved_on is not None:
        text = say("This organisation was archived or dissolved. Choose another one.")
        yield Fault("ORGANIZATION_GONE", "organization", text)
    elif found.suspended_on is not None:
        text = say("The licence of this organisation is suspended: it takes on nothing new for now.")
        yield Fault("SUSPENDED", "organization", text)


def _days(row: Call) -> str:
    return f"{Day(row.opens_on)} – {Day(row.closes_on)}"


register(
    RecordType(
        model=Call,
        # Translators: Those in charge of a plan item ask organisations to carry it out together (a noun).
        one=say("Call for partners"),
        many=say("Calls for partners"),
        rule="call",
        writers="officers",
        position=46,
        has_pages=False,
        parent="item",
        follows_parent=True,
        lies_in="item.plan.area",
        belongs_to="item.plan.organization",
        parts=(Part(CallAsk, say("What is called for")),),
        name=_days,
        called_by=("item",),
        labels={
            "item": say("Plan item"),
            "text_ar": say("What is asked for (Arabic)"),
            "text_en": say("What is asked for (English)"),
            "call_state": say("State"),
            "opens_on": say("Answers from"),
            "closes_on": say("Answers until"),
            "project": say("Joint project"),
        },
    )
)
register(
    RecordType(
        model=CallInvitation,
        one=say("Invitation to a call"),
        many=say("Invited to the call"),
        rule="call_answer",
        writers="officers",
        position=47,
        has_pages=False,
        parent="call",
        follows_parent=True,
        lies_in="call.item.plan.area",
        belongs_to="organization",
        called_by=("organization",),
        labels={"call": say("Call for partners"), "note": say("Note")},
    )
)
