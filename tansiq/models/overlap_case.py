"""Cases of duplication: what overlaps in one area and sector at one time among two or more organisations.

OverlapCase --area, sector--> one place and kind of work
  ^  ^  ^---- CaseMember --> Intervention     who takes part, kept by the program (tansiq/cases/upkeep.py)
  |  '------- CaseMessage                     what the parties and the officer write to each other
  '---------- Arrangement                     what one of them proposes, and how the others answer
"""

from collections.abc import Iterator

from peewee import BigIntegerField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.case_vocabulary import CASE_ENDS, CASE_STATES, SETTLED_STATES
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.intervention import Intervention
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import RecordType, register
from tansiq.models.sector import Sector
from tansiq.platform import clock

LONGEST_MESSAGE = 4_000


class OverlapCase(Record):
    """One case. `area` is the finer of the places of its pairs, `sector` a top-level sector.

    `owner` is the officer who looks after it, `due_on` the day until which it should be settled, `settled_as` how the
    pairs were decided (a code of DECISIONS), `note` why. What the program keeps: `points` are the score of its best
    pair in ten-thousandths, the days those on which any of its pairs is at work at once (no end: some still run), the
    two counts those of its members. Until `checked_until` no pair ends; `mark` is a number made of its members and all
    that, by which a case that is still the same is known.

    A case whose members do not overlap any more has ended (`ended_on`, `end_kind`, a code of CASE_ENDS).
    `returned_because` holds what changed, as JSON (tansiq.cases.what_changed).
    """

    area = ForeignKeyField(Area, backref="overlap_cases", on_delete="RESTRICT", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")
    case_state = CharField(max_length=10, default="OPEN", constraints=[Check(CASE_STATES.check("case_state"))])
    owner = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    due_on = DateField(null=True)
    settled_as = CharField(max_length=15, null=True, constraints=[Check(DECISIONS.check("settled_as"))])
    note = TextField(default="")
    # Kept by the program.
    opened_on = DateField(default=clock.today)
    settled_on = DateField(null=True)
    points = IntegerField(default=0)
    overlaps_from = DateField(null=True)
    overlaps_to = DateField(null=True)
    checked_until = DateField(null=True)
    mark = BigIntegerField(default=0)
    organization_count = IntegerField(default=0)
    intervention_count = IntegerField(default=0)
    ended_on = DateField(null=True)
    end_kind = CharField(max_length=10, null=True, constraints=[Check(CASE_ENDS.check("end_kind"))])
    joined_into = ForeignKeyField("self", null=True, backref="joined", on_delete="RESTRICT")
    returned_because = TextField(default="")

    area_id: int
    sector_id: int
    owner_id: int | None
    joined_into_id: int | None

    derived = frozenset(
        {"opened_on", "settled_on", "points", "overlaps_from", "overlaps_to", "checked_until", "mark"}
        | {"organization_count", "intervention_count", "ended_on", "end_kind", "joined_into", "returned_because"}
    )

    class Meta:
        indexes = (
            (("area", "sector"), False),
            (("case_state", "points", "id"), False),
            (("changed_at", "id"), False),
            (("checked_until", "id"), False),
        )

    def complete(self) -> None:
        """The day follows from the state, also where a deed that settled it is taken back."""
        self.settled_on = (self.settled_on or clock.today()) if self.case_state in SETTLED_STATES else None

    def faults(self) -> Iterator[Fault]:
        if self.case_state not in CASE_STATES:
            yield Fault("UNKNOWN_CODE", "case_state", say("Choose one of the listed states."))
        if self.settled_as is not None and self.settled_as not in DECISIONS:
            yield Fault("UNKNOWN_CODE", "settled_as", say("Choose one of the listed decisions."))


class CaseMember(Table):
    """An intervention that takes part in a case, or did until `left_on`. `facts` are what was decided on
    (tansiq.duplication.decided_facts), empty where nothing is decided."""

    case = ForeignKeyField(OverlapCase, backref="members", on_delete="CASCADE", index=False)
    intervention = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    facts = TextField(null=True)
    left_on = DateField(null=True)

    case_id: int
    intervention_id: int

    class Meta:
        indexes = ((("case", "intervention"), True),)


class CaseUpkeep(Table):
    """How far the cases follow the register: one row. `steps` are those of the stamps up to which they do, as JSON, ""
    where all of it is to be looked at; `day` is the last day on which it was looked for days that had passed, `weights`
    are those they were made with (tansiq.duplication.weights)."""

    steps = TextField(default="")
    day = DateField(null=True)
    weights = CharField(max_length=100, default="")


class CaseMessage(Record):
    """What somebody writes about a case to all who take part in it; `organization` is the one for which it is written,
    empty where an officer writes. `author` is the name of the person, known to few."""

    case = ForeignKeyField(OverlapCase, backref="messages", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    text = TextField(default="")
    written_at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")

    case_id: int
    organization_id: int | None
    account_id: int | None

    derived = frozenset({"written_at", "account", "author"})

    def faults(self) -> Iterator[Fault]:
        if not self.text:
            yield Fault("TEXT_MISSING", "text", say("Write what you have to say."))
        elif len(self.text) > LONGEST_MESSAGE:
            text = say("A message has at most %(most)s letters; this one has %(count)s.", most=LONGEST_MESSAGE,
                       count=len(self.text))  # fmt: skip
            yield Fault("TOO_LONG", "text", text)


register(
    RecordType(
        model=OverlapCase,
        # Translators: What several organisations do twice in one place and sector, until it is settled.
        one=say("Case of duplication"),
        many=say("Cases of duplication"),
        rule="case",
        writers="officers",
        position=97,
        has_pages=False,
        lies_in="area",
        called_by=("area", "sector"),
        scope="duplication:read",
        question="overlapCases",
        labels={
            "owner": say("In the hands of"),
            "due_on": say("To be settled by"),
            "settled_as": say("Decided as"),
            "note": say("Note"),
            "opened_on": say("Opened on"),
            "settled_on": say("Settled on"),
        },
    )
)
register(
    RecordType(
        model=CaseMessage,
        # Translators: What somebody writes about a case of duplication to all who take part in it.
        one=say("Message"),
        many=say("Messages"),
        rule="with_its_row",
        writers="officers",
        readers_say=frozenset({"case", "organization", "text"}),
        said_with="duplication:write",
        position=98,
        has_pages=False,
        parent="case",
        follows_parent=True,
        lies_in="case.area",
        belongs_to="organization",
        called_by=("case",),
        labels={"text": say("Message"), "organization": say("For the organisation"), "author": say("Written by")},
        personal=frozenset({"author"}),
        is_known_in_charge=True,
    )
)
