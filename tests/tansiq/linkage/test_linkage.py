"""Likely pairs of invented lists, held against the truth that the learning never saw."""

from collections import Counter
from math import comb

import duckdb
import pytest

from tansiq.linkage.entries import columns_of
from tansiq.linkage.meetings import MOST_BY_ONE_KEY
from tansiq.linkage.prepared import prepared
from tansiq.linkage.scoring import LIKELY, likely_pairs, patterns_of, probabilities
from tansiq.linkage.training import trained
from tansiq.linkage.vectors import compared
from tansiq.linkage.weights import Weights
from tests.tansiq.linkage.conftest import ComparedList, compared_list


def _quality(listed: ComparedList, weights: Weights) -> tuple[float, float]:
    """Precision and recall of the pairs told as likely."""
    told = likely_pairs(listed.connection, weights)
    right = sum(map(listed.same_household, told.one.tolist(), told.other.tolist()))
    return right / len(told.one), right / sum(comb(times, 2) for times in Counter(listed.truth).values())


def test_without_labels_nearly_all_that_is_told_is_right_and_nearly_all_is_told(invented: ComparedList) -> None:
    precision, recall = _quality(invented, invented.weights)
    assert precision > 0.93
    assert recall > 0.93


def test_weights_of_one_list_serve_for_another(invented: ComparedList) -> None:
    other = compared_list(1500, 1448)
    precision, recall = _quality(other, invented.weights)
    assert precision > 0.9
    assert recall > 0.85


def test_each_pair_meets_once_however_many_reasons_there_are(invented: ComparedList) -> None:
    rows = invented.connection.execute(
        "select least(id_l, id_r), greatest(id_l, id_r), count(*) from pair group by 1, 2"
    )
    assert max(times for *_, times in rows.fetchall()) == 1


def test_likely_pairs_come_likeliest_first_and_none_below_what_was_asked(invented: ComparedList) -> None:
    told = likely_pairs(invented.connection, invented.weights).probability.tolist()
    assert told == sorted(told, reverse=True)
    assert min(told) >= LIKELY


def test_probabilities_are_honest(invented: ComparedList) -> None:
    patterns = invented.patterns
    expected = float((probabilities(patterns, invented.weights) * patterns.pairs).sum())
    right = sum(
        invented.same_household(*pair) for pair in invented.connection.execute("select id_l, id_r from pair").fetchall()
    )
    assert expected == pytest.approx(right, rel=0.1)


def _told_of(rows: list[dict[str, object]], weights: Weights) -> set[frozenset[int]]:
    connection = duckdb.connect(":memory:")
    compared(prepared(columns_of(rows)), connection)
    told = likely_pairs(connection, weights)
    return {frozenset(pair) for pair in zip(told.one.tolist(), told.other.tolist(), strict=True)}


def _row(number: int, head: str, **known: object) -> dict[str, object]:
    return {"id": number, "head": head, "district": 1, "subdistrict": 7, "settlement": 70, **known}


def test_a_man_is_known_again_and_his_brother_is_not_him(invented: ComparedList) -> None:
    told = _told_of(
        [
            _row(1, "صالح عمر سالم الحضرمي", birth_year=1980, size=6, telephone="771234567"),
            _row(2, "صالح بن عمر الحضرمي", birth_year=1981, size=6, telephone="+967 771 234 567"),
            _row(3, "خالد عمر سالم الحضرمي", birth_year=1984, size=4, telephone="771234567"),
        ],
        invented.weights,
    )
    assert told == {frozenset((1, 2))}


def test_lists_of_nothing_of_one_and_of_names_without_letters_give_no_pairs(invented: ComparedList) -> None:
    assert _told_of([], invented.weights) == set()
    assert _told_of([_row(1, "علي")], invented.weights) == set()
    assert _told_of([_row(1, ""), _row(2, "؟؟"), _row(3, " ")], invented.weights) == set()


def test_one_household_forty_times_is_told_as_one(invented: ComparedList) -> None:
    rows = [_row(at, "هاني فؤاد صالح النجاري", national_id="12345678901", birth_year=1975, size=5) for at in range(40)]
    assert len(_told_of(rows, invented.weights)) == comb(40, 2)


def test_one_household_ten_thousand_times_is_compared_by_no_key_of_its_own_and_this_is_told(
    invented: ComparedList,
) -> None:
    pasted = {"national_id": "12345678901", "telephone": "771234567", "spouse": "منى علي سعيد", "birth_year": 1975}
    rows = [_row(at, "هاني فؤاد صالح النجاري", **pasted) for at in range(10_000)]
    twins = [_row(20_000 + at, "ياسر قاسم مهدي الشامي", national_id="98765432101", birth_year=1980) for at in (0, 1)]
    # What they have in common with few is still compared.
    rows[5]["national_id"] = rows[6]["national_id"] = "55555555555"
    connection = duckdb.connect(":memory:")
    assert compared(prepared(columns_of([*rows, *twins])), connection) == 10_000
    found = likely_pairs(connection, invented.weights, 0.0)
    assert {*zip(found.one.tolist(), found.other.tolist(), strict=True)} == {(5, 6), (20_000, 20_001)}


def test_as_many_as_may_share_a_key_are_all_compared(invented: ComparedList) -> None:
    connection = duckdb.connect(":memory:")
    rows = [_row(at, "هاني فؤاد صالح النجاري", national_id="12345678901") for at in range(MOST_BY_ONE_KEY)]
    assert compared(prepared(columns_of(rows)), connection) == 0
    assert len(likely_pairs(connection, invented.weights, 0.0).one) == comb(MOST_BY_ONE_KEY, 2)


def test_learning_from_no_pairs_at_all_gives_weights_that_tell_nothing() -> None:
    connection = duckdb.connect(":memory:")
    compared(prepared(columns_of([])), connection)
    weights = trained(patterns_of(connection))
    assert weights.ways == {}
