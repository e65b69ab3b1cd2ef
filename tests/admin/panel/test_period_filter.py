"""Filtering by a period: open ends, wrong dates, dates the wrong way round."""

from datetime import date

import pytest

from admin.panel.period_filter import PeriodFilter
from tansiq.language.words import say, speaking
from tansiq.period import Period
from tests.admin.conftest import Reader
from tests.admin.panel.test_list_state import _titles
from tests.register import Register


@pytest.fixture
def several(register: Register) -> Register:
    march, may = date(2026, 3, 1), date(2026, 5, 1)
    register.intervention("NRA", title_en="March", starts_on=march, ends_on=date(2026, 3, 31))
    register.intervention("NRA", title_en="From May on", starts_on=may, ends_on=None)
    register.intervention("NRA", title_en="Undated", starts_on=None, ends_on=None)
    return register


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ("from=2026-03-31&to=2026-04-15", ["March"]),
        ("from=2026-04-01", ["From May on"]),
        ("to=2026-04-30", ["March"]),
        ("from=2026-01-01&to=2030-01-01", ["From May on", "March"]),
        ("from=2026-04-01&to=2026-04-30", []),
        ("from=٢٠٢٦-٠٤-٠١", ["From May on"]),
        ("from=13+شوال+1447", ["From May on"]),
    ],
)
def test_rows_that_share_a_day_with_the_period(
    salma: Reader, several: Register, narrowed: str, found: list[str]
) -> None:
    assert _titles(salma.get(f"intervention/?{narrowed}").text) == found


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ("from=abc", "“abc” is not a date"),
        ("to=2026-02-30", "There is no such day."),
        ("to=31+رمضان+1447", "it has 30 days by Umm al-Qura"),
        ("from=2026-05-01&to=2026-04-01", "The end is before the beginning."),
    ],
)
def test_what_is_no_period_is_told_beside_its_fields_and_narrows_nothing(
    salma: Reader, several: Register, narrowed: str, said: str
) -> None:
    page = salma.get(f"intervention/?{narrowed}").text
    assert said in page
    assert 'class="wrong" id="' in page
    assert len(_titles(page)) == 3
    typed = narrowed.partition("=")[2].partition("&")[0].replace("+", " ")
    assert f'value="{typed}"' in page or 'value="1 May 2026"' in page


def test_a_period_is_told_in_words() -> None:
    period = PeriodFilter(say("Period"))
    assert period.read({"from": "2026-03-01", "to": "2026-03-31"}).text == "1 March 2026 to 31 March 2026"
    assert period.read({"from": "2026-03-01"}).text == "from 1 March 2026 on"
    assert period.read({"to": "2026-03-31"}).meant == Period(date.min, date(2026, 3, 31))
    with speaking("ar"):
        assert period.read({"to": "2026-03-31"}).text == "حتى 31 مارس 2026"
