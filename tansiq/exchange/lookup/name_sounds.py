"""How words sound, written in Arabic or in Latin letters: «سواقي» and "Sawaqi" have one skeleton of consonants.

Vowels are written in one script and left out in the other, and letters of one are several of the other: what is left
after levelling both is a key for finding and weighing what is alike, and never for joining it.
"""

import re
from functools import lru_cache

from tansiq.language.arabic import is_arabic

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اوىيعآأإءئؤ"),
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhkddrssCsdtdjfkklmnh", strict=True)),
    }
)
_LATIN_PAIRS = (("sch", "C"), ("sh", "C"), ("ch", "C"), ("kh", "k"), ("gh", "j"), ("th", "t"), ("dh", "d"),
                ("ph", "f"), ("ck", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"))  # fmt: skip
_LATIN = str.maketrans(
    {**dict.fromkeys("aeiouwy"), "g": "j", "q": "k", "c": "k", "x": "ks", "p": "b", "v": "f", "z": "s"},
)
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
    bare = _ENDING.sub("", _ARTICLES.sub("", word))
    for pair, letter in _LATIN_PAIRS:
        bare = bare.replace(pair, letter)
    return _DOUBLED.sub(r"\1", bare.translate(_LATIN))
