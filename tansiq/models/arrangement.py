"""Arrangements: what an officer or a party of a case proposes, so that nothing is done twice, and how all answer.

Arrangement ---- ArrangementStep     what becomes of one intervention: it withdraws, moves, has other days ...
     ^---------- ArrangementAnswer   what one organisation says to it; its last answer counts
     '---------> Proposal            the changes to the records, once all agreed
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.case_vocabulary import ARRANGEMENT_KINDS, ARRANGEMENT_STATES, REPLIES
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.intervention import Intervention
from tansiq.models.organization import Organization
from tansiq.models.overlap_case import LONGEST_MESSAGE, OverlapCase
from tansiq.models.proposal import Proposal
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import Part, RecordType, register
from tansiq.models.sector import PopulationGroup

SAID = frozenset({"case", "arrangement_kind", "organization", "lead", "note", "answer_by"})
"""What whoever proposes an arrangement says of it."""
ARRANGED = say("What was proposed does not change any more. Withdraw it, and propose another arrangement.")


class Arrangement(Record):
    """One arrangement. `organization` is the one that proposes it, empty where an officer does; `answer_by` the day
    until which the parties answer; `lead` the intervention that the others become parts of (SAME_PROJECT alone)."""

    case = ForeignKeyField(OverlapCase, backref="arrangements", on_delete="RESTRICT")
    arrangement_kind = CharField(max_length=15, constraints=[Check(ARRANGEMENT_KINDS.check("arrangement_kind"))])
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    lead = ForeignKeyField(Intervention, null=True, backref="+", on_delete="CASCADE")
    note = TextField(default="")
    answer_by = DateField(null=True)
    # Kept by the program.
    arrangement_state = CharField(
        max_length=12, default="PROPOSED", constraints=[Check(ARRANGEMENT_STATES.check("arrangement_state"))]
    )
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")

    case_id: int
    organization_id: int | None
    lead_id: int | None
    proposal_id: int | None
    account_id: int | None

    derived = frozenset({"proposal", "account", "author"})

    def faults(self) -> Iterator[Fault]:
        if self.arrangement_kind not in ARRANGEMENT_KINDS:
            yield Fault("UNKNOWN_CODE", "arrangement_kind", say("Choose one of the listed arrangements."))
        if self.arrangement_state not in ARRANGEMENT_STATES:
            yield Fault("UNKNOWN_CODE", "arrangement_state", say("Choose one of the listed states."))
        yield from _faults_of_note(self.note)
        if self.arrangement_kind == "SAME_PROJECT" and self.__data__.get("lead") is None:
            yield Fault("MISSING", "lead", say("Say which of the interventions leads."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """What the parties were asked about is what they answer to."""
        changed = [name for name in sorted(SAID) if name in before and before[name] != self.__data__.get(name)]
        yield from (Fault("ARRANGED", name, ARRANGED) for name in changed)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        has_steps = ArrangementStep.select().where(ArrangementStep.arrangement == self.id).exists()
        if act == "CHANGE" and has_steps:
            yield Fault("ARRANGED", "", ARRANGED)


class ArrangementStep(Table):
    """What becomes of one intervention of the case: what is empty stays as it is. A step of WITHDRAW says no more than
    the intervention; MOVE and AREAS name the place, GROUPS the people, DATES the days."""

    arrangement = ForeignKeyField(Arrangement, backref="steps", on_delete="CASCADE", index=False)
    intervention = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, null=True, backref="+", on_delete="RESTRICT", index=False)
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)

    arrangement_id: int
    intervention_id: int
    area_id: int | None
    population_group_id: int | None

    class Meta:
        indexes = ((("arrangement", "intervention"), True),)


class ArrangementAnswer(Record):
    """What one organisation answers to an arrangement; of several answers of one organisation the last counts. An
    officer may have recorded it for the organisation (`is_recorded`), such as after a telephone call."""

    arrangement = ForeignKeyField(Arrangement, backref="answers", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    reply = CharField(max_length=10, constraints=[Check(REPLIES.check("reply"))])
    note = TextField(default="")
    answered_at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    is_recorded = BooleanField(default=False)

    arrangement_id: int
    organization_id: int
    account_id: int | None

    derived = frozenset({"answered_at", "account", "is_recorded"})

    def faults(self) -> Iterator[Fault]:
        if self.reply not in REPLIES:
            yield Fault("UNKNOWN_CODE", "reply", say("Agree, or object and say why."))
        yield from _faults_of_note(self.note)
        if self.reply == "OBJECT" and not self.note:
            yield Fault("REASON_MISSING", "note", say("Say why you object, so that another arrangement can be found."))


def _faults_of_note(note: str) -> Iterator[Fault]:
    if len(note) > LONGEST_MESSAGE:
        text = say(
            "A note has at most %(most)s letters; this one has %(count)s.", most=LONGEST_MESSAGE, count=len(note)
        )
        yield Fault("TOO_LONG", "note", text)


def _called(row: Any) -> str:
    return str(ARRANGEMENT_KINDS.label(row.arrangement_kind))


register(
    RecordType(
        model=Arrangement,
        # Translators: What is agreed between organisations, so that nothing is done twice.
        one=say("Arrangement"),
        many=say("Arrangements"),
        rule="with_its_row",
        writers="officers",
        readers_say=SAID,
        said_with="duplication:write",
        position=99,
        has_pages=False,
        parent="case",
        follows_parent=True,
        lies_in="case.area",
        belongs_to="organization",
        parts=(Part(ArrangementStep, say("What changes")),),
        name=_called,
        called_by=("case",),
        labels={
            "organization": say("Proposed by"),
            "lead": say("Leading intervention"),
            "note": say("Note"),
            "answer_by": say("To be answered by"),
            "author": say("Written by"),
        },
        personal=frozenset({"author"}),
        is_known_in_charge=True,
    )
)
register(
    RecordType(
        model=ArrangementAnswer,
        one=say("Answer to an arrangement"),
        many=say("Answers to arrangements"),
        rule="with_its_row",
        writers="officers",
        readers_say=frozenset({"arrangement", "organization", "reply", "note"}),
        said_with="duplication:write",
        position=99,
        has_pages=False,
        parent="arrangement",
        follows_parent=True,
        lies_in="arrangement.case.area",
        belongs_to="organization",
        called_by=("arrangement",),
        labels={"reply": say("Answer"), "note": say("Note"), "organization": say("For the organisation")},
    )
)
