"""Yemen's areas from the reference tables and generated settlements below them, numbered from 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tansiq.models.area import ANCESTORS
from tansiq.reference import tables

Ids = NDArray[np.int64]
LEVELS = 5


class Place(NamedTuple):
    """One area as it will stand in the table; `line` holds the ids of its ancestors level by level, itself included."""

    id: int
    level: int
    pcode: str
    parent_id: int | None
    name_ar: str
    name_en: str
    population: int | None
    line: tuple[int | None, ...]


@dataclass(frozen=True)
class Geography:
    """All areas, parents before children; the id of the first is 1."""

    places: list[Place]

    def at_level(self, level: int) -> Ids:
        """The ids of all areas of a level."""
        return np.array([place.id for place in self.places if place.level == level], dtype=np.int64)

    @cached_property
    def ancestors(self) -> Ids:
        """For every id (row) the ids of its ancestors at levels 0-3 (columns); 0 where it has none."""
        found = np.zeros((len(self.places) + 1, len(ANCESTORS)), dtype=np.int64)
        for place in self.places:
            found[place.id] = [above or 0 for above in place.line]
        return found

    def closure(self) -> Iterator[tuple[int, int, int]]:
        """(ancestor, descendant, depth) of every area with each of its ancestors and itself."""
        for place in self.places:
            above = [place.id, *(a for a in reversed(place.line) if a is not None and a != place.id)]
            yield from ((ancestor, place.id, depth) for depth, ancestor in enumerate(above))


def geography(settlements: int, dice: np.random.Generator) -> Geography:
    """Yemen down to sub-districts, and so many settlements spread over these by chance."""
    places: list[Place] = []
    ids: dict[str, Place] = {}
    for number, facts in enumerate(tables.areas("yemen"), 1):
        above = ids.get(facts.parent_pcode)
        place = _place(number, facts.level, facts.pcode, above, (facts.name_ar, facts.name_en))
        ids[facts.pcode] = place._replace(population=facts.population)
        places.append(ids[facts.pcode])
    subdistricts = [place for place in places if place.level == LEVELS - 2]
    for serial, chosen in enumerate(np.sort(dice.integers(0, len(subdistricts), settlements)), 1):
        above = subdistricts[int(chosen)]
        names = (f"قرية {serial}", f"Village {serial}")
        places.append(_place(len(places) + 1, LEVELS - 1, f"{above.pcode}-B{serial}", above, names))
    return Geography(places)


def _place(number: int, level: int, pcode: str, above: Place | None, names: tuple[str, str]) -> Place:
    line: list[int | None] = list(above.line) if above else [None] * len(ANCESTORS)
    if level < len(ANCESTORS):
        line[level] = number
    return Place(number, level, pcode, above.id if above else None, *names, None, tuple(line))
