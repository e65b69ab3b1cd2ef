"""Reminders of rounds, to those who speak for an organisation that is asked: its report is open, soon due, due today,
overdue, or was returned. Each is told once, and none to whoever has submitted.

1 April: open     7 April: due within three days     10 April: due today     11 April: overdue
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from tansiq.language.words import say, say_count
from tansiq.models import Round, RoundReport
from tansiq.models.round_report import OPEN_STATES
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.rounds.counts import expected_reports
from tansiq.rounds.days import days_of

SOON = 3
"""Days before its due day from which on a report is soon due."""
LOOKED_BACK = 60
"""Days after which it is no news any more that a report is overdue; it stands on the start page."""


def stage_of(row: Round, report: RoundReport, today: date) -> str:
    """The code of what is told of a report that is to be stated; "" where nothing is."""
    if report.round_state not in OPEN_STATES:
        return ""
    if report.first_submitted_at is not None:
        return "RETURNED"
    left, closes_on = (row.due_on - today).days, days_of(row).closes_on
    if left < -LOOKED_BACK or (closes_on is not None and today > closes_on):
        return ""
    if left < 0:
        return "OVERDUE"
    return "OPENED" if left > SOON else "DUE_SOON" if left else "DUE_TODAY"


def rounds_due(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each person who speaks for organisations: what is to be told of the reports that these are asked for."""
    speakers = [viewer for viewer in viewers if viewer.organization_ids]
    rounds, today = _open_rounds() if speakers else {}, clock.today()
    waiting = expected_reports(OPERATOR, *rounds.values()) if rounds else None
    for report in waiting.where(RoundReport.round_state.in_(sorted(OPEN_STATES))) if waiting is not None else ():
        row = rounds[report.round_id]
        if stage := stage_of(row, report, today):
            news = News(stage, RoundReport, report.id, _occasion(row, report, stage))
            yield from (
                (one.account_id or 0, news) for one in speakers if report.organization_id in one.organization_ids
            )


def _open_rounds() -> dict[int, Round]:
    """The rounds that opened and whose due day is not long over, by their ids."""
    recent = Round.due_on >= clock.today() - timedelta(days=LOOKED_BACK)
    rows: Any = Round.select().where(Round.opened_at.is_null(False), Round.archived_at.is_null(), recent)
    return {row.id: row for row in rows}


def _occasion(row: Round, report: RoundReport, stage: str) -> str:
    """What tells a reminder from another one: the day that is due, which may be moved; when it was submitted, of what
    was returned: that may happen again."""
    when = report.submitted_at if stage == "RETURNED" else row.due_on
    return f"{stage} {when.isoformat() if when else ''}".strip()


ROUND_DUE = register(
    NoticeKind(
        "ROUND_DUE",
        position=33,
        title=say("Reports in rounds that your organisation is asked for"),
        events={
            "OPENED": say("Your organisation is asked for a report"),
            "DUE_SOON": say("The report of your organisation is due within three days"),
            "DUE_TODAY": say("The report of your organisation is due today"),
            "OVERDUE": say("The report of your organisation is overdue"),
            "RETURNED": say("The report of your organisation was returned to be corrected"),
        },
        counted=lambda count: say_count("%(count)s report is asked of your organisation",
                                        "%(count)s reports are asked of your organisation", count),
        due=rounds_due,
    )
)  # fmt: skip
