"""Answers to calls for partners: what an organisation would bring.

CallAnswer --call, organization--> of an organisation that is invited; its newest answer counts
     ^---- CallOffer               money by currency, work in the item's unit, staff, equipment, sites, days
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateTimeField, DecimalField, ForeignKeyField, TextField, fn

from tansiq.faults import Fault
from tansiq.language.partnership_vocabulary import CALL_ANSWER_STATES, OFFER_KINDS
from tansiq.language.spoken_days import Day
from tansiq.language.words import Sentence, say
from tansiq.models.account import Account
from tansiq.models.call import Call, CallInvitation, faults_of_organization
from tansiq.models.column_values import MONEY, is_row_id
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import Part, RecordType, register
from tansiq.platform import clock

LONGEST_NOTE = 4_000
GIVEN_STATES = ("OFFERED", "DECLINED")
"""What an organisation may answer; the other states are what becomes of it."""
NEXT_STATES: Mapping[str, tuple[str, ...]] = {
    "OFFERED": ("ACCEPTED", "REFUSED", "REPLACED"),
    "DECLINED": ("REPLACED",),
    "REFUSED": ("OFFERED", "REPLACED"),
    "ACCEPTED": ("OFFERED",),
}
"""By state: those into which an answer goes from there."""


class CallAnswer(Record):
    """One answer of one organisation; a newer one replaces it. `reason` says why an offer was not taken up. Those in
    charge may have recorded it for the organisation (`is_recorded`), such as after a telephone call; `author` is the
    name of the person who wrote it, known to few."""

    call = ForeignKeyField(Call, backref="answers", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="call_answers", on_delete="RESTRICT")
    answer_state = CharField(
        max_length=10, default="OFFERED", constraints=[Check(CALL_ANSWER_STATES.check("answer_state"))]
    )
    note = TextField(default="")
    reason = TextField(default="")
    # Kept by the program.
    answered_at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")
    is_recorded = BooleanField(default=False)

    call_id: int
    organization_id: int
    account_id: int | None

    derived = frozenset({"answered_at", "account", "author", "is_recorded"})

    def faults(self) -> Iterator[Fault]:
        if self.answer_state not in CALL_ANSWER_STATES:
            yield Fault("UNKNOWN_CODE", "answer_state", say("Choose one of the listed states."))
        for name in ("note", "reason"):
            if (count := len(getattr(self, name))) > LONGEST_NOTE:
                text = say(
                    "A note has at most %(most)s letters; this one has %(count)s.", most=LONGEST_NOTE, count=count
                )
                yield Fault("TOO_LONG", name, text)
        if self.answer_state == "REFUSED" and not self.reason:
            yield Fault("REASON_MISSING", "reason", say("Say why the offer is not taken up."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if not before:
            yield from self._faults_of_answering()
            return
        yield from self._faults_of_what_was_said(before)
        was = before["answer_state"]
        if self.answer_state != was and self.answer_state not in NEXT_STATES.get(was, ()):
            text = say("From “%(state)s” it does not go there.", state=Sentence(CALL_ANSWER_STATES.text_of(was)))
            yield Fault("STATE_SKIPPED", "answer_state", text)

    def _faults_of_answering(self) -> Iterator[Fault]:
        if self.answer_state not in GIVEN_STATES:
            yield Fault("STATE_SKIPPED", "answer_state", say("Offer something, or say that you take no part."))
        if (call := self.referred("call")) is not None:
            yield from faults_of_answering(call)
        yield from faults_of_organization(self)
        if not self._is_invited():
            text = say("Your organisation is not invited to this call. Ask those in charge of the plan to invite it.")
            yield Fault("NOT_INVITED", "organization", text)

    def _is_invited(self) -> bool:
        """Whether it was asked, by whatever name: a merged organisation is the one that stands for it."""
        call, own = self.__data__.get("call"), self.referred("organization")
        if own is None or not is_row_id(call):
            return False
        same: Any = Organization.select(Organization.id).where(
            fn.COALESCE(Organization.canonical, Organization.id) == (own.canonical_id or own.id)
        )
        kept: Any = CallInvitation.select().where(
            CallInvitation.call == call, CallInvitation.organization.in_(same), CallInvitation.archived_at.is_null()
        )
        return bool(kept.exists())

    def _faults_of_what_was_said(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """Of whom an organisation asks what it said is what it said: it answers anew."""
        said = [name for name in ("call", "note") if before[name] != self.__data__.get(name)]
        text = say("An answer is not changed afterwards. Answer anew: the newer answer counts.")
        yield from (Fault("FIXED", name, text) for name in said)


def faults_of_answering(call: Call) -> Iterator[Fault]:
    """What stands against answering a call today."""
    today = clock.today()
    if call.archived_at is not None or call.call_state != "OPEN":
        yield Fault("NOT_OPEN", "call", say("This call is not open: nobody answers it now."))
    elif today < call.opens_on:
        yield Fault("TOO_EARLY", "call", say("This call is answered from %(day)s on.", day=Day(call.opens_on)))
    elif today > call.closes_on:
        text = say("This call was to be answered until %(day)s. Ask those in charge of the plan.",
                   day=Day(call.closes_on))  # fmt: skip
        yield Fault("TOO_LATE", "call", text)


class CallOffer(Table):
    """How much of one kind (a code of OFFER_KINDS) an answer offers: money in `currency` (ISO 4217), work in the unit
    of the item, all else by number. `text` says what, such as which vehicles."""

    answer = ForeignKeyField(CallAnswer, backref="offers", on_delete="CASCADE", index=False)
    offer_kind = CharField(max_length=10, constraints=[Check(OFFER_KINDS.check("offer_kind"))])
    amount = DecimalField(max_digits=16, decimal_places=2, constraints=[Check("amount > 0")])
    currency = CharField(max_length=3, default="")
    text = CharField(max_length=300, default="")

    answer_id: int

    bounds = {"amount": MONEY}

    class Meta:
        constraints = [Check("(offer_kind = 'MONEY') = (currency <> '')")]
        indexes = ((("answer", "offer_kind"), False),)


register(
    RecordType(
        model=CallAnswer,
        one=say("Answer to a call"),
        many=say("Answers to calls"),
        rule="call_answer",
        writers="officers",
        readers_say=frozenset({"call", "organization", "answer_state", "note"}),
        said_with="proposals:write",
        position=48,
        has_pages=False,
        parent="call",
        follows_parent=True,
        lies_in="call.item.plan.area",
        belongs_to="organization",
        parts=(Part(CallOffer, say("What is offered")),),
        called_by=("organization",),
        labels={
            "call": say("Call for partners"),
            "answer_state": say("State"),
            "organization": say("For the organisation"),
            "note": say("Note"),
            "reason": say("Reason"),
            "author": say("Written by"),
        },
        personal=frozenset({"author"}),
        is_known_in_charge=True,
    )
)
