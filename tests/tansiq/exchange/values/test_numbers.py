"""Counts, money, figures and degrees: one reading, or a problem that says what to do."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.values.numbers import (
    MOST_PEOPLE,
    decimal_mark,
    read_count,
    read_decimal,
    read_money,
    read_number,
)
from tansiq.exchange.values.problems import CellError, Problem

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _code(found: object) -> str:
    assert isinstance(found, Problem), found
    assert found.address == "Data!D4"
    assert str(found.sentence)
    return found.code


@given(st.integers(0, MOST_PEOPLE), st.sampled_from([",", ".", "'", "’", " ", "\u00a0", "\u202f", "٬", ""]))
def test_a_count_is_read_whatever_parts_its_thousands(people: int, separator: str) -> None:
    written = f"{people:,}".replace(",", separator)
    for digits in ({}, ARABIC, PERSIAN):
        assert read_count(f" {written.translate(digits)} ", "Data!D4") == people


@given(st.integers(0, MOST_PEOPLE))
def test_a_count_that_the_program_stored_as_a_number_is_read(people: int) -> None:
    assert read_count(float(people), "Data!D4") == read_count(people, "Data!D4") == people


@pytest.mark.parametrize("raw", [None, "", "  ", "-", "N/A", "n/a", "لا يوجد", "غير محدد", "néant", "—"])
def test_a_cell_that_says_nothing_is_no_zero(raw: str | None) -> None:
    assert read_count(raw, "Data!D4") is None
    assert read_money(raw, "Data!D4") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1,5", "not-whole"),
        (12.5, "not-whole"),
        ("12٫5", "not-whole"),
        ("1500,000", "ambiguous-number"),
        ("0.500", "ambiguous-number"),
        ("~200", "approximate"),
        ("200+", "approximate"),
        ("100-200", "approximate"),
        ("100 إلى 200", "approximate"),
        ("حوالي 200", "approximate"),
        ("env. 200", "approximate"),
        (-5, "negative"),
        ("-5", "negative"),
        ("1,23,456", "not-a-number"),
        ("200 persons", "not-a-number"),
        ("50%", "not-a-number"),
        ("1.2E+05", "not-a-number"),
        (3e9, "too-large"),
        (float("inf"), "too-large"),
        (True, "date-for-number"),
        (date(1905, 6, 3), "date-for-number"),
        (timedelta(hours=3), "date-for-number"),
        (CellError("#REF!"), "cell-error"),
        (CellError("="), "not-calculated"),
    ],
)
def test_a_count_that_is_none_is_a_problem_with_its_reason(raw: object, code: str) -> None:
    assert _code(read_count(raw, "Data!D4")) == code


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_money_is_read_in_both_ways_of_writing_it(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    french = english.replace(",", " ").replace(".", ",")
    german = english.translate(str.maketrans(",.", ".,"))
    assert [read_money(text, "Data!D4") for text in (english, french, german)] == [amount] * 3


def test_money_with_one_group_of_three_digits_waits_for_the_column() -> None:
    assert _code(read_money("1,500", "Data!D4")) == "ambiguous-number"
    assert read_money("1,500", "Data!D4", decimal=".") == 1500
    assert read_money("1,500", "Data!D4", decimal=",") == Decimal("1.5")
    assert _code(read_money("1500,000", "Data!D4", decimal=".")) == "ambiguous-number"


def test_money_is_not_negative_and_figures_may_be() -> None:
    assert _code(read_money("-5", "Data!D4")) == "negative"
    assert read_number("-5", "Data!D4") == -5
    assert _code(read_number("1e99", "Data!D4")) == "not-a-number"
    assert _code(read_number(1e99, "Data!D4")) == "too-large"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,234.50", "."),
        ("1.234,50", ","),
        ("12,50", ","),
        ("1,234,567", "."),
        ("1,500", None),
        ("500", None),
        ("x", None),
    ],
)
def test_some_amounts_tell_which_mark_is_decimal(text: str, mark: str | None) -> None:
    assert decimal_mark(text) == mark


@given(st.floats(-90, 90).map(lambda degrees: round(degrees, 6)))
def test_a_latitude_is_read_with_a_point_or_a_comma(degrees: float) -> None:
    text = f"{degrees:.6f}"
    for written in (text, text.replace(".", ","), degrees):
        assert read_decimal(written, "Data!D4", -90, 90) == pytest.approx(degrees)


@pytest.mark.parametrize("raw", [91, "-90.5", "15°21'N", 1500])
def test_degrees_out_of_range_or_in_minutes_are_problems(raw: object) -> None:
    assert _code(read_decimal(raw, "Data!D4", -90, 90)) in {"out-of-range", "not-a-number"}


def test_a_comma_in_degrees_can_only_be_decimal() -> None:
    assert read_decimal("15,354", "Data!D4", -90, 90) == 15.354


@pytest.mark.parametrize(
    ("raw", "people"),
    [(300.0000000000001, 300), (49.99999999999999, 50), (0.1 + 0.2 + 0.7, 1), ("300.0000000000001", 300)],
)
def test_the_dust_of_reckoning_is_no_part_of_a_count(raw: object, people: int) -> None:
    assert read_count(raw, "Data!D4") == people


@pytest.mark.parametrize("raw", [50.5, 300.00000001, "50.5"])
def test_half_a_person_is_no_dust(raw: object) -> None:
    assert _code(read_count(raw, "Data!D4")) == "not-whole"


def test_money_and_degrees_are_what_a_spreadsheet_shows() -> None:
    assert read_money(1234.1 + 0.2, "Data!D4") == Decimal("1234.3")
    assert read_number(-0.30000000000000004, "Data!D4") == Decimal("-0.3")
    assert read_decimal(12.789999999999999, "Data!D4", -90, 90) == 12.79
    assert _code(read_money(1e300, "Data!D4")) == "too-large"
    assert _code(read_money("1" * 400 + ".5", "Data!D4")) == "too-large"
