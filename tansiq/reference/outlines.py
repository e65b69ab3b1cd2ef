"""Outlines of areas read from TopoJSON or GeoJSON files (WGS84), known by P-code.

Topology: arcs, each a line of steps     GeoJSON: features, each with its own lines
a ring = arcs end to end, ~i backwards   a ring = a list of positions
                    `--> polygons in degrees, made valid where their lines cross <--'
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from tansiq.faults import Fault, Refused
from tansiq.language.words import say

Ring = list[tuple[float, float]]
"""Positions (longitude, latitude) in degrees; the last does not repeat the first."""
Shape = tuple[dict[str, Any], list[list[Ring]]]
"""A feature's properties and its polygons as they stand in the file: an outer ring, then its holes."""

_PCODE = re.compile(r"(?:adm(?:in)?_?(\d)_?)?pcode", re.IGNORECASE)
_PLAIN = 9  # A property called just "pcode" goes before those that name a level.
_DECIMALS = 6  # A millionth of a degree is a tenth of a metre.


@dataclass
class Outline:
    """The polygons of one area, in degrees; outer rings run against the clock, as RFC 7946 wants."""

    polygons: list[Polygon]
    was_repaired: bool

    def geometry(self) -> dict[str, Any]:
        """A GeoJSON geometry (RFC 7946), Polygon or MultiPolygon, with six decimals."""
        shapes = [[_positions(ring) for ring in (one.exterior, *one.interiors)] for one in self.polygons]
        if len(shapes) == 1:
            return {"type": "Polygon", "coordinates": shapes[0]}
        return {"type": "MultiPolygon", "coordinates": shapes}


def read_outlines(path: Path) -> dict[str, Outline]:
    """All outlines of a file by P-code; several features of one P-code are taken together.

    Raises Refused: UNREADABLE (no JSON), NOT_A_MAP (neither TopoJSON nor GeoJSON), NOT_IN_DEGREES, NO_PCODES.
    """
    shapes: dict[str, list[list[Ring]]] = {}
    for properties, polygons in _read(path):
        held = shapes.setdefault(pcode_of(properties), [])
        held += [rings for rings in polygons if rings not in held]
    outlines = {pcode: _outline(polygons) for pcode, polygons in shapes.items() if pcode}
    found = {pcode: outline for pcode, outline in outlines.items() if outline.polygons}
    if not found:
        text = say("No feature of %(file)s has both a P-code and an outline.", file=path.name)
        raise Refused(Fault("NO_PCODES", "", text))
    return found


def _outline(shapes: list[list[Ring]]) -> Outline:
    """Outlines that others have simplified come with bow ties, spikes and parts that share an edge."""
    solid = [rings for rings in shapes if len(set(rings[0])) > 2]
    given = MultiPolygon([Polygon(shell, holes) for shell, *holes in solid])
    sound = given if given.is_valid else shapely.make_valid(given)
    parts = shapely.get_parts(shapely.get_parts(sound))
    polygons = [orient(part) for part in parts if isinstance(part, Polygon) and not part.is_empty]
    return Outline(polygons, not given.is_valid)


def pcode_of(properties: dict[str, Any]) -> str:
    """The P-code among a feature's properties: `pcode`, or the deepest of ADM1_PCODE, admin2Pcode ...

    Where that is blank the area has none: the P-codes above it are those of other areas.
    """
    found = {int(match[1] or _PLAIN): value for match, value in _pcodes(properties)}
    deepest = found[max(found)] if found else ""
    return deepest.strip() if isinstance(deepest, str) else ""


def _pcodes(properties: dict[str, Any]) -> Iterator[tuple[re.Match[str], Any]]:
    for name, value in properties.items():
        match = _PCODE.fullmatch(name)
        if match:
            yield match, value


def _read(path: Path) -> list[Shape]:
    try:
        shapes = list(_shapes(orjson.loads(path.read_bytes())))
    except (OSError, orjson.JSONDecodeError) as broken:
        text = say("%(file)s cannot be read as JSON. Give a TopoJSON or GeoJSON file.", file=path.name)
        raise Refused(Fault("UNREADABLE", "", text)) from broken
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as broken:
        text = say("%(file)s is neither a TopoJSON topology nor a GeoJSON feature collection.", file=path.name)
        raise Refused(Fault("NOT_A_MAP", "", text)) from broken
    if not all(_is_on_earth(ring) for _properties, polygons in shapes for rings in polygons for ring in rings):
        text = say("The positions in %(file)s are not degrees. Export the file as WGS84 (EPSG:4326).", file=path.name)
        raise Refused(Fault("NOT_IN_DEGREES", "", text))
    return shapes


def _shapes(document: dict[str, Any]) -> Iterator[Shape]:
    if document["type"] == "Topology":
        arcs = [_arc(line, document.get("transform")) for line in document["arcs"]]
        for collection in document["objects"].values():
            for shape in collection["geometries"]:
                yield shape.get("properties") or {}, _polygons(shape, "arcs", lambda parts: _joined(parts, arcs))
    else:
        for feature in document["features"]:
            yield feature.get("properties") or {}, _polygons(feature["geometry"] or {}, "coordinates", _ring)


def _polygons(shape: dict[str, Any], key: str, ring: Callable[[Any], Ring]) -> list[list[Ring]]:
    """The polygons of a shape; points and lines have none."""
    kind = shape.get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        return []
    polygons = [shape[key]] if kind == "Polygon" else shape[key]
    return [[ring(line) for line in polygon] for polygon in polygons]


def _ring(positions: list[list[float]]) -> Ring:
    """A ring from positions, the last of which repeats the first; heights are left out."""
    return [_rounded(position[0], position[1]) for position in positions[:-1]]


def _arc(line: list[list[float]], transform: dict[str, list[float]] | None) -> list[tuple[float, float]]:
    """The positions of an arc in degrees; with a transform its numbers are steps on a grid."""
    if transform is None:
        return [(position[0], position[1]) for position in line]
    (scale_x, scale_y), (west, south) = transform["scale"], transform["translate"]
    steps = accumulate(line, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return [(x * scale_x + west, y * scale_y + south) for x, y, *_ in steps]


def _joined(parts: list[int], arcs: list[list[tuple[float, float]]]) -> Ring:
    """A ring of arcs laid end to end; the number ~i means arc i backwards."""
    lines = [arcs[part] if part >= 0 else arcs[~part][::-1] for part in parts]
    return [_rounded(x, y) for line in lines for x, y in line[:-1]]


def _rounded(longitude: float, latitude: float) -> tuple[float, float]:
    return round(longitude, _DECIMALS), round(latitude, _DECIMALS)


def _is_on_earth(ring: Ring) -> bool:
    return all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)


def _positions(ring: Any) -> list[list[float]]:
    return [list(_rounded(x, y)) for x, y in ring.coords]
