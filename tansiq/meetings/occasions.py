"""Meetings as calendars and letters tell them, in the language now spoken."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from babel.dates import format_date

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, spoken_locale
from tansiq.meetings.calendar_file import Occasion
from tansiq.models import AgendaItem, Meeting
from tansiq.platform import clock
from tansiq.proposals.registering import whole_address

PAGE = "/admin/meeting/details/?id="
"""The page of a meeting in the back office."""
_NAMES = UUID("5f0e2c1c-6a5b-4c1e-9d3f-0d9a2b7c8e41")
"""Under which meetings have names that are theirs wherever the register is reached."""


def occasions_of(meetings: Sequence[Meeting]) -> list[Occasion]:
    """What calendars show of some meetings; one statement for all their agendas."""
    agendas = _agendas([meeting.id for meeting in meetings])
    return [_occasion(meeting, agendas.get(meeting.id, [])) for meeting in meetings]


def time_told(meeting: Meeting) -> str:
    """When a meeting is, by the clocks of the country: "Thursday 29 October 2026, 10:00 – 12:30"."""
    begins, ends = clock.local(meeting.starts_at), clock.local(meeting.ends_at)
    first, last = (format_date(day, "EEEE d MMMM y", locale=spoken_locale()) for day in (begins, ends))
    if begins.date() == ends.date():
        return f"{first}, {begins:%H:%M} – {ends:%H:%M}"
    return f"{first}, {begins:%H:%M} – {last}, {ends:%H:%M}"


def is_called_off(meeting: Meeting) -> bool:
    """Whether nobody is to come: it was cancelled, or taken out of the register."""
    return meeting.meeting_state == "CANCELLED" or meeting.archived_at is not None


def page_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    return whole_address(f"{PAGE}{meeting.id}")


def _occasion(meeting: Meeting, agenda: Sequence[str]) -> Occasion:
    told = [meeting.link, *_numbered(agenda)]
    return Occasion(
        uid=f"{uuid5(_NAMES, f'{meeting.id} {meeting.created_at.isoformat()}')}@tansiq",
        title=pick(meeting, "name"),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at,
        sequence=meeting.calendar_sequence,
        place=meeting.place or meeting.link,
        text="\n".join(filter(None, told)),
        page=page_of(meeting),
        is_cancelled=is_called_off(meeting),
    )


def _numbered(agenda: Sequence[str]) -> list[str]:
    return [gettext("Agenda:"), *(f"{place}. {title}" for place, title in enumerate(agenda, 1))] if agenda else []


def _agendas(meeting_ids: Sequence[int]) -> Mapping[int, list[str]]:
    """By the id of a meeting: the titles of its agenda. What an item is about is not named: not all may see it."""
    table, found = AgendaItem, dict[int, list[str]]()
    rows = table.select().where(table.meeting.in_(meeting_ids), table.archived_at.is_null())
    for item in rows.order_by(table.position, table.id) if meeting_ids else ():
        if title := pick(item, "title"):
            found.setdefault(item.meeting_id, []).append(title)
    return found
