"""Who reads meetings, who takes part in them, and what they decided.

administrators, auditors   all
officers                   of their areas, and what is published; they write what lies in theirs
partners                   what is published, meetings to which an organisation of theirs is invited, and decisions that
                           it carries out; they answer for it, and propose how far its decisions are
people with an account     the same of what they are invited to, and carry out, themselves
portals, anybody           what is published; of participants nothing
"""

from functools import reduce
from operator import or_
from typing import Any

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition, lies_in
from tansiq.policy.viewer import Viewer

ANSWERED: frozenset[str] = frozenset({"invitation_answer", "answered_at"})
"""What whoever is invited may say of a participant themself."""


def invited_to_meeting(table: Any, viewer: Viewer) -> Condition:
    """The condition that the viewer, or an organisation of theirs, is invited; None for whoever cannot be."""
    kept: Any = models.MeetingAttendee.alias("invited_attendee")
    own = _own(kept, viewer)
    if own is None:
        return None
    stands = own & kept.is_invited & kept.archived_at.is_null()
    return table.id.in_(kept.select(kept.meeting).where(stands)) & table.archived_at.is_null()


def attendee(table: Any, viewer: Viewer) -> Condition:
    """A participant: officers of the meeting's area, the organisation, and the person, while the entry stands."""
    if viewer.reads_all:
        return None
    found = [*_of_meeting_in_charge(table, viewer)]
    if (own := _own(table, viewer)) is not None:
        found.append(own & table.archived_at.is_null())
    return reduce(or_, found) if found else NOBODY


def carried_out_by(table: Any, viewer: Viewer) -> Condition:
    """The condition that a decision is for the viewer, or an organisation of theirs, to carry out; None for nobody."""
    own = _own(table, viewer)
    return None if own is None else own & table.archived_at.is_null()


def is_to_answer(viewer: Viewer, row: "models.MeetingAttendee") -> bool:
    """Whether the invitation is the viewer's, or their organisation's, to answer."""
    given = row.__data__
    is_theirs = given.get("organization") in viewer.organization_ids
    is_own = viewer.account_id is not None and given.get("account") == viewer.account_id
    return viewer.portal is None and bool(given.get("is_invited")) and (is_theirs or is_own)


def _own(table: Any, viewer: Viewer) -> Condition:
    if viewer.portal is not None:
        return None
    found = []
    if viewer.organization_ids:
        found.append(table.organization.in_(sorted(viewer.organization_ids)))
    if viewer.account_id is not None:
        found.append(table.account == viewer.account_id)
    return reduce(or_, found) if found else None


def _of_meeting_in_charge(table: Any, viewer: Viewer) -> list[Condition]:
    if not viewer.area_ids:
        return []
    above: Any = models.Meeting.alias("its_meeting")
    return [table.meeting.in_(above.select(above.id).where(lies_in(models.Meeting, above, viewer.area_ids)))]
