"""Whole numbers as addresses spell them."""

import pytest

from tansiq.language.digits import whole


@pytest.mark.parametrize(("given", "number"), [("0", 0), ("17", 17), (17, 17), ("007", 7), ("9" * 9, 999_999_999)])
def test_plain_digits_are_a_number(given: object, number: int) -> None:
    assert whole(given) == number


@pytest.mark.parametrize(
    "given", [None, "", "x", "-1", "+1", "1.0", " 1", "1_000", "١٧", "²", "9" * 10, "1' OR '1'='1"]
)
def test_anything_else_is_none(given: object) -> None:
    assert whole(given) is None


def test_more_digits_are_read_where_they_are_asked_for() -> None:
    assert whole("9" * 10, most=15) == 9_999_999_999
