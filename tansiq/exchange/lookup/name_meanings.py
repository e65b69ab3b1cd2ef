"""A name as a row of words with what each means, how it sounds and what it weighs, so that names of two languages meet.

«اللجنة الدولية للصليب الأحمر»  committee | international | cross | red
"ICRC - Yemen"                 as it stands: icrc | Yemen    as a body known over the world: ICRC | Yemen
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, product

from tansiq.exchange.lookup.name_sounds import sounds_of
from tansiq.exchange.lookup.name_stems import Part, telling_parts, without_article
from tansiq.exchange.lookup.name_tables import KnownBody
from tansiq.exchange.lookup.name_vocabulary import NOT_UNDERSTOOD, Understood, body_at, phrase_at, understood
from tansiq.language.arabic import fold, is_arabic

_WEIGHTS = {"form": 0.3, "general": 0.5, "word": 1.0, "place": 1.0, "country": 1.0, "donor": 1.0, "number": 1.0}
"""What a word of a kind tells of a body: of many bodies one is an association, of few one is Norwegian."""
_UNKNOWN, _BODY = 1.3, 1.6
_MENDED = 0.95
"""The part of a match that a word is worth which was understood but for a letter."""
_FEW = 2
_VOWELS = frozenset("aiouyhاوهيع")
"""Letters at the end of a word that stand for a vowel, ع for one or none; the e of "house" is silent."""
_PAIRED = 5
"""Words of a name of which each two are a key: single words of the field are shared by thousands."""
_LETTERS = {
    fold(arabic): latin
    for latin, names in {
        "a": "إيه ايه أي", "b": "بي", "c": "سي", "d": "دي", "e": "إي", "f": "إف", "g": "جي", "h": "إتش إيتش",
        "i": "آي", "j": "جيه", "k": "كي كيه", "l": "إل", "m": "إم", "n": "إن", "o": "أو", "p": "بي", "q": "كيو",
        "r": "آر", "s": "إس", "t": "تي", "u": "يو", "v": "في", "w": "دبليو", "x": "إكس", "y": "واي", "z": "زد زي",
    }.items()
    for arabic in names.split()
}  # fmt: skip
"""Latin letters by their Arabic names, with which acronyms are spelled out: «إم تي إن» is MTN."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a name: its `meanings`, `sounds`, `weight` (about 1) and how surely it was read (0 to 1)."""

    meanings: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    weight: float = _UNKNOWN
    surety: float = 1.0
    is_joined: bool = False
    is_phrase: bool = False

    @property
    def telling(self) -> float:
        """What it weighs where the other name lacks it: a word that may tell bodies apart, such as «قائد», does so
        although it may also be said of any."""
        return max(self.weight, _WEIGHTS["word"]) if "word" in self.kinds else self.weight

    @property
    def is_form(self) -> bool:
        """Whether it says what form a body has, and nothing else."""
        return self.kinds == {"form"}

    @property
    def is_formal(self) -> bool:
        """Whether it may say what form a body has, or something general: society."""
        return "form" in self.kinds and self.kinds <= {"form", "general"}

    @property
    def is_body(self) -> bool:
        """Whether it is a body that is known over the world."""
        return self.kinds == {"body"}

    @property
    def sort(self) -> str:
        """One of APART where it is nothing else, "" otherwise."""
        if self.kinds and self.kinds <= {"place", "country", "donor"}:
            return "place"
        if "number" in self.kinds:
            return "number"
        if self.is_formal:
            return "form"
        return "" if self.kinds else "unknown"


APART = ("place", "form", "number", "unknown")
"""Sorts of words of which two names that each have another one are of two bodies."""
_WITH_BODIES = frozenset({"one", "whole"})
Reading = tuple[Word, ...]
Parts = tuple[Part, ...]


@lru_cache(maxsize=65_536)
def readings(name: str) -> tuple[Reading, ...]:
    """The ways of reading a name: word by word, by its phrases, with known bodies as one, and by their whole names."""
    parts, known = telling_parts(name), body_reading(name)
    found = [known]
    if any(word.is_body for word in known):
        found += [tuple(_words(parts)), tuple(_words(parts, "whole"))]
    if any(word.is_phrase for words in found for word in words):
        found.append(tuple(_words(parts, "words")))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def body_reading(name: str) -> Reading:
    """A name with the bodies in it that are known over the world as one word each."""
    return tuple(_words(telling_parts(name), "one"))


