"""Sessions that can be ended: each browser that is signed in has a row, and a page asks for it first.

    cookie [session id] -> tansiq.accounts.sessions.check_session -> the page, or signed out and told why

Whoever asked to be remembered keeps the same cookie when the browser is closed. The sign-in library's own cookie for
that is not used: it names the account and no session, so that a session ended from elsewhere would begin anew.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, flash, request, session
from flask_login import current_user, user_logged_out
from flask_security import logout_user, user_authenticated

from admin.current_viewer import is_panel_page
from tansiq.accounts import sessions
from tansiq.language.words import gettext
from tansiq.platform.settings import Settings

ID = "session_id"
"""Where the cookie holds the id of the session."""


def keep_sessions(app: Flask, settings: Settings) -> None:
    """Look at the session before every page, and forget it after signing out."""
    app.config.update(PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days))
    # The cookie is good for as long as the session is at most, and is set where something changes alone: the answer to
    # what a page asks in the background would overwrite what another answer set meanwhile, such as a message.
    app.config.update(SESSION_REFRESH_EACH_REQUEST=False)
    app.before_request(_check_session)
    user_authenticated.connect(_signed_in, app)
    user_logged_out.connect(_forget, app)


def longest_session() -> timedelta:
    """How long a session lasts at most."""
    return timedelta(days=_settings().session_days)


def idle_limit() -> timedelta:
    """How long a session may go without use, unless somebody asked to be remembered."""
    return timedelta(minutes=_settings().session_idle_minutes)


def this_id() -> str:
    """The id of the present session; "" where there is none."""
    return str(session.get(ID, ""))


def _check_session() -> None:
    if not is_panel_page() or not current_user.is_authenticated:
        return
    if not sessions.check_session(
        current_user.id, this_id(), None if session.permanent else idle_limit(), longest_session()
    ):
        logout_user()
        flash(gettext("You were signed out after a long time, or from elsewhere. Sign in again."), "info")


def _signed_in(_app: Flask, user: Any, **_rest: Any) -> None:
    session[ID] = sessions.start_session(user.id, request.user_agent.string)
    # Where the library notes that somebody wants to be remembered; left there, it would set its own cookie.
    session.permanent = session.pop("_remember", "") == "set"


def _forget(_app: Flask, **_rest: Any) -> None:
    if session_id := session.pop(ID, ""):
        sessions.end_session(session_id)
    session.permanent = False


def _settings() -> Settings:
    found: Settings = current_app.config["TANSIQ"]
    return found
