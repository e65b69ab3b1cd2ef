"""The statement written by hand for DuckDB finds the pairs that the program finds; else its time would say nothing."""

import pytest

from tansiq.duplication.find_overlaps import count_overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.policy.viewer import OPERATOR
from tests.bench.generator import Generated
from tests.bench.overlap_questions import ASKED, PERIOD, check_equal

pytest.importorskip("duckdb", reason="DuckDB comes with make bench alone")


def test_duckdb_finds_the_same(loaded: Generated) -> None:
    check_equal()
    assert ASKED["count"](OverlapQuestion("YE", period=PERIOD))


def test_a_difference_is_noticed(loaded: Generated, monkeypatch: pytest.MonkeyPatch) -> None:
    one_more = count_overlaps(OPERATOR, OverlapQuestion("YE", period=PERIOD)) + 1
    monkeypatch.setattr("tests.bench.overlap_questions.count_overlaps", lambda *_asked: one_more)
    with pytest.raises(ValueError, match="do not find the same pairs"):
        check_equal()
