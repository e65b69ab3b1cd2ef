"""Whoever is invited to a meeting says whether they come; the last answer holds."""

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Meeting, MeetingAttendee
from tansiq.models.record import now
from tansiq.policy.meeting_rules import is_to_answer
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


def own_invitations(viewer: Viewer, meeting: Meeting) -> list[MeetingAttendee]:
    """The entries of a meeting that the viewer may answer, for themself and for their organisations."""
    rows = visible(MeetingAttendee, viewer).where(
        MeetingAttendee.meeting == meeting.id, MeetingAttendee.archived_at.is_null()
    )
    return [row for row in rows.order_by(MeetingAttendee.id) if is_to_answer(viewer, row)]


def answer(viewer: Viewer, row: MeetingAttendee, given: str) -> MeetingAttendee:
    """Answer an invitation, or answer it anew; the same answer twice changes nothing. `given` is a code of
    INVITATION_ANSWERS.

    Raises Refused: FORBIDDEN (it is not theirs), MEETING_OVER, UNKNOWN_CODE, CHANGED_MEANWHILE.
    """
    of: Meeting = row.meeting
    if of.meeting_state != "PLANNED" or of.ends_at < now():
        raise Refused(Fault("MEETING_OVER", "", say("This meeting is over, or it is not held: nobody answers now.")))
    if given == row.invitation_answer:
        return row
    row.invitation_answer, row.answered_at = given, now()
    return changes.save(viewer, row)
