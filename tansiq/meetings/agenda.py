"""What stands on the agenda of a meeting: put there in words or by a row, and what earlier meetings left open."""

from typing import Any

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.meetings.about import require_seen
from tansiq.models import AgendaItem, Meeting, MeetingDecision
from tansiq.models.record import now
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among
from tansiq.records import changes

MOST = 20
"""Coming meetings that are offered."""


def save_item(viewer: Viewer, row: AgendaItem) -> AgendaItem:
    """Save an item of an agenda. Raises Refused: NOT_FOUND (they do not see what it is about), ON_AGENDA_ALREADY, or as
    `changes.save` does."""
    require_seen(viewer, row)
    if row.about_kind and _same(row).exists():
        raise Refused(Fault("ON_AGENDA_ALREADY", "", say("It stands on the agenda of this meeting already.")))
    return changes.save(viewer, row)


def put_on(viewer: Viewer, meeting: Meeting, about: tuple[str, int], sector: int | None = None) -> AgendaItem:
    """Put something of the register, a kind of ABOUT_KINDS and its number, on an agenda, as the last item. Raises
    Refused as `save_item` does."""
    kind, row_id = about
    row = AgendaItem(meeting=meeting.id, about_kind=kind, about_id=row_id, about_sector=sector)
    row.position = _last_position(meeting) + 1
    return save_item(viewer, row)


def coming_meetings(viewer: Viewer) -> list[Meeting]:
    """The next meetings that are planned and on whose agenda the viewer may put something, the next first; two
    statements, or one where there is none."""
    if not (viewer.is_admin or viewer.area_ids):
        return []
    query: Any = own_rows(Meeting, viewer)
    coming = query.where(Meeting.archived_at.is_null(), Meeting.meeting_state == "PLANNED", Meeting.ends_at >= now())
    return among(viewer, "CHANGE", list(coming.order_by(Meeting.starts_at, Meeting.id).limit(MOST)))


def carry_open(viewer: Viewer, meeting: Meeting) -> None:
    """Put what earlier meetings of its kind left open on the agenda of a meeting, if it is the next one; part of the
    caller's transaction."""
    if meeting.meeting_state != "PLANNED" or meeting.archived_at is not None or _next_after(meeting).exists():
        return
    earlier = _line(meeting).where(Meeting.id != meeting.id, Meeting.starts_at < meeting.starts_at)
    standing = MeetingDecision.select().where(
        MeetingDecision.meeting.in_(earlier.select(Meeting.id)),
        MeetingDecision.decision_state == "OPEN",
        MeetingDecision.archived_at.is_null(),
    )
    kept: Any = AgendaItem.select(AgendaItem.about_id).where(
        AgendaItem.meeting == meeting.id, AgendaItem.about_kind == "DECISION"
    )
    there = {about for (about,) in kept.tuples()}
    for one in standing.order_by(MeetingDecision.due_on, MeetingDecision.id):
        if one.id not in there:
            changes.save(viewer, AgendaItem(meeting=meeting.id, about_kind="DECISION", about_id=one.id))


def carry_decision(viewer: Viewer, decision: MeetingDecision) -> None:
    """Put an open decision on the agenda of the next meeting after the one that took it, if that is planned."""
    taken_at: Meeting = decision.meeting
    following: Any = _line(taken_at).where(
        Meeting.meeting_state == "PLANNED", Meeting.starts_at > taken_at.starts_at, Meeting.ends_at >= now()
    )
    coming = following.order_by(Meeting.starts_at, Meeting.id).first()
    if coming is not None:
        carry_open(viewer, coming)


def _line(meeting: Meeting) -> "ModelSelect[Meeting]":
    """The meetings that follow each other: those of its series, else those of its kind and area in no series."""
    query: Any = Meeting.select().where(Meeting.archived_at.is_null())
    first = meeting.series_id or (meeting.id if meeting.every else None)
    if first is not None:
        found: ModelSelect[Meeting] = query.where((Meeting.series == first) | (Meeting.id == first))
        return found
    alone = Meeting.series.is_null() & (Meeting.every == "")
    single: ModelSelect[Meeting] = query.where(
        alone, Meeting.meeting_kind == meeting.meeting_kind, Meeting.area == meeting.area_id
    )
    return single


def _next_after(meeting: Meeting) -> "ModelSelect[Meeting]":
    """The meetings that are held between now and this one: what is open stands on the agenda of the first alone."""
    coming = (Meeting.meeting_state == "PLANNED") & (Meeting.ends_at >= now())
    found: Any = _line(meeting).where(coming, Meeting.starts_at < meeting.starts_at, Meeting.id != meeting.id)
    return found  # type: ignore[no-any-return]  # peewee's own types lose it.


def _same(row: AgendaItem) -> Any:
    return AgendaItem.select().where(
        AgendaItem.meeting == row.__data__.get("meeting"),
        AgendaItem.about_kind == row.about_kind,
        AgendaItem.about_id == row.about_id,
        AgendaItem.about_sector.is_null()
        if row.__data__.get("about_sector") is None
        else AgendaItem.about_sector == row.__data__["about_sector"],
        AgendaItem.archived_at.is_null(),
        AgendaItem.id != (row.__data__.get("id") or 0),
    )


def _last_position(meeting: Meeting) -> int:
    positions: Any = AgendaItem.select(AgendaItem.position).where(AgendaItem.meeting == meeting.id)
    return max((position for (position,) in positions.tuples()), default=0)
