"""Approving reports, level by level: approved, returned with notes at the items, or opened again.

SUBMITTED --approve--> level 1 of 2 --approve--> APPROVED --reopen--> REOPENED -> filled and submitted again
          --send_back(notes)--> RETURNED -> filled and submitted again; it keeps the day of its first submission

Nobody approves what they submitted themself, nor two levels of one report: that is what levels are for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, Report, ReportApproval, ReportNote
from tansiq.models.column_values import text_fault
from tansiq.models.report import read_versions, share_version
from tansiq.platform.database import hold
from tansiq.policy.authority import is_in_charge
from tansiq.policy.form_rules import approves
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.rule_faults import faults_of_those_below
from tansiq.records.undoing import begin_batch

MOST = 1_000
"""Reports that are approved in one deed."""
LONGEST_NOTE = 1_000
Notes = Mapping[int | None, str]
"""By number of the item, None for all of the report: what is to be corrected."""


@dataclass(frozen=True)
class Approved:
    """What a deed approved, and by report what stood against approving the others."""

    batch: Batch
    reports: list[Report] = field(default_factory=list)
    refused: list[tuple[Report, Sequence[Fault]]] = field(default_factory=list)


def may_approve(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer approves such reports: people of the unit or of one above who do, officers of its area, and
    administrators; not whether they may approve this one now."""
    in_charge = bool(viewer.area_ids) and is_in_charge(viewer, report)
    return viewer.is_admin or approves(viewer, report) or in_charge


def approve(viewer: Viewer, report: Report) -> Report:
    """Approve a submitted report at the next level.

    Raises Refused: FORBIDDEN, NOT_SUBMITTED, OWN (they submitted it, or approved it at a lower level), RULE_BROKEN (it
    does not agree with what the units below report by now).
    """
    with changes.together():
        report = _held(viewer, report, "SUBMITTED")
        _require_other_person(viewer, report)
        if faults := faults_of_those_below(viewer, report):
            raise Refused(*faults)
        report.approved_level += 1
        if report.approved_level >= report.form_version.approval_levels:
            report.report_state = "APPROVED"
        changes.save(viewer, report)
        ReportApproval.delete().where(
            ReportApproval.report == report.id, ReportApproval.level >= report.approved_level
        ).execute()
        ReportApproval.create(
            report=report.id, level=report.approved_level, account=viewer.account_id, actor=viewer.name
        )
    return report


def approve_many(viewer: Viewer, reports: Sequence[Report]) -> Approved:
    """Approve many reports at their next levels, as one batch that can be taken back; those that cannot be stay.

    Raises Refused: NOTHING_TO_DO where none can be, TOO_MANY.
    """
    if len(reports) > MOST:
        raise Refused(Fault("TOO_MANY", "", say("At most %(most)s reports are approved at once.", most=MOST)))
    with changes.together():
        read_versions(reports)
        done = Approved(begin_batch(viewer, "CHANGE", ""))
        acting = viewer.within(done.batch.id)
        for report in reports:
            try:
                done.reports.append(approve(acting, report))
            except Refused as refusal:
                done.refused.append((report, refusal.faults))
        if not done.reports:
            raise Refused(Fault("NOTHING_TO_DO", "", say("None of these reports can be approved by you now.")))
    return done


def send_back(viewer: Viewer, report: Report, notes: Notes) -> Report:
    """Return a submitted report to who fills it, with what is to be corrected.

    Raises Refused: FORBIDDEN, NOT_SUBMITTED, MISSING (nothing is said), TOO_LONG, BAD_CHARACTER.
    """
    with changes.together():
        report = _held(viewer, report, "SUBMITTED")
        return _opened(viewer, report, "RETURNED", notes)


def reopen(viewer: Viewer, report: Report, reason: str) -> Report:
    """Take the approval of a report back, so that it can be corrected; until it is approved again it counts no more.

    Raises Refused: FORBIDDEN, NOT_APPROVED, MISSING (no reason), TOO_LONG, BAD_CHARACTER.
    """
    with changes.together():
        report = _held(viewer, report, "APPROVED")
        return _opened(viewer, report, "REOPENED", {None: reason})


def approvals_of(report: Report) -> list[ReportApproval]:
    """Who approved a report, level by level, as far as it still stands."""
    if not report.approved_level:
        return []
    rows: Any = ReportApproval.select().where(ReportApproval.report == report.id)
    return list(rows.where(ReportApproval.level <= report.approved_level).order_by(ReportApproval.level))


def open_notes(report: Report) -> list[ReportNote]:
    """What was said when a report was last returned or opened again; nothing once it is submitted anew."""
    if report.report_state not in ("RETURNED", "REOPENED"):
        return []
    rows: Any = ReportNote.select().where(ReportNote.report == report.id)
    if report.submitted_at is not None:
        rows = rows.where(ReportNote.created_at >= report.submitted_at)
    return list(rows.order_by(ReportNote.id))


def _opened(viewer: Viewer, report: Report, state: str, notes: Notes) -> Report:
    said = {item: text.strip() for item, text in notes.items() if text.strip()}
    if not said:
        raise Refused(Fault("MISSING", "notes", say("Say what is to be corrected.")))
    if wrong := [fault for text in said.values() if (fault := text_fault("notes", text, LONGEST_NOTE))]:
        raise Refused(*wrong)
    report.report_state, report.approved_level = state, 0
    changes.save(viewer, report)
    for item, text in said.items():
        ReportNote.create(report=report.id, item=item, text=text, account=viewer.account_id, actor=viewer.name)
    return report


_WRONG_STATES = {
    "SUBMITTED": Fault("NOT_SUBMITTED", "", say("This report is not waiting to be approved.")),
    "APPROVED": Fault("NOT_APPROVED", "", say("This report is not approved.")),
}


def _held(viewer: Viewer, report: Report, state: str) -> Report:
    """The report as it stands, held against others who decide on it; it has to be in this state."""
    hold(Report, [report.id])
    given, report = report, changes.find(viewer, Report, report.id)
    share_version(given, report)
    if not may_approve(viewer, report):
        raise Refused(Fault("FORBIDDEN", "", say("You may not do this. Sign in with an account that may.")))
    if report.report_state != state or report.archived_at is not None:
        raise Refused(_WRONG_STATES[state])
    return report


def _require_other_person(viewer: Viewer, report: Report) -> None:
    if viewer.account_id is None:
        return
    if report.submitter_id == viewer.account_id:
        raise Refused(Fault("OWN", "", say("You submitted it yourself: somebody else approves it.")))
    if viewer.account_id in _approvers(approvals_of(report)):
        raise Refused(Fault("OWN", "", say("You approved it already: the next level is for somebody else.")))


def _approvers(approvals: Iterable[ReportApproval]) -> set[int | None]:
    return {one.account_id for one in approvals}
