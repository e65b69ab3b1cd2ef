"""The words of a person's name, in the order in which Arabic names are built: given, father, grandfather, family.

What is written in many ways is levelled: "عبد الله" and "عبدالله", "الحسني" and "حسني", "بن" between the names.
The words are keys for matching only; what people wrote is what people see.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tansiq.language.arabic import fold

MOST_WORDS, MOST_LETTERS = 5, 200
"""Words and letters of a name that are read; what follows them is left out."""
_LINKS = frozenset(["بن", "ابن", "بنت", "ال", "ibn", "bin", "bint", "al", "el"])
_SERVANT = frozenset(["عبد", "abd", "abdul", "abdel", "abdal", "abdu"])
_PARENT = frozenset(["ابو", "ام", "abu", "um", "umm"])
_OF_THE_FAITH = frozenset(["الدين", "eldin", "aldin", "uddin", "din"])
_LATIN = re.compile("[a-z]")


def is_latin(word: str) -> bool:
    """Whether a folded word is written in Latin letters."""
    return _LATIN.search(word) is not None


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of `name`, compounds as one word, articles and links left out, at most five.

    >>> name_words("مُحمّد بن عبد الله الحَسني")
    ('محمد', 'عبدله', 'حسني')
    """
    folded = [word for raw in name[:MOST_LETTERS].split() for word in _folded(raw)]
    words = [_bare(word) for word in _with_faith(_with_prefixes(folded)) if word not in _LINKS]
    return tuple(words[:MOST_WORDS])


@lru_cache(maxsize=200_000)
def _folded(raw: str) -> tuple[str, ...]:
    return tuple(fold(raw).split())


def _with_prefixes(words: Iterable[str]) -> Iterator[str]:
    """Words with "servant of" and "father of" joined to what follows them."""
    prefix = ""
    for word in words:
        if prefix:
            if word in _LINKS:
                continue
            yield prefix + word.removeprefix("ال")
            prefix = ""
        elif word in _SERVANT or word in _PARENT:
            prefix = "abd" if word.startswith("abd") else word
        else:
            yield word
    if prefix:
        yield prefix


def _with_faith(words: Iterable[str]) -> Iterator[str]:
    """Words with "of the faith" joined to what stands before it: Sharaf al-Din is one name."""
    before = ""
    for word in words:
        if before and word in _OF_THE_FAITH:
            yield before + ("دين" if word == "الدين" else "din")
            before = ""
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    """A word without its article, also within a compound."""
    if word.startswith("عبدال") and len(word) > 6:
        return "عبد" + word[5:]
    if word.startswith(("abdul", "abdel", "abdal")) and len(word) > 6:
        return "abd" + word[5:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
