"""The statement written by hand finds what the program finds; else its time would say nothing."""

from datetime import date

import pytest

from tansiq.period import Period
from tests.bench.coverage import bare, check_equal
from tests.bench.generator import Generated


def test_the_bare_statement_finds_the_same(loaded: Generated) -> None:
    check_equal(bare())
    assert len(bare()()) == 335 * 12 + 1


def test_a_difference_is_noticed(loaded: Generated) -> None:
    with pytest.raises(ValueError, match="do not agree"):
        check_equal(bare(Period(date(2021, 1, 1), date(2021, 12, 31))))
