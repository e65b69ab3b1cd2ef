"""The meetings to which somebody is invited, themself or an organisation or unit of theirs, as their calendar."""

from datetime import timedelta

from tansiq.language.words import gettext
from tansiq.meetings.calendar_file import subscribed_file
from tansiq.meetings.occasions import occasions_of
from tansiq.models import Meeting
from tansiq.models.record import now
from tansiq.policy.meeting_rules import invited_to_meeting
from tansiq.policy.viewer import Viewer

LOOKED_BACK = timedelta(days=365)
"""How long meetings that are over stay in a calendar."""
MOST = 500
"""Meetings of one calendar; of more those that come last are left out."""


def own_meetings(viewer: Viewer) -> list[Meeting]:
    """Those of the last year and all that are to come, cancelled ones too, by their time; MOST at most."""
    invited = invited_to_meeting(Meeting, viewer)
    if invited is None:
        return []
    recent = Meeting.ends_at > now() - LOOKED_BACK
    return list(Meeting.select().where(invited, recent).order_by(Meeting.starts_at, Meeting.id).limit(MOST))


def own_calendar(viewer: Viewer) -> bytes:
    """The same as iCalendar, in the language now spoken."""
    return subscribed_file(occasions_of(own_meetings(viewer)), gettext("My meetings"))
