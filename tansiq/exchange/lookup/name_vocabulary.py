"""What the words of organisations' names mean, in Arabic and English alike: a small world, written down by us.

tansiq/reference/name_words.csv     "ministry" وزارة      a meaning is a row: words that stand for each other
tansiq/reference/known_bodies.csv   "WFP" برنامج الأغذية العالمي     bodies known over the world, by acronym and names
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from tansiq.exchange.lookup.name_stems import forms, singular, stem, telling_parts, without_article, without_preposition
from tansiq.language.arabic import is_arabic

Found = TypeVar("Found")
Key = TypeVar("Key")

_FUZZY = 4
"""Letters of a word from which one may be wrong, so that it is still understood."""
_DOUBTFUL = 3
"""Words a letter away of which any may be meant; more say nothing."""
_LONGEST = 12
"""Words of the longest phrase that is looked for."""


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


@dataclass(frozen=True, slots=True)
class Understood:
    """The meanings of a word or phrase, and their kinds; whether it was understood but for a letter."""

    meanings: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    is_mended: bool = False


NOT_UNDERSTOOD = Understood()


@cache
def word_rows() -> tuple[WordRow, ...]:
    """The meanings, in the order of the file."""
    return tuple(WordRow(one["kind"], *_phrases(one)) for one in _read("name_words.csv"))


@cache
def known_bodies() -> tuple[KnownBody, ...]:
    """The bodies, in the order of the file."""
    return tuple(KnownBody(tuple(one["acronym"].split("|")), *_phrases(one)) for one in _read("known_bodies.csv"))


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The stems of the telling words of a phrase."""
    return tuple(stem(word) for word, _joint in telling_parts(phrase))


def phrase_at(words: tuple[str, ...], at: int) -> tuple[int, Understood]:
    """The longest phrase that begins at a word, of two words at least: how many words it has, and what it means."""
    return _longest(_phrase_meanings(), _heads()[0], words, at, NOT_UNDERSTOOD)


def body_at(words: tuple[str, ...], at: int) -> tuple[int, KnownBody | None]:
    """The longest name of a known body that begins at a word: how many words it has, and the body."""
    return _longest(_bodies(), _heads()[1], words, at, None)


@lru_cache(maxsize=65_536)
def understood(word: str) -> Understood:
    """What a folded word means; of a longer one that is not known, what the only known one a letter away means."""
    exact, stems = _words()
    found = next((exact[form] for form in forms(word) if form in exact), None)
    if found is None:
        found = next((stems[stem(form)] for form in forms(word) if stem(form) in stems), None)
    return found or _mended(word)


@lru_cache(maxsize=65_536)
def respelled(word: str) -> str:
    """A folded word as the table has it, where one of the table alone is a letter away; itself otherwise."""
    found = () if _is_known(word) else _near_words(word)
    return found[0] if len({stem(one) for one in found}) == 1 else word


def _is_known(word: str) -> bool:
    exact, stems = _words()
    return _bare(word) in _one_letter_away()[1] or any(form in exact or stem(form) in stems for form in forms(word))


def _mended(word: str) -> Understood:
    exact = _words()[0]
    found = [exact[known] for known in _near_words(word) if known in exact]
    if not found or len(found) > _DOUBTFUL:
        return NOT_UNDERSTOOD
    meanings = frozenset(meaning for one in found for meaning in one.meanings)
    return Understood(meanings, frozenset(kind for one in found for kind in one.kinds), True)


def _near_words(word: str) -> tuple[str, ...]:
    """The words of the table that are a letter away, best those with one more or less.

    The first letter is the same, but for half an article.
    """
    near, bare = _one_letter_away()[0], _bare(word)
    if len(bare) < _FUZZY - is_arabic(word):
        return ()
    shorter = _with_one_left_out(bare)
    found = {known for key in shorter for known in near.get(key, ()) if _begins_alike(bare, _bare(known))}
    by_one = {known for known in found if _bare(known) in shorter or bare in _with_one_left_out(_bare(known))}
    return tuple(sorted(by_one or (found if len(bare) >= _FUZZY else ())))


def _begins_alike(bare: str, known: str) -> bool:
    return known[0] == bare[0] or (bare[0] in "ال" and known == bare[1:])


def _bare(word: str) -> str:
    return without_article(word).removesuffix("ه") if is_arabic(word) else singular(word)


@cache
def _words() -> tuple[dict[str, Understood], dict[str, Understood]]:
    """What single words mean, by the word as written down, and by its stem."""
    exact: dict[str, list[WordRow]] = defaultdict(list)
    stems: dict[str, list[WordRow]] = defaultdict(list)
    for row in word_rows():
        for phrase in (*row.english, *row.arabic):
            if len(parts := telling_parts(phrase)) == 1:
                word = parts[0][0]
                for form in {word, singular(word)} if not is_arabic(word) else {word}:
                    exact[form].append(row)
                stems[stem(word)].append(row)
    return _meant(exact), _meant(stems)


def _meant(rows: Mapping[Key, list[WordRow]]) -> dict[Key, Understood]:
    return {
        key: Understood(frozenset(row.meaning for row in found), frozenset(row.kind for row in found))
        for key, found in rows.items()
    }


@cache
def _phrase_meanings() -> dict[tuple[str, ...], Understood]:
    found: dict[tuple[str, ...], list[WordRow]] = defaultdict(list)
    for row in word_rows():
        for phrase in (*row.english, *row.arabic):
            if len(key := phrase_key(phrase)) > 1:
                found[key].append(row)
    return _meant(found)


@cache
def _bodies() -> dict[tuple[str, ...], KnownBody]:
    found: dict[tuple[str, ...], KnownBody] = {}
    for body in known_bodies():
        for name in (*body.acronyms, *body.english, *body.arabic):
            found.setdefault(phrase_key(name), body)
    return found


@cache
def _one_letter_away() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """The words of the table, of phrases and known bodies too, by what is left without a letter; and all of them."""
    near: dict[str, set[str]] = defaultdict(set)
    phrases = [phrase for row in word_rows() for phrase in (*row.english, *row.arabic)]
    names = [name for body in known_bodies() for name in (*body.acronyms, *body.english, *body.arabic)]
    words = {word for phrase in (*phrases, *names) for word, _joint in telling_parts(phrase)}
    for known in words:
        if len(_bare(known)) >= _FUZZY:
            for key in _with_one_left_out(_bare(known)):
                near[key].add(known)
    return {key: tuple(found) for key, found in near.items()}, frozenset(map(_bare, words))


def _with_one_left_out(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _longest(
    known: Mapping[tuple[str, ...], Found], heads: Collection[str], words: tuple[str, ...], at: int, otherwise: Found
) -> tuple[int, Found]:
    first = {stem(words[at]), stem(without_preposition(words[at]))}.intersection(heads)
    if not first:
        return 0, otherwise
    rest = tuple(map(stem, words[at + 1 : at + _LONGEST]))
    keys = ((head, *rest[:length]) for length in range(len(rest), -1, -1) for head in first)
    found = next((key for key in keys if key in known), ())
    return len(found), known.get(found, otherwise)


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of all phrases, and of the names of all known bodies: most words begin neither."""
    return frozenset(key[0] for key in _phrase_meanings()), frozenset(key[0] for key in _bodies())


def _read(name: str) -> Iterator[dict[str, str]]:
    text = files("tansiq.reference").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _phrases(row: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    english, arabic = (tuple(row[language].split("|")) for language in ("english", "arabic"))
    return english, arabic
