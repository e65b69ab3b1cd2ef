"""The ways that are compared find the same."""

import pytest

from tansiq.cases.every_cell import every_cell
from tansiq.cases.found_links import links_in
from tansiq.duplication.weights import FOREVER
from tansiq.period import Period
from tests.bench.cases import DAY
from tests.bench.generator import Generated
from tests.bench.in_duckdb import asked_of_duckdb
from tests.bench.overlap_questions import bare_statement

pytest.importorskip("duckdb", reason="DuckDB comes with make bench alone")


def test_duckdb_finds_the_links_that_cases_are_made_of(loaded: Generated) -> None:
    ours = {(cell, link.first, link.second) for cell, links in links_in(every_cell(), DAY).items() for link in links}
    assert [(len(ours),)] == asked_of_duckdb(*bare_statement("links", Period(DAY, FOREVER)))()
    assert ours
