"""Whether a name is another one in the other language: its words are paired by meaning or sound, in any order.

    «المجلس النرويجي للاجئين»   council | Norway | refugee
    "Norwegian Refugee Council"  Norway | refugee | council     all paired: 1

The share is that of the weight that is paired. Two places, two numbers, two forms, or two unknown words that do not
sound alike tell two bodies apart, whatever else is paired.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, product
from operator import itemgetter

from tansiq.exchange.lookup.name_meanings import APART, Reading, Word, bodies_in, body_reading, readings

TRANSLATED = 0.8
"""The share of a name's weight from which it is another one's translation."""
_ALIKE = 0.8
"""The share of consonants in common from which words sound alike."""
_LEAST_WEIGHT = 0.9
"""The weight that is paired at least: a form alone tells nothing."""
_MINISTRY = "ministry وزارة"
_PLACE_LEFT_OUT, _FORM_LEFT_OUT = 0.4, 0.2
"""What weighs a place, or a form, that one name has and the other has not: country offices and "the" organisation."""
_DISTINCT = 1.6
"""How often a word counts that one name has more: what tells bodies apart is such a word as a rule."""
_FURTHER = 0.1
"""What weighs a further field of a ministry, which short forms of its name leave out, and what was said before."""
_SHORTEST, _TWO = 3, 2
"""Consonants by which names may be alike but for one, and of which many words have the same."""
_SURE, _SHORT, _NEAR, _BARELY = 1.0, 0.9, 0.85, 0.7
"""What a pair of words is worth that have the same sound, two consonants alone, more but for one, or three or one."""


@dataclass(frozen=True, slots=True)
class Translation:
    """How much of two names is paired, 0 to 1, and how much of that by sound alone."""

    share: float = 0.0
    by_sound: float = 0.0


@dataclass(frozen=True, slots=True)
class _Met:
    """Words that are paired: what the lighter one weighs, how surely they are one, and whether by sound alone."""

    weight: float
    worth: float
    is_sound: bool

    @classmethod
    def of(cls, one: Word, other: Word, worth: float) -> "_Met":
        return cls(min(one.weight, other.weight), worth, not one.meanings & other.meanings)


NOT_TRANSLATED = Translation()


@lru_cache(maxsize=65_536)
def translation(one: str, other: str) -> Translation:
    """The best pairing of two names, of all their readings; none where each is of another body that is known."""
    bodies, others = bodies_in(one), bodies_in(other)
    if bodies and others and not bodies & others:
        return NOT_TRANSLATED
    found = (_paired(mine, theirs) for mine in readings(one) for theirs in readings(other))
    return max(found, key=lambda pairing: pairing.share, default=NOT_TRANSLATED)


def same_known_body(one: str, other: str) -> bool:
    """Whether two names are of one body that is known over the world: "ICRC - Yemen" and its whole name."""
    if not bodies_in(one) & bodies_in(other):
        return False
    return _paired(body_reading(one), body_reading(other)).share >= TRANSLATED


@lru_cache(maxsize=65_536)
def _paired(one: Reading, other: Reading) -> Translation:
    pairs = list(_best_pairs(one, other))
    left = _without(one, (mine for mine, _theirs, _worth in pairs))
    right = _without(other, (theirs for _mine, theirs, _worth in pairs))
    met = [_Met.of(one[mine], other[theirs], worth) for mine, theirs, worth in pairs]
    if joined := _joined_alike(left, right):
        met.append(_Met(min(_weight(left), _weight(right)), joined, True))
        left, right = [], []
    whole = sum(pair.weight * pair.worth for pair in met)
    if not met or (whole < _LEAST_WEIGHT and (left or right)) or _tell_apart(left, right):
        return NOT_TRANSLATED
    is_short = all(any(_MINISTRY in word.meanings for word in words) for words in (one, other)) and not (
        any(word.is_joined for word in left) and any(word.is_joined for word in right)
    )
    missed = (_missed(left, other, is_short) + _missed(right, one, is_short)) / 2
    by_sound = sum(pair.weight * pair.worth for pair in met if pair.is_sound)
    return Translation(whole / (_weight(met) + missed), by_sound / whole)


def _tell_apart(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether what is left of both names says that they are two: two places, forms, numbers, unknown words."""
    kinds = {(mine.sort, theirs.sort) for mine in left for theirs in right}
    return any((sort, sort) in kinds for sort in APART)


