"""Periods: months, quarters, years and runs of months."""

from datetime import date, datetime

import pytest

from tansiq.exchange.values.periods import Period, Unit, months_without_year, read_period, read_year, year_in, year_told
from tansiq.exchange.values.problems import CellError, Problem

FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))


def _code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("Feb 2024", FEBRUARY),
        ("شباط 2024", FEBRUARY),
        ("فبراير ٢٠٢٤", FEBRUARY),
        (date(2024, 2, 1), FEBRUARY),
        (datetime(2024, 2, 1), FEBRUARY),  # noqa: DTZ001  cells have no zone
        (date(2024, 2, 7), Period(date(2024, 2, 7), date(2024, 2, 7))),
        ("2024-02-07", Period(date(2024, 2, 7), date(2024, 2, 7))),
        ("Q1 2025", Period(date(2025, 1, 1), date(2025, 3, 31))),
        ("T2 2025", Period(date(2025, 4, 1), date(2025, 6, 30))),
        ("3rd quarter 2025", Period(date(2025, 7, 1), date(2025, 9, 30))),
        ("الربع الرابع 2025", Period(date(2025, 10, 1), date(2025, 12, 31))),
        ("2025", Period(date(2025, 1, 1), date(2025, 12, 31))),
        (2025.0, Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("January - April 2025", Period(date(2025, 1, 1), date(2025, 4, 30))),
        ("Nov 2024 - Feb 2025", Period(date(2024, 11, 1), date(2025, 2, 28))),
    ],
)
def test_a_period_has_a_first_and_a_last_day(raw: object, period: Period) -> None:
    assert read_period(raw, "Data!A4") == period


def test_a_month_without_a_year_takes_the_year_it_is_given_or_is_a_problem() -> None:
    assert read_period("February", "Data!A4", year=2024) == FEBRUARY
    assert _code(read_period("February", "Data!A4")) == "no-year"


@pytest.mark.parametrize("raw", ["soon", "April - January 2025", 5.0])
def test_what_names_no_period_is_a_problem(raw: object) -> None:
    assert _code(read_period(raw, "Data!A4")) == "not-a-period"


def test_empty_and_failed_cells_are_told_apart() -> None:
    assert read_period(None, "Data!A4") is None
    assert read_period("-", "Data!A4") is None
    assert _code(read_period(CellError("#REF!"), "Data!A4")) == "cell-error"


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("3W_Dataset_January - April 2025", 2025),
        ("mli_3w_dec2023", 2023),
        ("2024-2025", None),
        ("Data", None),
        ("٢٠٢٥", 2025),
    ],
)
def test_the_name_of_a_sheet_may_say_its_year(name: str, year: int | None) -> None:
    assert year_in(name) == year


def test_only_months_without_a_year_are_in_want_of_one() -> None:
    assert months_without_year("January")
    assert not months_without_year("January 2025")
    assert not months_without_year(2025.0)


@pytest.mark.parametrize(
    ("raw", "unit", "months"),
    [
        (12, "month", (12, 12)),
        (3.0, "month", (3, 3)),
        ("٠٥", "month", (5, 5)),
        ("12 - December", "month", (12, 12)),
        ("كانون الأول", "month", (12, 12)),
        ("ديسمبر / December", "month", (12, 12)),
        ("décembre", None, (12, 12)),
        (3, "quarter", (7, 9)),
        ("الربع الأول", None, (1, 3)),
        ("premier trimestre", None, (1, 3)),
        ("Second quarter", None, (4, 6)),
        ("Q1 - Q2", None, (1, 6)),
        (2, "half_year", (7, 12)),
        ("S1", None, (1, 6)),
        ("H2", None, (7, 12)),
        ("النصف الثاني", None, (7, 12)),
        ("2eme semestre", None, (7, 12)),
        ("first half of the year", None, (1, 6)),
    ],
)
def test_months_quarters_and_halves_take_the_year_of_their_row(
    raw: object, unit: Unit | None, months: tuple[int, int]
) -> None:
    found = read_period(raw, "Data!A4", 2024, unit)
    assert isinstance(found, Period)
    assert (found.starts_on.year, found.starts_on.month, found.ends_on.month) == (2024, *months)


@pytest.mark.parametrize(("raw", "unit"), [(13, "month"), (0, "month"), (5, "quarter"), (3, "half_year"), (4, None)])
def test_a_number_that_counts_no_part_of_a_year_is_a_problem(raw: object, unit: Unit | None) -> None:
    assert _code(read_period(raw, "Data!A4", 2024, unit)) == "not-a-period"


@pytest.mark.parametrize("raw", [2024, 2024.0, "2024", "٢٠٢٤م", "FY2024", date(2024, 1, 1)])
def test_a_year_is_read_however_it_is_written(raw: object) -> None:
    assert read_year(raw, "Data!A4") == Period(date(2024, 1, 1), date(2024, 12, 31))
    assert year_told(raw) == 2024


def test_a_cell_of_years_may_hold_two_or_none() -> None:
    assert read_year("2024-2025", "Data!A4") == Period(date(2024, 1, 1), date(2025, 12, 31))
    assert (read_year(None, "Data!A4"), read_year("-", "Data!A4")) == (None, None)
    assert _code(read_year("soon", "Data!A4")) == "not-a-period"
    assert _code(read_year(CellError("#REF!"), "Data!A4")) == "cell-error"
    assert (year_told("2024-2025"), year_told(CellError("#REF!")), year_told(None)) == (None, None, None)
