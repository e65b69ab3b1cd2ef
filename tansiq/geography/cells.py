"""Cells around centre points: every spot of a map belongs to the nearest of the points.

centres --Voronoi--> cells without end --clipped to a frame--> cells that look like the country
"""

from collections.abc import Sequence
from math import cos, pi, radians, sqrt
from typing import Any, NamedTuple

import shapely
from shapely.geometry import MultiPoint, Point

Geometry = Any

DEGREE = 111.2
"""Kilometres in a degree of latitude."""
LEAST_REACH, USUAL_SURFACE = 12.0, 250.0
"""Kilometres around every point that belong to the map; square kilometres of an area that does not tell its own."""
SPREAD = 1.4
"""How far a cell may reach, in radii of a circle that is as large as its area."""
CLOSED = 40.0
"""Kilometres: bays of the frame that are narrower than twice this are filled."""
APART = 1e-4
"""Degrees by which points in the same spot are moved apart: about ten metres."""


class Centre(NamedTuple):
    """The centre point of an area in degrees, and its surface in square kilometres if that is known."""

    longitude: float
    latitude: float
    surface: float | None


def cells(centres: Sequence[Centre], frame: Geometry | None = None) -> list[Geometry]:
    """A cell for each centre, in degrees, clipped to `frame` or to what lies near the points; some may be empty."""
    if not centres:
        return []
    # East and west are shrunk, so that "nearest" means the same in all directions.
    shrink = cos(radians(sum(centre.latitude for centre in centres) / len(centres)))
    points = _apart([(centre.longitude * shrink, centre.latitude) for centre in centres])
    inside = _near(points, centres) if frame is None else _stretched(frame, shrink)
    found = _endless(points, inside)
    shapely.prepare(inside)
    return [_stretched(cell, 1 / shrink) for cell in shapely.intersection(found, inside)]


def _endless(points: Sequence[Geometry], inside: Geometry) -> Any:
    if len(points) == 1:
        return [inside]
    reach = shapely.box(*inside.bounds)
    return shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=reach, ordered=True))


def _near(points: Sequence[Geometry], centres: Sequence[Centre]) -> Geometry:
    """What lies near the points: the larger an area, the farther it reaches."""
    reach = [max(LEAST_REACH, SPREAD * sqrt((one.surface or USUAL_SURFACE) / pi)) / DEGREE for one in centres]
    circles = shapely.union_all(shapely.buffer(points, reach, quad_segs=8))
    return circles.buffer(CLOSED / DEGREE).buffer(-CLOSED / DEGREE)


def _apart(positions: Sequence[tuple[float, float]]) -> list[Geometry]:
    taken: set[tuple[float, float]] = set()
    points = []
    for x, y in positions:
        at = (x, y)
        while at in taken:
            at = (at[0] + APART, at[1])
        taken.add(at)
        points.append(Point(at))
    return points


def _stretched(shape: Geometry, factor: float) -> Geometry:
    return shapely.transform(shape, lambda positions: positions * (factor, 1.0))
