"""What interventions have by their sites, as columns of their list: the first few places by name, and the people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.words.formatting import NO_VALUE, DisplayRows, bdi, display_rows, value_markup, value_text
from admin.words.naming import paths_by_id
from tansiq.language.words import ngettext
from tansiq.models import Site
from tansiq.policy.visibility import visible

NAMED = 2
"""Places that a cell of the list names; a file names all."""


PEOPLE = ("targeted", "reached")
"""Persons, added up over the sites of one intervention; it serves one sector."""


@dataclass(frozen=True)
class RowsWithPlaces(DisplayRows):
    """Interventions by id with the names of the areas of their sites, in the order of the sites, and their people."""

    places: dict[int, list[str]]
    people: dict[int, dict[str, int | None]]

    def value(self, row: Any, name: str) -> Markup:
        if name in PEOPLE:
            return value_markup(name, self.people.get(row.id, {}).get(name))
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
        if name in PEOPLE:
            return value_text(name, self.people.get(row.id, {}).get(name))
        return " | ".join(self.places.get(row.id, [])) if name == "places" else super().text(row, name)


def rows_with_places(rows: Sequence[Any], names: Iterable[str]) -> DisplayRows:
    """Interventions with what the columns `names` refer to; places and people are read where they are among them."""
    columns = list(names)
    found = display_rows(rows, columns, viewer())
    is_told = not {"places", *PEOPLE}.isdisjoint(columns)
    sites = _standing_sites([row.id for row in rows]) if is_told else []
    places = _places(sites) if "places" in columns else {}
    return RowsWithPlaces(found.rows, found.parents, found.paths, places, _people(sites))


class StandingSite(NamedTuple):
    """Of a site what its intervention tells of it; ids, and persons."""

    intervention: int
    area: int
    targeted: int | None
    reached: int | None


def _standing_sites(ids: list[int]) -> list[StandingSite]:
    """The standing sites of some interventions, each one's in their order: one statement for places and people."""
    columns = [getattr(Site, name) for name in StandingSite._fields]
    query: Any = visible(Site, viewer()).where(Site.intervention.in_(ids) & Site.archived_at.is_null())
    rows = query.select(*columns).order_by(Site.intervention, Site.number).tuples()
    return [StandingSite(*row) for row in rows]


def _people(sites: Iterable[StandingSite]) -> dict[int, dict[str, int | None]]:
    """By intervention, the people of its standing sites; None where no site tells a number."""
    people: dict[int, dict[str, int | None]] = {}
    for site in sites:
        sums = people.setdefault(site.intervention, dict.fromkeys(PEOPLE))
        for name, number in zip(PEOPLE, (site.targeted, site.reached), strict=True):
            # SQLite may hold what is no number, which the form of the site asks to have corrected.
            if isinstance(number, int):
                sums[name] = (sums[name] or 0) + number
    return people


def _places(sites: Iterable[StandingSite]) -> dict[int, list[str]]:
    """By intervention, where its standing sites are: in no statement more than naming them takes."""
    by_id: dict[int, dict[int, None]] = {}
    for site in sites:
        by_id.setdefault(site.intervention, {})[site.area] = None
    names = paths_by_id({area for found in by_id.values() for area in found}, viewer())
    return {row_id: [names[area] for area in found if area in names] for row_id, found in by_id.items()}
