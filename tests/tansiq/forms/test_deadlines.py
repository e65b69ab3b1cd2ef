"""Whether a report is in time is told from days that end at the country's midnight, whatever the server's clock is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.forms.deadlines import Deadlines, Punctuality, deadlines, punctuality
from tansiq.platform import clock
from tansiq.reporting_period import period_named

ZONES = {"SY": "Asia/Damascus", "EG": "Africa/Cairo", "YE": "Asia/Aden"}
COUNTRIES = pytest.mark.parametrize("country", sorted(ZONES))


@dataclass
class Delays:
    """What a form says: it opens on the day after the period, is due on the tenth and closes on the thirtieth."""

    opens_days: int = 1
    due_days: int = 10
    closes_days: int | None = 30


@dataclass
class Extension:
    closes_on: date
    due_on: date | None = None


@pytest.fixture(autouse=True)
def _zone_as_before() -> Iterator[None]:
    country, zone = clock.country(), clock.zone_name()
    yield
    clock.go_by(country, zone)


def _stored(told: str, zone: str = "UTC") -> datetime:
    """A moment by the clocks of a zone as the database keeps it: in UTC, without a zone."""
    return datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


FIRST_QUARTER = deadlines(Delays(), period_named("2026-Q1"))


def test_days_are_counted_from_the_last_day_of_the_period() -> None:
    assert Deadlines(date(2026, 4, 1), date(2026, 4, 10), date(2026, 4, 30)) == FIRST_QUARTER
    february = deadlines(Delays(), period_named("2028-02"))
    assert february.opens_on == date(2028, 3, 1)
    early = deadlines(Delays(opens_days=-4, closes_days=None), period_named("2026"))
    assert (early.opens_on, early.closes_on) == (date(2026, 12, 27), None)


@COUNTRIES
def test_due_on_the_tenth_the_last_minute_of_the_tenth_is_on_time_and_the_next_one_is_not(country: str) -> None:
    clock.go_by(country, ZONES[country])
    on_time, late = (_stored(f"2026-04-{when}", ZONES[country]) for when in ("10 23:59:59", "11 00:00:00"))
    today = date(2026, 4, 20)
    assert punctuality(FIRST_QUARTER, on_time, today) == Punctuality("ON_TIME")
    assert punctuality(FIRST_QUARTER, late, today) == Punctuality("LATE", 1)


def test_the_same_moment_is_on_time_in_one_country_and_late_in_another() -> None:
    """At 21:30 UTC on the tenth it is the eleventh in Aden and Damascus, and in Cairo's winter still the tenth."""
    days = deadlines(Delays(), period_named("2025-12"))
    moment = _stored("2026-01-10 21:30:00")
    told = {}
    for country, zone in ZONES.items():
        clock.go_by(country, zone)
        told[country] = punctuality(days, moment, date(2026, 2, 1)).code
    assert told == {"SY": "LATE", "YE": "LATE", "EG": "ON_TIME"}


@pytest.mark.parametrize(
    ("country", "key", "due_days", "last_minute"),
    [
        # Egypt put its clocks forward at the midnight that began 24 April 2026: the 23rd ends an hour early by UTC.
        ("EG", "2026-Q1", 23, "2026-04-23 21:59:59"),
        ("EG", "2026-Q1", 24, "2026-04-24 20:59:59"),
        # Egypt puts them back at the end of 29 October 2026: that day has twenty-five hours.
        ("EG", "2026-Q3", 29, "2026-10-29 21:59:59"),
        # Syria did so until 2022: at the midnight that began 28 October it stayed on summer time for good.
        ("SY", "2022-Q3", 28, "2022-10-28 20:59:59"),
        ("SY", "2021-Q3", 28, "2021-10-28 21:59:59"),
    ],
)
def test_days_end_at_midnight_where_clocks_change_too(country: str, key: str, due_days: int, last_minute: str) -> None:
    clock.go_by(country, ZONES[country])
    days = deadlines(Delays(due_days=due_days), period_named(key))
    assert punctuality(days, _stored(last_minute), date(2027, 1, 1)).code == "ON_TIME"
    assert punctuality(days, _stored(last_minute) + timedelta(seconds=1), date(2027, 1, 1)) == Punctuality("LATE", 1)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 3, 31), Punctuality("NOT_OPEN")),
        (date(2026, 4, 1), Punctuality("NOT_DUE")),
        (date(2026, 4, 10), Punctuality("NOT_DUE")),
        (date(2026, 4, 11), Punctuality("OVERDUE", 1)),
        (date(2026, 4, 30), Punctuality("OVERDUE", 20)),
        (date(2026, 5, 1), Punctuality("MISSED", 21)),
    ],
)
def test_what_was_never_submitted_is_told_by_the_day(today: date, told: Punctuality) -> None:
    assert punctuality(FIRST_QUARTER, None, today) == told
    assert FIRST_QUARTER.is_open(today) == (told.code in ("NOT_DUE", "OVERDUE"))


def test_an_extension_gives_time_to_fill_and_moves_the_due_day_only_where_it_says_so() -> None:
    quarter = period_named("2026-Q1")
    longer = deadlines(Delays(), quarter, Extension(date(2026, 6, 1)))
    assert longer == Deadlines(date(2026, 4, 1), date(2026, 4, 10), date(2026, 6, 1))
    pardoned = deadlines(Delays(), quarter, Extension(date(2026, 6, 1), date(2026, 5, 20)))
    assert pardoned.due_on == date(2026, 5, 20)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_an_extension_takes_nothing_away(closes_on: date, due_on: date | None) -> None:
    given_more = deadlines(Delays(), period_named("2026-Q1"), Extension(closes_on, due_on))
    assert given_more.due_on >= FIRST_QUARTER.due_on
    assert (given_more.closes_on or date.max) >= (FIRST_QUARTER.closes_on or date.max)
