"""Pairs that are likely one household, by weights that were learned before."""

from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow

from tansiq.linkage.patterns import Codes, Numbers, Patterns, compared_columns
from tansiq.linkage.training import evidence_of
from tansiq.linkage.weights import Weights

LIKELY = 0.5
"""From which probability on a pair is told as one household; fixed before anything is measured."""
_NEVER_SEEN = -12.0


def patterns_of(connection: duckdb.DuckDBPyConnection) -> Patterns:
    """The patterns of the table of pairs (`tansiq.linkage.vectors`)."""
    names = compared_columns()
    listed = ", ".join(names)
    rows = connection.execute(f"select {listed}, count(*) as pairs from pair group by {listed}").fetchnumpy()
    return Patterns({name: rows[name].astype(np.int64) for name in names}, rows["pairs"].astype(np.float64))


def probabilities(patterns: Patterns, weights: Weights) -> Numbers:
    """How likely a pair of each pattern is one household. A way that was never seen tells that it is none."""
    odds = np.array([weights.ways.get(int(way), _NEVER_SEEN) for way in patterns.ways])
    return np.asarray(1 / (1 + np.exp(-(odds + evidence_of(patterns, weights.fields)))), dtype=np.float64)


class LikelyPairs(NamedTuple):
    """Columns, as pairs may be millions: two entries each, by the ids they were given, and how likely they are one
    household (0 to 1)."""

    one: Codes
    other: Codes
    probability: Numbers


def likely_pairs(connection: duckdb.DuckDBPyConnection, weights: Weights, least: float = LIKELY) -> LikelyPairs:
    """The pairs at least as likely as `least`, the likeliest first."""
    patterns = patterns_of(connection)
    table = {
        **{name: patterns.columns[name] for name in compared_columns()},
        "probability": probabilities(patterns, weights),
    }
    connection.register("told", pyarrow.table(table))
    rows = connection.execute(
        f"select id_l, id_r, probability from pair join told using ({', '.join(compared_columns())}) "
        "where probability >= ? order by probability desc, id_l, id_r",
        [least],
    ).fetchnumpy()
    connection.unregister("told")
    return LikelyPairs(rows["id_l"], rows["id_r"], rows["probability"])
