"""The statement of the matrix written by hand finds what the program finds; else its time would say nothing."""

from datetime import date

import pytest

from tests.bench.generator import Generated
from tests.bench.matrix import asked, bare, check_equal
from tests.bench.plan_batches import AXES, ITEMS, PLANS


def test_the_bare_statement_finds_the_same(loaded: Generated) -> None:
    check_equal(bare())
    found = asked()
    assert (found.plan_count, len(found.columns), ITEMS) == (PLANS, AXES, 500)
    assert 10_000 < found.totals.item_count < PLANS * ITEMS


def test_a_difference_is_noticed(loaded: Generated) -> None:
    with pytest.raises(ValueError, match="do not agree"):
        check_equal(bare(date(2026, 9, 15)))
