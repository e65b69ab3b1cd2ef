"""What the bench of likely households counts."""

import numpy as np
import pytest

from tests.bench.linkage import entries_of
from tests.bench.linkage_score import linkage_score
from tests.bench.linkage_ways import WAYS


def test_precision_recall_and_purity_are_of_pairs_and_of_entries() -> None:
    # Households 1 (three entries) and 2 (two): four true pairs; two of them are told, and one wrong one.
    truth = [1, 1, 1, 2, 2]
    pairs = (np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]), np.array([0.9, 0.8, 0.7, 0.2]))
    score = linkage_score(pairs, truth, [None, None, "9", "9", None])
    assert score.precision == pytest.approx(2 / 3)
    assert score.recall == 0.5
    assert score.f1 == pytest.approx(2 * 2 / (3 + 4))
    assert score.recall_at_wanted == 0.5
    assert score.looked_at == 0.75
    assert score.strangers == 1
    assert score.purity == 0.75


def test_nothing_told_is_no_recall_and_no_division_by_nothing() -> None:
    nothing = (np.array([], dtype=np.int64), np.array([], dtype=np.int64), np.array([]))
    score = linkage_score(nothing, [1, 1], [None, None])
    assert (score.precision, score.recall, score.f1, score.purity) == (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("way", ["one_number", "a_rule", "ours"])
def test_each_way_tells_pairs_of_an_invented_list(way: str) -> None:
    columns, truth = entries_of("1500")
    score = linkage_score(WAYS[way](columns), truth, columns["national_id"])
    assert score.precision > 0.9
    assert score.recall > 0.2
