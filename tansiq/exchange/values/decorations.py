"""What people write around a coded word, and the word without it: "1. IDP", "WASH Cluster", "HEALTH_OP",
"Protection: Child Protection", "قطاع الصحة", "الصحة / Health".

Texts come and go folded where it says so. Nothing is decided here: whoever knows the words asks for the readings
of a text in turn, and takes one only where all that it knows of them is one word.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from tansiq.exchange.values.text import tidy
from tansiq.language.arabic import fold

Word = TypeVar("Word", bound=Hashable)

# Around the words of any list, folded: those that say which list it is, and the small words that tie them on.
_KINDS = (
    "cluster|clusters|cl|sector|sectors|sub cluster|subcluster|sub sector|subsector|aor|area of responsibility|"
    "working group|technical working group|wg|twg|task force|tf|op|operational presence|presence|3w|4w|5w|"
    "group|category|type|status|population|people|persons|modality|"
    "secteur|secteurs|sous secteur|sous cluster|groupe sectoriel|groupe de travail|domaine de responsabilité|"
    "présence opérationnelle|présence|groupe|catégorie|statut|personnes|populations|modalité|"
    "قطاع|القطاع|القطاع الفرعي|قطاع فرعي|كتلة|الكتلة|كلاستر|الكلاستر|مجموعة|المجموعة القطاعية|مجموعة قطاعية|"
    "مجموعة العمل|مجموعة عمل|فئة|الفئة|حالة|الحالة|التواجد التشغيلي|السكان|الأشخاص"
)
_TIES = "of|the|for|de|du|des|d|la|le|les|l|من|في"
# Adverbs that change nothing of a word they stand by.
_ADVERBS = (
    "temporarily|currently|still|now|already|fully|temporairement|actuellement|déjà|entièrement|مؤقتا|مؤقت|حاليا|"
    "بشكل مؤقت|كليا|بالكامل"
)


def _pattern(words: str) -> str:
    folded = sorted(map(fold, words.split("|")), key=len, reverse=True)
    return "|".join(folded)


_KINDS_P, _TIES_P, _ADVERBS_P = map(_pattern, (_KINDS, _TIES, _ADVERBS))
_BEFORE = re.compile(rf"^(?:{_KINDS_P}|{_ADVERBS_P})(?: (?:{_TIES_P}))* (?=\S)")
_BEHIND = re.compile(rf"(?<=\S)(?: (?:{_TIES_P}))* (?:{_KINDS_P}|{_ADVERBS_P})$")
_GROWN_ON = re.compile(r"(?<=\w\w)(?:cluster|sector|aor|wg|op)$")
_NUMBERED = re.compile(
    r"^\s*(?:[(\[]?(?:[A-Za-z]|[A-Za-z]?\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,4})\s*[.):\]\-–](?!\d)|"
    r"\d{1,3}(?:\.\d{1,3})*(?=\s))\s*(?=\S)"
)
_CHILD = re.compile(r"\s*(?::|>+|→|»|\s::\s)\s*")
_BESIDE = re.compile(
    r"\s*[/|\n]\s*|\s+[-–—]\s+|\s*[(\[]\s*|\s*[)\]]\s*|"
    r"(?<=[\u0600-\u06ff])\s+(?=[A-Za-zÀ-ÿ])|(?<=[A-Za-zÀ-ÿ0-9])\s+(?=[\u0600-\u06ff])"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST = 300
_MOST_SHARED = 4
_FEWEST = 3


class Words(NamedTuple, Generic[Word]):
    """A list of words: `known` gives the one of a folded text, `join` the one that several found side by side are.

    `shared` holds the folded openings and endings that the values of the column have in common. Where
    `are_narrowed`, what stands in brackets says which part of a word is meant, and has to be known too.
    """

    known: Callable[[str], Word | None]
    join: Callable[[set[Word]], Word | None]
    shared: Collection[str] = ()
    are_narrowed: bool = False


def reading_of(text: str, words: Words[Word]) -> Word | None:
    """The word that a decorated text means, None where none or more than one fits."""
    text = text[:_LONGEST]
    whole = _bare(text, words)
    if whole is not None:
        return whole
    *_, child = _CHILD.split(text)
    if child != text and child.strip():
        return reading_of(child, words)
    return _of_parts(text, words)


def _of_parts(text: str, words: Words[Word]) -> Word | None:
    """The word that all parts of a text mean; in brackets there may also be what is none of the list."""
    parts = _parts(_ASIDE.sub(" ", text))
    asides = _parts(" / ".join(_ASIDE.findall(text)))
    found = [_bare(part, words) for part in parts]
    beside = [_bare(part, words) for part in asides]
    if not parts or None in found or (words.are_narrowed and None in beside):
        return None
    return words.join({word for word in (*found, *beside) if word is not None})


def _parts(text: str) -> list[str]:
    return [part for part in _BESIDE.split(text) if fold(part)]


def _bare(text: str, words: Words[Word]) -> Word | None:
    """The word of a text, as it stands or without what stands around it, the less taken off the better."""
    for variant in (text, _NUMBERED.sub("", text)):
        for folded in _peeled(fold(variant), words.shared):
            word = words.known(folded) if folded else None
            if word is not None:
                return word
    return None


def _peeled(folded: str, shared: Collection[str]) -> Iterator[str]:
    """A folded text, then ever less of it: without the shared openings and endings, then without known ones."""
    yield folded
    for affix in sorted(shared, key=len, reverse=True):
        bare = folded.removeprefix(f"{affix} ").removesuffix(f" {affix}")
        if bare != folded:
            yield bare
            folded = bare
    while folded:
        yield from (_BEFORE.sub("", folded), _BEHIND.sub("", folded), _GROWN_ON.sub("", folded))
        less = _BEHIND.sub("", _BEFORE.sub("", folded))
        yield less
        if less == folded:
            return
        folded = less


def shared_affixes(texts: Iterable[str]) -> frozenset[str]:
    """The folded openings and endings, of up to four words, that most of the different values of a column share."""
    words = [fold(tidy(text)).split() for text in set(texts)]
    ends: Counter[str] = Counter()
    for said in words:
        sizes = range(1, min(len(said) - 1, _MOST_SHARED) + 1)
        ends.update({" ".join(said[:size]) for size in sizes} | {" ".join(said[-size:]) for size in sizes})
    return frozenset(affix for affix, count in ends.items() if count >= _FEWEST and count * 3 >= len(words) * 2)
