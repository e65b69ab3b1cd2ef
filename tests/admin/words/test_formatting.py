"""Values as people read them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from admin.words.formatting import NO_VALUE, hijri_text, number_text, value_markup, value_text
from tansiq.language.words import speaking


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


def test_a_moment_says_that_it_is_in_utc() -> None:
    assert "1 March 2026 12:30 UTC" in value_markup("changed_at", datetime(2026, 3, 1, 12, 30))  # noqa: DTZ001  Stored so.


def test_names_and_codes_are_isolated_and_escaped() -> None:
    assert value_markup("pcode", "YE1211") == "<bdi>YE1211</bdi>"
    assert value_markup("name_en", "<b>") == "<bdi>&lt;b&gt;</bdi>"


def test_codes_are_shown_by_their_labels() -> None:
    assert ">Ongoing<" in value_markup("status", "ONGOING")
    assert ">District<" in value_markup("level", 2)
    assert value_text("level", 0) == "Country"


def test_zero_is_not_nothing() -> None:
    assert "0" in value_markup("targeted", 0)
    assert value_markup("targeted", None) == NO_VALUE
    assert value_text("targeted", 0) == "0"


def test_numbers_have_separators_and_years_have_none() -> None:
    assert number_text(1_234_567) == "1,234,567"
    assert number_text(Decimal("1500.50")) == "1,500.5"
    assert number_text(2026, "population_year") == "2026"


def test_yes_and_no_are_words() -> None:
    assert (value_markup("is_published", True), value_markup("is_published", False)) == ("Yes", "No")
    assert value_text("is_published", False) == "No"


def test_other_names_are_joined_as_the_language_joins_them() -> None:
    assert value_markup("aliases", "Jaar| Ja'ar |") == "<bdi>Jaar</bdi> and <bdi>Ja&#39;ar</bdi>"
    assert value_markup("aliases", "<b>|x|y") == "<bdi>&lt;b&gt;</bdi>, <bdi>x</bdi>, and <bdi>y</bdi>"
