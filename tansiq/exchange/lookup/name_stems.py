"""Words of names brought to one form: «والزراعية» and «زراعي», "Studies" and "study".

Arabic writes article, conjunction and prepositions into the word, and gender and number at its end; what is left after
taking them off is a key for looking a word up, and no word that anybody reads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tansiq.language.arabic import fold, is_arabic

_SILENT = frozenset(
    fold(
        "a an the of for in on to at by with from al el s la le les l de des du di del dr "
        "في من على عن الى لدى الي اجل لاجل ذو ذوي ذوو ذات م د دكتور الدكتور"
    ).split()
)
"""Words that only join others, and the letters for governorate and doctor: «م/تعز»."""
_SUN_ARTICLES = frozenset(
    f"{vowel}{letter}" for vowel in "ae" for letter in ("t", "th", "d", "dh", "r", "z", "s", "sh", "n")
)
"""The Arabic article as it is said before such letters: At Tawahi, As-Salam, Deir ez-Zor."""
_DASHES = re.compile(r"\s[-–—|]\s")
_AND = frozenset({"and", "و"})
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_PREFIXES = ("ول", "وب", "و", "ل", "ب")
_ENDINGS = ("يتها", "تها", "ها", "يات", "ات", "يون", "يين", "ون", "ين", "يه", "ان", "ه", "ي")
_DERIVED = ("ing", "ed", "er", "or", "al", "ive", "ation", "ion", "ment")
"""Endings of English words that are made of others: supporting, supported, supportive of support."""
_ADVERBIAL = "ا"
"""The ending of «حركياً» and «أولاً»."""
_LEAST = 3
"""Letters that a word keeps, whatever is taken off."""

Part = tuple[str, str]
"""A word, and what joins it to the one before: "and", "-", or nothing."""


@lru_cache(maxsize=65_536)
def telling_parts(name: str) -> tuple[Part, ...]:
    """The folded words of a name but for those that only join others, each with what joins it to the one before.

    >>> telling_parts("Ministry of Trade and Industry - Aden")
    (('ministry', ''), ('trade', ''), ('industry', 'and'), ('aden', '-'))
    """
    found: list[Part] = []
    for number, piece in enumerate(_DASHES.split(name)):
        joint = "-" if number else ""
        for word, following in pairwise([*fold(piece).split(), ""]):
            if word in _SUN_ARTICLES and following.startswith(word[1:]):
                continue
            if word == "s" and found:
                found[-1] = (f"{found[-1][0]}s", found[-1][1])
            elif word in _AND:
                joint = joint or "and"
            elif word not in _SILENT:
                found.append((word, joint))
                joint = ""
    return tuple(found)


@lru_cache(maxsize=65_536)
def forms(word: str) -> tuple[str, ...]:
    """What a folded word may be looked up by, the nearest first."""
    return tuple(dict.fromkeys(_arabic_forms(word) if is_arabic(word) else _english_forms(word)))


def without_preposition(word: str) -> str:
    """A folded Arabic word without a preposition or conjunction that may be written into it."""
    prefix = next((one for one in _PREFIXES if word.startswith(one) and _is_enough(word, one)), "")
    return word.removeprefix(prefix) if is_arabic(word) else word


def without_article(word: str) -> str:
    """A folded Arabic word without its article; itself where none of it would be left."""
    article = next((one for one in _ARTICLES if word.startswith(one) and len(word) > len(one) + 1), "")
    return word.removeprefix(article)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What a word has in common with those of another number, gender or state; itself of English."""
    if not is_arabic(word):
        return singular(word)
    bare = without_article(word)
    return next((bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end) and _is_enough(bare, end)), bare)


def singular(word: str) -> str:
    """An English word without the ending of the plural."""
    if word.endswith("ies") and _is_enough(word, "ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word.removesuffix("es")
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and _is_enough(word, "s")
    return word.removesuffix("s") if is_plural else word


def _english_forms(word: str) -> Iterator[str]:
    yield word
    yield singular(word)
    for british, american in (("isation", "ization"), ("our", "or"), ("ise", "ize"), ("centre", "center")):
        if british in word:
            yield singular(word.replace(british, american))
    one = singular(word)
    for ending in _DERIVED:
        if one.endswith(ending) and len(one) - len(ending) > _LEAST:
            yield from (one.removesuffix(ending) + further for further in ("", "e", "ion", "y", "ment"))


def _arabic_forms(word: str) -> Iterator[str]:
    yield word
    bare = without_article(word)
    yield bare
    yield bare.removesuffix("ه")
    if word.endswith(_ADVERBIAL) and _is_enough(word, _ADVERBIAL):
        yield word.removesuffix(_ADVERBIAL)
    if bare == word:
        for prefix in sorted(_PREFIXES, key=len):
            if word.startswith(prefix) and _is_enough(word, prefix):
                yield word.removeprefix(prefix)
                yield word.removeprefix(prefix).removesuffix("ه")


def _is_enough(word: str, taken: str) -> bool:
    return len(word) - len(taken) >= _LEAST
