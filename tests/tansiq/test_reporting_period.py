"""Periods follow each other without a gap, and are known by the same key wherever they are named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.reporting_period import MONTHS, period_named, period_of, periods_between

TYPES = st.sampled_from(sorted(MONTHS))
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


@given(TYPES, DAYS)
def test_each_day_lies_in_its_period_and_the_next_begins_on_the_day_after(period_type: str, day: date) -> None:
    period = period_of(period_type, day)
    assert period.begins <= day <= period.ends
    assert period.after().begins == period.ends + timedelta(days=1)
    assert period.after(-1).ends == period.begins - timedelta(days=1)
    assert period.after(7).after(-7) == period


@given(TYPES, DAYS)
def test_a_period_is_found_by_its_key(period_type: str, day: date) -> None:
    period = period_of(period_type, day)
    assert period_named(period.key) == period
    assert period_named(f" {period.key.lower()} ") == period


@given(TYPES, DAYS)
def test_keys_stand_in_the_order_of_time(period_type: str, day: date) -> None:
    period = period_of(period_type, day)
    assert period.key < period.after().key


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "26", "2026-1", "9999", "٢٠٢٦", "2026-Q1" * 9]
)
def test_what_is_no_period_is_refused_with_examples(key: str) -> None:
    with pytest.raises(Refused) as refused:
        period_named(key)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("UNKNOWN_PERIOD", "period")
    assert "2026-Q1" in str(fault.sentence)


def test_periods_between_two_days_are_those_that_end_there() -> None:
    keys = [one.key for one in periods_between("QUARTER", date(2025, 12, 31), date(2026, 9, 29))]
    assert keys == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert list(periods_between("YEAR", date(2026, 1, 1), date(2025, 1, 1))) == []


@pytest.mark.parametrize(
    ("key", "english", "arabic"),
    [
        ("2026-03", "March 2026", "مارس 2026"),
        ("2026-Q1", "1st quarter 2026", "الربع الأول 2026"),
        ("2026-H2", "Second half of 2026", "النصف الثاني من 2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_a_period_is_called_in_both_languages(key: str, english: str, arabic: str) -> None:
    with speaking("en"):
        assert str(period_named(key).name) == english
    with speaking("ar"):
        assert str(period_named(key).name) == arabic
