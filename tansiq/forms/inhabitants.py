"""How many people live where the units of a figure are in charge: what its rate is told by.

    Ja'ar 60,000 (reported)   Zinjibar 40,000 (reported)   Mukalla (did not)    ->    100,000 people of 2004

Only the areas of units that reported count, each person once: an area within another one of them is in that. Where this
does not say by whom a figure is to be divided, nothing is told: the population of one area is not known, or a unit did
not report that is in charge of a part of what counts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from tansiq.models import Area, Unit
from tansiq.models.area import ANCESTORS
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

BASES = (100, 1_000, 10_000, 100_000)
"""Of how many people a rate may be told."""


@dataclass(frozen=True)
class Inhabitants:
    """Persons, and the years in which they were counted, the earliest first; none where no area says its year."""

    people: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class _Place:
    """Where a unit is in charge: its area, those in which that lies, and who lives there."""

    area_id: int
    above: frozenset[int]
    people: int | None
    year: int | None


class InhabitantsOfUnits:
    """Where the units are in charge that `viewer` sees among some. One statement."""

    def __init__(self, viewer: Viewer, unit_ids: Iterable[int]) -> None:
        rows: Any = visible(Unit, viewer).join(Area, on=(Area.id == Unit.area))
        above = [getattr(Area, name) for name in ANCESTORS]
        told = rows.where(among(Unit.id, id_list(sorted(unit_ids))))
        told = told.select(Unit.id, Area.id, Area.population, Area.population_year, *above).tuples()
        self._places = {
            unit_id: _Place(area_id, frozenset(ids) - {area_id, None}, people, year)
            for unit_id, area_id, people, year, *ids in told
        }

    def of(self, reported: Collection[int], missing: Collection[int]) -> Inhabitants | None:
        """Of the areas of units that reported, `missing` being those that were expected to and did not."""
        places = {place.area_id: place for place in map(self._places.get, reported) if place is not None}
        if not places or not self._places.keys() >= set(reported):
            return None
        outermost = [place for place in places.values() if not place.above & places.keys()]
        if any(self._lies_in(unit_id, places.keys()) for unit_id in missing):
            return None
        people = [place.people for place in outermost]
        if None in people:
            return None
        years = {place.year for place in outermost if place.year is not None}
        return Inhabitants(sum(map(int, filter(None, people))), tuple(sorted(years)))

    def _lies_in(self, unit_id: int, areas: Collection[int]) -> bool:
        place = self._places.get(unit_id)
        return place is not None and any(one in areas for one in (place.area_id, *place.above))
