"""How words sound, written in Arabic or in Latin letters: «سواقي» and "Sawaqi" have one skeleton of consonants.

Vowels are written in one script and left out in the other, and letters of one are several of the other: what is left
after levelling both is a key for finding and weighing what is alike, and never for joining it.
"""

import re
from functools import cache, lru_cache

from tansiq.language.arabic import fold, is_arabic

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اوىيعآأإءئؤ"),
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhkddrzsCsdtdjfkklmnh", strict=True)),
    }
)
_LATIN_PAIRS = (("sch", "C"), ("sh", "C"), ("ch", "C"), ("kh", "k"), ("gh", "j"), ("th", "t"), ("dh", "d"),
                ("ph", "f"), ("ck", "k"), ("ce", "s"), ("ci", "s"))  # fmt: skip
_LATIN = str.maketrans(
    {**dict.fromkeys("aeiouwy"), "g": "j", "q": "k", "c": "k", "x": "ks", "p": "b", "v": "f"},
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
        return _DOUBLED.sub(r"\1", word.removesuffix("ه").translate(_ARABIC))
    bare = _ENDING.sub("", _ARTICLES.sub("", word))
    for pair, letter in _LATIN_PAIRS:
        bare = bare.replace(pair, letter)
    return _DOUBLED.sub(r"\1", bare.translate(_LATIN))


_SAME_MEANING = """
    hope amal امل | peace salam سلام | women woman مراه نساء نسويه | youth young شباب شبابيه |
    child children childhood طفل اطفال طفوله | health صحه صحيه | education تعليم تعليميه | water مياه ماء |
    agriculture agricultural زراعه زراعيه | cooperative تعاونيه تعاون | rights حقوق | human انسان |
    media اعلام اعلاميه | research بحوث ابحاث | study studies دراسات | culture cultural ثقافه ثقافيه |
    economic economy اقتصاد اقتصاديه | future مستقبل | building construction بناء | life حياه |
    national وطنيه وطني | local محليه محلي | family اسره | orphan ايتام يتيم | disabled disability معاقين اعاقه |
    democracy democratic ديمقراطيه | freedom liberties حريات حريه | community communities مجتمع مجتمعات مجتمعيه |
    service services خدمات | training تدريب | environment environmental بيئه بيئيه | ministry وزاره | bank بنك |
    university جامعه | council مجلس | office مكتب | arab arabic عربيه عربي | islamic اسلاميه اسلامي |
    strategic استراتيجيه | political سياسيه | security امن | experimental تجريبيه | farmer farmers مزارعين |
    fishermen fishing صيادين سمكيه | social اجتماعيه | justice عدل عداله | law legal قانون قانونيه |
    journalist journalists صحفيين
"""
"""Words of the field in both languages: names are translated as often as they are written in other letters."""


@cache
def _meanings() -> dict[str, str]:
    """By folded word: the Arabic word of its meaning."""
    found = {}
    for line in _SAME_MEANING.replace("\n", " ").split("|"):
        words = line.split()
        own = next((word for word in words if is_arabic(word)), "")
        found.update({fold(word).removesuffix("s"): fold(own) for word in words})
    return found


@lru_cache(maxsize=65_536)
def sounds(word: str) -> frozenset[str]:
    """What a folded word of a name is known by in either script: how it sounds, and what it means where that is known.

    >>> sounds("hope") & sounds("امل"), sounds("amal") & sounds("امل")
    (frozenset({'=امل'}), frozenset({'ml'}))
    """
    meant = _meanings().get(word.removesuffix("s"))
    return frozenset({skeleton(word), f"={meant}" if meant else ""} - {""})
