"""Days and months as they are said."""

from datetime import date

from tansiq.language.spoken_days import Day, spoken_month
from tansiq.language.words import speaking
from tansiq.models import ReachedFigure
from tansiq.models.record_type import type_of


def test_days_and_months_are_said_in_the_language_of_the_reader() -> None:
    day, month = Day(date(2026, 3, 1)), spoken_month(date(2026, 11, 1))
    assert (str(day), str(month)) == ("1 March 2026", "November 2026")
    with speaking("ar"):
        assert (str(day), str(month)) == ("1 مارس 2026", "نوفمبر 2026")


def test_the_figure_of_a_month_is_called_by_its_month_in_words() -> None:
    called = type_of(ReachedFigure).name
    assert called is not None
    said = called(ReachedFigure(month=date(2026, 11, 1)))
    assert str(said) == "Figure of November 2026"
    with speaking("ar"):
        assert str(said) == "حصيلة نوفمبر 2026"
