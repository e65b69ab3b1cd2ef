"""A list of invented households, compared once for all tests of this folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from tansiq.linkage.entries import columns_of
from tansiq.linkage.patterns import Patterns
from tansiq.linkage.prepared import prepared
from tansiq.linkage.scoring import patterns_of
from tansiq.linkage.training import trained
from tansiq.linkage.vectors import compared
from tansiq.linkage.weights import Weights
from tests.households import written_households

ENTRIES, SEED = 6000, 1447


@dataclass(frozen=True)
class ComparedList:
    """A list with its truth, its pairs in a database in memory, and the weights that were learned from it."""

    rows: list[dict[str, Any]]
    truth: list[int]
    connection: duckdb.DuckDBPyConnection
    patterns: Patterns
    weights: Weights

    def same_household(self, one: int, other: int) -> bool:
        return self.truth[one] == self.truth[other]


def compared_list(entries: int, seed: int) -> ComparedList:
    rows, truth = written_households(entries, seed)
    connection = duckdb.connect(":memory:")
    compared(prepared(columns_of(rows)), connection)
    patterns = patterns_of(connection)
    return ComparedList(rows, truth, connection, patterns, trained(patterns))


@pytest.fixture(scope="session")
def invented() -> Iterator[ComparedList]:
    whole = compared_list(ENTRIES, SEED)
    yield whole
    whole.connection.close()
