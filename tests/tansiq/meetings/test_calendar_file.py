"""Meetings as iCalendar: a second library, which refuses what is no iCalendar, reads what was meant.

The clocks of the machine do not matter: moments are UTC, and those of the country are told by the file itself.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from tansiq.meetings.calendar_file import Guest, Occasion, invitation_file, subscribed_file
from tansiq.platform import clock

CHANGED = datetime(2026, 9, 1, 7, 8, 9)  # noqa: DTZ001  Stored so, in UTC.
OCCASION = Occasion(
    "meeting-7@tansiq.example",
    "اجتماع التنسيق الفصلي؛ أبين, الربع الأول",
    datetime(2026, 10, 29, 7, 0),  # noqa: DTZ001
    datetime(2026, 10, 29, 9, 30),  # noqa: DTZ001
    CHANGED,
    sequence=3,
    place='قاعة "المحافظة"، زنجبار',
    text="بنود:\n1. المياه; الصحة\n2. a\\b, c",
    page="https://tansiq.example/admin/meeting/details/?id=7",
)
NADIA = Guest("nadia@example.org", "نادية سالم")
SENDER = "tansiq@ministry.example"
ZONES = {"YE": "Asia/Aden", "SY": "Asia/Damascus", "EG": "Africa/Cairo"}

MIDNIGHTS = [
    ("YE", "2026-07-01"),
    ("SY", "2026-07-01"),
    ("EG", "2026-07-01"),
    # Damascus changed its clocks for the last time in spring 2022, Cairo does so every year.
    ("SY", "2021-10-29"),
    ("SY", "2022-03-25"),
    ("EG", "2026-04-24"),
    ("EG", "2026-10-30"),
]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    clock.go_by("YE")


@pytest.fixture
def server_in_utc() -> Iterator[None]:
    """A server whose own clock is that of no country."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


def _read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def _times(content: bytes) -> list[tuple[datetime, datetime]]:
    """In UTC: when the events of a file begin and end, as the other library understands it."""
    found = []
    for event in _read(content).events:
        assert isinstance(event.dtstart, datetime)
        assert isinstance(event.dtend, datetime)
        found.append((event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC)))
    return found


def _zone_told(content: bytes) -> tzical:
    """The VTIMEZONE of a file, read by a third library that believes nothing else."""
    text = content.decode()
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")] + "END:VTIMEZONE\r\n"
    return tzical(StringIO(zone))


def test_an_invitation_is_read_by_another_library_as_it_was_meant() -> None:
    content = invitation_file(OCCASION, SENDER, NADIA)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    calendar = _read(content)
    (event,) = calendar.events
    assert (calendar.method, event.sequence, event.uid) == ("REQUEST", 3, OCCASION.uid)
    assert (event.summary, event.location) == (OCCASION.title, OCCASION.place)
    assert (event.description, str(event.url)) == (OCCASION.text, OCCASION.page)
    assert (event.status, event.dtstamp) == ("CONFIRMED", CHANGED.replace(tzinfo=UTC))
    assert event.organizer is not None
    assert str(event.organizer.uri) == f"mailto:{SENDER}"
    (guest,) = event.attendees
    assert (str(guest.uri), guest.common_name, guest.status) == ("mailto:nadia@example.org", NADIA.name, "NEEDS-ACTION")
    assert guest.rsvp is False


def test_a_file_goes_through_another_library_unchanged() -> None:
    calendar = _read(invitation_file(OCCASION, SENDER, NADIA))
    again = _read(IcsCalendarStream.calendar_to_ics(calendar).encode())
    assert again.events == calendar.events


def test_a_change_has_a_higher_sequence_and_a_cancellation_says_so() -> None:
    changed = replace(OCCASION, sequence=4, starts_at=OCCASION.starts_at + timedelta(hours=1))
    (event,) = _read(invitation_file(changed, SENDER, NADIA)).events
    assert (event.uid, event.sequence) == (OCCASION.uid, 4)
    cancelled = _read(invitation_file(replace(OCCASION, sequence=5, is_cancelled=True), SENDER, NADIA))
    (event,) = cancelled.events
    assert (cancelled.method, event.status, event.sequence) == ("CANCEL", "CANCELLED", 5)


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_whoever_answered_is_shown_their_answer(answer: str) -> None:
    (event,) = _read(invitation_file(OCCASION, SENDER, replace(NADIA, answer=answer))).events
    assert [guest.status for guest in event.attendees] == [answer]


@pytest.mark.parametrize(("country", "day"), MIDNIGHTS)
@pytest.mark.usefixtures("server_in_utc")
def test_meetings_on_both_sides_of_midnight_keep_their_day_and_hour(country: str, day: str) -> None:
    """Half-hours from the evening before to the morning after, whatever clocks do in that night."""
    assert time.tzname[0] == "UTC", os.environ["TZ"]
    clock.go_by(country)
    evening = clock.stored(datetime.fromisoformat(f"{day}T00:00") - timedelta(hours=4))
    starts = [evening + timedelta(minutes=30) * step for step in range(18)]
    occasions = [
        replace(OCCASION, uid=f"{at.isoformat()}@x.example", starts_at=at, ends_at=at + timedelta(hours=1))
        for at in starts
    ]
    content = subscribed_file(occasions, "Meetings")
    meant = [(at.replace(tzinfo=UTC), (at + timedelta(hours=1)).replace(tzinfo=UTC)) for at in starts]
    assert _times(content) == meant
    for event, at in zip(_read(content).events, starts, strict=True):
        there = at.replace(tzinfo=UTC).astimezone(ZoneInfo(ZONES[country]))
        assert isinstance(event.dtstart, datetime)
        assert event.dtstart.astimezone(ZoneInfo(ZONES[country])).date() == there.date()


@pytest.mark.parametrize("country", ZONES)
def test_the_file_tells_the_clocks_of_the_country_to_whoever_knows_no_zones(country: str) -> None:
    clock.go_by(country)
    told, true = _zone_told(subscribed_file([OCCASION], "Meetings")).get(), ZoneInfo(ZONES[country])
    hours = (OCCASION.starts_at.replace(tzinfo=UTC) + timedelta(hours=step) for step in range(-24 * 300, 24 * 300))
    shown = [moment.astimezone(true) for moment in hours]
    wrong = [at for at in shown if told.utcoffset(at.replace(tzinfo=None, fold=at.fold)) != at.utcoffset()]
    assert wrong == []


def test_no_meetings_are_a_calendar_all_the_same() -> None:
    calendar = _read(subscribed_file([], "اجتماعاتي"))
    assert (calendar.events, calendar.method, len(calendar.timezones)) == ([], "PUBLISH", 1)
    assert "X-WR-CALNAME:اجتماعاتي" in subscribed_file([], "اجتماعاتي").decode()


def test_the_same_meetings_are_the_same_bytes() -> None:
    assert subscribed_file([OCCASION], "Meetings") == subscribed_file([OCCASION], "Meetings")


_LINES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).filter(str.strip)


@given(_LINES, st.lists(_LINES, max_size=3), _LINES)
def test_whatever_is_written_in_a_meeting_comes_out_as_it_was(title: str, lines: list[str], name: str) -> None:
    occasion = replace(OCCASION, title=title, text="\n".join(lines))
    (event,) = _read(invitation_file(occasion, SENDER, replace(NADIA, name=name))).events
    assert event.summary == title
    assert (event.description or "") == occasion.text
    assert [guest.common_name for guest in event.attendees] == [name]
