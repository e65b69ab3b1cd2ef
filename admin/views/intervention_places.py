"""What interventions have by their sites, as columns of their list: the first few places by name, and the people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from peewee import fn

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
    columns, ids = list(names), [row.id for row in rows]
    found = display_rows(rows, columns, viewer())
    places = _places(ids) if "places" in columns else {}
    people = _people(ids) if not set(PEOPLE).isdisjoint(columns) else {}
    return RowsWithPlaces(found.rows, found.parents, found.paths, places, people)


def _people(ids: list[int]) -> dict[int, dict[str, int | None]]:
    """By intervention, the people of its standing sites; None where no site tells a number."""
    sums = [fn.SUM(getattr(Site, name)) for name in PEOPLE]
    found: Any = _standing(ids).select(Site.intervention, *sums).group_by(Site.intervention).tuples()
    return {
        row_id: {name: _whole(number) for name, number in zip(PEOPLE, told, strict=True)} for row_id, *told in found
    }


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def _standing(ids: list[int]) -> Any:
    return visible(Site, viewer()).where(Site.intervention.in_(ids) & Site.archived_at.is_null())


def _places(ids: list[int]) -> dict[int, list[str]]:
    """By intervention, where its standing sites are: two statements, and one for the areas above."""
    pairs: Any = _standing(ids).select(Site.intervention, Site.area).order_by(Site.intervention, Site.number).tuples()
    by_id: dict[int, dict[int, None]] = {}
    for intervention_id, area_id in pairs:
        by_id.setdefault(intervention_id, {})[area_id] = None
    areas = {area_id for found in by_id.values() for area_id in found}
    names = paths_by_id(areas, viewer())
    return {row_id: [names[area] for area in found if area in names] for row_id, found in by_id.items()}
