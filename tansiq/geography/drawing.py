"""Shapes as paths of SVG, for maps that are drawn on the server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

import shapely
from shapely.geometry import GeometryCollection

from tansiq.geography.shapes import Shapes
from tansiq.geography.topology import simplified

MARGIN = 2.0
"""Units around the shapes, for the width of their lines."""
BEND = 1.25
"""Units of the smallest bend of a border that is drawn."""
GRID = 2
"""Steps of the grid on which borders lie, in one unit: what nobody tells apart is not sent. Neighbours share them."""


@dataclass(frozen=True)
class Drawing:
    """Paths to be put into an SVG with the view box `0 0 width height`; north is up.

    `paths` is path data by area id, `centres` a spot (x, y) inside the largest part of each shape, `sizes` how
    large that part is beside the others'.
    """

    width: float
    height: float
    paths: Mapping[int, str]
    centres: Mapping[int, tuple[float, float]]
    sizes: Mapping[int, float]
    west: float
    north: float
    scale: float
    shrink: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position in degrees lies in the drawing."""
        x, y = (longitude - self.west) * self.shrink * self.scale, (self.north - latitude) * self.scale
        return round(x + MARGIN, 1), round(y + MARGIN, 1)


def draw(shapes: Shapes, width: float = 640, height: float = 480) -> Drawing | None:
    """The shapes within a box of at most `width` by `height` units; None where there is nothing to draw."""
    if not shapes.geometries:
        return None
    west, south, east, north = GeometryCollection(list(shapes.geometries.values())).bounds
    shrink = cos(radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    box = (round(wide * scale + 2 * MARGIN, 1), round(high * scale + 2 * MARGIN, 1))
    empty = Drawing(*box, {}, {}, {}, west, north, scale, shrink)
    found = simplified(shapes, round(max(width, height) / BEND))
    paths = {area: _path(empty, shape) for area, shape in found.items()}
    largest = {area: max(_polygons(shape), key=lambda part: float(part.area)) for area, shape in found.items()}
    centres = {area: _centre(empty, part) for area, part in largest.items()}
    sizes = {area: float(part.area) for area, part in largest.items()}
    return Drawing(*box, paths, centres, sizes, west, north, scale, shrink)


def _path(drawing: Drawing, shape: Any) -> str:
    """Each ring moves to its first position, and closes at its last."""
    return "".join(
        _ring(drawing, ring.coords) for part in _polygons(shape) for ring in (part.exterior, *part.interiors)
    )


def _ring(drawing: Drawing, positions: Iterable[tuple[float, ...]]) -> str:
    """A ring of steps on a grid, each told by how far it is: short numbers that repeat weigh half as much."""
    spots = [_on_grid(drawing, position) for position in positions]
    met = [spot for spot, before in zip(spots, [None, *spots], strict=False) if spot != before]
    corners = met[:-1] or met
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(corners)]
    return f"M{_pair(*corners[0])}{'l' if steps else ''}{_listed(steps)}Z"


def _on_grid(drawing: Drawing, position: tuple[float, ...]) -> tuple[int, int]:
    x, y = drawing.at(*position[:2])
    return round(x * GRID), round(y * GRID)


def _listed(steps: Iterable[tuple[int, int]]) -> str:
    """Pairs behind each other; what is negative needs no space before it."""
    return " ".join(_pair(*step) for step in steps).replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return f"{_number(x)} {_number(y)}".replace(" -", "-")


def _number(steps: int) -> str:
    """A number of steps in units of the drawing: "12", "-.5"."""
    return f"{steps / GRID:g}".replace("0.", ".") if abs(steps) < GRID else f"{steps / GRID:g}"


def _centre(drawing: Drawing, part: Any) -> tuple[float, float]:
    """The middle of the widest place, where a name finds most room."""
    radius = shapely.maximum_inscribed_circle(part, max(part.area**0.5 / 20, 1e-9))
    return drawing.at(*radius.coords[0])


def _polygons(shape: Any) -> list[Any]:
    return [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
