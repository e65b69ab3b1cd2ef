"""Filling reports: begun for a unit and period, kept as drafts, submitted, or declared as having nothing to report.

begin -> DRAFT -> keep, keep -> submit -> SUBMITTED    (APPROVED at once where nobody has to approve)
                                  take_back -> DRAFT      (RETURNED where it was returned before)

What is being filled may be unfinished: what is required and the rules of the ministry are asked when it is submitted.
"""

from collections.abc import Mapping
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.forms.carrying_over import carry
from tansiq.forms.deadlines import Deadlines, deadlines
from tansiq.forms.expecting import expected_units
from tansiq.language.words import say
from tansiq.models import Extension, FormVersion, Report, ReportNote, TypeDefinition, Unit
from tansiq.models.extra import extra_name
from tansiq.models.form_version import FormVersions, version_of_period
from tansiq.models.record import now
from tansiq.models.report import OPEN_STATES
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.reporting_period import ReportingPeriod

Values = Mapping[int, Any]
"""By number of the item: what is reported, as JSON keeps it; None where it is not known."""


def report_of(viewer: Viewer, form: TypeDefinition, unit: Unit, period: ReportingPeriod) -> Report | None:
    """The report of a unit and period that the viewer may read; None where none was begun."""
    rows: Any = visible(Report, viewer).where(Report.form == form.id, Report.unit == unit.id)
    found: Report | None = rows.where(Report.period == period.key, Report.archived_at.is_null()).first()
    if found is not None:
        # Whoever asks goes on to ask it of these, which are read already.
        found.form, found.unit = form, unit
        found.dirty_fields.clear()
    return found


def begin(
    viewer: Viewer, form: TypeDefinition, unit: Unit, period: ReportingPeriod, versions: FormVersions | None = None
) -> Report:
    """The report of a unit and period: that which is there, or a new draft. `versions` are those of the form where they
    are read already.

    Raises Refused: FORBIDDEN, NOT_EXPECTED (the unit does not fill the form then), NO_VERSION, NOT_OPEN, CLOSED.
    """
    if (found := report_of(viewer, form, unit, period)) is not None:
        return found
    new = Report(form=form.id, unit=unit.id, period=period.key)
    changes.require(viewer, "CREATE", new)
    if not expected_units(viewer, form, period).where(Unit.id == unit.id).exists():
        text = say("This unit does not fill the form for %(period)s.", period=period.name)
        raise Refused(Fault("NOT_EXPECTED", "unit", text))
    version = versions.of_period(period.begins) if versions else version_of_period(form.id, period.begins)
    if version is not None:
        _require_open(days_of(version, unit.id, period))
        new.form_version = version
    archived = Report.get_or_none((Report.form == form.id) & (Report.unit == unit.id) & (Report.period == period.key))
    return changes.save(viewer, new) if archived is None else _taken_up(viewer, archived)


def _taken_up(viewer: Viewer, report: Report) -> Report:
    """What was thrown away goes on where it stood, in the version of today, and so does its history. Where the deed
    that submitted it was taken back, it is a draft: else nobody could fill it any more."""
    with changes.together():
        changes.restore(viewer, report)
        if report.report_state not in OPEN_STATES:
            changes.save(viewer, _unsent(report))
        carry(viewer, report)
    return report


def days_of(version: FormVersion, unit_id: int, period: ReportingPeriod) -> Deadlines:
    """The days of a report in a version, with the extension of the unit where it has one."""
    table: Any = Extension
    rows = table.select().where(table.form == version.form_id, table.unit == unit_id, table.archived_at.is_null())
    return deadlines(version, period, rows.where(table.period == period.key).first())


def keep(viewer: Viewer, report: Report, values: Values, nil_reason: str = "") -> Report:
    """Save what stands in a report that is being filled, finished or not; items that are not named stay as they are.

    Raises Refused: FORBIDDEN, LOCKED (it is submitted or approved), or what is wrong with the values, each at its item.
    """
    _require_filling(viewer, report)
    _enter(report, values, nil_reason)
    return changes.save(viewer, report)


