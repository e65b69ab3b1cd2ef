"""Demands that most likely ask for the same: of one sector, of one area or of one within the other, in like words.

    titles -> folded -> words without articles and without the names of the area -> share of words in common

They are offered to a person for joining, and are never joined by the program.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from tansiq.language.arabic import fold
from tansiq.models import Area, AreaClosure, Demand
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

LEAST = 0.5
"""The likeness from which on a demand is offered, where 1 is equal."""
MOST_TRIED = 1_000
"""Demands of the same sectors and areas that are looked at, the newest first."""
SAME_WORD = 0.8
"""The likeness from which on two words are one, spelled in two ways."""
SHORTEST = 3
"""Letters of a word that tells anything."""
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")


class Alike(NamedTuple):
    """A demand, and how much its title is like that of another one: 0 to 1."""

    demand: Demand
    likeness: float


def alike_demands(viewer: Viewer, demands: Sequence[Demand]) -> list[list[Alike]]:
    """For each of some demands, stored or not, the visible ones that are alike, the most alike first.

    Those that were declined, joined or archived are left out. Two statements, however many demands.
    """
    asked = [row for row in demands if row.__data__.get("area") and row.__data__.get("sector")]
    others, areas = _others(viewer, asked), dict[int, Area]()
    if others:
        ids = {row.area_id for row in (*asked, *others)}
        areas = {area.id: area for area in Area.select().where(Area.id.in_(ids))}
    told = {id(row): _alike(row, others, areas) for row in asked}
    return [told.get(id(row), []) for row in demands]


def likeness(one: Demand, other: Demand, ignored: Iterable[str] = ()) -> float:
    """How much the titles of two demands are alike, 0 to 1: the best of both languages, words of `ignored` left out."""
    skipped = _words(" ".join(ignored))
    pairs = [(_words(a) - skipped, _words(b) - skipped) for a in _titles(one) for b in _titles(other)]
    return max((_share(a, b) for a, b in pairs if a and b), default=0.0)


def _others(viewer: Viewer, asked: Sequence[Demand]) -> list[Demand]:
    if not asked:
        return []
    areas, sectors = {row.area_id for row in asked}, {row.sector_id for row in asked}
    above = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant.in_(areas))
    below = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(areas))
    stands = Demand.archived_at.is_null() & Demand.joined_into.is_null() & (Demand.outcome != "DECLINED")
    near = Demand.area.in_(above) | Demand.area.in_(below)
    query = visible(Demand, viewer).where(stands, near, Demand.sector.in_(sectors))
    return list(query.order_by(Demand.id.desc()).limit(MOST_TRIED))


def _alike(row: Demand, others: Sequence[Demand], areas: dict[int, Area]) -> list[Alike]:
    own = row.__data__.get("id")
    near = [
        other
        for other in others
        if other.id != own and other.sector_id == row.sector_id and _is_one_place(areas, row.area_id, other.area_id)
    ]
    found = [Alike(other, likeness(row, other, _names(areas, (row.area_id, other.area_id)))) for other in near]
    return sorted((one for one in found if one.likeness >= LEAST), key=lambda one: (-one.likeness, one.demand.id))


def _is_one_place(areas: dict[int, Area], one: int, other: int) -> bool:
    """Whether two areas are the same, or one lies within the other."""
    return one == other or other in _line(areas.get(one)) or one in _line(areas.get(other))


def _line(area: Area | None) -> set[int | None]:
    return set() if area is None else {*(getattr(area, f"{name}_id") for name in ANCESTORS), area.parent_id}


def _names(areas: dict[int, Area], ids: Iterable[int]) -> list[str]:
    return [name for area_id in ids if (area := areas.get(area_id)) for name in (area.name_ar, area.name_en)]


def _titles(row: Demand) -> list[str]:
    return [text for text in (row.title_ar, row.title_en) if text]


@lru_cache(maxsize=4 * MOST_TRIED)
def _words(text: str) -> frozenset[str]:
    """The telling words of a text: folded, without articles. Kept, as each title is held against many others."""
    words = (_bare(word) for word in fold(text).split())
    return frozenset(word for word in words if len(word) >= SHORTEST or word.isdigit())


def _bare(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            return word[len(article) :]
    return word


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words in common, spelling mistakes allowed for, among those of the shorter title; where that
    has one word alone, of both."""
    few, many = sorted((one, other), key=len)
    common = min(_count_in(few, many), _count_in(many, few))
    return common / (len(few) if len(few) > 1 else max(len(few), (len(few) + len(many)) / 2))


def _count_in(words: frozenset[str], others: frozenset[str]) -> int:
    return sum(word in others or any(_is_same(word, it) for it in others) for word in words)


@lru_cache(maxsize=100_000)
def _is_same(word: str, other: str) -> bool:
    """Whether two words are one. Kept, as demands of one sector say the same few words; the bounds cost less than the
    likeness itself."""
    if word == other or min(len(word), len(other)) <= SHORTEST:
        return word == other
    found = SequenceMatcher(None, word, other)
    bounds = (found.real_quick_ratio, found.quick_ratio, found.ratio)
    return all(likeness_at_most() >= SAME_WORD for likeness_at_most in bounds)
