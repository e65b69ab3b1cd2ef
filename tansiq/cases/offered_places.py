"""Which places are offered to work: areas around it of its own level, or of the one at which needs are known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tansiq.coverage.one_sector import NeedOfArea
from tansiq.geography.distances import kilometres
from tansiq.models import Area
from tansiq.models.area import ANCESTORS
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import NO_IDS, Viewer
from tansiq.policy.visibility import visible

COARSEST = 2
"""The level (district) above which no place is offered: a whole governorate says nothing about where."""


class Place(NamedTuple):
    """An area that may be offered, and the needs told of it and of what lies in it."""

    area: Area
    people: int
    severity: int | None


@dataclass(frozen=True)
class Around:
    """The areas where the work is."""

    areas: Sequence[Area]

    @cached_property
    def governorates(self) -> frozenset[int]:
        return _ids(area.governorate_id for area in self.areas)

    @cached_property
    def districts(self) -> frozenset[int]:
        return _ids(area.district_id for area in self.areas)

    @cached_property
    def level(self) -> int:
        """The level of the areas that are offered: that of the finest one where the work is."""
        return max([COARSEST, *(area.level for area in self.areas)])

    @cached_property
    def _own(self) -> frozenset[int]:
        return _ids(area.id for area in self.areas if area.level >= COARSEST)

    @cached_property
    def _above(self) -> frozenset[int]:
        return _ids(above for area in self.areas for above in line_of(area))

    def is_there(self, area: Area) -> bool:
        """Whether the work is in this area already, or in a part of it."""
        return area.id in self._above or not self._own.isdisjoint(line_of(area))

    def is_in_district(self, area: Area) -> bool:
        return area.district_id in self.districts

    def kilometres(self, area: Area) -> float | None:
        """From the nearest of these areas."""
        here = _centre(area)
        centres = [there for one in self.areas if (there := _centre(one)) is not None]
        return min((kilometres(there, here) for there in centres), default=None) if here is not None else None


def offered_places(viewer: Viewer, around: Around, needs: Sequence[NeedOfArea]) -> list[Place]:
    """The areas that may be offered: those of the level of the work, and coarser ones of which a need is told."""
    if not needs:
        return []
    told = {need.area_id: need for need in needs}
    rows = _areas(told)
    offered = {_offered(area, around.level) for area in rows.values() if area.level >= COARSEST}
    seen = visible(Area, viewer).where(among(Area.id, id_list(offered)), Area.archived_at.is_null())
    shown = {area.id: area for area in seen if _is_within_limits(viewer, area) and not around.is_there(area)}
    by_level: dict[int, dict[int, list[NeedOfArea]]] = {}
    for area_id, need in told.items():
        area = rows[area_id]
        for above in shown.keys() & set(line_of(area)):
            by_level.setdefault(above, {}).setdefault(area.level, []).append(need)
    return [_place(shown[area_id], levels.values()) for area_id, levels in by_level.items()]


def _place(area: Area, levels: Iterable[Sequence[NeedOfArea]]) -> Place:
    """One source may tell a need for an area and again for its parts: the greatest of the levels counts."""
    people = max(sum(need.people for need in needs) for needs in levels)
    severities = [need.severity for needs in levels for need in needs if need.severity]
    return Place(area, people, max(severities, default=None))


def _areas(ids: Collection[int]) -> dict[int, Area]:
    """Areas by id, of which only where they lie is read."""
    names = ("id", "level", *ANCESTORS)
    query = Area.select(*[Area._meta.fields[name] for name in names]).where(among(Area.id, id_list(ids)))
    return {area.id: area for area in query}


def line_of(area: Area) -> frozenset[int]:
    """An area and those above it."""
    return _ids((area.id, area.country_id, area.governorate_id, area.district_id, area.subdistrict_id))


def _offered(area: Area, level: int) -> int:
    """The one around an area at a level, or the area itself: it is coarser, or lies in none."""
    above = getattr(area, f"{ANCESTORS[level]}_id") if area.level > level else None
    return int(above or area.id)


def _centre(area: Area) -> tuple[float, float] | None:
    return None if area.latitude is None or area.longitude is None else (area.latitude, area.longitude)


def _is_within_limits(viewer: Viewer, area: Area) -> bool:
    """A portal sees areas above its limits too, but is told of what lies within these alone."""
    limits = viewer.portal.area_ids if viewer.portal else NO_IDS
    return not limits or not limits.isdisjoint(line_of(area))


def _ids(ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(one for one in ids if one is not None)
