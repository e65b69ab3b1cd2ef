"""What the start page says of citizens' feedback: what waits for a reply of the reader."""

from flask import url_for

from admin.current_viewer import viewer as current
from admin.pages.attention_lines import Line
from admin.pages.matter import Matter
from admin.surveys.feedback_rows import due_text, told_rows
from tansiq.attention import Found, find
from tansiq.language.words import ngettext, say
from tansiq.models import Feedback
from tansiq.policy.visibility import visible
from tansiq.surveys.feedback_queue import feedback_owed


def lines_of_feedback(found: Found) -> list[Line]:
    """The first of it, each with its day, or how late the reply is."""
    rows = {row.id: row for row in visible(Feedback, current()).where(Feedback.id.in_(found.first))}
    told = told_rows([rows[row_id] for row_id in found.first if row_id in rows])
    return [
        Line(
            one.name,
            ngettext("%(count)s day late", "%(count)s days late", one.days_late)
            if one.days_late
            else due_text(one.row),
            url_for("feedback.one_view", id=one.row.id),
        )
        for one in told
    ]


OF_FEEDBACK = Matter(
    say("Citizens' feedback to reply to"),
    say("Reply until the day on which it is due, or hand it over to the district that it concerns."),
    say("Reply"),
    "due",
    lambda viewer: find(feedback_owed(viewer)),
    lambda: url_for("feedback.index"),
    lines=lines_of_feedback,
    concerns=lambda viewer: viewer.is_admin or bool(viewer.area_ids),
)
