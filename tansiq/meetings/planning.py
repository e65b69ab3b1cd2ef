"""Meetings are planned: one, or a series of them; whoever is invited is told what changes.

save_meeting(first of a series: every QUARTER until 31 December)
    |
    +-- the meeting itself, with what is still open of earlier ones on its agenda (agenda.carry_open)
    +-- its followers that are not there yet: the same time of day in the country, three, six ... months later
"""

from datetime import datetime, timedelta
from typing import Any

from tansiq.language.meeting_vocabulary import MONTHS_OF_STEPS
from tansiq.meetings.agenda import carry_open
from tansiq.models import Meeting
from tansiq.models.meeting import later_by_months
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

TOLD = ("starts_at", "ends_at", "place", "link", "meeting_state", "name_ar", "name_en")
"""What calendars are told of."""
COPIED = ("meeting_kind", "name_ar", "name_en", "area", "place", "link", "is_published")
"""What the meetings of a series have in common when they are planned."""


def save_meeting(viewer: Viewer, row: Meeting) -> Meeting:
    """Save a meeting, with the rest of its series where it is the first of one; all or nothing.

    Raises Refused as `changes.save` does: PAST, DATES_REVERSED, TOO_MANY, MISSING (`until_on` of a series) ...
    """
    with changes.together():
        before = Meeting.get_or_none(Meeting.id == row.__data__.get("id"))
        changes.save(viewer, row)
        if before is not None and any(getattr(before, name) != getattr(row, name) for name in TOLD):
            changes.save_derived(viewer, row, calendar_sequence=row.calendar_sequence + 1)
        carry_open(viewer, row)
        for starts_at in _lacking(row):
            _follow(viewer, row, *starts_at)
    return row


def _lacking(row: Meeting) -> list[tuple[int, datetime]]:
    """The places of the series at which no meeting stands yet, with the moments at which these begin."""
    if not row.every or row.series_id is not None:
        return []
    kept: Any = Meeting.select(Meeting.series_place).where(Meeting.series == row.id)
    there = {place for (place,) in kept.tuples()}
    begins = clock.local(row.starts_at).replace(tzinfo=None)
    months = MONTHS_OF_STEPS[row.every]
    moments = [(place, later_by_months(begins, place * months)) for place in range(1, row.count_in_series)]
    last = row.until_on or begins.date()
    return [(place, clock.stored(at)) for place, at in moments if place not in there and at.date() <= last]


def _follow(viewer: Viewer, first: Meeting, place: int, starts_at: datetime) -> None:
    lasts: timedelta = first.ends_at - first.starts_at
    values = {name: first.__data__[name] for name in COPIED}
    changes.save(
        viewer,
        Meeting(**values, starts_at=starts_at, ends_at=starts_at + lasts, series=first.id, series_place=place),
    )
