"""Whether two names under one acronym are spellings of one name: compared word by word, never as a whole.

A ratio over long names does not see the one word that tells two bodies apart: a place, a people, an aim.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from tansiq.exchange.values.countries import every_country
from tansiq.language.arabic import GENERIC_WORDS, fold, fold_tight

_SILENT = (
    "a an and the of for in de du des d la le les l et pour en au aux dans un une di e y el del per onlus ev "
    "ngo ong ongd asbl inc ltd international internationale worldwide في من و"
)
"""Words that only join others, or repeat what kind an organisation is of."""
_FORMS = (
    "association associations organization organisation organizations organisations foundation fondation society "
    "societe union network reseau centre center institute institut committee comite agency agence trust fund "
    "group groupe جمعية مؤسسة منظمة هيئة مركز اتحاد شبكة لجنة مجموعة صندوق"
)
"""Words for the form of a body. One name may leave its form out; two different forms are two bodies."""
_SHORTENED = {"dev": "development", "devt": "development", "intl": "international", "org": "organization"}
_ARTICLES = ("وال", "ال", "لل")
_ONE_LETTER, _TWO_LETTERS = 4, 8
_MOST_ENDING = 4
_PLURAL = 3
_STEM = 4


def _bare(word: str) -> str:
    """A word without its Arabic article, and in the singular of English and French."""
    article = next((article for article in _ARTICLES if word.startswith(article) and len(word) > len(article) + 2), "")
    return word.removesuffix("s").removeprefix(article) if len(word) > _PLURAL else word.removeprefix(article)


_SILENT_WORDS = frozenset(map(fold, _SILENT.split()))
_FORM_WORDS = frozenset(_bare(fold(word)) for word in _FORMS.split())
_GENERIC = frozenset(_bare(fold(word)) for word in GENERIC_WORDS.split()) - _FORM_WORDS
_ONE_WORD = {"organisation": "organization", "organisations": "organizations", "programme": "program",
             "programmes": "programs", "centre": "center", "centres": "centers", "and": "", "et": ""}  # fmt: skip
"""British and American spellings of a word, and those for which people write "&"."""


def whole_key(name: str) -> str:
    """What a whole name is known by: folded, white space levelled, no word left out but "and"."""
    return "".join(_ONE_WORD.get(word, word) for word in fold(name).split())


def parted_words(name: str) -> tuple[list[str], frozenset[str]]:
    """The telling words of a name, and the others: those for the form of its body, and those that many names have."""
    words = words_of(name)
    telling = [word for word in words if word not in _FORM_WORDS and word not in _GENERIC]
    return telling or words, frozenset(words if telling else ()) - set(telling)


def words_of(name: str, acronym: str = "") -> list[str]:
    """The words of a name that tell it from others: folded, without its acronym, articles and joining words."""
    own = fold_tight(acronym)
    words = (_SHORTENED.get(word, word) for word in fold(name).split())
    return [_bare(word) for word in words if word not in _SILENT_WORDS and word != own]


def forms_of(name: str) -> list[str]:
    """The words of a name for the form of its body: association, foundation, centre."""
    return sorted(_forms(words_of(name)))


def is_bare(name: str, acronym: str) -> bool:
    """Whether a name says no more than its acronym: "CARE International" (CARE), "APRESA ONG" (APRESA)."""
    if fold_tight(name) == fold_tight(acronym):
        return True
    return fold_tight(acronym) in fold(name).split() and not _told(words_of(name, acronym))


@lru_cache(maxsize=65_536)
def same_words(one: str, other: str, acronym: str) -> bool:
    """Whether the names say the same, but for order, form and a letter in a word or two.

    >>> same_words("Finnish Refugee Council", "Finish Refugees Council", "FRC")
    True
    >>> same_words("Women Union Branch Aden", "Women Union Branch Abyan", "WU")
    False
    """
    first, second = words_of(one, acronym), words_of(other, acronym)
    left, right = _without(first, second), _without(second, first)
    left, right, forms, other_forms = _told(left), _told(right), _forms(left), _forms(right)
    if (forms and other_forms) or not _told(first) or not _told(second):
        return False
    return "".join(_told(first)) == "".join(_told(second)) or pair_up(left, right)


def _without(words: list[str], others: Iterable[str]) -> list[str]:
    rest = list(words)
    for word in others:
        if word in rest:
            rest.remove(word)
    return rest


def _told(words: list[str]) -> list[str]:
    return [word for word in words if word not in _FORM_WORDS]


def _forms(words: list[str]) -> list[str]:
    return [word for word in words if word in _FORM_WORDS]


def pair_up(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether words that differ are spellings of each other, one by one, and not more than two."""
    if len(left) != len(right) or len(left) > 2:
        return False
    rest = list(right)
    for word in left:
        near = next((other for other in rest if _near(word, other)), None)
        if near is None:
            return False
        rest.remove(near)
    return True


@lru_cache(maxsize=65_536)
def _near(one: str, other: str) -> bool:
    """One letter apart, or two in long words; the first letter is the same, and neither is another country."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter or shorter[0] != longer[0] or any(sign.isdigit() for sign in one + other):
        return False
    if _country(one) != _country(other):
        return False
    allowed = 2 if len(shorter) >= _TWO_LETTERS else 1 if len(longer) >= _ONE_LETTER else 0
    return _distance(shorter, longer, allowed) <= allowed


def _distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed, or swapped with their neighbour; more than `most` are not counted on."""
    if len(other) - len(one) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for there, sign in enumerate(other, 1):
            cost = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != sign))
            if last and there > 1 and letter == other[there - 2] and one[at - 2] == sign:
                cost = min(cost, last[there - 2] + 1)
            row.append(cost)
    return row[-1]


@lru_cache(maxsize=65_536)
def _country(word: str) -> str:
    """The country that a word names or is made of ("Nigerien" of Niger, "Nigerian" of Nigeria); "" for other words."""
    begun = [word[:length] for length in range(len(word), max(3, len(word) - _MOST_ENDING - 1), -1)]
    names, stems = _countries()
    return next((table[part] for table in (names, stems) for part in begun if part in table), "")


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """The countries whose names are one word, by that word, and by the word without its last vowel."""
    names: dict[str, str] = {}
    for language in ("ar", "fr", "en"):
        names |= {fold(name): code for code, name in every_country(language) if " " not in fold(name)}
    stems = {name[:-1]: code for name, code in names.items() if name[-1] in "aeiouه" and len(name) > _STEM}
    return names, stems
