"""The words of many names as a table of numbers: a row a name, a column a place in it, equal words equal numbers.

Millions of names hold some ten thousand words. What is known of a word (its likely spelling, its consonants) is
reckoned once a word and spread over the table.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tansiq.linkage.name_words import MOST_WORDS, is_latin, name_words
from tansiq.linkage.skeleton import skeleton
from tansiq.linkage.spelling import likely_spellings

Words = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True)
class WordTable:
    """Names as written, and the same by their likely spelling and by their consonants; -1 where there is no word."""

    written: Words
    likely: Words
    bones: Words
    vocabulary: list[str]

    @property
    def words(self) -> Words:
        """How many words each name has."""
        return np.asarray((self.written != NONE).sum(axis=1))

    def latin(self) -> NDArray[np.bool_]:
        """Which names begin in Latin letters."""
        return self.each(is_latin)[self.written[:, 0]]

    def each(self, of: Callable[[str], bool]) -> NDArray[np.bool_]:
        """What holds of each word of the vocabulary; the last answer, for no word, is no."""
        return np.array([*map(of, self.vocabulary), False])


def word_table(names: Iterable[str | None]) -> WordTable:
    """The table of `names`, in their order."""
    number: dict[str, int] = defaultdict(lambda: len(number))
    rows = [[number[word] for word in name_words(name)] if name else [] for name in names]
    written = np.full((len(rows), MOST_WORDS), NONE)
    for at in range(MOST_WORDS):
        written[:, at] = [row[at] if len(row) > at else NONE for row in rows]
    vocabulary = list(number)
    likely = _likely(written, vocabulary)
    return WordTable(written, likely[written], _bones(likely, vocabulary)[written], vocabulary)


def _likely(written: Words, vocabulary: list[str]) -> Words:
    """For each word the number of the word that was likely meant; for no word none."""
    times = np.bincount(written[written != NONE], minlength=len(vocabulary))
    meant = likely_spellings(Counter(dict(zip(vocabulary, times.tolist(), strict=True))))
    number = {word: at for at, word in enumerate(vocabulary)}
    return np.array([*(number[meant[word]] for word in vocabulary), NONE])


def _bones(likely: Words, vocabulary: list[str]) -> Words:
    number: dict[str, int] = defaultdict(lambda: len(number))
    return np.array([*(number[skeleton(vocabulary[at])] for at in likely[:-1]), NONE])


def family_last(table: WordTable) -> WordTable:
    """The table with the family put last in names that begin with it.

    Which word is a family's and which is given is told by where it mostly stands in these names.
    """
    words, size = table.words, len(table.vocabulary)
    rows = np.arange(len(words))
    begin, end = table.likely[:, 0], table.likely[rows, np.maximum(words - 1, 0)]
    long = words >= 3
    first, last = np.bincount(begin[long], minlength=size), np.bincount(end[long], minlength=size)
    turned = long.copy()
    turned[long] = (last[begin[long]] > 3 * first[begin[long]]) & (first[end[long]] > last[end[long]])
    order = np.tile(np.arange(MOST_WORDS), (len(words), 1))
    moved = order[turned] + 1
    moved[order[turned] == words[turned, None] - 1] = 0
    order[turned] = np.minimum(moved, MOST_WORDS - 1)
    return WordTable(
        np.take_along_axis(table.written, order, axis=1),
        np.take_along_axis(table.likely, order, axis=1),
        np.take_along_axis(table.bones, order, axis=1),
        table.vocabulary,
    )
