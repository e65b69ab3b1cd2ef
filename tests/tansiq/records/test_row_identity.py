"""The digests of rows: what is known of rows that came before hangs on every letter of them."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.records.row_identity import digest


def test_a_digest_is_what_it_always_was() -> None:
    told = {
        "title_ar": "مياه", "title": "Water  Trucking", "extra.12": 7, "extra.1": True, "remarks": "",
        "subsector": None, "starts_on": date(2026, 3, 1), "budget": Decimal("12.50"), "organization": ("new", "SBD"),
    }  # fmt: skip
    assert digest(told).hex() == "73e75ad330e351215a3d3f453fe8b6bc"
    assert digest({}).hex() == "7ebb3c7c2a87b1a2f8a7ed729ecb040d"


def test_the_order_and_the_spelling_of_values_tell_nothing_apart() -> None:
    one = digest({"title": "Water trucking", "title_ar": "مياه", "area": 12})
    assert digest({"area": 12, "title_ar": "مِياه", "title": " WATER   trucking"}) == one


@pytest.mark.parametrize(
    ("value", "other"), [(1, True), (1, "1x"), (1, 1.0), (Decimal("1.0"), Decimal("1.00")), ("a" * 130, "a" * 131)]
)
def test_values_that_are_written_otherwise_are_told_apart(value: object, other: object) -> None:
    first = digest({"value": value})
    assert digest({"value": other}) != first
    assert digest({"value": value}) == first
