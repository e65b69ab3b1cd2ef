"""A form that met an ended session or a lost cookie: a page says so, and holds what was typed to be sent once more.

    POST without the session's token, or by nobody who is signed in  ->  this page [typed values, a new token]
    sign in (in another tab, or here and back to the form)           ->  sent again

Nothing of it is kept on the server. Values are offered only to whoever sent them from a page of ours: another site
could else have its own values confirmed here. Passwords and files are never among them.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from admin.current_viewer import ROOT, is_panel_page, local
from tansiq.language.words import N_, gettext

OPEN = frozenset({"security", "password", "register", "answer", "panel", None})
"""Blueprints that need no sign-in; None is what has none of its own."""
SECRET = frozenset({"security", "password", "factor"})
"""Blueprints whose forms hold secrets alone: nothing of them is written into a page."""
_NOT_TYPED = frozenset({"csrf_token", "do"})
_MOST = 5_000
"""Fields that one page holds."""

LOST = N_("Your browser no longer sent what ties this form to your session.")
ENDED = N_("You are not signed in any more.")


def offer_to_send_again(app: Flask) -> None:
    """Stand before all pages that need a sign-in, and in place of the bare refusal of a form without its token."""
    app.register_error_handler(CSRFError, _token_lost)
    app.before_request(_session_ended)


def _token_lost(error: CSRFError) -> Any:
    return _page(LOST, 400) if is_panel_page() else error


def _session_ended() -> Response | None:
    is_closed = is_panel_page() and request.blueprint not in OPEN and request.method == "POST"
    if not is_closed or current_user.is_authenticated or not _is_from_us():
        return None
    return _page(ENDED, 403)


def _page(text: str, code: int) -> Response:
    typed = _typed()
    back = ROOT if not typed else local(_form_address())
    page = render_template(
        "panel/send_again.html",
        text=gettext(text),
        typed=typed,
        had_files=bool(typed) and any(file.filename for file in request.files.values()),
        action=request.full_path.rstrip("?"),
        sign_in=url_for("security.login", next=back),
        back=back,
    )
    return Response(page, code)


def _typed() -> list[tuple[str, str]]:
    """(name, value) of all that was sent, in its order; nothing of forms that hold secrets, or from elsewhere."""
    if request.blueprint in SECRET or not _is_from_us():
        return []
    pairs = [(name, value) for name, values in request.form.lists() for value in values]
    kept = [(name, value) for name, value in pairs if name not in _NOT_TYPED and "password" not in name]
    return kept if len(kept) <= _MOST else []


def _form_address() -> str:
    """The page on which the form stands: the same address where it can be read, else the page it was sent from."""
    rule = request.url_rule
    if rule is not None and "GET" in (rule.methods or ()):
        return request.full_path.rstrip("?")
    return "/" + (request.referrer or "").removeprefix(request.host_url)


def _is_from_us() -> bool:
    """Whether the browser says that a page of this very site sent the form."""
    came_from = urlsplit(request.headers.get("Origin") or request.referrer or "")
    return bool(came_from.netloc) and came_from.netloc == request.host
