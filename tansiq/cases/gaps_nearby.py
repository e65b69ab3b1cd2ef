"""Where nearby people in need of a sector are reached by nobody: where work done twice could go instead.

    needs of the sector in the governorates of the work --> areas of its level, or of the one at which needs are known
      those in its districts, then the others of its governorates --> people in need that nobody covers, nearest first

Eight statements at most, however many rows: no more is counted than the areas that are offered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.cases.offered_places import Around, Place, line_of, offered_places
from tansiq.coverage.one_sector import covered_in, needs_in
from tansiq.models import Area, AreaClosure
from tansiq.period import Period
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may_ask, visible

AT_ONCE = 5
"""Gaps that are offered for one piece of work."""


@dataclass(frozen=True)
class NearbyGap:
    """An area with people in need whom nobody covers. `kilometres` lie between its centre point and the nearest one of
    the work's areas, None where a centre is not known. Persons; `people_covered` were reached, or planned or ongoing
    work is to reach them. `severity` (1-5) is that of the gravest need, if known."""

    area: Area
    kilometres: float | None
    is_in_district: bool
    people_in_need: int
    people_covered: int
    severity: int | None

    @property
    def area_id(self) -> int:
        """The id of the area."""
        return self.area.id

    @property
    def people_uncovered(self) -> int:
        """Persons in need whom nobody reached or is to reach."""
        return max(self.people_in_need - self.people_covered, 0)

    @property
    def rank(self) -> tuple[Any, ...]:
        """Where it stands among the gaps of one piece of work, smallest first; no two rank alike."""
        distance = (True, 0.0) if self.kilometres is None else (False, round(self.kilometres, 1))
        return (not self.is_in_district, *distance, -(self.severity or 0), -self.people_uncovered, self.area.id)


def gaps_nearby(
    viewer: Viewer, sector_id: int, area_ids: Collection[int], period: Period, first: int = AT_ONCE
) -> list[NearbyGap]:
    """The nearest gaps of a top-level sector around some areas, in their districts first, then in their governorates.

    What `area_ids` are, contain or lie in is left out: the work is there already; districts of a governorate are
    offered nevertheless. Empty for a portal that may not ask for coverage.
    """
    if not (area_ids and may_ask(viewer, "coverage:read")):
        return []
    around = Around(list(visible(Area, viewer).where(Area.id.in_(sorted(set(area_ids))))))
    needs = needs_in(viewer, sector_id, around.governorates, period) if around.governorates else []
    places = offered_places(viewer, around, needs)
    found: list[NearbyGap] = []
    for is_in_district in (True, False):
        part = [place for place in places if around.is_in_district(place.area) == is_in_district]
        if part and len(found) < first:
            covered = _covered(viewer, sector_id, [place.area.id for place in part], period)
            found += _gaps(around, part, covered)
    return sorted(found, key=lambda gap: gap.rank)[:first]


def _gaps(around: Around, places: Sequence[Place], covered: Mapping[int, int]) -> list[NearbyGap]:
    """Those of the places with people whom nobody covers, but for a place that another one lies in."""
    found = {
        place.area.id: NearbyGap(
            place.area,
            around.kilometres(place.area),
            around.is_in_district(place.area),
            place.people,
            covered.get(place.area.id, 0),
            place.severity,
        )
        for place in places
        if place.people > covered.get(place.area.id, 0)
    }
    above = {above for gap in found.values() for above in line_of(gap.area) if above != gap.area.id}
    return [gap for area_id, gap in found.items() if area_id not in above]


def _covered(viewer: Viewer, sector_id: int, area_ids: Collection[int], period: Period) -> dict[int, int]:
    """By area: the people whom anybody covers in it, its lowest known areas added up."""
    lines: Any = AreaClosure.select(AreaClosure.descendant, AreaClosure.ancestor)
    above: dict[int, list[int]] = {}
    for area_id, ancestor_id in lines.where(among(AreaClosure.ancestor, id_list(area_ids))).tuples():
        above.setdefault(area_id, []).append(ancestor_id)
    found: dict[int, int] = {}
    for area_id, people in covered_in(viewer, sector_id, above, period).items():
        for ancestor_id in above[area_id]:
            found[ancestor_id] = found.get(ancestor_id, 0) + people
    return found
