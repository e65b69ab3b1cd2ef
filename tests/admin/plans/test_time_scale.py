"""Days stand across a drawing as the language is written, and a few of them are named."""

from datetime import date

import pytest

from admin.plans.time_scale import MOST_TICKS, TimeScale
from tansiq.language.words import speaking

YEAR = TimeScale(date(2026, 1, 1), date(2026, 12, 31))


def test_the_first_day_stands_where_reading_begins() -> None:
    with speaking("en"):
        assert YEAR.place(date(2026, 1, 1)) == 0
        assert YEAR.span(date(2026, 1, 1), date(2026, 3, 14)) == (0, 20)
        assert YEAR.part(date(2026, 1, 1), date(2026, 3, 14), 0.25) == (0, 5)
    with speaking("ar"):
        assert YEAR.place(date(2026, 1, 1)) == 100
        assert YEAR.span(date(2026, 1, 1), date(2026, 3, 14)) == (80, 20)
        assert YEAR.part(date(2026, 1, 1), date(2026, 3, 14), 0.25) == (95, 5)


def test_what_lies_outside_stands_at_the_ends() -> None:
    with speaking("en"):
        assert YEAR.span(date(2020, 1, 1), date(9999, 12, 31)) == (0, 100)
        assert YEAR.span(date(2030, 1, 1), date(2031, 1, 1)) == (100, 0)
    assert not YEAR.holds(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("begin", "end", "named"),
    [
        (date(2026, 1, 1), date(2026, 4, 30), ["Feb 2026", "Mar 2026", "Apr 2026"]),
        (date(2026, 1, 1), date(2026, 12, 31), ["Mar 2026", "May 2026", "Jul 2026", "Sep 2026", "Nov 2026"]),
        (date(2026, 1, 1), date(2028, 12, 31), ["Jul 2026", "Jan 2027", "Jul 2027", "Jan 2028", "Jul 2028"]),
        (date(2024, 1, 1), date(2041, 12, 31), ["2030", "2035", "2040"]),
    ],
)
def test_months_or_years_are_named_as_many_as_find_room(begin: date, end: date, named: list[str]) -> None:
    with speaking("en"):
        found = [tick.text for tick in TimeScale(begin, end).ticks()]
    assert [text for text in found if text] == named
    assert len(found) <= MOST_TICKS


def test_the_longest_time_has_its_ticks_too() -> None:
    with speaking("ar"):
        assert TimeScale(date.min, date.max).ticks()
