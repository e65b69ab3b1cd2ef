"""A small map on the page of a row: where it is, drawn on the server as SVG, with a sentence that says the same.

area          the areas of its level around it, itself marked
intervention  its sites as points over the districts of their governorate, or over the governorates
organisation  the districts in which it works as points over the governorates
case          its area among those around it, and the sites of all who take part as points
entry         its point in its area, or its area itself
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from peewee import JOIN, fn

from admin.current_viewer import viewer
from admin.panel.file_names import country
from admin.words.naming import name_of
from tansiq.language.words import gettext, ngettext
from tansiq.models import Area, Entry, Intervention, Site
from tansiq.policy.visibility import visible

MOST_POINTS = 300
"""Points that a map shows; more would be one blot."""

MOST_ENTRIES = 1_000
"""Entries of a list that its map shows."""

SUBDISTRICT = 3
"""The finest level of areas that have shapes."""

SIZE = (360, 300)
"""The most that a map is wide and high, in units of its view box."""

Position = tuple[float, float]


@dataclass(frozen=True)
class SmallMap:
    """A map ready to be drawn: its box, the paths around, those that are marked, points, and what it shows in words."""

    width: float
    height: float
    around: list[str]
    marked: list[str]
    points: list[Position]
    description: str
    is_approximate: bool


def area_map(row: Area) -> SmallMap | None:
    """An area among those of its level: a settlement as a point in its sub-district; None without shapes."""
    frame = _surrounding_area(row)
    if frame is None:
        return None
    description = gettext("Map: %(area)s within %(around)s", area=name_of(row), around=name_of(frame))
    if row.level > 3:
        return _drawn_map(frame, 3, description, {row.parent_id or 0}, [(row.longitude, row.latitude)])
    return _drawn_map(frame, max(row.level, 1), description, {row.id})


def case_map(area: Area | None, works: Sequence[Intervention]) -> SmallMap | None:
    """The area of a case, marked, with the sites of some interventions as points; None without shapes."""
    frame = _surrounding_area(area) if area is not None else None
    if area is None or frame is None:
        return None
    query: Any = visible(Site, viewer()).where(
        Site.archived_at.is_null(), Site.intervention.in_([row.id for row in works])
    )
    query = query.join(Area, on=(Site.area == Area.id))
    where = (fn.COALESCE(Site.longitude, Area.longitude), fn.COALESCE(Site.latitude, Area.latitude))
    points = list(query.select(*where).limit(MOST_POINTS).tuples()) if works else []
    description = gettext("Map: who works in %(area)s and around it, within %(around)s", area=name_of(area),
                          around=name_of(frame))  # fmt: skip
    marked = area.parent_id or 0 if area.level > SUBDISTRICT else area.id
    return _drawn_map(frame, min(max(area.level, 1), SUBDISTRICT), description, {marked}, points)


def intervention_map(row: Intervention) -> SmallMap | None:
    """The sites of an intervention as points; None where nothing says where they are."""
    query: Any = visible(Site, viewer()).where(Site.intervention == row.id, Site.archived_at.is_null())
    query = query.join(Area, on=(Site.area == Area.id))
    where = (fn.COALESCE(Site.longitude, Area.longitude), fn.COALESCE(Site.latitude, Area.latitude))
    rows = list(query.select(Site.country, Site.governorate, *where).limit(MOST_POINTS).tuples())
    frame = _common_area(rows)
    if frame is None:
        return None
    description = ngettext(
        "Map: %(count)s site in %(around)s", "Map: %(count)s sites in %(around)s", len(rows), around=name_of(frame)
    )
    return _drawn_map(frame, 2 if frame.level == 1 else 1, description, set(), [(row[2], row[3]) for row in rows])


def districts_map(ids: Sequence[int]) -> SmallMap | None:
    """Districts as points over the governorates of their country."""
    areas = list(visible(Area, viewer()).where(Area.id.in_(list(ids)))) if ids else []
    frame = _common_area([(area.country_id, None) for area in areas])
    if frame is None:
        return None
    count = len(areas)
    description = ngettext(
        "Map: %(count)s district in %(around)s", "Map: %(count)s districts in %(around)s", count, around=name_of(frame)
    )
    return _drawn_map(frame, 1, description, set(), [(area.longitude, area.latitude) for area in areas])


def entry_map(row: Entry) -> SmallMap | None:
    """The point of an entry in its area, or that area; one without an area in the country. None where nothing says
    where it is."""
    place = _area(row.area_id)
    if row.longitude is None:
        return area_map(place) if place is not None else None
    frame = country() if place is None else _surrounding_area(place)
    if frame is None:
        return None
    level, marked = (1, set[int]()) if place is None else (min(max(place.level, 1), 3), {place.id})
    description = gettext("Map: %(area)s within %(around)s", area=name_of(row), around=name_of(frame))
    return _drawn_map(frame, level, description, marked, [(row.longitude, row.latitude)])


def entries_map(rows: Any) -> SmallMap | None:
    """Those of a query of entries that lie somewhere as points: their own, else the centres of their areas; the
    newest MOST_ENTRIES of them. None where none lies anywhere."""
    where = (fn.COALESCE(Entry.longitude, Area.longitude), fn.COALESCE(Entry.latitude, Area.latitude))
    query = rows.join(Area, JOIN.LEFT_OUTER, on=(Entry.area == Area.id)).select(Area.country, Area.governorate, *where)
    found = list(query.where(where[0].is_null(False)).order_by(Entry.id.desc()).limit(MOST_ENTRIES).tuples())
    frame = _common_area(row for row in found if row[0] is not None) or country()
    if frame is None or not found:
        return None
    description = ngettext(
        "Map: %(count)s record in %(around)s", "Map: %(count)s records in %(around)s", len(found), around=name_of(frame)
    )
    return _drawn_map(frame, 2 if frame.level == 1 else 1, description, set(), [(row[2], row[3]) for row in found])


def _surrounding_area(row: Area) -> Area | None:
    """Around: of a settlement or sub-district its district, of a district its governorate, else the country."""
    above = {2: row.governorate_id, 3: row.district_id, 4: row.district_id}.get(row.level, row.country_id)
    return _area(above)


def _common_area(rows: Iterable[Sequence[Any]]) -> Area | None:
    """The one governorate in which all rows of (country, governorate, ...) lie, else their one country."""
    found = list(rows)
    governorates, countries = ({row[1] for row in found}, {row[0] for row in found})
    if len(governorates) == 1 and None not in governorates:
        return _area(governorates.pop())
    return _area(countries.pop()) if len(countries) == 1 else None


def _area(area_id: int | None) -> Area | None:
    return visible(Area, viewer()).where(Area.id == area_id).first() if area_id else None


def _drawn_map(
    frame: Area, level: int, description: str, marked: set[int], where: Sequence[tuple[float | None, float | None]] = ()
) -> SmallMap | None:
    from tansiq.geography.drawing import draw
    from tansiq.geography.shapes import shapes_within

    shapes = shapes_within(frame, level, Path(current_app.instance_path) / "shapes")
    drawing = draw(shapes, *SIZE)
    if drawing is None:
        return None
    known = sorted(
        {(longitude, latitude) for longitude, latitude in where if longitude is not None and latitude is not None}
    )
    points = [drawing.at(*one) for one in known]
    inside = [(x, y) for x, y in points if 0 <= x <= drawing.width and 0 <= y <= drawing.height]
    if not marked & set(drawing.paths) and not inside:
        return None
    return SmallMap(
        drawing.width,
        drawing.height,
        [path for area, path in drawing.paths.items() if area not in marked],
        [path for area, path in drawing.paths.items() if area in marked],
        inside,
        description,
        shapes.is_approximate,
    )
