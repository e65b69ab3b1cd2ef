"""Errors in the reader's language and in the dress of the panel, wherever they are met.

What programs ask (the endpoint, the two questions after the state of the service) is answered to programs, as ever.
"""

from contextlib import ExitStack
from typing import Any

from flask import Flask, Response, g, render_template, request
from peewee import OperationalError, PeeweeException
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from admin.current_viewer import ROOT, chosen_language, is_panel_page, local
from tansiq.language.words import DEFAULT_LANGUAGE, N_, gettext, speaking
from tansiq.policy.viewer import ANONYMOUS

FOR_PROGRAMS = ("/graphql", "/files/", "/healthz", "/readyz")
"""Below these paths no person reads."""

ADVICE = {
    400: N_("What you typed is kept by most browsers when you go back."),
    403: N_("Whoever runs the register in your ministry can give your account more rights."),
    404: N_("The address may be mistyped, or the record is not open to you. Search for its name in the register."),
    405: N_("It belongs to a button of another page. Go back to that page and press the button there."),
    410: N_("What it led to was taken away for good. Look for it in the lists, or ask whoever sent you the address."),
    413: N_("Send less at once, or ask whoever runs the register to allow larger files."),
    429: N_("Wait a minute, then go on. Nothing of what you had saved is lost."),
    503: N_("Nothing was changed. Wait a minute, go back and send it again; what you typed is kept by most browsers."),
    500: N_("Try again in a moment. If it happens again, tell this number to whoever runs the register."),
}
"""By error: what whoever meets it can do."""

ERROR_TEXTS = {
    503: N_("The register is busy with a long piece of writing, such as an import."),
    400: N_("The page came incomplete, or was open since before you signed in. Go back, reload it and send it again."),
    403: N_("You may not do this. Sign in with an account that may."),
    404: N_("There is no such page or record."),
    413: N_("What you sent is larger than this register takes."),
    410: N_("This page is no longer there."),
    429: N_("Too much was asked in a short time."),
    405: N_("This address cannot be opened this way."),
    500: N_("Something went wrong on our side. It was noted under the number below."),
}

A_MINUTE = 60
"""Seconds after which a browser may try again what a busy register refused."""


def dress_errors(app: Flask) -> None:
    """Show every error that a person meets on a page of the panel."""
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(OperationalError, _busy_page)


def is_error_page() -> bool:
    """Whether the present answer is a page that tells of an error."""
    return bool(g.get("tells_of_error"))


def _before() -> str:
    """The page of the panel from which the browser says it came; else the start page."""
    came_from = request.referrer or ""
    return local("/" + came_from.removeprefix(request.host_url)) if came_from.startswith(request.host_url) else ROOT


def _busy_page(error: OperationalError) -> Any:
    """SQLite has one writer at a time: whoever waited too long for an import is told so, nothing worse."""
    if "locked" not in str(error):
        raise error
    answer: Any = _error_page(ServiceUnavailable(retry_after=A_MINUTE))
    return answer


def _is_for_people() -> bool:
    is_file = request.path.startswith(ROOT) and not is_panel_page()
    return not (is_file or request.path.startswith(FOR_PROGRAMS))


def _error_page(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400 or not _is_for_people():
        return error
    g.tells_of_error = True
    answer = Response(_drawn(code), code)
    if retry := getattr(error, "retry_after", None):
        answer.headers["Retry-After"] = str(retry)
    if allowed := getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _drawn(code: int) -> str:
    """The page; as for somebody who is not signed in, where the database cannot tell who reads."""
    with ExitStack() as speech:
        try:
            speech.enter_context(speaking(chosen_language()))
            return _page(code)
        except PeeweeException:
            g.viewer = ANONYMOUS
            speech.enter_context(speaking(DEFAULT_LANGUAGE))
            return _page(code)


def _page(code: int) -> str:
    known = code if code in ERROR_TEXTS else 500 if code >= 500 else 404
    texts = {"text": gettext(ERROR_TEXTS[known]), "advice": gettext(ADVICE[known])}
    number = g.get("request_id") if code == 500 else None
    return render_template("panel/error.html", code=code, number=number, back=_before(), **texts)
