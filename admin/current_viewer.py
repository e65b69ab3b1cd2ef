"""Who sits before the panel, and the language the panel speaks to them.

session cookie -> account -> Viewer(roles, account, language, face PANEL)   once per request, kept on `g`
"""

from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, has_request_context, redirect, request, session, url_for
from flask_login import current_user

from tansiq.accounts.viewers import as_viewer
from tansiq.language.words import DEFAULT_LANGUAGE, LANGUAGES, speaking
from tansiq.policy.viewer import ANONYMOUS, Viewer

ROOT = "/admin/"
"""Every page of the panel lies below this path, and nothing else does."""


def is_panel_page() -> bool:
    """Whether the request asks for a page of the panel; its style sheets and scripts are no pages."""
    return request.path.startswith(ROOT) and not (request.endpoint or "").endswith("static")


def local(address: str | None) -> str:
    """`address` if it is a path of the panel on this very site, else the start page."""
    parts = urlsplit(address or "")
    is_plain = address is not None and address.isprintable() and "\\" not in address
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(ROOT)
    return address if is_plain and is_ours and address is not None else ROOT


def to_sign_in() -> Response:
    """Send whoever is not signed in to the sign-in page, and back here afterwards."""
    here = request.full_path.rstrip("?") if request.method == "GET" else ROOT
    answer: Any = redirect(url_for("security.login", next=here))
    return answer  # type: ignore[no-any-return]  # Flask's redirect says less than it gives.


def viewer() -> Viewer:
    """Who asks in this request; anonymous where nobody signed in and outside of requests."""
    if not has_request_context():
        return ANONYMOUS
    known: Viewer | None = g.get("viewer")
    if known is None:
        known = g.viewer = _viewer()
    return known


def bring(file_id: int) -> None:
    """Let whoever asks name a file, which came with this request, in what they save now."""
    g.viewer = viewer().bringing(frozenset({file_id}))


def chosen_language() -> str:
    """What was chosen in this session, else what the account prefers, else Arabic."""
    if (chosen := session.get("language")) in LANGUAGES:
        return str(chosen)
    return current_user.language if current_user.is_authenticated else DEFAULT_LANGUAGE


def speak_during_requests(app: Flask) -> None:
    """Let every page of the panel, with all the domain says to it, speak the reader's language."""

    @app.before_request
    def begin() -> None:
        if is_panel_page():
            g.speech = ExitStack()
            g.speech.enter_context(speaking(chosen_language()))

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if speech := g.pop("speech", None):
            speech.close()


def _viewer() -> Viewer:
    if not current_user.is_authenticated:
        return Viewer(language=chosen_language())
    return as_viewer(current_user, chosen_language())
