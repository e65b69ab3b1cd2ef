"""The consonants of a word, as far as Arabic and Latin letters agree on them.

Whoever writes an Arabic name in Latin letters chooses vowels freely, and one letter for several of ours: "d" is د or
ض, "th" is ث, ذ or ظ. Letters that are written alike are therefore one class, vowels and ع are none.
"""

from functools import lru_cache

from tansiq.linkage.name_words import is_latin

_CLASSES = {
    "د": "دضذظزث", "س": "سص", "ه": "هح", "ت": "تط", "ك": "كقجغ", "ف": "ف", "ب": "ب", "م": "م", "ن": "ن", "ل": "ل",
    "ر": "ر", "خ": "خ", "ش": "ش",
}  # fmt: skip
_ARABIC = {letter: sort for sort, letters in _CLASSES.items() for letter in letters}
_PAIRS = {"kh": "خ", "gh": "ك", "sh": "ش", "th": "د", "dh": "د"}
_LATIN = {
    "b": "ب", "t": "ت", "j": "ك", "g": "ك", "h": "ه", "d": "د", "r": "ر", "z": "د", "s": "س", "f": "ف", "q": "ك",
    "k": "ك", "l": "ل", "m": "م", "n": "ن", "p": "ب", "v": "ف", "c": "ك",
}  # fmt: skip


@lru_cache(maxsize=500_000)
def skeleton(word: str) -> str:
    """The classes of the consonants of a folded word, none twice in a row; the word itself where it has none.

    >>> skeleton("ابراهيم") == skeleton("ebrahim")
    True
    """
    classes = _of_latin(word) if is_latin(word) else _of_arabic(word)
    kept = [sort for sort, before in zip(classes, ["", *classes], strict=False) if sort != before]
    return "".join(kept) or word


def _of_arabic(word: str) -> list[str]:
    told = word[:-1] if word.endswith("ه") and len(word) > 2 else word
    return [_ARABIC[letter] for letter in told if letter in _ARABIC]


def _of_latin(word: str) -> list[str]:
    if word.endswith("h") and len(word) > 2 and word[-2:] not in _PAIRS:
        word = word[:-1]
    classes, at = [], 0
    while at < len(word):
        pair = _PAIRS.get(word[at : at + 2])
        sort = pair or _LATIN.get(word[at])
        classes += [sort] if sort else []
        at += 2 if pair else 1
    return classes
