"""Target against achieved as two lines, in the direction of writing, with words and a table that say the same."""

from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from admin.plans.indicator_chart import HEIGHT, MARGIN, MOST, IndicatorChart, indicator_chart
from admin.words.formatting import percent_text
from tansiq.language.words import speaking
from tansiq.models import Indicator
from tansiq.plans.indicator_figures import Target, Value
from tansiq.plans.indicators import Course

BEGIN, MIDDLE, END = date(2026, 1, 1), date(2026, 7, 2), date(2026, 12, 31)


def _course(values: list[tuple[date, int]], targets: list[tuple[date, int]], **more: Any) -> Course:
    facts: dict[str, Any] = {
        "name_en": "Days without power",
        "name_ar": "أيام بلا كهرباء",
        "unit": "days",
        "direction": "FALLING",
        "baseline": Decimal(40),
        "baseline_on": BEGIN,
        "over_areas": "SUM",
        "over_time": "LATEST",
    }
    return Course(
        Indicator(**(facts | more)),
        [Target(on, Decimal(value)) for on, value in targets],
        [Value(on, Decimal(value), entered=place) for place, (on, value) in enumerate(values)],
    )


def _places(chart: IndicatorChart) -> list[list[tuple[float, float]]]:
    assert chart.drawing is not None
    return [[(point.x, point.y) for point in line] for line in (chart.drawing.planned, chart.drawing.reached)]


def _texts(*cells: Markup) -> list[str]:
    return [cell.striptags() for cell in cells]


FALLING = _course([(MIDDLE, 25)], [(END, 10)])


def test_both_lines_begin_at_the_baseline_and_the_earliest_day_stands_where_reading_begins() -> None:
    with speaking("en"):
        planned, reached = _places(indicator_chart(FALLING, MIDDLE))
    assert planned == [(2.0, MARGIN), (98.0, HEIGHT - MARGIN)]
    assert reached == [(2.0, MARGIN), (50.0, HEIGHT / 2)]
    with speaking("ar"):
        planned, reached = _places(indicator_chart(FALLING, MIDDLE))
    assert planned == [(98.0, MARGIN), (2.0, HEIGHT - MARGIN)]
    assert reached == [(98.0, MARGIN), (50.0, HEIGHT / 2)]


def test_the_words_and_the_table_say_what_the_drawing_shows() -> None:
    with speaking("en"):
        chart = indicator_chart(FALLING, MIDDLE)
        assert chart.now == "Achieved: 25. Target for 31 December 2026: 10. Progress: 50%."
        assert chart.alternative.startswith("Days without power: Achieved: 25.")
        assert [_texts(row.baseline, row.target, row.achieved, row.progress) for row in chart.rows] == [
            ["—", "10", "—", "—"],
            ["—", "—", "25", "50%"],
            ["40", "—", "—", "—"],
        ]
        assert chart.drawing is not None
        assert chart.drawing.days == ("1 January 2026", "31 December 2026")
        assert chart.drawing.figures == ("10", "40")


def test_what_is_lacking_is_said_in_words() -> None:
    with speaking("en"):
        assert [
            indicator_chart(course, MIDDLE).now
            for course in (
                _course([], []),
                _course([(MIDDLE, 25)], []),
                _course([], [(END, 10)]),
                _course([(MIDDLE, 25)], [(END, 10)], baseline=None, baseline_on=None),
            )
        ] == [
            "Neither a target nor a value is entered yet.",
            "Achieved: 25. No target is entered yet.",
            "Nothing is reported yet. Target for 31 December 2026: 10.",
            "Achieved: 25. Target for 31 December 2026: 10. The baseline is not known.",
        ]


def test_one_day_alone_draws_no_line() -> None:
    chart = indicator_chart(_course([(BEGIN, 40)], []), MIDDLE)
    assert chart.drawing is None
    assert len(chart.rows) == 1


def test_figures_that_are_all_alike_stand_on_one_line() -> None:
    planned, reached = _places(indicator_chart(_course([(MIDDLE, 40)], [(END, 40)]), MIDDLE))
    assert {y for _x, y in (*planned, *reached)} == {HEIGHT - MARGIN}


def test_of_many_days_the_last_are_shown() -> None:
    days = [(date(2026, 1 + number // 28, 1 + number % 28), number) for number in range(1, MOST + 20)]
    chart = indicator_chart(_course(days, [(END, 10)]), END)
    assert chart.is_cut
    assert len(chart.rows) == MOST + 2
    assert chart.drawing is not None
    assert len(chart.drawing.reached) == MOST + 1


def test_what_is_nearly_reached_is_not_called_reached() -> None:
    with speaking("en"):
        assert [percent_text(Decimal(text)) for text in ("99.99", "100", "0.4", "150")] == ["99%", "100%", "0%", "150%"]
        assert percent_text(None) == ""
