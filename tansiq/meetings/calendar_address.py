"""The secret address under which somebody's calendar asks for their meetings: made, shown once, renewed, stopped.

    renew -> the address, shown once; its SHA-256 is kept (one for each account: the former one is void)
    a calendar asks -> SHA-256 looked up -> viewer_by_secret -> their meetings, as far as they may read them now

Calendars sign in nowhere, so that the address is all they have. It opens nothing but the meetings of one person.
"""

import secrets

from tansiq.accounts.viewers import as_viewer
from tansiq.models import Account, MeetingCalendar
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.registering import digest_of, whole_address
from tansiq.records.changes import require, together

PATH = "/admin/calendar/meetings.ics?token="
"""Where the back office takes such addresses."""


def renew(viewer: Viewer) -> str:
    """Another secret for the viewer's own calendar, of which the digest alone is kept; the former one opens nothing.

    Raises Refused(FORBIDDEN).
    """
    require(viewer, "CHANGE", MeetingCalendar)
    secret = secrets.token_urlsafe(32)
    with together():
        _forget(viewer)
        MeetingCalendar.create(account=viewer.account_id, digest=digest_of(secret), renewed_at=now())
    return secret


def stop(viewer: Viewer) -> None:
    """Have the viewer's own address open nothing any more. Raises Refused(FORBIDDEN)."""
    require(viewer, "CHANGE", MeetingCalendar)
    _forget(viewer)


def address_of(secret: str, origin: str) -> str:
    """The whole address that a calendar is given: on the public address of the register where one is set, else on
    `origin`, where the browser of whoever made it is."""
    path = whole_address(f"{PATH}{secret}")
    return path if path != f"{PATH}{secret}" else f"{origin.rstrip('/')}{path}"


def calendar_of(viewer: Viewer) -> MeetingCalendar | None:
    """What is kept of the viewer's own address; None where there is none."""
    found: MeetingCalendar | None = visible(MeetingCalendar, viewer).first()
    return found


def viewer_by_secret(secret: str) -> Viewer | None:
    """Whose calendar asks with this secret; None where it is nobody's, or nobody may sign in with that account now.

    Nothing is counted, so that no calendar waits for somebody who writes: 256 bits are guessed by nobody.
    """
    joined = MeetingCalendar.select(MeetingCalendar, Account).join(Account)
    kept = joined.where(MeetingCalendar.digest == digest_of(secret)).first()
    standing = kept is not None and kept.account.active and kept.account.archived_at is None
    own = kept.account if kept is not None and standing else None
    return None if own is None else as_viewer(own, own.language)


def _forget(viewer: Viewer) -> None:
    MeetingCalendar.delete().where(MeetingCalendar.account == viewer.account_id).execute()
