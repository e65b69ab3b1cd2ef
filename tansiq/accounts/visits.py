"""When somebody last looked at a page that tells what is new."""

from datetime import datetime, timedelta

from tansiq.models import Visit
from tansiq.models.record import now
from tansiq.platform.database import in_passing
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

A_VISIT = timedelta(minutes=30)
"""Whoever comes back sooner is still on the same visit, and what is new stays new."""

AT_FIRST = timedelta(days=7)
"""How far back the news of somebody's first visit go."""


def new_since(viewer: Viewer, page: str) -> datetime:
    """From when on (UTC) things are new to `viewer` on this page: the visit before the present one."""
    return _before(_visit(viewer, page))


def note_visit(viewer: Viewer, page: str) -> datetime:
    """Note that `viewer` looks at the page now, and tell from when on things are new to them, as `new_since` does.

    Raises Refused(FORBIDDEN) for somebody without an account.
    """
    changes.require(viewer, "CREATE", Visit)
    known = _visit(viewer, page)
    if known is not None and now() - known.at <= A_VISIT:
        return _before(known)
    # Another window of theirs may be quicker, or a long import hold the database: nothing to stop a reader for.
    in_passing(lambda: _note(viewer, page, known))
    return new_since(viewer, page)


def _before(known: Visit | None) -> datetime:
    """Of a first visit a moment that stays the same while it lasts: what is new since then is kept by it."""
    if known is None:
        return now() - AT_FIRST
    return known.before or known.at - AT_FIRST


def _visit(viewer: Viewer, page: str) -> Visit | None:
    found: Visit | None = visible(Visit, viewer).where(Visit.page == page).first()
    return found


def _note(viewer: Viewer, page: str, known: Visit | None) -> None:
    if known is None:
        Visit.create(account=viewer.account_id, page=page)
    else:
        Visit.update(at=now(), before=known.at).where(Visit.id == known.id, Visit.at == known.at).execute()
