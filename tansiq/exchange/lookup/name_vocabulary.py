"""What a word or phrase of an organisation's name means, looked up in the tables of `name_tables`.

A word is found as it is written, by its stem, and where only one is a letter away, by that one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeVar

from tansiq.exchange.lookup.name_stems import forms, singular, stem, telling_parts, without_article, without_preposition
from tansiq.exchange.lookup.name_tables import KnownBody, WordRow, area_rows, known_bodies, word_rows
from tansiq.language.arabic import is_arabic

Found = TypeVar("Found")
Key = TypeVar("Key")

_FUZZY = 4
"""Letters of a word from which one may be wrong, so that it is still understood."""
_HALF_ARTICLES = ("ا", "ل", "اال", "الل", "وا", "ول", "واال", "والل", "ووال", "با", "باال", "بالل", "بل", "للل")
"""What is left of «ال», «وال», «بال», «لل» without a letter, or with one of them twice."""
_FEMININE = "يه"
"""The ending of adjectives made of nouns, of which some are nouns again: «شخصية» is personal, and a personality."""
_DOUBTFUL = 5
"""Words a letter away of which any may be meant; more say nothing."""
_CLEAR = 2
"""Words of a phrase that is clear, though one of them is misspelled as another word."""
Phrase = tuple[str, ...]
"""The stems of the telling words of a phrase."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The meanings of a word or phrase, and their kinds; whether it was understood but for a letter."""

    meanings: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    is_mended: bool = False


NOT_UNDERSTOOD = Understood()


def phrase_key(phrase: str) -> Phrase:
    """The stems of the telling words of a phrase."""
    return tuple(stem(word) for word, _joint in telling_parts(phrase))


def phrase_at(words: tuple[str, ...], at: int) -> tuple[int, Understood]:
    """The longest phrase that begins at a word, of two words at least: how many words it has, and what it means."""
    said = _longest(_phrases_begun_by(words[at]), words, at)
    return len(said), _phrase_meanings().get(said, NOT_UNDERSTOOD)


def body_at(words: tuple[str, ...], at: int) -> tuple[int, KnownBody | None]:
    """The longest name of a known body that begins at a word: how many words it has, and the body."""
    said = _longest(_bodies_begun_by(words[at]), words, at)
    return len(said), _bodies().get(said)


@lru_cache(maxsize=65_536)
def understood(word: str) -> Understood:
    """What a folded word means; of a longer one that is not known, what the only known one a letter away means."""
    exact, stems = _words()
    if found := next((exact[form] for form in forms(word) if form in exact), None):
        feminine = word.endswith(_FEMININE) and exact.get(without_article(word).removesuffix("ه"))
        return _both(found, feminine) if feminine else found
    if found := next((stems[stem(form)] for form in forms(word) if stem(form) in stems), None):
        near = _mended(word) if is_arabic(word) else NOT_UNDERSTOOD
        return replace(_both(found, near), is_mended=bool(near.meanings - found.meanings))
    return _mended(word)


def _both(one: Understood, other: Understood) -> Understood:
    return Understood(one.meanings | other.meanings, one.kinds | other.kinds)


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


@lru_cache(maxsize=65_536)
def _near_words(word: str) -> tuple[str, ...]:
    """The words of the table that are a letter away, best those with one more or less.

    The first letter is the same, but for what may be half an article or the letter behind it.
    """
    near, bare = _one_letter_away()[0], _bare(word)
    if len(bare) < _FUZZY - is_arabic(word):
        return ()
    shorter = _with_one_left_out(bare)
    found = {known for key in shorter for known in near.get(key, ()) if _begins_alike(word, bare, _bare(known))}
    by_one = {known for known in found if _bare(known) in shorter} | found.intersection(near.get(bare, ()))
    by_one |= _behind_half_an_article(word) if is_arabic(word) else set()
    return tuple(sorted(by_one or (found if len(bare) >= _FUZZY else ())))


def _begins_alike(word: str, bare: str, known: str) -> bool:
    is_behind_article = is_arabic(word) and not word.startswith(bare)
    return known[0] == bare[0] or (is_behind_article and known[1:] == bare)


def _behind_half_an_article(word: str) -> set[str]:
    """The words of the table that are left of one whose article has a letter too many or too few."""
    left = (word.removeprefix(half).removesuffix("ه") for half in _HALF_ARTICLES if word.startswith(half))
    return {known for bare in left for known in _one_letter_away()[1].get(bare, ()) if len(bare) >= _FUZZY - 1}


def _bare(word: str) -> str:
    return without_article(word).removesuffix("ه") if is_arabic(word) else singular(word)


