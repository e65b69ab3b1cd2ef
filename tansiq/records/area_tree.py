"""The tree of areas: the ancestors written on each area, and the closure table for overlap joins.

Area      country  governorate  district  subdistrict        AreaClosure
YE        YE       -            -         -                  (YE, YE, 0)
YE12      YE       YE12         -         -                  (YE12, YE12, 0) (YE, YE12, 1)
YE1211    YE       YE12         YE1211    -                  ... depth 0, 1, 2
"""

from collections.abc import Iterable
from typing import Any

from tansiq.models import Area, AreaClosure, Site
from tansiq.models.area import ANCESTORS
from tansiq.records.prepared import own_id


def ancestor_ids(area: Area) -> dict[str, int | None]:
    """The ids of the ancestors of a saved area, itself included, by the names in ANCESTORS."""
    parent = Area.get_or_none(Area.id == area.parent_id) if area.parent_id else None
    found = {name: getattr(parent, f"{name}_id") if parent else None for name in ANCESTORS}
    if area.level < len(ANCESTORS):
        found[ANCESTORS[area.level]] = area.id
    return found


def place_area(area: Area) -> None:
    """Write the ancestors and the closure of a saved area, and of all that lies in it where it has moved."""
    found = ancestor_ids(area)
    has_moved = any(getattr(area, f"{name}_id") != found[name] for name in ANCESTORS)
    if not has_moved and AreaClosure.select().where(AreaClosure.descendant == area.id).exists():
        return
    _write(area, found)
    for child in Area.select().where(Area.parent == area.id):
        place_area(child)


def _write(area: Area, found: dict[str, int | None]) -> None:
    for name, value in found.items():
        setattr(area, name, value)
    Area.update(**found).where(Area.id == area.id).execute()
    Site.update(**found).where(Site.area == area.id).execute()
    AreaClosure.delete().where(AreaClosure.descendant == area.id).execute()
    AreaClosure.insert_many([{**row, **own_id(AreaClosure)} for row in closure_rows([area])]).execute()


def closure_rows(areas: Iterable[Area]) -> list[dict[str, Any]]:
    """The closure rows of areas whose ancestors are written and whose settlements know their parent."""
    rows = []
    for area in areas:
        above = [getattr(area, f"{name}_id") for name in ANCESTORS]
        line = [found for found in above if found is not None and found != area.id]
        rows += [
            {"ancestor": ancestor, "descendant": area.id, "depth": depth}
            for depth, ancestor in enumerate([area.id, *reversed(line)])
        ]
    return rows
