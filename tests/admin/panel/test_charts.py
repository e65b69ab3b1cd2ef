"""Figures in bars: their places in the direction of writing, and how the present compares with what was."""

from datetime import date

import pytest

from admin.panel.charts import HEIGHT, bars_of, charts
from tansiq.language.words import speaking
from tansiq.trends import Trends, last_months

MONTHS = last_months(date(2026, 3, 17))


def _trends(last: int, reached: int | None = 300, before: int | None = 200) -> Trends:
    values = (*[4] * 11, last)
    return Trends(MONTHS, values, values, values, reached, before)


def test_bars_stand_side_by_side_the_tallest_at_full_height() -> None:
    found = bars_of([1, 4], ["one", "two"])
    assert [(bar.x, bar.width, bar.height, bar.value) for bar in found] == [
        (0, 40, HEIGHT / 4, "1"),
        (50, 40, HEIGHT, "4"),
    ]
    assert [bar.height for bar in bars_of([0, 0], ["one", "two"])] == [0, 0]


def test_in_arabic_the_first_stands_on_the_right() -> None:
    with speaking("ar"):
        assert [bar.x for bar in bars_of([1, 4], ["one", "two"])] == [50, 0]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (6, "2 more than in the month before"),
        (1, "3 fewer than in the month before"),
        (4, "As many as in the month before"),
    ],
)
def test_the_trend_is_said_in_words(last: int, said: str) -> None:
    assert [chart.trend for chart in charts(_trends(last))][:3] == [said] * 3


@pytest.mark.parametrize(
    ("reached", "before", "value", "said"),
    [
        (1300, 200, "1,300", "1,100 more than in the whole year before"),
        (200, 300, "200", "100 fewer than in the whole year before"),
        (200, 200, "200", "As many as in the whole year before"),
        (200, None, "200", ""),
        (None, 200, "not known", ""),
    ],
)
def test_people_compare_with_the_year_before(reached: int | None, before: int | None, value: str, said: str) -> None:
    chart = charts(_trends(4, reached, before))[-1]
    assert (chart.value, chart.trend) == (value, said)
    assert [bar.label for bar in chart.bars] == ["2025", "2026"]


def test_the_bars_are_told_in_a_sentence() -> None:
    said = charts(_trends(6))[0].alternative
    assert said.startswith("Organisations at work: 4 in April 2025, 6 in March 2026.")
