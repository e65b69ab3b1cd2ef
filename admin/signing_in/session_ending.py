"""The browsers in which an account is signed in, and ending one of them: asked first, by its owner or an administrator.

The browser in use is not ended here: that is signing out.
"""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request

from admin.current_viewer import viewer
from admin.signing_in.session_keeping import longest_session, this_id
from tansiq.accounts import sessions
from tansiq.language.words import gettext
from tansiq.models import Account, AccountSession


def sessions_of(account: Account) -> list[tuple[AccountSession, bool]]:
    """The sessions of an account that hold, the latest in use first, each with whether it is the one in use here."""
    return [
        (row, sessions.has_id(row, this_id())) for row in sessions.valid_sessions(viewer(), account, longest_session())
    ]


def end_or_ask(account: Account, back: str, ask: Callable[[AccountSession], Any]) -> Any:
    """End the session that the request names (?session=7) and go `back`, or `ask` first, where it is a GET.

    404 for the session in use, one that has ended, and one of another account.
    """
    row = _other(account, request.values.get("session"))
    if request.method == "GET":
        return ask(row)
    sessions.end_one(viewer(), row)
    flash(gettext("The session is ended: that browser is signed out."), "success")
    return redirect(back)


def _other(account: Account, given: str | None) -> AccountSession:
    found = next((row for row, is_this in sessions_of(account) if str(row.id) == given and not is_this), None)
    return found or abort(404)
