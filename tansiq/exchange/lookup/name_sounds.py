"""How words sound, written in Arabic or in Latin letters: «سواقي» and "Sawaqi" have one skeleton of consonants.

Vowels are written in one script and left out in the other, and letters of one are several of the other: what is left
after levelling both is a key for finding and weighing what is alike, and never for joining it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tansiq.language.arabic import is_arabic

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اوىيعآأإءئؤ"),
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhkddrssCsdtdjfkklmnh", strict=True)),
    }
)
_LATIN_PAIRS = (("dj", "j"), ("sch", "C"), ("sh", "C"), ("ch", "C"), ("kh", "k"), ("gh", "j"), ("th", "t"), ("dh", "d"),
                ("ph", "f"), ("ck", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"))  # fmt: skip
_LATIN = str.maketrans(
    {**dict.fromkeys("aeiouwy"), "g": "j", "q": "k", "c": "k", "x": "ks", "p": "b", "v": "f", "z": "s"},
)
_OTHERWISE = str.maketrans("ظذثق", "ززسج")
"""Arabic letters that are also said, and written in Latin letters, as others: Nazif and Nadif, Qasim and Gasim."""
_SEMIVOWELS = str.maketrans(dict.fromkeys("وuo", "w") | dict.fromkeys("يىi", "y"))
_SERVANT = re.compile(r"^abd[aeu][lrnstdz]h?$")
"""The first half of names such as Abdul-Rahman, with the article of the second one."""
_ARTICLES = re.compile(r"^(?:al|el|ul)(?=[a-z]{3})")
_ENDING = re.compile(r"(?<=.)[ae]?h$")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of one folded word as they sound, doubled ones once; "" where it has none.

    >>> skeleton("سواقي"), skeleton("sawaqi"), skeleton("تجريبيه"), skeleton("tajribiyah")
    ('sk', 'sk', 'tjrb', 'tjrb')
    """
    if is_arabic(word):
        return _DOUBLED.sub(r"\1", word.removesuffix("ه").replace("تش", "ش").translate(_ARABIC))
    bare = _ENDING.sub("", _ARTICLES.sub("", _SERVANT.sub("abd", _DOUBLED.sub(r"\1", word))))
    for pair, letter in _LATIN_PAIRS:
        bare = bare.replace(pair, letter)
    return _DOUBLED.sub(r"\1", bare.translate(_LATIN))


def sounds_of(word: str) -> Iterator[str]:
    """The ways in which a folded word may sound: its skeleton, and where that tells little or is doubtful, others.

    >>> sorted(sounds_of("نظيف")), sorted(sounds_of("wafa"))
    (['ndf', 'nsf'], ['wf'])
    """
    found = skeleton(word)
    if len(found) == 1:
        found = _with_semivowels(word)
    yield found
    if "th" in word:
        yield skeleton(word.replace("th", "dh"))
    if word.endswith("h") and not found.endswith("h"):
        yield f"{found}h"
    if is_arabic(word):
        if (otherwise := word.translate(_OTHERWISE)) != word:
            yield skeleton(otherwise)
        if word.endswith("ه"):
            yield f"{skeleton(word)}t"


def _with_semivowels(word: str) -> str:
    """The consonants of a word that has one alone, with the w and y that are left out of longer ones."""
    bare = word.removesuffix("ه") if is_arabic(word) else _ENDING.sub("", word)
    kept = [sign if sign in "wy" else skeleton(sign) for sign in bare.translate(_SEMIVOWELS)]
    return _DOUBLED.sub(r"\1", "".join(kept))
