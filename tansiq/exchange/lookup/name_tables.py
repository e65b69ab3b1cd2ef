"""The tables of what the words of organisations' names mean, in Arabic and English alike: a small world, written by us.

tansiq/reference/name_words.csv     "ministry" وزارة      a meaning is a row: words that stand for each other
tansiq/reference/known_bodies.csv   "WFP" برنامج الأغذية العالمي     bodies known over the world, by acronym and names
tansiq/reference/areas/             "At Tawahi" التواهي      governorates and districts, by all their spellings
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tansiq.exchange.lookup.name_stems import telling_parts
from tansiq.language.arabic import is_arabic
from tansiq.reference import tables

_LOWEST = 2
"""Names of lower areas are also words of other things, as in `place_words`."""
_MOST = 3
"""Words of an area's name; longer ones are descriptions."""
_NO_NAMES = frozenset({"governorate", "surroundings", "district", "محافظة", "قسم", "مركز", "إدارة"})
"""Words that stand beside the name of an area, or before that of its seat."""
Kinds = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class WordRow:
    """A meaning: its kind (form, general, word, place, country, number), and the phrases for it in each language."""

    kind: str
    english: tuple[str, ...]
    arabic: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """What it is known by."""
        return f"{self.english[0]} {self.arabic[0]}"


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body that is known over the world: its acronyms, and its names in each language, the usual one first."""

    acronyms: tuple[str, ...]
    english: tuple[str, ...]
    arabic: tuple[str, ...]


@cache
def word_rows() -> tuple[WordRow, ...]:
    """The meanings, in the order of the file."""
    return tuple(WordRow(one["kind"], *_phrases(one)) for one in _read("name_words.csv"))


@cache
def known_bodies() -> tuple[KnownBody, ...]:
    """The bodies, in the order of the file."""
    return tuple(KnownBody(tuple(one["acronym"].split("|")), *_phrases(one)) for one in _read("known_bodies.csv"))


def area_rows(kinds: Kinds) -> Iterator[WordRow]:
    """The governorates and districts of the packaged countries as places; `kinds` says what else a word may be.

    A name that is a word of other things too, such as unity or the market, is left out.
    """
    for country in tables.COUNTRIES:
        for facts in tables.areas(country):
            if 0 < facts.level <= _LOWEST:
                named = [facts.name_ar, facts.name_en, *facts.aliases.split("|")]
                names = [name for name in named if _is_a_place_alone(name, kinds)]
                arabic = tuple(name for name in names if is_arabic(name))
                english = tuple(name for name in names if not is_arabic(name))
                if arabic and english:
                    yield WordRow("place", english, arabic)


def _is_a_place_alone(name: str, kinds: Kinds) -> bool:
    words = [word for word, _joint in telling_parts(name)]
    if not 0 < len(words) <= _MOST or any(sign.isdigit() or sign == "(" for sign in name):
        return False
    if not _NO_NAMES.isdisjoint(name.casefold().split()):
        return False
    meant = [kinds(word) for word in words]
    return not any("form" in kind for kind in meant) and not all(kind - {"place"} for kind in meant)


def _read(name: str) -> Iterator[dict[str, str]]:
    text = files("tansiq.reference").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _phrases(row: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    english, arabic = (tuple(row[language].split("|")) for language in ("english", "arabic"))
    return english, arabic
