"""Values as people read them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from admin.words.formatting import NO_VALUE, day_text, hijri_text, number_text, time_text, value_markup, value_text
from tansiq.language.words import speaking
from tansiq.platform import clock


def test_a_day_has_the_hijri_day_beside_it() -> None:
    assert "1 March 2026" in value_markup("starts_on", date(2026, 3, 1))
    assert hijri_text(date(2026, 3, 1)) == "12 Ramadan 1447 AH"
    with speaking("ar"):
        assert hijri_text(date(2026, 3, 1)) == "12 رمضان 1447 هـ"
        assert "1 مارس 2026" in value_markup("starts_on", date(2026, 3, 1))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 1, 1), date(2100, 1, 1), date(9999, 12, 31)])
def test_days_outside_of_the_tables_have_no_hijri_day(day: date) -> None:
    assert hijri_text(day) == ""
    assert "hijri" not in value_markup("starts_on", day)


MOMENT = datetime(2026, 3, 1, 21, 30)  # noqa: DTZ001  Stored so, in UTC.


@pytest.fixture(
    params=[("YE", "2 March 2026", "00:30"), ("SY", "2 March 2026", "00:30"), ("EG", "1 March 2026", "23:30")]
)
def in_country(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """A register of that country: the day and the time that MOMENT is there."""
    country, day, time = request.param
    clock.go_by(country)
    yield day, time
    clock.go_by("YE")


def test_a_moment_is_shown_in_the_zone_of_the_country(in_country: tuple[str, str]) -> None:
    day, time = in_country
    assert f"<bdi>{day} {time}</bdi>" in value_markup("changed_at", MOMENT)
    assert (day_text(MOMENT), time_text(MOMENT)) == (day, time)
    assert value_text("changed_at", MOMENT).endswith(f" {time}")


def test_names_and_codes_are_isolated_and_escaped() -> None:
    assert value_markup("pcode", "YE1211") == "<bdi>YE1211</bdi>"
    assert value_markup("name_en", "<b>") == "<bdi>&lt;b&gt;</bdi>"


def test_codes_are_shown_by_their_labels() -> None:
    assert ">Ongoing<" in value_markup("status", "ONGOING")
    assert ">District<" in value_markup("level", 2)
    assert value_text("level", 0) == "Country"


def test_a_currency_is_named_beside_its_code() -> None:
    assert value_markup("currency", "USD") == "<bdi>US Dollar (USD)</bdi>"
    with speaking("ar"):
        assert value_markup("currency", "YER") == "<bdi>ريال يمني (YER)</bdi>"
    assert value_text("currency", "USD") == "USD"


def test_zero_is_not_nothing() -> None:
    assert "0" in value_markup("targeted", 0)
    assert value_markup("targeted", None) == NO_VALUE
    assert value_text("targeted", 0) == "0"


def test_numbers_have_separators_and_years_have_none() -> None:
    assert number_text(1_234_567) == "1,234,567"
    assert number_text(Decimal("1500.50")) == "1,500.5"
    assert number_text(2026, "population_year") == "2026"


def test_shares_of_a_hundred_say_that_they_are() -> None:
    told = [value_markup(name, Decimal("37.50")) for name in ("progress", "weight", "required")]
    assert told == [f'<bdi class="number">{text}</bdi>' for text in ("37.5%", "37.5%", "37.5")]
    assert value_text("progress", Decimal("37.50")) == "37.50"


def test_yes_and_no_are_words() -> None:
    assert (value_markup("is_published", True), value_markup("is_published", False)) == ("Yes", "No")
    assert value_text("is_published", False) == "No"


def test_other_names_are_joined_as_the_language_joins_them() -> None:
    assert value_markup("aliases", "Jaar| Ja'ar |") == "<bdi>Jaar</bdi> and <bdi>Ja&#39;ar</bdi>"
    assert value_markup("aliases", "<b>|x|y") == "<bdi>&lt;b&gt;</bdi>, <bdi>x</bdi>, and <bdi>y</bdi>"
