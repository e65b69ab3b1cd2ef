"""What the start page says of reports: those that somebody is to fill in, and those that wait for their approval."""

from typing import Any

from flask import url_for

from admin.current_viewer import viewer as current
from admin.following.looks import words_of
from admin.pages.attention_lines import Line
from admin.pages.matter import Matter
from admin.panel.report_address import fill_address
from admin.words.formatting import day_text
from admin.words.naming import name_of, referenced_rows
from tansiq.attention import SHOWN, Count, Found, find
from tansiq.forms.to_fill import reports_to_fill
from tansiq.forms.waiting import is_approver, waiting_reports
from tansiq.language.words import gettext, language, say
from tansiq.models import Report
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def find_to_fill(viewer: Viewer) -> Found:
    """What a person of a unit is to fill in, what is due first first."""
    found = reports_to_fill(viewer)
    return Found(Count(len(found)), tuple(found[:SHOWN]))


def lines_to_fill(found: Found) -> list[Line]:
    """The first of those, each with the day on which it is due, or how late it is."""
    return [
        Line(
            f"{name_of(one.form)} · {one.period.name}",
            _pressing(one),
            fill_address(one.form.id, one.unit.id, one.period.key),
        )
        for one in found.first
    ]


def lines_waiting(found: Found) -> list[Line]:
    """The first reports that wait, each with its unit and since when it does."""
    rows: Any = visible(Report, current()).where(Report.id.in_(found.first))
    known = {row.id: row for row in rows} if found.first else {}
    above = referenced_rows(list(known.values()), ("unit", "form"), current())
    return [_waiting(known[row_id], above) for row_id in found.first if row_id in known]


def _pressing(one: Any) -> str:
    if one.stand.days_late:
        return words_of(one.stand, language())
    return gettext("Due on %(day)s", day=day_text(one.stand.days.due_on))


def _waiting(row: Report, above: dict[str, dict[int, Any]]) -> Line:
    named = [above[name].get(getattr(row, f"{name}_id")) for name in ("unit", "form")]
    text = " · ".join([*(name_of(one) for one in named if one), str(row.reported.name)])
    since = gettext("Submitted on %(day)s", day=day_text(row.submitted_at)) if row.submitted_at else ""
    return Line(text, since, fill_address(row.form_id, row.unit_id, row.period))


OF_REPORTS = (
    Matter(
        say("Reports to fill in"),
        say("Fill them in until the day on which they are due, or say that there is nothing to report."),
        say("Fill in"),
        "due",
        find_to_fill,
        lambda: url_for("tofill.index"),
        lines=lines_to_fill,
        concerns=lambda viewer: bool(viewer.filled_unit_ids),
    ),
    Matter(
        say("Reports to approve"),
        say("They count in the statistics once every level has approved them."),
        say("Approve"),
        "due",
        lambda viewer: find(waiting_reports(viewer)),
        lambda: url_for("waiting.index"),
        lines=lines_waiting,
        concerns=is_approver,
    ),
)
