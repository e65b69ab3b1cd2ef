"""What whoever opened a round makes of its reports: returned with a comment, accepted, rated; and what is answered.

SUBMITTED --send_back(comment)--> RETURNED -> submitted again; it keeps the day of its first submission
          --accept--> ACCEPTED --rate(rating, remark)--> answer, of the organisation
"""

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import RoundReport
from tansiq.models.column_values import text_fault
from tansiq.models.record import now
from tansiq.platform.database import hold
from tansiq.policy.round_rules import is_own_report
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes

LONGEST = 2_000
"""Letters of a comment, a remark or an answer."""


def may_decide(viewer: Viewer, report: RoundReport) -> bool:
    """Whether somebody returns, accepts and rates a report: officers of the round's area, and administrators."""
    return may(viewer, "CREATE", report)


def accept(viewer: Viewer, report: RoundReport) -> RoundReport:
    """Find a submitted report right. Raises Refused: NOT_FOUND, FORBIDDEN, NOT_SUBMITTED."""
    with changes.together():
        report = _held(viewer, report, "SUBMITTED")
        report.round_state, report.accepted_at = "ACCEPTED", now()
        return changes.save(viewer, report)


def send_back(viewer: Viewer, report: RoundReport, comment: str) -> RoundReport:
    """Return a report that was submitted or accepted, with what is to be corrected.

    Raises Refused: NOT_FOUND, FORBIDDEN, NOT_SUBMITTED, MISSING (nothing is said), TOO_LONG, BAD_CHARACTER.
    """
    with changes.together():
        report = _held(viewer, report, "SUBMITTED", "ACCEPTED")
        report.comment = _said("comment", comment, say("Say what is to be corrected."))
        report.round_state, report.accepted_at = "RETURNED", None
        return changes.save(viewer, report)


def rate(viewer: Viewer, report: RoundReport, rating: str | None, remark: str) -> RoundReport:
    """Say how well an organisation achieved what it had planned, by a code of RATINGS, and what there is to remark;
    its answer to what was said before is taken off where that changes.

    Raises Refused: NOT_FOUND, FORBIDDEN, NOT_SUBMITTED, UNKNOWN_CODE, TOO_LONG, BAD_CHARACTER.
    """
    with changes.together():
        report = _held(viewer, report, "SUBMITTED", "ACCEPTED")
        before = (report.rating, report.remark)
        report.rating, report.remark = rating or None, _said("remark", remark)
        if before != (report.rating, report.remark):
            report.answer = ""
        return changes.save(viewer, report)


def answer(viewer: Viewer, report: RoundReport, text: str) -> RoundReport:
    """Let an organisation answer to how it was rated.

    Raises Refused: NOT_FOUND, FORBIDDEN (it is another's), NOT_RATED, MISSING, TOO_LONG, BAD_CHARACTER.
    """
    with changes.together():
        report = changes.find(viewer, RoundReport, report.id)
        if not (is_own_report(viewer, "CHANGE", report) or viewer.is_admin):
            raise Refused(_FORBIDDEN)
        if report.rating is None and not report.remark:
            raise Refused(Fault("NOT_RATED", "", say("There is nothing to answer yet.")))
        report.answer = _said("answer", text, say("Write what you have to say."))
        return changes.save(viewer, report)


_FORBIDDEN = Fault("FORBIDDEN", "", say("You may not do this. Sign in with an account that may."))


def _held(viewer: Viewer, report: RoundReport, *states: str) -> RoundReport:
    """The report as it stands, held against others who decide on it; it has to be in one of these states."""
    hold(RoundReport, [report.id])
    report = changes.find(viewer, RoundReport, report.id)
    if not may_decide(viewer, report):
        raise Refused(_FORBIDDEN)
    if report.round_state not in states or report.archived_at is not None:
        text = say("This report does not stand submitted. Reload the page to see how it stands.")
        raise Refused(Fault("NOT_SUBMITTED", "", text))
    return report


def _said(name: str, text: str, otherwise: object = None) -> str:
    said = text.strip()
    if not said and otherwise is not None:
        raise Refused(Fault("MISSING", name, otherwise))  # type: ignore[arg-type]  # A sentence, where one is given.
    if fault := text_fault(name, said, LONGEST):
        raise Refused(fault)
    return said