def submit(viewer: Viewer, report: Report, values: Values | None = None, nil_reason: str = "") -> Report:
    """Send a report to those who approve; where the form has no levels of approval it is approved at once.

    With a `nil_reason` it declares that there was nothing to report, and holds no values. A rule that warns is answered
    by the viewer's reason (Viewer.giving). Raises Refused: as `keep`; EMPTY, MISSING, RULE_BROKEN, RULE_WARNS,
    NOT_OPEN, and CLOSED where it was never submitted and the last day is over.
    """
    _require_filling(viewer, report)
    if values is not None or nil_reason:
        _enter(report, values or {}, nil_reason)
    if not report.extra and not report.is_nil:
        text = say("Nothing is filled in. Fill in the form, or declare with a reason that there is nothing to report.")
        raise Refused(Fault("EMPTY", "", text))
    if report.first_submitted_at is None:
        _require_open(days_of(report.form_version, report.unit_id, report.reported))
    moment = now()
    report.first_submitted_at, report.submitted_at = report.first_submitted_at or moment, moment
    report.submitter_id, report.approved_level = viewer.account_id, 0
    report.report_state = "SUBMITTED" if report.form_version.approval_levels else "APPROVED"
    return changes.save(viewer, report)


def take_back(viewer: Viewer, report: Report) -> Report:
    """Let a report that nobody has approved yet be filled again by who submitted it; it counts as not submitted. One
    that had been returned is so again, with what was said of it, and keeps the day of its first submission.

    Raises Refused: FORBIDDEN, NOT_SUBMITTED, LOCKED (somebody approved it).
    """
    _require_filler(viewer, report)
    if report.report_state != "SUBMITTED":
        raise Refused(Fault("NOT_SUBMITTED", "", say("This report is not waiting to be approved.")))
    if report.approved_level:
        raise Refused(Fault("LOCKED", "", say("Somebody has approved it already. Ask them to return it.")))
    if not ReportNote.select().where(ReportNote.report == report.id).exists():
        return changes.save(viewer, _unsent(report))
    report.report_state, report.submitted_at = "RETURNED", report.first_submitted_at
    return changes.save(viewer, report)


def discard(viewer: Viewer, report: Report) -> None:
    """Throw a draft away; whoever begins the report again takes it up where it stood.

    Raises Refused: FORBIDDEN, LOCKED (it was submitted before).
    """
    _require_filler(viewer, report)
    if report.report_state != "DRAFT":
        raise Refused(Fault("LOCKED", "", say("Only a draft that was never submitted can be thrown away.")))
    changes.archive(viewer, report)


def may_fill(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer fills in such reports: people of the unit who do, officers of its area, administrators."""
    return may(viewer, "CREATE", report)


def _unsent(report: Report) -> Report:
    """A report as if it had not been submitted."""
    report.report_state, report.approved_level = "DRAFT", 0
    report.first_submitted_at = report.submitted_at = None
    return report


def _require_filling(viewer: Viewer, report: Report) -> None:
    _require_filler(viewer, report)
    if report.report_state not in OPEN_STATES:
        text = say("This report is submitted and cannot be changed. Take it back, or propose a correction.")
        raise Refused(Fault("LOCKED", "", text))


def _require_filler(viewer: Viewer, report: Report) -> None:
    if not may_fill(viewer, report):
        changes.require(viewer, "CREATE", Report(form=report.form_id, unit=report.unit_id, period=report.period))


def _enter(report: Report, values: Values, nil_reason: str) -> None:
    report.nil_reason = nil_reason.strip()
    if report.is_nil:
        report.extra = {}
        return
    for number, value in values.items():
        report.enter(extra_name(number), value if value != {} else None)


def _require_open(days: Deadlines) -> None:
    today = clock.today()
    if today < days.opens_on:
        raise Refused(Fault("NOT_OPEN", "period", say("It can be filled from %(day)s on.", day=days.opens_on)))
    if not days.is_open(today):
        text = say("The last day for it was %(day)s. Ask the ministry for an extension.", day=days.closes_on)
        raise Refused(Fault("CLOSED", "period", text))
