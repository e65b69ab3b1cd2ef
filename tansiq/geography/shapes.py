"""The shapes of one level within an area: what one map shows.

tables --stamps--> mark of the country --in memory, else in a folder, else built--> layers --level, within--> Shapes
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

from tansiq.geography.cells import Geometry
from tansiq.geography.file_cache import cached_file, remove_stale
from tansiq.geography.layers import LOWEST, MapArea, Shape, build, packed, read_outlines, read_places, unpacked
from tansiq.models import Area, AreaBoundary, data_stamps
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

MAKE = 1
"""Grows whenever shapes are computed otherwise, so that kept ones are not taken for new ones."""


@dataclass(frozen=True)
class Shapes:
    """The areas of `level` within the area `within`, drawn in degrees.

    `mark` changes with the shapes, and is fit for addresses and names of files. `left_out` holds the ids of
    areas that have neither outline nor centre point.
    """

    within: int
    level: int
    mark: str
    geometries: Mapping[int, Geometry]
    is_approximate: bool
    left_out: tuple[int, ...]
    folder: Path
    country: int


class _Country(NamedTuple):
    mark: str
    places: list[MapArea]
    shapes: dict[int, Shape]


_countries: LruCache[_Country] = LruCache(8)


def shapes_within(area: Area, level: int, folder: Path) -> Shapes:
    """The shapes of the areas of `level` (0-3) in `area`, itself included; computed ones are kept in `folder`.

    A level that has no shapes, or lies above the area, gives none.
    """
    country = _country(area.country_id or area.id, folder)
    inside = [
        place.id
        for place in country.places
        if place.level == level and area.level <= LOWEST and place.ancestors[area.level] == area.id
    ]
    found = {area_id: country.shapes[area_id] for area_id in inside if area_id in country.shapes}
    return Shapes(
        within=area.id,
        level=level,
        mark=country.mark,
        geometries={area_id: shape.geometry for area_id, shape in found.items()},
        is_approximate=any(shape.is_approximate for shape in found.values()),
        left_out=tuple(area_id for area_id in inside if area_id not in found),
        folder=folder,
        country=area.country_id or area.id,
    )


def _country(country_id: int, folder: Path) -> _Country:
    known = data_stamps.stamps_of_now()
    stamps = tuple(known.get(data_stamps.table_name(model), 0) for model in (Area, AreaBoundary))
    return _countries.get((db.obj, country_id, stamps), lambda: _read(country_id, folder))


def _read(country_id: int, folder: Path) -> _Country:
    places, outlines = read_places(country_id), read_outlines(country_id)
    content = orjson.dumps([MAKE, [tuple(place) for place in places], sorted(outlines.items())])
    mark = hashlib.sha256(content).hexdigest()[:12]
    remove_stale(folder, f"{country_id}-", mark)
    shapes = cached_file(folder, f"{country_id}-{mark}.json", lambda: packed(build(places, outlines)), unpacked)
    return _Country(mark, places, shapes)
