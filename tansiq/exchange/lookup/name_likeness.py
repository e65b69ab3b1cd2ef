"""How like two names of organisations are, in either script: the strongest sign that they are one body's, or none.

    «مؤسسة سواقي دلتا أبين التجريبية»  beside  «سواقي دلتا ابين»          all words of one stand in the other
                                       beside  "Sawaqi Delta Abyan ..."   the same as it sounds

It proposes to a person: a machine never joins by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from tansiq.exchange.lookup.name_meanings import meaning_keys
from tansiq.exchange.lookup.name_sounds import skeleton
from tansiq.exchange.lookup.name_translation import TRANSLATED, same_known_body, translation
from tansiq.exchange.lookup.name_vocabulary import body_at, understood
from tansiq.exchange.lookup.organization_names import pair_up, parted_words, whole_key
from tansiq.language.arabic import is_arabic, organization_key

ALIKE = 0.85
"""The share of letters in common from which the telling words of two names are spellings of each other."""
_MOSTLY = 0.5
"""The share of what is paired of two names above which they are told to sound alike, rather than to mean the same."""
_ONE_AND_TWO = 3
_LONGEST = 15
_LENGTHENED = 5
"""Consonants of a word from which one may be left out or wrong, so that the word is still found."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """One name, taken apart: itself, what it is known by as a whole, its telling words, and the others."""

    name: str

    whole: str
    telling: tuple[str, ...]
    further: frozenset[str]
    is_arabic: bool


@lru_cache(maxsize=65_536)
def spelled_name(name: str) -> Spelled:
    """A name taken apart."""
    telling, further = parted_words(name)
    return Spelled(name, whole_key(name), tuple(telling), further, is_arabic(name))


def name_sign(one: str, other: str) -> str:
    """The code of the strongest sign that two names are one body's (see `organization_likeness.SIGNS`); "" for none."""
    return _sign(spelled_name(one), spelled_name(other))


def name_keys(name: str) -> Iterator[str]:
    """What a name is found by among many: names that are alike share one of these at least, as a rule."""
    parts = spelled_name(name)
    yield f"whole {parts.whole}"
    yield f"key {organization_key(name)}"
    for word in parts.telling:
        yield f"word {word}"
        yield from _sound_keys(skeleton(word))
    yield from meaning_keys(name)


def _sound_keys(sound: str) -> Iterator[str]:
    if sound:
        yield f"sound {sound}"
    if _LENGTHENED <= len(sound) <= _LONGEST:
        yield from (f"sound {sound[:at]}{sound[at + 1 :]}" for at in range(len(sound)))


@lru_cache(maxsize=65_536)
def _sign(one: Spelled, other: Spelled) -> str:
    if one.whole and one.whole == other.whole:
        return "SAME_NAME"
    if one.is_arabic != other.is_arabic:
        return _translation_sign(one.name, other.name)
    if same_known_body(one.name, other.name):
        return "KNOWN_BODY"
    if not one.telling or not other.telling:
        return ""
    if "".join(one.telling) == "".join(other.telling) or set(one.telling) == set(other.telling):
        return "OTHER_FORM" if _differ_in_form(one, other) else "SAME_WORDS"
    if _is_spelling(one, other):
        return "OTHER_FORM" if _differ_in_form(one, other) else "SPELLING"
    return "WITHIN" if _within(one.telling, other.telling) or _within(other.telling, one.telling) else ""


def _translation_sign(one: str, other: str) -> str:
    found = translation(one, other)
    if found.share < TRANSLATED:
        return ""
    return "SAME_SOUND" if found.by_sound > _MOSTLY else "TRANSLATED"


def _differ_in_form(one: Spelled, other: Spelled) -> bool:
    """Whether each has a word for its form or aim that the other has not: one name may leave some out."""
    return not (one.further <= other.further or other.further <= one.further)


def _is_spelling(one: Spelled, other: Spelled) -> bool:
    """Whether the words that differ are spellings of each other: one that is clearly another tells two bodies apart,
    and so do acronyms that are known, such as ICRC and IRC."""
    left = [word for word in one.telling if word not in other.telling]
    right = [word for word in other.telling if word not in one.telling]
    if any(body_at((word,), 0)[0] for word in (*left, *right)):
        return False
    if len(left) == len(right) == 1 and _mean_apart(left[0], right[0]):
        return False
    if len(left) == len(right):
        return pair_up(left, right)
    # A name of two words is also written as one, by people who make a mistake in it.
    is_joined = abs(len(one.telling) - len(other.telling)) == 1 and len(left) + len(right) == _ONE_AND_TWO
    return is_joined and ratio_of("".join(left), "".join(right)) >= ALIKE


def _mean_apart(one: str, other: str) -> bool:
    """Whether two words are known as they are written, and mean two things: by land, and by sea."""
    mine, theirs = understood(one), understood(other)
    are_sure = mine.meanings and theirs.meanings and not mine.is_mended and not theirs.is_mended
    return bool(are_sure) and not mine.meanings & theirs.meanings


def _within(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether a name of two words at least stands in one that is longer by one."""
    return len(fewer) > 1 and len(more) == len(fewer) + 1 and fewer in (more[1:], more[:-1])


@lru_cache(maxsize=65_536)
def ratio_of(one: str, other: str) -> float:
    """The share of letters that two texts have in common, in their order, 0 to 1; 0 where it cannot reach ALIKE."""
    ratio = SequenceMatcher(None, one, other)
    if ratio.real_quick_ratio() < ALIKE or ratio.quick_ratio() < ALIKE:
        return 0.0
    return ratio.ratio()
