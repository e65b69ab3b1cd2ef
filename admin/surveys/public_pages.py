"""The public pages of surveys: light, in both languages, without an account, and without scripts where there are none.

/admin/answer/to/<address>       the survey with this address, for whoever has it
/admin/answer/link?token=...     takes a link that was made for one participant, and puts its secret out of sight
/admin/answer/code               takes a code from paper
/admin/answer/mine               the survey to which the link or the code leads
/admin/answer/results/<address>  what everybody may know of a survey that has ended
/admin/answer/sent               thanks, with the code by which a reply is looked up (reply_pages.py)

A button of the form checks it, others turn it into another language: nothing is sent by these, and nothing lost.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.datastructures import CombinedMultiDict

from admin.current_viewer import viewer
from admin.panel import form_keys
from admin.panel.forms import show_faults
from admin.panel.own_script import own_script
from admin.surveys.answer_form import answer_form, filled_entry, is_right, question_groups, sender_of
from admin.surveys.reply_pages import add_reply_pages, code_to_show, keep_code
from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import LANGUAGES, gettext, language, say, speaking
from tansiq.models import Survey, SurveyInvitation
from tansiq.models.definitions import ENTRY
from tansiq.platform import clock
from tansiq.surveys.answering import Sender, answer, refuse_many_photographs, refuse_used
from tansiq.surveys.inviting import ask_for_link, invitation_by_code, invitation_by_link
from tansiq.surveys.opening import closed_fault, survey_at
from tansiq.surveys.results import public_results

INVITATION = "survey_invitation"
"""The place in the session for the invitation whose link or code was shown: whoever has begun is not asked for it
again, however many wrong ones others try on the same line."""
STATUS = {"TOO_MANY_REQUESTS": 429, "NOT_FOUND": 404, "TOO_LARGE": 413}
"""By fault: the status of the page that tells it; all others are told as any page is."""

MOST_SENT = 20_000_000
"""Bytes of one answer with its photographs."""

pages = Blueprint("answer", __name__, url_prefix="/admin/answer")
add_reply_pages(pages)


def open_surveys(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(pages)


@pages.url_value_preprocessor
def bound(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """What a stranger sends is no larger than some photographs; the body is read for its token first of all."""
    most = current_app.config["MAX_CONTENT_LENGTH"]
    request.max_content_length = min(MOST_SENT, most)


@pages.errorhandler(413)
def too_large(_error: Exception) -> Any:
    """Tell it on a page of the survey's kind; what was typed stays in the browser."""
    return _told(_too_large())


@pages.route("/to/<address>", methods=("GET", "POST"))
def survey(address: str) -> Any:
    """A survey that whoever has its address may answer; of others it is told how they are answered."""
    found = survey_at(address) or abort(404)
    if found.link_kind == "PAPER":
        return redirect(url_for(".code"))
    if found.link_kind == "MAIL" and closed_fault(found, clock.today()) is None:
        return _asking_page(found)
    return _survey_page(found, None)


@pages.get("/link")
def link() -> Any:
    """Take a link; its secret leaves the address, so that no page or log passes it on."""
    found = invitation_by_link(request.args.get("token", "")[:200])
    if found is None:
        return _told(_leading_nowhere())
    session[INVITATION] = found.id
    return redirect(url_for(".mine"))


@pages.route("/code", methods=("GET", "POST"))
def code() -> Any:
    """Type in a code from paper."""
    typed, told = request.form.get("code", "")[:200], ""
    if request.method == "POST":
        try:
            found = invitation_by_code(typed, request.remote_addr)
        except Refused as refusal:
            return _told(refusal.faults[0])
        if found is not None:
            session[INVITATION] = found.id
            return redirect(url_for(".mine"))
        told = gettext("There is no such code. Compare it with the paper, letter by letter.")
    return render_template("surveys/code.html", typed=typed, told=told)