@cache
def _words() -> tuple[dict[str, Understood], dict[str, Understood]]:
    """What single words mean, by the word as written down, and by its stem; places of their own by the word alone."""
    exact: dict[str, list[WordRow]] = defaultdict(list)
    stems: dict[str, list[WordRow]] = defaultdict(list)
    for row, word in _single_words(word_rows()):
        for form in {word, singular(word)} if not is_arabic(word) else {word}:
            exact[form].append(row)
        stems[stem(word)].append(row)
    for row, word in _single_words(_area_rows()):
        exact[without_article(word)].append(row)
    return _meant(exact), _meant(stems)


def _single_words(rows: Iterable[WordRow]) -> Iterable[tuple[WordRow, str]]:
    for row in rows:
        for phrase in (*row.english, *row.arabic):
            if len(parts := telling_parts(phrase)) == 1:
                yield row, parts[0][0]


@cache
def _area_rows() -> tuple[WordRow, ...]:
    """The places of the reference tables, but for those whose names are words of the table of words."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row, word in _single_words(word_rows()):
        kinds[word].add(row.kind)
    return tuple(area_rows(lambda word: frozenset(kind for form in forms(word) for kind in kinds.get(form, ()))))


def _meant(rows: Mapping[Key, list[WordRow]]) -> dict[Key, Understood]:
    return {
        key: Understood(frozenset(row.meaning for row in found), frozenset(row.kind for row in found))
        for key, found in rows.items()
    }


@cache
def _phrase_meanings() -> dict[tuple[str, ...], Understood]:
    found: dict[tuple[str, ...], list[WordRow]] = defaultdict(list)
    for row in (*word_rows(), *_area_rows()):
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
def _one_letter_away() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The words of the table, of phrases and known bodies too, by what is left without a letter, and as they are."""
    near: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, set[str]] = defaultdict(set)
    phrases = [phrase for row in word_rows() for phrase in (*row.english, *row.arabic)]
    names = [name for body in known_bodies() for name in (*body.acronyms, *body.english, *body.arabic)]
    for known in {word for phrase in (*phrases, *names) for word, _joint in telling_parts(phrase)}:
        whole[_bare(known)].add(known)
        for key in _with_one_left_out(_bare(known)) if len(_bare(known)) >= _FUZZY else ():
            near[key].add(known)
    return {key: tuple(found) for key, found in near.items()}, {key: tuple(found) for key, found in whole.items()}


def _with_one_left_out(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _longest(phrases: Iterable[Phrase], words: Phrase, at: int) -> Phrase:
    """The first of the phrases, longest first, that the words from a place on say; () for none."""
    return next((phrase for phrase in phrases if _is_said(phrase, words[at : at + len(phrase)])), ())


def _is_said(phrase: Phrase, words: Phrase) -> bool:
    """Whether words say a phrase; of three and more one may be a letter away, though it is a word of its own."""
    if len(words) < len(phrase):
        return False
    if len(phrase) == 1:
        return phrase[0] in (stem(respelled(words[0])), stem(without_preposition(words[0])))
    doubtful = [word for wanted, word in zip(phrase[1:], words[1:], strict=True) if wanted not in _read_as(word)]
    if not doubtful:
        return True
    if len(doubtful) > 1 or len(phrase) < _CLEAR:
        return False
    return phrase[words.index(doubtful[0], 1)] in map(stem, _near_words(doubtful[0]))


@lru_cache(maxsize=65_536)
def _read_as(word: str) -> frozenset[str]:
    """The stem of a word; of one that is not known, also those of the words of the table that are a letter away."""
    own = frozenset({stem(word)})
    return own if _is_known(word) else own.union(map(stem, _near_words(word)))


@lru_cache(maxsize=65_536)
def _phrases_begun_by(word: str) -> tuple[Phrase, ...]:
    return _begun_by(word, _phrases_by_head())


@lru_cache(maxsize=65_536)
def _bodies_begun_by(word: str) -> tuple[Phrase, ...]:
    return _begun_by(word, _bodies_by_head())


def _begun_by(word: str, by_head: Mapping[str, list[Phrase]]) -> tuple[Phrase, ...]:
    """The phrases that a word may begin, longest first: most words begin none."""
    heads = {*_read_as(word), stem(without_preposition(word))}
    return tuple(
        sorted((phrase for head in heads for phrase in by_head.get(head, ())), key=lambda one: (-len(one), one))
    )


@cache
def _phrases_by_head() -> dict[str, list[Phrase]]:
    return _by_head(_phrase_meanings())


@cache
def _bodies_by_head() -> dict[str, list[Phrase]]:
    return _by_head(_bodies())


def _by_head(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase[0]].append(phrase)
    return found
