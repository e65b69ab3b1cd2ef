"""The ways that are compared find the same, and runs are killed where it is said."""

import pytest

from tansiq.cases.every_cell import every_cell
from tansiq.cases.found_links import links_in
from tansiq.cases.upkeep import keep_up
from tansiq.models import OverlapCase
from tansiq.platform import lru
from tansiq.platform.database import db
from tests.bench.cases import bare, check_equal
from tests.bench.generator import Generated
from tests.bench.in_duckdb import asked_of_duckdb
from tests.bench.killed_cases import DAY, moments

pytest.importorskip("duckdb", reason="DuckDB comes with make bench alone")


def test_duckdb_finds_the_links_that_cases_are_made_of(loaded: Generated) -> None:
    ours = {(cell, link.first, link.second) for cell, links in links_in(every_cell(), DAY).items() for link in links}
    assert [(len(ours),)] == asked_of_duckdb(*bare("links"))()
    assert ours


def test_duckdb_finds_the_cases_that_are_kept(loaded: Generated) -> None:
    with db.atomic() as transaction:
        keep_up(DAY)
        theirs = asked_of_duckdb(*bare("cases"))()
        check_equal(theirs)
        OverlapCase.update(points=OverlapCase.points + 1).where(OverlapCase.id == OverlapCase.get().id).execute()
        with pytest.raises(ValueError, match="the same cases"):
            check_equal(theirs)
        transaction.rollback()
    lru.forget()


def test_runs_are_killed_between_their_first_and_their_last_commit() -> None:
    committed = [0.5, 2.0, 2.25]
    for moment in moments(committed, 50):
        assert moment.commits in (1, 2)
        assert committed[0] <= committed[moment.commits - 1] + moment.seconds <= committed[moment.commits]