@pages.route("/mine", methods=("GET", "POST"))
def mine() -> Any:
    """The survey to which the link or code of this session leads."""
    invitation = SurveyInvitation.get_or_none(SurveyInvitation.id == session.get(INVITATION, 0))
    return _told(_leading_nowhere()) if invitation is None else _survey_page(invitation.survey, invitation)


@pages.get("/sent")
def sent() -> Any:
    """Thanks, whoever asks; with the code of what was sent just now, this once."""
    return render_template("surveys/sent.html", code=code_to_show())


@pages.get("/results/<address>")
def results(address: str) -> Any:
    """What everybody may know of a survey."""
    found = survey_at(address) or abort(404)
    told = public_results(found) or abort(404)
    return render_template("surveys/public_results.html", row=found, told=told)


def _asking_page(row: Survey) -> Any:
    """Where somebody asks for a link by mail, which they follow to the form."""
    email, told = request.form.get("email", "")[:300], ""
    if request.method == "POST" and not request.form.get("website"):
        try:
            ask_for_link(row, email, request.remote_addr)
        except Refused as refusal:
            told = str(refusal.faults[0])
    values = {"row": row, "intro": pick(row, "intro"), "email": email, "told": told}
    is_sent = request.method == "POST" and not told
    return render_template("surveys/asked.html" if is_sent else "surveys/ask.html", **values)


def _survey_page(row: Survey, invitation: SurveyInvitation | None) -> Any:
    """The form, what it said when it was sent, or why there is none."""
    closed = closed_fault(row, clock.today()) or _fault_of_invitation(row, invitation)
    if closed is not None and request.method == "GET":
        return _told(closed, row)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    with speaking(chosen if chosen in LANGUAGES else language()):
        return _form_page(row, invitation)


def _form_page(row: Survey, invitation: SurveyInvitation | None) -> Any:
    if any(file.filename for file in request.files.values()):
        try:
            refuse_many_photographs(row, request.remote_addr)
        except Refused as refusal:
            return _told(refusal.faults[0], row)
    sent: Any = CombinedMultiDict[str, Any]([request.form, request.files])
    form: Any = answer_form(row, sent if request.method == "POST" else None)
    is_checked = False
    if request.method == "POST" and "language" not in request.form:
        sender = sender_of(form, invitation, request.remote_addr)
        if "check" in request.form:
            is_checked = is_right(row, form, sender)
        elif _is_sent(row, form, sender):
            return redirect(url_for(".sent"))
    own = own_script((ENTRY, row.record_type_id), form)
    texts = {"intro": pick(row, "intro"), "consent": pick(row, "consent")}
    known = {"row": row, "form": form, "groups": question_groups(row), "own": own, **texts}
    return render_template("surveys/survey.html", **known, is_checked=is_checked, is_personal=invitation is not None)


def _is_sent(row: Survey, form: Any, sender: Sender) -> bool:
    if form.website.data:
        # A program: it learns nothing, and nothing is kept.
        return True
    if not is_right(row, form, sender):
        return False
    try:
        kept = replace(sender, key=form_keys.sent_key(), file_ids=viewer().file_ids)
        keep_code(answer(row, filled_entry(row, form), kept))
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    return True


def _too_large() -> Fault:
    text = say(
        "What you sent is larger than %(most)s megabytes. Go back, choose fewer or smaller photographs, and send "
        "it again.",
        most=MOST_SENT // 1_000_000,
    )
    return Fault("TOO_LARGE", "", text)


def _leading_nowhere() -> Fault:
    return Fault("NOT_FOUND", "", say("This link leads to no survey. Ask whoever gave it to you."))


def _fault_of_invitation(row: Survey, invitation: SurveyInvitation | None) -> Fault | None:
    try:
        refuse_used(row, invitation)
    except Refused as refusal:
        return refusal.faults[0]
    return None


def _told(fault: Fault, row: Survey | None = None) -> Any:
    """A page that tells why there is no form, and how what came in can be seen where everybody may."""
    is_told = row is not None and public_results(row) is not None
    return render_template("surveys/closed.html", text=str(fault), row=row, is_told=is_told), STATUS.get(
        fault.code, 200
    )
