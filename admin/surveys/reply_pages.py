"""What whoever sent feedback comes back for, and what everybody may know of feedback; light, and without an account.

/admin/answer/reply               takes the code that was shown when the feedback was sent
/admin/answer/replied             how it stands, and what was replied
/admin/answer/figures/<address>   how much came in and was replied to, and how long that took
"""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from tansiq.faults import Refused
from tansiq.language.words import gettext
from tansiq.models import Feedback
from tansiq.platform import clock
from tansiq.surveys.feedback import feedback_by_code, last_reply
from tansiq.surveys.feedback_figures import last_day_told, public_overview
from tansiq.surveys.inviting import written
from tansiq.surveys.opening import survey_at

FEEDBACK = "feedback"
"""The place in the session for the feedback whose code was typed: to read on, or in the other language, is no guess."""
CODE = "feedback_code"
"""The place in the session for the code that is shown once, on the page of thanks."""


def add_reply_pages(pages: Blueprint) -> None:
    """Add these pages to those of surveys."""
    pages.add_url_rule("/reply", view_func=reply, methods=("GET", "POST"))
    pages.add_url_rule("/replied", view_func=replied)
    pages.add_url_rule("/figures/<address>", view_func=figures)


def keep_code(code: str) -> None:
    """Have the next page of thanks show a code; "" for none."""
    if code:
        session[CODE] = written(code)


def code_to_show() -> str:
    """The code to show now, this once; "" for none."""
    return str(session.pop(CODE, ""))


def reply() -> Any:
    """Type in the code."""
    typed, told, status = request.form.get("code", "")[:200], "", 200
    if request.method == "POST":
        try:
            found = feedback_by_code(typed, request.remote_addr)
        except Refused as refusal:
            found, told, status = None, str(refusal.faults[0]), 429
        if found is not None:
            session[FEEDBACK] = found.id
            return redirect(url_for(".replied"))
        told = told or gettext("There is no such code. Compare it with what you wrote down, letter by letter.")
    return render_template("surveys/reply_code.html", typed=typed, told=told), status


def replied() -> Any:
    """How the feedback of this session stands: nothing is counted, and nobody waits for whoever writes."""
    found = Feedback.get_or_none(Feedback.id == session.get(FEEDBACK, 0))
    if found is None:
        return redirect(url_for(".reply"))
    known = {"row": found, "survey": found.survey, "state": found.state(clock.today()), "reply": last_reply(found)}
    return render_template("surveys/replied.html", **known)


def figures(address: str) -> Any:
    """What everybody may know of the feedback to a survey."""
    row = survey_at(address) or abort(404)
    told = public_overview(row) or abort(404)
    return render_template("surveys/public_figures.html", row=row, told=told, until=last_day_told())
