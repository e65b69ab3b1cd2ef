"""Reports in rounds: what one organisation states for one round, and what that changed in the register.

    NOT_STARTED -> DRAFT -> SUBMITTED -> ACCEPTED
                     ^          `-> RETURNED, with a comment -> SUBMITTED again; the first day counts

What is reported stands in the register alone (interventions, sites, items of plans); the report says who stated it and
when, and RoundChange which entries of the history and which proposals came of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.round_vocabulary import RATINGS, ROUND_STATES
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.extra import ExtraField
from tansiq.models.history import HistoryEntry
from tansiq.models.import_run import ImportRun
from tansiq.models.organization import Organization
from tansiq.models.proposal import Proposal
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import RecordType, register
from tansiq.models.round import Round

OPEN_STATES = frozenset({"NOT_STARTED", "DRAFT", "RETURNED"})
"""The states in which it is for the organisation to go on."""
COMPLETE_STATES = frozenset({"SUBMITTED", "ACCEPTED"})
"""The states in which it stands as it was stated."""


class RoundReport(Record):
    """The report of one organisation in one round. `draft` holds what was typed and not submitted yet, as JSON, which
    is replaced as a whole; `draft_number` counts how often, so that of two who fill it the second is told.

    `nil_reason` says why there is nothing to report. `first_submitted_at` (UTC) tells whether it was on time, and
    stays when it is returned with a `comment`; `submitted_at` is when it was submitted last. `rating`, a code of
    RATINGS, and `remark` are what the officer makes of it, `answer` what the organisation says to that.
    """

    round = ForeignKeyField(Round, backref="reports", on_delete="RESTRICT", index=False)
    organization = ForeignKeyField(Organization, backref="round_reports", on_delete="RESTRICT")
    round_state = CharField(
        max_length=12, default="NOT_STARTED", constraints=[Check(ROUND_STATES.check("round_state"))]
    )
    draft = TextField(default="")
    draft_number = IntegerField(default=0)
    nil_reason = CharField(max_length=500, default="")
    first_submitted_at = DateTimeField(null=True)
    submitted_at = DateTimeField(null=True)
    submitter = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    comment = TextField(default="")
    accepted_at = DateTimeField(null=True)
    rating = CharField(max_length=12, null=True, constraints=[Check(RATINGS.check("rating"))])
    remark = TextField(default="")
    answer = TextField(default="")
    extra = ExtraField()

    round_id: int
    organization_id: int
    submitter_id: int | None

    derived = frozenset({"draft", "draft_number"})

    class Meta:
        indexes = ((("round", "organization"), True), (("round", "round_state"), False))

    @property
    def is_nil(self) -> bool:
        """Whether it says that there was nothing to report."""
        return bool(self.nil_reason)

    @property
    def is_asked_whole(self) -> bool:
        """What is being filled may be unfinished; where there is nothing to report, nothing is required."""
        return self.round_state not in OPEN_STATES and not self.is_nil

    def faults(self) -> Iterator[Fault]:
        for name, codes in (("round_state", ROUND_STATES), ("rating", RATINGS)):
            value = self.__data__.get(name)
            if value is not None and value not in codes:
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        for name in ("round", "organization"):
            if before and before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("A report stays of its round and organisation."))

    def fault_of_taken_value(self) -> Fault:
        return Fault("TAKEN", "organization", say("This organisation is asked in this round already."))


class RoundChange(Table):
    """What one statement led to: an entry of the history, where the change was entered, or the proposal in which it
    waits. `record_type` and `record_id` name the row that it is about, the id only where that existed; `import_run` is
    the workbook by which it came. Appended to, and never changed."""

    report = ForeignKeyField(RoundReport, backref="changes", on_delete="RESTRICT")
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    entry = ForeignKeyField(HistoryEntry, null=True, backref="+", on_delete="RESTRICT")
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="SET NULL")
    import_run = ForeignKeyField(ImportRun, null=True, backref="+", on_delete="SET NULL")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    at = DateTimeField(default=now)

    report_id: int
    entry_id: int | None
    proposal_id: int | None
    import_run_id: int | None
    account_id: int | None


register(
    RecordType(
        model=RoundReport,
        # Translators: What an organisation states in a reporting round (a noun).
        one=say("Report in a round"),
        many=say("Reports in rounds"),
        rule="round_report",
        writers="officers",
        position=48,
        has_pages=False,
        parent="round",
        follows_parent=True,
        lies_in="round.area",
        belongs_to="organization",
        scope="rounds:read",
        question="roundReports",
        called_by=("organization", "round"),
        labels={
            "round": say("Reporting round"),
            "round_state": say("State"),
            "nil_reason": say("Why there is nothing to report"),
            "first_submitted_at": say("First submitted"),
            "submitted_at": say("Submitted"),
            "submitter": say("Submitted by"),
            "comment": say("What is to be corrected"),
            "accepted_at": say("Accepted"),
            # Translators: How well an organisation achieved what it had planned (a noun).
            "rating": say("Rating"),
            "remark": say("Remark on the year"),
            # Translators: What an organisation says to how its year was rated.
            "answer": say("Answer of the organisation"),
        },
    )
)
