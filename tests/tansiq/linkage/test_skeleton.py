"""Consonants on which Arabic and Latin letters agree."""

import pytest

from tansiq.linkage.name_words import name_words
from tansiq.linkage.skeleton import skeleton

WRITTEN_BOTH_WAYS = [
    ("إبراهيم", "Ebrahim"),
    ("خديجة", "Khadijah"),
    ("عبد الله", "Abdullah"),
    ("يوسف", "Yousef"),
    ("الشهري", "Al-Shehri"),
    ("ضياء", "Dhia"),
    ("غسان", "Ghassan"),
]


@pytest.mark.parametrize(("arabic", "latin"), WRITTEN_BOTH_WAYS)
def test_both_ways_of_writing_a_name_have_one_skeleton(arabic: str, latin: str) -> None:
    assert [skeleton(word) for word in name_words(arabic)] == [skeleton(word) for word in name_words(latin)]


def test_a_word_without_consonants_is_its_own_skeleton() -> None:
    assert skeleton("اي") == "اي"
    assert skeleton("aia") == "aia"


def test_other_names_have_other_skeletons() -> None:
    assert len({skeleton(word) for word in ("سالم", "خالد", "فهد", "عمر")}) == 4
