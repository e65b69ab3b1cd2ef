"""The places of interventions as a column of their list: the areas of their sites, the first few by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.words.formatting import NO_VALUE, DisplayRows, bdi, display_rows
from admin.words.naming import area_paths
from tansiq.language.words import ngettext
from tansiq.models import Area, Site
from tansiq.policy.visibility import visible

NAMED = 2
"""Places that a cell of the list names; a file names all."""


@dataclass(frozen=True)
class RowsWithPlaces(DisplayRows):
    """Interventions with the names of the areas of their sites, by id, in the order of the sites."""

    places: dict[int, list[str]]

    def value(self, row: Any, name: str) -> Markup:
        if name != "places":
            return super().value(row, name)
        found = self.places.get(row.id, [])
        lines = [bdi(place) for place in found[:NAMED]]
        if more := len(found) - len(lines):
            lines.append(
                Markup('<span class="more">{}</span>').format(
                    ngettext("and %(count)s more", "and %(count)s more", more)
                )
            )
        return Markup("<br>").join(lines) or NO_VALUE

    def text(self, row: Any, name: str) -> str:
        return " | ".join(self.places.get(row.id, [])) if name == "places" else super().text(row, name)


def rows_with_places(rows: Sequence[Any], names: Iterable[str]) -> DisplayRows:
    """Interventions with what the columns `names` refer to; places are read where they are among them."""
    columns = list(names)
    found = display_rows(rows, columns, viewer())
    if "places" not in columns:
        return found
    return RowsWithPlaces(found.rows, found.parents, found.paths, _places([row.id for row in rows]))


def _places(ids: list[int]) -> dict[int, list[str]]:
    """By intervention, where its standing sites are: two statements, and one for the areas above."""
    sites = visible(Site, viewer()).where(Site.intervention.in_(ids) & Site.archived_at.is_null())
    pairs: Any = sites.select(Site.intervention, Site.area).order_by(Site.intervention, Site.number).tuples()
    by_id: dict[int, dict[int, None]] = {}
    for intervention_id, area_id in pairs:
        by_id.setdefault(intervention_id, {})[area_id] = None
    areas = {area_id for found in by_id.values() for area_id in found}
    names = area_paths(visible(Area, viewer()).where(Area.id.in_(areas)), viewer()) if areas else {}
    return {row_id: [names[area] for area in found if area in names] for row_id, found in by_id.items()}
