"""Ways to tell which entries of a list are one household: ours, and those that others would take.

Each takes the columns of a list and gives likely pairs with a measure of how likely (0 to 1), and which pairs it
looked at. The names of all are folded where a way says so, and left as they are written where it does not.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow
import splink.comparison_library as likeness
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from tansiq.language.arabic import fold
from tansiq.linkage.prepared import prepared
from tansiq.linkage.scoring import likely_pairs, patterns_of
from tansiq.linkage.training import trained
from tansiq.linkage.vectors import compared

List = Mapping[str, Sequence[Any]]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
_LEAST = 0.01
_SEED = 7  # Of the random pairs by which splink learns what chance is.


def ours(listed: List) -> Pairs:
    """This program's, learned from the list itself without labels."""
    connection = _database()
    compared(prepared(listed), connection)
    return likely_pairs(connection, trained(patterns_of(connection)), _LEAST)


def one_number(listed: List) -> Pairs:
    """The same identity number, nothing else."""
    return _joined(_table(listed, folded=False), "a.national_id = b.national_id")


def a_rule(listed: List) -> Pairs:
    """One number; or one folded name in a sub-district; or one telephone and given name."""
    return _joined(
        _table(listed, folded=True),
        "a.national_id = b.national_id",
        "a.head = b.head and a.subdistrict = b.subdistrict",
        "a.telephone = b.telephone and split_part(a.head, ' ', 1) = split_part(b.head, ' ', 1)",
    )


def rapidfuzz_names(listed: List) -> Pairs:
    """Folded names of one sub-district that rapidfuzz finds alike by nine tenths, in whichever order of words."""
    places: dict[Any, list[int]] = defaultdict(list)
    for at, place in enumerate(listed["subdistrict"]):
        places[place].append(at)
    names = [fold(name) for name in listed["head"]]
    found = [_alike(np.array(inside), names) for inside in places.values()]
    one, other, likely = (np.concatenate(parts) for parts in zip(*found, strict=True))
    ids = np.asarray(listed["id"])
    return ids[one], ids[other], likely


def _alike(inside: NDArray[np.int64], names: Sequence[str]) -> Pairs:
    # It is installed for benches alone, and the tests of this module try other ways.
    from rapidfuzz import fuzz, process

    told = [names[at] for at in inside]
    likeness_of = process.cdist(told, told, scorer=fuzz.token_sort_ratio, score_cutoff=90, dtype=np.uint8, workers=2)
    rows, columns = np.nonzero(np.triu(likeness_of, 1))
    return inside[rows], inside[columns], likeness_of[rows, columns] / 100


def splink_as_it_comes(listed: List) -> Pairs:
    """Comparisons of splink's own library over names as they are written."""
    return _splink(listed, folded=False)


def splink_over_folded_names(listed: List) -> Pairs:
    """The same over folded names."""
    return _splink(listed, folded=True)


WAYS = {
    way.__name__: way
    for way in (one_number, rapidfuzz_names, a_rule, splink_as_it_comes, splink_over_folded_names, ours)
}


def _database() -> duckdb.DuckDBPyConnection:
    logging.getLogger("splink").setLevel(logging.ERROR)
    return duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "3GB"})


def _table(listed: List, *, folded: bool) -> duckdb.DuckDBPyConnection:
    connection = _database()
    columns = dict(listed)
    if folded:
        columns["head"] = [fold(name) for name in listed["head"]]
    connection.register("given", pyarrow.table(columns))
    connection.execute("create table listed as select * from given")
    return connection


def _joined(connection: duckdb.DuckDBPyConnection, *rules: str) -> Pairs:
    met = " union ".join(
        f"select a.id l, b.id r from listed a join listed b on {rule} and a.id < b.id" for rule in rules
    )
    rows = connection.execute(f"select l, r from ({met})").fetchnumpy()
    return np.asarray(rows["l"]), np.asarray(rows["r"]), np.ones(len(rows["l"]))


def _splink(listed: List, *, folded: bool) -> Pairs:
    connection = _table(listed, folded=folded)
    api = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[
            block_on("national_id"),
            block_on("telephone"),
            block_on("head", "subdistrict"),
            block_on("settlement", "substr(head, 1, 4)"),
            block_on("subdistrict", "birth_year"),
        ],
        comparisons=[
            likeness.JaroWinklerAtThresholds("head", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            likeness.DamerauLevenshteinAtThresholds("national_id", 1),
            likeness.DamerauLevenshteinAtThresholds("telephone", 1),
            likeness.LevenshteinAtThresholds("birth_year_text", 1),
            likeness.ExactMatch("settlement"),
        ],
    )
    connection.execute("alter table listed add column birth_year_text varchar")
    connection.execute("update listed set birth_year_text = birth_year::varchar")
    linker = Linker(api.register("listed"), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("national_id")], recall=0.45)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=_SEED)
    for rule in (block_on("national_id"), block_on("head", "subdistrict")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    told = linker.inference.predict(threshold_match_probability=_LEAST)
    rows = connection.execute(f"select id_l, id_r, match_probability p from {told.physical_name}").fetchnumpy()
    return np.asarray(rows["id_l"]), np.asarray(rows["id_r"]), np.asarray(rows["p"])
