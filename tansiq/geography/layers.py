"""The shapes of all areas of a country, from the sub-districts up.

    an area is drawn by    its outline, where one is loaded
                    else   what its parts are drawn by, taken together
                    else   a cell around its centre point, within the nearest outline above it

Areas with none of these are not drawn. Settlements are points and have no shape.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson
import shapely

from tansiq.geography.cells import Centre, Geometry, cells
from tansiq.models import Area, AreaBoundary
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible

LOWEST = 3
"""The level of sub-districts, the lowest that has shapes."""


class Place(NamedTuple):
    """One area: its ancestors' ids, itself at its own level, and its centre in degrees if it has one."""

    id: int
    level: int
    ancestors: tuple[int | None, ...]
    longitude: float | None
    latitude: float | None
    surface: float | None

    @property
    def parent(self) -> int | None:
        """The nearest area above this one; a level may be left out."""
        return next((one for one in reversed(self.ancestors[: self.level]) if one is not None), None)

    @property
    def centre(self) -> Centre | None:
        if self.longitude is None or self.latitude is None:
            return None
        return Centre(self.longitude, self.latitude, self.surface)


class Shape(NamedTuple):
    """A polygon or several, in degrees; approximate where a computed cell is part of it."""

    geometry: Geometry
    is_approximate: bool


def read_places(country_id: int) -> list[Place]:
    """All areas of a country down to its sub-districts that everybody may see, larger ones first."""
    columns = (Area.country, Area.governorate, Area.district, Area.subdistrict, Area.longitude, Area.latitude)
    query = visible(Area, ANONYMOUS).where(Area.country == country_id, Area.level <= LOWEST)
    rows: Any = query.select(Area.id, Area.level, *columns, Area.area_km2).order_by(Area.level, Area.id).tuples()
    return [Place(row[0], row[1], tuple(row[2:6]), *row[6:]) for row in rows]


def read_outlines(country_id: int) -> dict[int, str]:
    """The loaded outlines of a country's areas, by id, as GeoJSON."""
    inside = visible(Area, ANONYMOUS).select(Area.id).where(Area.country == country_id)
    rows: Any = visible(AreaBoundary, ANONYMOUS).where(AreaBoundary.area.in_(inside))
    return {row.area_id: row.geometry for row in rows}


def build(places: Iterable[Place], texts: Mapping[int, str]) -> dict[int, Shape]:
    """The shape of every area that can be drawn, by id."""
    known = {place.id: place for place in places}
    outlines = {area: _geometry(texts[area]) for area in known if area in texts}
    lowest = _cells(known, outlines)
    parts: dict[int | None, list[Shape]] = defaultdict(list)
    built: dict[int, Shape] = {}
    for place in sorted(known.values(), key=lambda one: -one.level):
        below = [*parts[place.id], *([Shape(lowest[place.id], True)] if place.id in lowest else [])]
        if place.id in outlines:
            built[place.id] = Shape(outlines[place.id], False)
        elif below:
            built[place.id] = _together(below)
        if place.id in built:
            parts[place.parent].append(built[place.id])
    return built


def _cells(known: Mapping[int, Place], outlines: Mapping[int, Geometry]) -> dict[int, Geometry]:
    """Cells of the areas that have a centre, no outline, and nothing below them that has either."""
    groups: dict[int | None, list[Place]] = defaultdict(list)
    for place in _lowest(known, outlines):
        frame = next((up for up in reversed(place.ancestors[: place.level]) if up in outlines), None)
        groups[frame].append(place)
    found: dict[int, Geometry] = {}
    for frame, group in groups.items():
        shapes = cells([place.centre for place in group if place.centre], outlines.get(frame) if frame else None)
        found |= {place.id: shape for place, shape in zip(group, shapes, strict=True)}
    taken = shapely.union_all(list(outlines.values())) if outlines else None
    framed = {place.id for frame, group in groups.items() if frame for place in group}
    cut = {area: shape if taken is None or area in framed else shape - taken for area, shape in found.items()}
    return {area: shape for area, shape in cut.items() if not shape.is_empty}


def _lowest(known: Mapping[int, Place], outlines: Mapping[int, Geometry]) -> list[Place]:
    drawn: set[int | None] = set()
    found = []
    for place in sorted(known.values(), key=lambda one: -one.level):
        if place.id not in drawn and place.centre and place.id not in outlines:
            found.append(place)
        if place.id in drawn or place.centre or place.id in outlines:
            drawn.add(place.parent)
    return found


def _together(shapes: list[Shape]) -> Shape:
    # Outlines of others overlap here and there: a plain union stands that, a union of a coverage does not.
    return Shape(shapely.union_all([one.geometry for one in shapes]), any(one.is_approximate for one in shapes))


def _geometry(text: str) -> Geometry:
    found = shapely.from_geojson(text)
    return found if found.is_valid else shapely.make_valid(found)


def packed(shapes: Mapping[int, Shape]) -> bytes:
    """The shapes as a file."""
    rows = [(area, shape.is_approximate, shapely.to_wkb(shape.geometry, hex=True)) for area, shape in shapes.items()]
    return orjson.dumps(rows)


def unpacked(content: bytes) -> dict[int, Shape]:
    """The shapes in a file that `packed` wrote. Raises ValueError, TypeError or GEOSException for another."""
    return {int(area): Shape(shapely.from_wkb(text), flag) for area, flag, text in orjson.loads(content)}
