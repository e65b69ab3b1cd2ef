"""The key that each form for something new carries, so that sending it twice creates once.

    form_key() in the page -> sent back -> create(row, deed): done, or led to what the first sending made

A key is signed, belongs to whoever opened the form, and holds for some days. What comes without one, such as from a
program, is done as it comes.
"""

import secrets
from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, g, redirect, request, session, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer

from admin.current_viewer import viewer
from admin.panel.registered_views import view_of_table
from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, say
from tansiq.models import Creation, Proposal, Record
from tansiq.proposals.creating_once import KEPT_DAYS, create_once

FIELD = "form_key"
A_DAY = 86_400


def form_key() -> str:
    """The key of the form in this page: the one that was sent where it holds, so that it stays the same form, unless
    the page that answers holds the form for the next one."""
    given = "" if g.get("form_key_is_spent") else request.form.get(FIELD, "")
    return given if given and _is_held(given) else _signer().dumps([_whose(), secrets.token_urlsafe(16)])


def create(row: Record, deed: Callable[[], Proposal | None]) -> Proposal | None:
    """Do a deed that creates `row` or returns its proposal. Where this very form was sent before, go to what it made.

    Raises Refused as the deed does; FORM_TOO_OLD.
    """
    once = _Kept(deed)
    before = create_once(viewer(), sent_key(), row, once)
    g.form_key_is_spent = True
    if before is not None:
        flash(
            gettext("This form was saved already: here is what it made. For another record open a new form."), "success"
        )
        abort(redirect(_address(before, row)))
    return once.proposal


def save_once(row: Record, save: Callable[[], object]) -> None:
    """Save a row that is never proposed; where it is new, once for each form. Raises Refused as `create`."""
    if row.id:
        save()
    else:
        create(row, lambda: _without_proposal(save))


def _without_proposal(save: Callable[[], object]) -> None:
    save()


def sent_key() -> str:
    """The key that was sent with the form, "" for none. Raises Refused(FORM_TOO_OLD)."""
    given = request.form.get(FIELD, "")
    if given and not _is_held(given):
        text = say("This form was opened too long ago, or by somebody else. Look through it, and send it once more.")
        raise Refused(Fault("FORM_TOO_OLD", "", text))
    return given


class _Kept:
    """A deed that remembers the proposal it made."""

    def __init__(self, deed: Callable[[], Proposal | None]) -> None:
        self._deed = deed
        self.proposal: Proposal | None = None

    def __call__(self) -> Proposal | None:
        self.proposal = self._deed()
        return self.proposal


def _address(made: Creation, row: Record) -> str:
    if "_add_another" in request.form:
        return request.full_path
    if made.proposal_id is not None:
        return url_for("proposal.details_view", id=made.proposal_id)
    # A form may stand on the page of another view.
    view = view_of_table(type(row))
    return url_for(f"{view.endpoint if view else ''}.details_view", id=made.record_id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="form key")


def _whose() -> Any:
    """Whose the form is: the account's, or of the browser of whoever has not signed in."""
    return viewer().account_id or session.get("csrf_token", "")


def _is_held(given: str) -> bool:
    try:
        whose, _random = _signer().loads(given, max_age=KEPT_DAYS * A_DAY)
    except (BadSignature, ValueError, TypeError):
        return False
    return bool(whose == _whose())
