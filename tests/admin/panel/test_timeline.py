"""The line of time: where the bars lie, in the direction of writing."""

from datetime import date, timedelta

import pytest
from peewee import Database

from admin.panel.timeline import Bar, timeline
from tansiq.language.words import speaking
from tansiq.models import Intervention
from tansiq.platform import clock


def _runs(begins: str, ends: str = "") -> Intervention:
    return Intervention(starts_on=date.fromisoformat(begins), ends_on=date.fromisoformat(ends) if ends else None)


def test_bars_lie_from_the_first_day_to_the_last(database: Database) -> None:
    found = timeline(_runs("2020-01-01", "2020-01-05"), _runs("2020-01-06", "2020-01-10"), None)
    assert found is not None
    assert (found.first, found.second) == (Bar(0, 50), Bar(50, 50))
    assert (found.common, found.today) == (None, None)
    assert (found.begins, found.ends) == (date(2020, 1, 1), date(2020, 1, 10))


def test_in_arabic_time_runs_to_the_left(database: Database) -> None:
    with speaking("ar"):
        found = timeline(_runs("2020-01-01", "2020-01-02"), _runs("2020-01-06", "2020-01-10"), None)
    assert found is not None
    assert (found.first, found.second) == (Bar(80, 20), Bar(0, 50))


def test_an_open_end_runs_past_today_to_the_edge(database: Database) -> None:
    today = clock.today()
    begun = (today - timedelta(days=100)).isoformat()
    found = timeline(_runs(begun), _runs(begun, (today - timedelta(days=50)).isoformat()), None)
    assert found is not None
    assert found.ends > today
    assert found.first == Bar(0, 100)
    assert found.today is not None
    assert 90 < found.today < 100


@pytest.mark.parametrize("begins", ["0001-01-01", "9999-12-31"])
def test_days_at_the_end_of_time_break_nothing(database: Database, begins: str) -> None:
    found = timeline(_runs(begins), _runs(begins), None)
    assert found is not None
    assert found.first.width > 0


def test_without_a_start_there_is_no_line(database: Database) -> None:
    assert timeline(Intervention(), _runs("2020-01-01"), None) is None
