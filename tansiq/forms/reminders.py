"""Reminders of reports: to those who fill in, that one is open, soon due, overdue or returned; to those who approve,
that one waits. Each is told once; an extension begins anew with what is soon due.

1 April: open     7 April: due within three days     11 April: overdue
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tansiq.accounts.viewers import as_viewer
from tansiq.forms.following import Stand
from tansiq.forms.to_fill import ToFill, forms_in_use, open_reports
from tansiq.forms.waiting import waiting_reports
from tansiq.language.words import say, say_count
from tansiq.models import Report, Unit, UnitPerson
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import standing_accounts
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR, Viewer

SOON = 3
"""Days before its last day in time from which on a report is soon due."""
LOOKED_BACK = 60
"""Days after which it is no news any more that a report is overdue, or waits; it stands on the start page."""


def stage_of(stand: Stand, today: date) -> str:
    """The code of what is told of a report that is to be filled in; "" where nothing is."""
    if stand.is_received:
        return "RETURNED"
    left = (stand.days.due_on - today).days
    if left < 0:
        return "OVERDUE" if -left <= LOOKED_BACK else ""
    return "DUE_SOON" if left <= SOON else "OPENED"


def reports_due(_viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each person who fills in for a unit: what is to be told of its reports."""
    people, today = _fillers(), clock.today()
    for form in forms_in_use(OPERATOR) if people else ():
        for one in open_reports(OPERATOR, form):
            stage = stage_of(one.stand, today)
            for account_id in people.get(one.unit.id, ()) if stage else ():
                yield account_id, News(stage, Unit, one.unit.id, _occasion(one, stage))


def reports_waiting(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each officer, and of each person who approves for a unit: the reports that wait for them."""
    officers = {viewer.account_id: viewer for viewer in viewers if viewer.area_ids}
    recent = Report.submitted_at >= now() - timedelta(days=LOOKED_BACK)
    for account_id, viewer in {**_approvers(), **officers}.items():
        for report in waiting_reports(viewer).where(recent):
            occasion = f"{report.submitted_at:%Y-%m-%dT%H:%M:%S} {report.approved_level}"
            yield account_id or 0, News("WAITING", Report, report.id, occasion)


def what_was_told(occasion: str) -> tuple[int, str]:
    """The id of the form and the key of the period that the occasion of a reminder to fill in names."""
    form_id, key, *_rest = occasion.split()
    return int(form_id), key


def _occasion(one: ToFill, stage: str) -> str:
    """What tells a reminder from another one: the day that is due, of what is overdue or soon will be; when it was
    submitted, of what was returned: that may happen again."""
    when = ""
    if stage in ("DUE_SOON", "OVERDUE"):
        when = one.stand.days.due_on.isoformat()
    elif stage == "RETURNED":
        when = f"{one.stand.submitted_at:%Y-%m-%dT%H:%M:%S}"
    return f"{one.form.id} {one.period.key} {stage} {when}".strip()


def _fillers() -> Mapping[int, Sequence[int]]:
    """By the id of a unit: the accounts of those who fill in for it."""
    found: dict[int, list[int]] = {}
    for unit_id, account_id in _of_role("FILLS"):
        found.setdefault(unit_id, []).append(account_id)
    return found


def _approvers() -> Mapping[int | None, Viewer]:
    """By their ids: those who approve for a unit, as what they are."""
    ids = {account_id for _unit_id, account_id in _of_role("APPROVES")}
    return {one.id: as_viewer(one, one.language) for one in standing_accounts() if one.id in ids}


def _of_role(role: str) -> Iterator[tuple[int, int]]:
    table: Any = UnitPerson
    standing = {one.id for one in standing_accounts()}
    for unit_id, account_id in table.select(table.unit, table.account).where(table.unit_role == role).tuples():
        if account_id in standing:
            yield unit_id, account_id


REPORT_DUE = register(
    NoticeKind(
        "REPORT_DUE",
        position=32,
        title=say("Reports that you fill in"),
        events={
            "OPENED": say("A report can be filled in"),
            "DUE_SOON": say("A report is due within three days"),
            "OVERDUE": say("A report is overdue"),
            "RETURNED": say("A report was returned to be corrected"),
        },
        counted=lambda count: say_count("%(count)s report is to be filled in",
                                        "%(count)s reports are to be filled in", count),
        due=reports_due,
    )
)  # fmt: skip

REPORT_WAITING = register(
    NoticeKind(
        "REPORT_WAITING",
        position=34,
        title=say("Reports that wait for your approval"),
        events={"WAITING": say("A report waits for your approval")},
        counted=lambda count: say_count("%(count)s report waits for your approval",
                                        "%(count)s reports wait for your approval", count),
        due=reports_waiting,
    )
)  # fmt: skip
