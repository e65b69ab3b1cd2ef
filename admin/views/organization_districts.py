"""Where an organisation works, on its page: districts with the number of its interventions."""

from dataclasses import dataclass

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.small_map import SmallMap, districts_map
from admin.words.formatting import link, number_text
from admin.words.naming import area_paths
from tansiq.language.words import gettext
from tansiq.models import Area, Organization
from tansiq.organizations.presence import MOST, districts_of
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class WorkDistricts:
    """(district, number of interventions) of the first districts, and how many districts there are, and where."""

    shown: list[tuple[Markup, int]]
    how_many: str
    small_map: SmallMap | None


def work_districts(row: Organization) -> WorkDistricts:
    """The districts in which an organisation works, the one with most interventions first; some statements."""
    found = districts_of(viewer(), row)
    ids = [presence.district_id for presence in found]
    areas = {area.id: area for area in visible(Area, viewer()).where(Area.id.in_(ids))} if ids else {}
    ways = area_paths(areas.values(), viewer())
    shown = [
        (link(areas[one.district_id], ways[one.district_id]), one.intervention_count)
        for one in found[:MOST]
        if one.district_id in areas
    ]
    picture = districts_map(ids)
    count = number_text(MOST if len(found) > MOST else len(shown))
    return WorkDistricts(shown, gettext("more than %(count)s", count=count) if len(found) > MOST else count, picture)
