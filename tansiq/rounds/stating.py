"""Stating a report in a round: kept as a draft, submitted, taken back; what it says is entered by whoever calls.

take_up -> DRAFT -> keep_draft, keep_draft -> submit -> SUBMITTED       submit again after RETURNED
"""

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Round, RoundReport
from tansiq.models.record import now
from tansiq.models.round_report import OPEN_STATES
from tansiq.platform import clock
from tansiq.platform.database import hold
from tansiq.policy.round_rules import is_own_report
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.rounds.days import days_of


def may_state(viewer: Viewer, report: RoundReport) -> bool:
    """Whether somebody states a report: who speaks for its organisation, and officers and administrators for it."""
    return is_own_report(viewer, "CHANGE", report) or may(viewer, "CREATE", report)


def find_to_state(viewer: Viewer, report_id: object) -> RoundReport:
    """The report with this id, held against others who state it. Raises Refused: NOT_FOUND, FORBIDDEN."""
    report = changes.find(viewer, RoundReport, report_id)
    hold(RoundReport, [report.id])
    report = changes.find(viewer, RoundReport, report.id)
    if not may_state(viewer, report):
        raise Refused(Fault("FORBIDDEN", "", say("You may not do this. Sign in with an account that may.")))
    return report


def keep_draft(viewer: Viewer, report: RoundReport, draft: str, seen: int | None = None) -> RoundReport:
    """Keep what was typed, as JSON, in the place of what was kept before.

    `seen` is the `draft_number` that whoever typed it had read. Raises Refused: NOT_FOUND, FORBIDDEN, LOCKED,
    NOT_OPEN, CLOSED, CHANGED_MEANWHILE.
    """
    with changes.together():
        report = find_to_state(viewer, report.id)
        require_open(report)
        if seen is not None and seen != report.draft_number:
            raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
        if report.round_state == "NOT_STARTED":
            report.round_state = "DRAFT"
            changes.save(viewer, report)
        changes.save_derived(viewer, report, draft=draft, draft_number=report.draft_number + 1)
    return report


def submit(viewer: Viewer, report: RoundReport, nil_reason: str = "") -> RoundReport:
    """Let a report stand as stated from now on; what it changes was entered or proposed within the same transaction.

    With a `nil_reason` it declares that there was nothing to report. The first day counts, however often it is
    returned. Raises Refused: NOT_FOUND, FORBIDDEN, LOCKED, NOT_OPEN, CLOSED (the round takes none that is late).
    """
    with changes.together():
        report = find_to_state(viewer, report.id)
        require_open(report)
        moment = now()
        report.first_submitted_at, report.submitted_at = report.first_submitted_at or moment, moment
        report.round_state, report.submitter_id = "SUBMITTED", viewer.account_id
        report.nil_reason, report.comment = " ".join(nil_reason.split()), ""
        changes.save(viewer, report)
        changes.save_derived(viewer, report, draft="", draft_number=report.draft_number + 1)
    return report


def require_open(report: RoundReport) -> None:
    """Raise Refused unless a report can be filled today: LOCKED (it is submitted), NOT_OPEN, CLOSED.

    One that was submitted in time and returned is corrected whenever that is.
    """
    if report.round_state not in OPEN_STATES:
        text = say("This report is submitted. Ask whoever looks at it to return it.")
        raise Refused(Fault("LOCKED", "", text))
    its_round = Round.get_by_id(report.round_id)
    days, today = days_of(its_round), clock.today()
    if not its_round.is_opened or its_round.archived_at is not None:
        raise Refused(Fault("NOT_OPEN", "", say("This round is not open.")))
    if days.closes_on is not None and today > days.closes_on and report.first_submitted_at is None:
        text = say("The last day for it was %(day)s: this round takes no late reports.", day=days.closes_on)
        raise Refused(Fault("CLOSED", "", text))
