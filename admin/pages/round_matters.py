"""What the start page says of rounds: the reports that one's organisation is asked for, and those to be looked at."""

from typing import Any

from flask import url_for

from admin.current_viewer import viewer as current
from admin.pages.attention_lines import Line
from admin.pages.matter import Matter
from admin.rounds.report_lines import in_time
from admin.words.formatting import day_text
from admin.words.naming import name_of, referenced_rows
from tansiq.attention import Found, find
from tansiq.language.words import gettext, say
from tansiq.models import Round, RoundReport
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.days import punctuality_of
from tansiq.rounds.to_do import reports_to_look_at, reports_to_state


def lines_of_reports(found: Found) -> list[Line]:
    """The first of them, each with its round, and the day on which it is due or how late it is."""
    rows: Any = visible(RoundReport, current()).where(RoundReport.id.in_(found.first))
    known = {row.id: row for row in rows} if found.first else {}
    whose = referenced_rows(list(known.values()), ("organization",), current())["organization"]
    asked = {one.id: one for one in visible(Round, current()).where(Round.id.in_({r.round_id for r in known.values()}))}
    shown = [known[row_id] for row_id in found.first if row_id in known]
    return [_line(one, asked[one.round_id], whose.get(one.organization_id)) for one in shown if one.round_id in asked]


def _line(report: RoundReport, row: Round, organization: Any) -> Line:
    named = [name_of(one) for one in (organization, row) if one is not None]
    told = punctuality_of(row, report.first_submitted_at)
    pressing = in_time(told) if told.days_late else gettext("Due on %(day)s", day=day_text(row.due_on))
    return Line(" · ".join([*named, str(row.reported.name)]), pressing, url_for("rounds.report_view", id=report.id))


def _looks_at(viewer: Viewer) -> bool:
    return viewer.is_admin or bool(viewer.area_ids)


OF_ROUNDS = (
    Matter(
        say("Reports that your organisation is asked for"),
        say("Report until the day on which they are due, or say that there is nothing to report."),
        say("Report"),
        "due",
        lambda viewer: find(reports_to_state(viewer)),
        lambda: url_for("round.index_view"),
        lines=lines_of_reports,
        concerns=lambda viewer: bool(viewer.organization_ids),
    ),
    Matter(
        say("Reports in rounds to look at"),
        say("Accept them, or return them with what is to be corrected."),
        say("Look at the report"),
        "due",
        lambda viewer: find(reports_to_look_at(viewer)),
        lambda: url_for("round.index_view"),
        lines=lines_of_reports,
        concerns=_looks_at,
    ),
)
