"""Which areas of one level are neighbours: those whose centre points lie nearest.

Outlines are not known of every country, centre points nearly always are; where they are not, areas of the same parent
are neighbours.
"""

from collections.abc import Collection, Iterable
from typing import Any

from tansiq.geography.distances import kilometres
from tansiq.models import Area
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

NEAREST = 6
"""How many neighbours an area has at most: cells of a map have six on average."""
FARTHEST = 100.0
"""Kilometres between two centre points beyond which no area is a neighbour."""


def neighbours_of(viewer: Viewer, area_ids: Collection[int], level: int) -> frozenset[int]:
    """The ids of the visible neighbours of areas of one level (1 governorate, 2 district), themselves left out; one
    statement."""
    if not area_ids:
        return frozenset()
    parents = Area.select(Area.country).where(among(Area.id, id_list(area_ids)))
    rows: Any = visible(Area, viewer).where(Area.level == level, Area.archived_at.is_null(), Area.country.in_(parents))
    known = {row.id: row for row in rows.order_by(Area.id)}
    own = [known[area_id] for area_id in sorted(area_ids) if area_id in known]
    others = [row for row in known.values() if row.id not in set(area_ids)]
    return frozenset(found for area in own for found in _around(area, others))


def _around(area: Area, others: Iterable[Area]) -> list[int]:
    """The nearest of the others, those in the same place by their ids."""
    if area.latitude is None or area.longitude is None:
        return [other.id for other in others if other.parent_id == area.parent_id][:NEAREST]
    here = (area.latitude, area.longitude)
    far = [
        (kilometres(here, (other.latitude, other.longitude)), other.id)
        for other in others
        if other.latitude is not None and other.longitude is not None
    ]
    if not far:
        return [other.id for other in others if other.parent_id == area.parent_id][:NEAREST]
    return [area_id for distance, area_id in sorted(far)[:NEAREST] if distance <= FARTHEST]