def _missed(left: Iterable[Word], other: Reading, is_short: bool) -> float:
    """What the words weigh that the other name has not; one that says again what another one said weighs little."""
    said = frozenset(meaning for word in other for meaning in word.meanings)
    return sum(_FURTHER if word.meanings & said else _missing(word, is_short) for word in left)


def _missing(word: Word, is_short: bool) -> float:
    if word.is_form or word.kinds >= {"form", "general"}:
        return _FORM_LEFT_OUT
    if is_short and word.is_joined:
        return _FURTHER
    return _PLACE_LEFT_OUT if "country" in word.kinds and word.sort == "place" else _DISTINCT * word.telling


def _best_pairs(one: Reading, other: Reading) -> Iterator[tuple[int, int, float]]:
    """Words paired one to one, what is surest and weighs most first: places in both names, and what it is worth.

    Of what is as sure as another as many as can be are paired: a word that means two things leaves the one to the word
    that means nothing else.
    """
    worth = [
        (found, min(mine.weight, theirs.weight), -abs(at - there), at, there)
        for at, mine in enumerate(one)
        for there, theirs in enumerate(other)
        if (found := _worth(mine, theirs))
    ]
    used, met = set[int](), set[int]()
    for found, as_sure in groupby(sorted(worth, reverse=True), key=itemgetter(0)):
        left = [(at, there) for *_rest, at, there in as_sure if at not in used and there not in met]
        pairs = _most_pairs(left)
        used.update(pairs.values())
        met.update(pairs)
        yield from ((at, there, found) for there, at in pairs.items())


def _most_pairs(may: Sequence[tuple[int, int]]) -> dict[int, int]:
    """By place in the other name: the place that it is paired with; as many as can be, what stands first by preference
    (augmenting paths)."""
    choices: dict[int, list[int]] = {}
    for at, there in may:
        choices.setdefault(at, []).append(there)
    taken: dict[int, int] = {}

    def pair(at: int, asked: set[int]) -> bool:
        for there in choices[at]:
            if there not in asked:
                asked.add(there)
                if there not in taken or pair(taken[there], asked):
                    taken[there] = at
                    return True
        return False

    for at in choices:
        pair(at, set())
    return taken


@lru_cache(maxsize=65_536)
def _worth(one: Word, other: Word) -> float:
    """How surely two words are one, 0 to 1."""
    if one.meanings & other.meanings:
        return one.surety * other.surety
    is_known = bool(one.meanings and other.meanings)
    if is_known and one.surety == other.surety == 1:
        return 0.0
    return max((_sounding(mine, theirs) for mine in one.sounds for theirs in other.sounds), default=0.0)


@lru_cache(maxsize=65_536)
def _sounding(one: str, other: str) -> float:
    if one == other:
        return _BARELY if len(one) < _TWO else _SHORT if len(one.rstrip("~")) == _TWO else _SURE
    one, other = sorted((one, other), key=len)
    fewest = len(one)
    if one.startswith("=") or other.startswith("=") or fewest < _SHORTEST:
        return 0.0
    if fewest == _SHORTEST:
        return _BARELY if any(one == other[:at] + other[at + 1 :] for at in range(len(other))) else 0.0
    ratio = SequenceMatcher(None, one, other)
    is_near = ratio.real_quick_ratio() >= _ALIKE and ratio.quick_ratio() >= _ALIKE and ratio.ratio() >= _ALIKE
    return _NEAR if is_near else 0.0


def _joined_alike(left: Sequence[Word], right: Sequence[Word]) -> float:
    """What two words of one name are worth that the other one writes as one: «ريليف ويب» is "ReliefWeb"."""
    if {len(left), len(right)} != {1, 2} or any(word.kinds and word.surety == 1 for word in (*left, *right)):
        return 0.0
    one, other = (frozenset(map("".join, product(*map(_consonants, words)))) for words in (left, right))
    alike = max((_sounding(mine, theirs) for mine in one for theirs in other), default=0.0)
    return alike if alike >= _NEAR and min(map(len, one | other)) > _SHORTEST else 0.0


def _consonants(word: Word) -> list[str]:
    return [sound.rstrip("~") for sound in sorted(word.sounds) if not sound.startswith("=")]


def _without(words: Reading, places: Iterable[int]) -> list[Word]:
    gone = set(places)
    return [word for at, word in enumerate(words) if at not in gone]


def _weight(words: Iterable[Word | _Met]) -> float:
    return sum(word.weight for word in words)