def bodies_in(name: str) -> frozenset[str]:
    """The bodies known over the world that a name speaks of."""
    return frozenset(meaning for word in body_reading(name) if word.is_body for meaning in word.meanings)


def _words(parts: Parts, bodies: str = "") -> Iterator[Word]:
    """The words of a name; `bodies` says whether known bodies are read as "one" word, by their "whole" name, or not.

    "words" reads no phrases either: «نقابة عمال النفط» is a union of oil workers, and no trade union.
    """
    texts = tuple(text for text, _joint in parts)
    at, is_further, said = 0, False, set[frozenset[str]]()
    while at < len(texts):
        length, body = body_at(texts, at) if bodies in _WITH_BODIES else (0, None)
        if body is None:
            length, words = _next(texts, at, bodies != "words")
        else:
            words = _body_words(body, bodies)
        joint = parts[at][1]
        is_further = joint != "-" and (is_further or joint == "and" or _is_joined(texts[at], words))
        meant = frozenset(meaning for word in words for meaning in word.meanings)
        if meant not in said and not _is_acronym_of(texts, at):
            yield from (replace(word, is_joined=True) if is_further else word for word in words)
        said |= {meant} if bodies in _WITH_BODIES and meant else set()
        at += length


def _body_words(body: KnownBody, bodies: str) -> list[Word]:
    if bodies == "one":
        return [Word(frozenset({f"body {body.acronyms[0]}"}), frozenset({"body"}), weight=_BODY)]
    return list(_words(telling_parts(body.english[0])))


def _is_joined(text: str, words: list[Word]) -> bool:
    """Whether the Arabic "and" is written into a word."""
    return text.startswith("و") and any(word.meanings & understood(text[1:]).meanings for word in words[:1])


def _is_acronym_of(texts: tuple[str, ...], at: int) -> bool:
    """Whether a word is made of the first letters of those before it: "Central Statistical Organization (CSO)"."""
    return len(texts[at]) > 1 and "".join(text[0] for text in texts[:at]).endswith(texts[at])


def _next(texts: tuple[str, ...], at: int, with_phrases: bool) -> tuple[int, list[Word]]:
    length, meant = phrase_at(texts, at) if with_phrases else (1, NOT_UNDERSTOOD)
    if length > 1:
        return length, [replace(_word(meant, "".join(texts[at : at + length])), is_phrase=True)]
    spelled = _spelled_out(texts, at)
    if len(spelled) > 1:
        return len(spelled), [Word(sounds=frozenset({f"={spelled}"}))]
    return 1, [_word(understood(texts[at]), texts[at])]


def _spelled_out(texts: tuple[str, ...], at: int) -> str:
    letters = ""
    while at < len(texts) and texts[at] in _LETTERS:
        letters, at = letters + _LETTERS[texts[at]], at + 1
    return letters


@lru_cache(maxsize=65_536)
def _word(meant: Understood, text: str) -> Word:
    weight = min((_WEIGHTS[kind] for kind in meant.kinds), default=_UNKNOWN)
    surety = _MENDED if meant.is_mended else 1.0
    return Word(meant.meanings, meant.kinds, heard(text), weight, surety)


@lru_cache(maxsize=65_536)
def heard(text: str) -> frozenset[str]:
    """How a folded word sounds, in either script: its consonants, and the letters themselves of a Latin one."""
    spelled = (text, without_article(text)) if is_arabic(text) else (text,)
    found = {said for one in spelled for sound in sounds_of(one) for said in _ended(sound, one[-1])}
    return frozenset(found if is_arabic(text) else {*found, f"={text}"})


def _ended(sound: str, last: str) -> tuple[str, ...]:
    """The consonants of a word; of two alone, which many words share, also whether a vowel may follow them."""
    if len(sound) != _FEW or last not in _VOWELS:
        return (sound,)
    return (sound, f"{sound}~") if last == "ع" else (f"{sound}~",)


def meaning_keys(name: str) -> Iterator[str]:
    """What a name is found by among names of the other language: what its words mean, and two of them at a time."""
    for words in readings(name):
        yield from (f"sound {sound.rstrip('~')}" for word in words if not word.meanings for sound in word.sounds)
        telling = [word for word in words if word.meanings and not word.is_form]
        for word in telling or words:
            yield from (f"means {meaning}" for meaning in word.meanings)
        for one, other in combinations((telling if len(telling) > 1 else words)[:_PAIRED], 2):
            yield from (f"means {min(pair)} {max(pair)}" for pair in product(one.meanings, other.meanings))
