"""The statement written by hand finds what the program finds; else its time would say nothing."""

from datetime import date

import pytest

from tansiq.period import Period
from tests.bench.coverage import bare, bare_statement, check_equal
from tests.bench.generator import Generated
from tests.bench.in_duckdb import asked_of_duckdb


def test_the_bare_statement_finds_the_same(loaded: Generated) -> None:
    check_equal(bare())
    assert len(bare()()) == 335 * 12 + 1


def test_a_difference_is_noticed(loaded: Generated) -> None:
    with pytest.raises(ValueError, match="do not agree"):
        check_equal(bare(Period(date(2021, 1, 1), date(2021, 12, 31))))


def test_duckdb_finds_the_same(loaded: Generated) -> None:
    pytest.importorskip("duckdb", reason="DuckDB comes with make bench alone")
    ours = {row[:2]: row[2:] for row in bare()()}
    assert {row[:2]: row[2:] for row in asked_of_duckdb(*bare_statement())()} == ours
