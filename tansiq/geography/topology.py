"""Shapes as TopoJSON for the browser: simplified, on a grid, and every shared border written once."""

from typing import Any

import orjson
import shapely
from shapely.geometry import GeometryCollection, mapping
from topojson.core.topology import Topology

from tansiq.geography.file_cache import kept
from tansiq.geography.shapes import Shapes
from tansiq.platform.lru import Recent

DETAIL, COARSE = 1_000, 300
"""Bends smaller than such a part of the map are straightened; a map of very many areas is coarser."""
MANY = 500
STEPS = 4
"""Steps of the grid in the smallest bend that is kept."""

_made: Recent[bytes] = Recent(64)


def topology(shapes: Shapes) -> bytes:
    """A TopoJSON topology whose one object "areas" holds a geometry for each area, with its id; WGS84.

    Kept in memory and in the folder of the shapes. Without shapes its list of geometries is empty.
    """
    name = f"{shapes.country}-{shapes.mark}-{shapes.within}-{shapes.level}.json"
    key = (shapes.folder, name)
    return _made.get(key, lambda: kept(shapes.folder, name, lambda: _topology(shapes), _checked))


def simplified(shapes: Shapes, parts: int) -> dict[int, Any]:
    """The geometries without bends smaller than one of so many `parts` of the map; borders stay shared."""
    if not shapes.geometries:
        return {}
    ids, whole = list(shapes.geometries), list(shapes.geometries.values())
    west, south, east, north = GeometryCollection(whole).bounds
    found = shapely.coverage_simplify(whole, max(east - west, north - south) / parts)
    pairs = zip(ids, whole, found, strict=True)
    return {area: whole if simple is None or simple.is_empty else simple for area, whole, simple in pairs}


def _topology(shapes: Shapes) -> bytes:
    if not shapes.geometries:
        return orjson.dumps({"type": "Topology", "arcs": [], "objects": {"areas": _collection([])}})
    parts = DETAIL if len(shapes.geometries) < MANY else COARSE
    features = [
        {"type": "Feature", "id": area, "properties": {}, "geometry": mapping(shape)}
        for area, shape in simplified(shapes, parts).items()
    ]
    made = Topology({"type": "FeatureCollection", "features": features}, prequantize=STEPS * parts)
    found = made.to_dict()
    slim = [{k: one[k] for k in ("type", "arcs", "id") if k in one} for one in found["objects"]["data"]["geometries"]]
    known = {name: found[name] for name in ("type", "transform", "arcs", "bbox")}
    return orjson.dumps({**known, "objects": {"areas": _collection(slim)}}, option=orjson.OPT_SERIALIZE_NUMPY)


def _collection(geometries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": geometries}


def _checked(content: bytes) -> bytes:
    """The content of a file, if it is whole. Raises ValueError where it is not."""
    orjson.loads(content)
    return content
