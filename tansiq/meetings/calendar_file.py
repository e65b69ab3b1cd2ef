"""Meetings as iCalendar (RFC 5545), for calendars of any make: one invitation or cancellation, or all of a person's.

    Occasion (UTC) --> clocks of the country --> VEVENT, with a VTIMEZONE that tells their changes --> bytes

Each meeting of a series is an occasion of its own: what is changed or cancelled of one changes no other, and calendars
need not know how the register reckons months and quarters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tansiq.platform import clock

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Tansiq//Meetings//EN"
REFRESHED = timedelta(hours=6)
"""How often a calendar that subscribed is asked to look again."""
_AROUND = timedelta(days=366)
"""How long before the first and after the last meeting a file tells the changes of clocks."""


@dataclass(frozen=True)
class Occasion:
    """One meeting as a calendar shows it; moments are UTC without a zone, as they are stored.

    `uid` is the same in every file about the meeting, and `sequence` rises with what is changed of it. `page` is the
    whole address of its page, `text` plain text that may have several lines.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int = 0
    place: str = ""
    text: str = ""
    page: str = ""
    is_cancelled: bool = False

    def called_off(self) -> "Occasion":
        """The same for whoever need not come any more."""
        return replace(self, is_cancelled=True)

    @property
    def method(self) -> str:
        """What a letter about it asks of a calendar: METHOD of RFC 5546."""
        return "CANCEL" if self.is_cancelled else "REQUEST"


@dataclass(frozen=True)
class Guest:
    """Who is mailed: the address, a name, and how they answered (ACCEPTED, DECLINED, TENTATIVE or "")."""

    address: str
    name: str = ""
    answer: str = ""


def invitation_file(occasion: Occasion, sender: str, guest: Guest) -> bytes:
    """What is mailed to one guest about one meeting; a calendar that holds it already takes the higher sequence.

    `sender` is the address that mail comes from. Nobody else who is invited is named: addresses are personal.
    """
    event = _event(occasion)
    event.add("organizer", _person(sender))
    event.add("attendee", _attendee(guest))
    return _written(_calendar(occasion.method), [occasion], [event])


def subscribed_file(occasions: Sequence[Occasion], name: str) -> bytes:
    """All meetings of a person under a name, for calendars that ask for them again and again."""
    from icalendar import vDuration

    calendar = _calendar("PUBLISH")
    calendar.calendar_name = name
    # The property has no type by itself: without this word it says nothing.
    calendar.add("refresh-interval", vDuration(REFRESHED, {"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    return _written(calendar, occasions, [_event(occasion) for occasion in occasions])


def _calendar(method: str) -> "Calendar":
    # Loaded where it is used: a process that writes no calendar starts without it.
    from icalendar import Calendar

    calendar = Calendar()
    for field, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", method)):
        calendar.add(field, value)
    return calendar


def _written(calendar: "Calendar", occasions: Sequence[Occasion], events: Sequence["Event"]) -> bytes:
    """The zone stands there even if no meeting does: a calendar without any part is none."""
    from icalendar import Timezone

    first, last = _days_told(occasions)
    calendar.add_component(Timezone.from_tzid(clock.zone_name(), first_date=first, last_date=last))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(occasion: Occasion) -> "Event":
    from icalendar import Event

    event = Event()
    starts, ends = _moments(occasion)
    stamp = occasion.changed_at.replace(tzinfo=UTC, microsecond=0)
    known = {"uid": occasion.uid, "sequence": occasion.sequence, "dtstamp": stamp, "last-modified": stamp}
    known |= {"dtstart": starts, "dtend": ends, "summary": occasion.title}
    known |= {"status": "CANCELLED" if occasion.is_cancelled else "CONFIRMED"}
    told = {"location": occasion.place, "description": occasion.text, "url": occasion.page}
    for field, value in {**known, **{field: text for field, text in told.items() if text}}.items():
        event.add(field, value)
    return event


def _moments(occasion: Occasion) -> tuple[datetime, datetime]:
    """Both ends as clocks of the country show them; in UTC where clocks show one of them for the second time, which
    the format cannot tell apart."""
    starts, ends = clock.local(occasion.starts_at), clock.local(occasion.ends_at)
    if starts.fold or ends.fold:
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return starts, ends


def _days_told(occasions: Sequence[Occasion]) -> tuple[date, date]:
    days = [day.date() for one in occasions for day in (one.starts_at, one.ends_at)] or [clock.today()]
    return min(days) - _AROUND, max(days) + _AROUND


def _person(address: str, name: str = "") -> "vCalAddress":
    from icalendar import vCalAddress

    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = name
    return person


def _attendee(guest: Guest) -> "vCalAddress":
    """No reply by mail is asked for, as nobody would read it: answers are given on the page."""
    person = _person(guest.address, guest.name)
    known = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": guest.answer or "NEEDS-ACTION", "RSVP": "FALSE"}
    person.params.update(known)
    return person
