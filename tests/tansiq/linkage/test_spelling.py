"""What rare words were likely meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.linkage.spelling import is_one_slip, likely_spellings

SLIPS = ["محد", "مححمد", "مخمد", "محدم"]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_rare_word_a_slip_from_a_frequent_one_is_read_as_that_one(slip: str) -> None:
    assert likely_spellings({"محمد": 80, "صالح": 90, slip: 2})[slip] == "محمد"


def test_two_frequent_words_are_two_names_however_near() -> None:
    assert likely_spellings({"محمد": 80, "احمد": 60}) == {"محمد": "محمد", "احمد": "احمد"}


def test_of_several_frequent_words_the_most_frequent_is_meant() -> None:
    assert likely_spellings({"سالم": 900, "سالب": 100, "سالن": 1})["سالن"] == "سالم"


def test_latin_and_very_short_words_stay_as_they_are() -> None:
    assert likely_spellings({"salem": 900, "salam": 1, "ا": 1, "اب": 900}) == {
        word: word for word in ("salem", "salam", "ا", "اب")
    }


def test_of_words_that_are_no_names_for_their_length_no_slips_are_looked_for() -> None:
    long = "م" * 100_000
    assert likely_spellings({long: 90, long[1:]: 1}) == {long: long, long[1:]: long[1:]}


LETTERS = st.text("ابتسم", min_size=1, max_size=6)


def _slips(word: str) -> set[str]:
    """All words a slip from `word`, made one by one."""
    made = {word[:at] + word[at + 1 :] for at in range(len(word))}
    made |= {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in "ابتسم"}
    made |= {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in "ابتسم"}
    made |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return made - {word}


@given(LETTERS, LETTERS)
def test_one_slip_is_just_what_one_slip_makes(one: str, other: str) -> None:
    if one != other:
        assert is_one_slip(one, other) == (other in _slips(one))
