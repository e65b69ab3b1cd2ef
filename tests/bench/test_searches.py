"""The ways that are compared find the same."""

import pytest

from tests.bench.generator import Generated
from tests.bench.searches import WORDS, number, page


@pytest.mark.parametrize("word", [*WORDS.values(), "17"])
def test_the_index_finds_what_comparing_every_title_finds(loaded: Generated, word: str) -> None:
    assert page(word) == page(word, is_indexed=False)
    assert number(word) == number(word, is_indexed=False)
    assert (number(word) > 0) == (word in {"17", "تدخل"}), "the register of the tests is small"
