"""What make bench-identity reckons: pairs, shares, and lists of which a promise holds."""

import pytest

from tests.bench.identity import LEAST_PRECISION, Named, measure, score, table
from tests.bench.spellings import made_up


def test_pairs_are_counted_by_hand() -> None:
    rows = [
        Named("a", "", "", "Hope of Aden", ""),
        Named("a", "", "", "HOPE OF ADEN", ""),
        Named("a", "", "", "Aden's Hope", ""),
        Named("b", "", "", "Hope of  Aden", ""),
    ]
    found = score("by hand", rows)
    assert (found.mentions, found.same, found.joined, found.right) == (4, 3, 3, 1)
    assert [found.precision, found.recall] == pytest.approx([1 / 3, 1 / 3])
    assert table([found]).splitlines()[-1] == "| by hand | 4 | 3 | 3 | 0.333 | 0.333 |"


def test_a_seed_gives_the_same_mentions_again_and_another_seed_others() -> None:
    assert list(made_up(Named)) == list(made_up(Named))
    assert list(made_up(Named)) != list(made_up(Named, seed="another"))


def test_every_list_keeps_the_promised_precision() -> None:
    scores = list(measure())
    assert len(scores) == 6
    assert [one.title for one in scores if one.precision < LEAST_PRECISION] == []
