"""Reports: what a unit says in a form for one period; what it holds is kept under the numbers of the items.

    Form + Unit + "2026-Q1"  ->  Report: DRAFT -> SUBMITTED -> APPROVED, locked
                                   extra == {"12": 40, "13": {"M": 3, "F": 4}}      13 is broken down by a list

A report is asked, checked and told by its version of the form (frozen_definitions): that in which it was begun, or to
which it was carried over while it was being filled.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault, Refused
from tansiq.language.form_vocabulary import REPORT_STATES
from tansiq.language.words import gettext, say
from tansiq.models.account import Account
from tansiq.models.extra import ExtraField
from tansiq.models.form_version import FormVersion, version_of_period
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit
from tansiq.reporting_period import LONGEST_KEY, ReportingPeriod, period_named

OPEN_STATES = frozenset({"DRAFT", "RETURNED", "REOPENED"})
"""The states in which values may be changed; what stands in one may be unfinished."""

COUNTED_STATES = frozenset({"SUBMITTED", "APPROVED"})
"""The states in which a report says something: it has figures, and the next one is compared with it."""


class Report(Record):
    """The report of one unit for one period. `nil_reason` says why there was nothing to report; such a report holds
    no values. `first_submitted_at` (UTC) tells whether it was in time, and stays when it is returned;
    `approved_level` counts the offices that have approved it, `carried_from` is the number of the version from which it
    was carried over last (tansiq.forms.carrying_over)."""

    form = ForeignKeyField(TypeDefinition, backref="reports", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="reports", on_delete="RESTRICT")
    period = CharField(max_length=LONGEST_KEY)
    form_version = ForeignKeyField(FormVersion, backref="reports", on_delete="RESTRICT")
    period_ends = DateField()
    report_state = CharField(max_length=10, default="DRAFT", constraints=[Check(REPORT_STATES.check("report_state"))])
    approved_level = IntegerField(default=0, constraints=[Check("approved_level BETWEEN 0 AND 3")])
    nil_reason = CharField(max_length=500, default="")
    first_submitted_at = DateTimeField(null=True)
    submitted_at = DateTimeField(null=True)
    submitter = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    extra = ExtraField()
    carried_from = IntegerField(null=True)

    form_id: int
    unit_id: int
    form_version_id: int
    submitter_id: int | None

    derived = frozenset({"form_version", "period_ends"})

    class Meta:
        indexes = (
            (("form", "unit", "period"), True),
            (("form", "period_ends", "unit"), False),
        )

    @property
    def reported(self) -> ReportingPeriod:
        """The period that it is of."""
        return period_named(self.period)

    @property
    def is_nil(self) -> bool:
        """Whether it says that there was nothing to report."""
        return bool(self.nil_reason)

    @property
    def is_asked_whole(self) -> bool:
        """What is being filled may be unfinished; where there is nothing to report, nothing is required."""
        return self.report_state not in OPEN_STATES and not self.is_nil

    def complete(self) -> None:
        """In which version it is asked follows from its form and period, once; when that ends from the period."""
        self.period_ends = self.reported.ends
        if self.__data__.get("form_version") is None:
            version = self._version()
            self.__data__["form_version"] = version.id if version is not None else None

    def _version(self) -> FormVersion | None:
        return version_of_period(self.form_id, self.reported.begins)

    def faults(self) -> Iterator[Fault]:
        if self.report_state not in REPORT_STATES:
            yield Fault("UNKNOWN_CODE", "report_state", say("Choose one of the list."))
        try:
            period_named(self.period)
        except Refused as refusal:
            yield from refusal.faults
        if self.nil_reason and self.extra:
            yield Fault("NOT_FILLED", "nil_reason", say("A report that declares nothing to report holds no figures."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        form = self.referred("form")
        for name in ("form", "unit", "period"):
            if before and before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("A report stays of its form, unit and period."))
        if form is None or list(self.faults()):
            return
        if not form.is_form or form.period_type != self.reported.period_type:
            yield Fault("INVALID", "period", say("This form is not filled for such periods."))
        elif not before and self.__data__.get("form_version") is None and self._version() is None:
            yield Fault("NO_VERSION", "period", say("No version of this form was published for that period."))

    def fault_of_taken_value(self) -> Fault:
        return Fault("TAKEN", "period", say("There is a report of this unit and period already. Open that one."))


def read_versions(reports: Sequence[Report]) -> None:
    """Read the versions of many reports at once, each for all reports that are asked in it."""
    ids = sorted({report.form_version_id for report in reports})
    versions = {version.id: version for version in FormVersion.select().where(FormVersion.id.in_(ids))}
    for report in reports:
        report.form_version = versions[report.form_version_id]


def share_version(report: Report, other: Report) -> None:
    """Let another report, or the same one read again, have the version that was read with one, if it is of that."""
    version = report.__rel__.get("form_version")
    if version is not None and version.id == other.form_version_id:
        other.form_version = version
        other.dirty_fields.clear()


class ReportNote(Table):
    """What whoever returned a report said of one of its items, or with no item of all of it."""

    report = ForeignKeyField(Report, backref="notes", on_delete="CASCADE")
    item = IntegerField(null=True)
    text = TextField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField(default=now)

    report_id: int


class ReportApproval(Table):
    """That somebody approved a report at one level; taken away when it is returned or opened again."""

    report = ForeignKeyField(Report, backref="approvals", on_delete="CASCADE", index=False)
    level = IntegerField(constraints=[Check("level BETWEEN 1 AND 3")])
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField(default=now)

    report_id: int
    account_id: int | None

    class Meta:
        indexes = ((("report", "level"), True),)


def _name(row: Report) -> object:
    return gettext("Report for %(period)s", period=str(row.reported.name)) if row.period else say("Report")


register(
    RecordType(
        model=Report,
        # Translators: What a unit fills in for a period (a noun).
        one=say("Periodic report"),
        many=say("Periodic reports"),
        rule="report",
        writers="officers",
        proposers=frozenset({"people"}),
        has_pages=False,
        parent="unit",
        lies_in="unit.area",
        is_common=True,
        scope="statistics:read",
        called_by=("unit", "form"),
        name=_name,
        labels={
            "form": say("Form"),
            "unit": say("Administrative unit"),
            # Translators: The months that a report is of.
            "period": say("Period"),
            "report_state": say("State"),
            "approved_level": say("Levels that approved it"),
            "nil_reason": say("Why there is nothing to report"),
            "first_submitted_at": say("First submitted"),
            "submitted_at": say("Submitted"),
            "submitter": say("Submitted by"),
            "carried_from": say("Carried over from version"),
        },
    )
)
