"""Months by name, as three regions of the Arab world, English and French call them."""

import pytest

from tansiq.exchange.values.months import months_in
from tansiq.language.arabic import fold


@pytest.mark.parametrize(
    ("text", "months", "rest"),
    [
        ("كانون الثاني", [1], []),
        ("كانون الأول", [12], []),
        ("تشرين الأول 2025", [10], ["2025"]),
        ("يناير", [1], []),
        ("أوت", [8], []),
        ("غشت", [8], []),
        ("يوليه", [7], []),
        ("sept", [9], []),
        ("13 avril 2026", [4], ["13", "2026"]),
        ("January - April 2025", [1, 4], ["2025"]),
        ("كانون الثاني/يناير", [1, 1], []),
        ("Aden", [], ["aden"]),
    ],
)
def test_months_are_found_among_words(text: str, months: list[int], rest: list[str]) -> None:
    assert months_in(fold(text).split()) == (months, rest)
