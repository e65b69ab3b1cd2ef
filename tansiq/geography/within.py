"""Asking about an area and all that lies in it."""

from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Ids, Viewer
from tansiq.policy.visibility import visible


def find_area(viewer: Viewer, area: Area | str) -> Area:
    """The area itself, or the one with this P-code. Raises Refused(NOT_FOUND) on the field "within"."""
    if isinstance(area, Area):
        return area
    found: Area | None = visible(Area, viewer).where(Area.pcode == area.strip()).first()
    if found is None:
        text = say("There is no area with the P-code %(pcode)s.", pcode=area)
        raise Refused(Fault("NOT_FOUND", "within", text))
    return found


def lies_in(table: Any, area: Area) -> Any:
    """The SQL condition that a site or an area (`table`, or an alias) lies in `area` or is it.

    Works on tables that carry the ancestors of their area; a settlement contains only itself.
    """
    if area.level < len(ANCESTORS):
        return getattr(table, ANCESTORS[area.level]) == area.id
    return getattr(table, "area", table.id) == area.id


def lie_in(area_ids: Ids, area: Area) -> bool:
    """Whether all these areas lie in `area` or are it."""
    ids = sorted(area_ids)
    return int(Area.select().where(Area.id.in_(ids), lies_in(Area, area)).count()) == len(ids)
