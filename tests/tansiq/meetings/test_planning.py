"""Meetings are planned, once and in series."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.meetings.planning import save_meeting
from tansiq.models import Meeting
from tansiq.models.meeting import later_by_months
from tansiq.platform import clock
from tests.meetings import meeting_facts, soon
from tests.people import SALMA, people_of
from tests.register import Register


def _plan(register: Register, by: Any = SALMA, **values: Any) -> Meeting:
    return save_meeting(by, Meeting(**meeting_facts(register, **values)))


def _followers(first: Meeting) -> list[Meeting]:
    return list(Meeting.select().where(Meeting.series == first.id).order_by(Meeting.series_place))


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    last = clock.local(datetime(2026, 1, 31, 9, tzinfo=UTC).replace(tzinfo=None)).replace(tzinfo=None)
    days = [later_by_months(last, months).date() for months in (1, 2, 11, 25)]
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 12, 31), date(2028, 2, 29)]


def test_a_series_gives_its_days_at_one_time_of_the_country(register: Register) -> None:
    begins = soon(10).replace(hour=7, minute=0, second=0)
    first = _plan(register, starts_at=begins, every="QUARTER", until_on=(begins + timedelta(days=300)).date())
    rest = _followers(first)
    assert [row.series_place for row in rest] == [1, 2, 3]
    local = clock.local(begins).replace(tzinfo=None)
    assert [clock.local(row.starts_at).replace(tzinfo=None) for row in rest] == [
        later_by_months(local, months) for months in (3, 6, 9)
    ]
    assert {row.ends_at - row.starts_at for row in rest} == {timedelta(hours=2)}
    assert {(row.area_id, row.place, row.every) for row in rest} == {(first.area_id, first.place, "")}


def test_no_meeting_of_a_series_lies_after_its_last_day(register: Register) -> None:
    begins = soon(40).replace(day=20)
    until = later_by_months(clock.local(begins).replace(tzinfo=None), 2).date() - timedelta(days=1)
    assert len(_followers(_plan(register, starts_at=begins, every="MONTH", until_on=until))) == 1


def test_a_series_that_goes_on_longer_gets_what_it_lacks_and_nothing_twice(register: Register) -> None:
    begins = soon(10)
    first = _plan(register, starts_at=begins, every="YEAR", until_on=(begins + timedelta(days=370)).date())
    assert len(_followers(first)) == 1
    first.until_on = (begins + timedelta(days=3 * 366)).date()
    save_meeting(SALMA, first)
    save_meeting(SALMA, Meeting.get_by_id(first.id))
    assert [row.series_place for row in _followers(first)] == [1, 2, 3]


def test_a_refused_series_leaves_nothing(register: Register) -> None:
    with pytest.raises(Refused, match="MISSING"):
        _plan(register, every="MONTH")
    assert not Meeting.select().exists()


def test_calendars_are_told_of_another_time_and_not_of_minutes(register: Register) -> None:
    row = _plan(register)
    row.minutes_ar = "محضر"
    assert save_meeting(SALMA, row).calendar_sequence == 0
    row.place = "Another hall"
    assert save_meeting(SALMA, row).calendar_sequence == 1
    row.meeting_state = "CANCELLED"
    assert save_meeting(SALMA, row).calendar_sequence == 2
    assert Meeting.get_by_id(row.id).calendar_sequence == 2


def test_an_officer_plans_in_their_area_alone(register: Register) -> None:
    nadia = people_of(register)["officer"]
    assert _plan(register, nadia).id
    with pytest.raises(Refused, match="FORBIDDEN"):
        _plan(register, nadia, pcode="YE1927")
