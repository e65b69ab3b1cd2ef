"""Decisions of meetings: followed until they are done or dropped.

Meeting --< MeetingDecision --owner--> organisation, unit or account     about something of the register, or not
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.meeting_vocabulary import ABOUT_KINDS, DECISION_STATES
from tansiq.language.words import say
from tansiq.models.about_rules import faults_of_about, faults_of_new_about
from tansiq.models.account import Account
from tansiq.models.meeting import Meeting
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.sector import Sector
from tansiq.models.unit import Unit
from tansiq.platform import clock

OWNERS = ("organization", "unit", "account")
"""The keys to whoever carries a decision out, of which at most one is filled."""


class MeetingDecision(Record):
    """One decision. Its text stands in `title_ar` and `title_en`; whoever carries it out is an organisation, a unit or
    somebody with an account, and may be lacking. `due_on` is the day by which it is to be done, `settled_on` the one
    on which it was done or dropped."""

    meeting = ForeignKeyField(Meeting, backref="decisions", on_delete="RESTRICT")
    title_ar = CharField(max_length=1000, default="")
    title_en = CharField(max_length=1000, default="")
    organization = ForeignKeyField(Organization, null=True, backref="meeting_decisions", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, null=True, backref="meeting_decisions", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="meeting_decisions", on_delete="RESTRICT")
    due_on = DateField(null=True)
    about_kind = CharField(
        max_length=20, default="", constraints=[Check(f"about_kind = '' OR {ABOUT_KINDS.check('about_kind')}")]
    )
    about_id = IntegerField(null=True)
    about_sector = ForeignKeyField(Sector, null=True, backref="meeting_decisions", on_delete="RESTRICT")
    decision_state = CharField(
        max_length=10, default="OPEN", constraints=[Check(DECISION_STATES.check("decision_state"))]
    )
    settled_on = DateField(null=True)
    remark = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)

    meeting_id: int
    organization_id: int | None
    unit_id: int | None
    account_id: int | None
    about_sector_id: int | None

    derived = frozenset({"title_order_ar", "title_order_en"})

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> ''")]
        indexes = ((("decision_state", "due_on"), False), (("about_kind", "about_id"), False))

    def complete(self) -> None:
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.title_ar or self.title_en):
            yield Fault("NAME_MISSING", "title_ar", say("Say what was decided, in Arabic or in English."))
        if sum(self.__data__.get(name) is not None for name in OWNERS) > 1:
            text = say("One carries it out: an organisation, an office, or a person with an account.")
            yield Fault("ONE_OF_TWO", "organization", text)
        if self.decision_state not in DECISION_STATES:
            yield Fault("UNKNOWN_CODE", "decision_state", say("Choose one of the listed states."))
        if self.settled_on is not None and self.settled_on > clock.today():
            yield Fault("DAY_AHEAD", "settled_on", say("This day has not come yet."))
        if self.settled_on is not None and self.decision_state == "OPEN":
            text = say("An open decision has no such day. Empty it, or say that it is done or dropped.")
            yield Fault("INVALID", "settled_on", text)
        yield from faults_of_about(self)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from faults_of_new_about(self, before)
        if before and before["meeting"] != self.__data__.get("meeting"):
            yield Fault("FIXED", "meeting", say("A decision stays with the meeting that took it."))
        was = before.get("decision_state", "OPEN")
        if self.decision_state == "DROPPED" != was and not self.remark:
            yield Fault("REASON_MISSING", "remark", say("Say why it is dropped."))

    def state(self, today: date) -> str:
        """How it stands on a day, a code of TOLD_DECISION_STATES."""
        is_late = self.decision_state == "OPEN" and self.due_on is not None and self.due_on < today
        return "OVERDUE" if is_late else self.decision_state


register(
    RecordType(
        model=MeetingDecision,
        # Translators: What a meeting decided (a noun).
        one=say("Decision of a meeting"),
        many=say("Decisions of meetings"),
        rule="meeting_decision",
        writers="officers",
        proposers=frozenset({"people"}),
        position=49,
        parent="meeting",
        follows_parent=True,
        lies_in="meeting.area",
        belongs_to="organization",
        told_by="organization",
        is_common=True,
        labels={
            "meeting": say("Meeting"),
            "title_ar": say("Arabic text of the decision"),
            "title_en": say("English text of the decision"),
            "organization": say("Organisation that carries it out"),
            "unit": say("Office that carries it out"),
            "account": say("Person who carries it out"),
            "due_on": say("Due on"),
            "about_kind": say("About"),
            "about_id": say("Which one"),
            "about_sector": say("Sector of the gap"),
            "decision_state": say("State"),
            "settled_on": say("Settled on"),
            "remark": say("Remark"),
        },
        personal=frozenset({"account"}),
        is_known_in_charge=True,
    )
)
