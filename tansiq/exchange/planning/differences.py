"""What a row says differently from what is stored, as {field: [old, new]}; nothing else is ever written.

Facts that no column of the sheet speaks of are defaults, and never differ.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.planning.context import Facts
from tansiq.language.arabic import fold
from tansiq.models import Intervention, ReachedFigure, Site
from tansiq.models.reached_figure import MONTHS
from tansiq.models.site import OF_LAST_MONTH

Differences = dict[str, list[Any]]


def of_site(site: Site, facts: Facts) -> Differences:
    """The differences of a site; "area" is compared by id, and a new area has none yet."""
    changes = _differing(site, facts.site, facts.spoken)
    if facts.place is not None and facts.place.id != site.area_id:
        changes["area"] = [site.area_id, facts.place]
    if figures := facts.site.get(MONTHS):
        known = _figures(site)
        told = {month: people for month, people in known.items() if month in figures}
        changes |= {MONTHS: [told, figures]} if told != figures else {}
        if max(figures) < max((month for month, people in known.items() if people is not None), default=date.min):
            # A row of an earlier month does not say how many of those reached until now are women.
            changes = {name: pair for name, pair in changes.items() if name not in OF_LAST_MONTH}
    return changes


def _figures(site: Site) -> dict[date, int | None]:
    """The standing figures of a stored site by month."""
    own = (ReachedFigure.site == site.id) & ReachedFigure.archived_at.is_null()
    rows = ReachedFigure.select(ReachedFigure.month, ReachedFigure.people).where(own)
    return dict(iter(rows.tuples().execute()))


def of_intervention(row: Intervention, facts: Facts, loosely: bool = False) -> Differences:
    """The differences of an intervention but for its partners; references are ids, new ones the thing itself.

    Read `loosely`, texts that are equal but for capitals, spaces and signs do not differ.
    """
    changes = _differing(row, facts.intervention, facts.spoken)
    if loosely:
        changes = {name: pair for name, pair in changes.items() if not _is_same_text(*pair)}
    if facts.organization is not None and facts.organization.id != row.organization_id:
        changes["organization"] = [row.organization_id, facts.organization]
    if "project" in facts.spoken and (facts.project.id if facts.project else None) != row.project_id:
        changes["project"] = [row.project_id, facts.project]
    return changes


def of_partners(stored: Mapping[str, set[int]], facts: Facts) -> dict[str, tuple[OrganizationEntry, ...]]:
    """The roles whose partners differ, each with all partners that it has from now on."""
    said = {role: organizations for role, organizations in facts.partners.items() if role in facts.spoken}
    return {
        role: organizations
        for role, organizations in said.items()
        if {organization.id for organization in organizations} != stored.get(role, set())
    }


def of_items(stored: Collection[int], facts: Facts) -> tuple[int, ...]:
    """The items that a row names and to which the intervention is not committed yet. A code that was taken out of a
    sheet takes no commitment back: that is done where the commitment stands."""
    return tuple(item for item in facts.items if item not in stored)


def _is_same_text(old: Any, new: Any) -> bool:
    return isinstance(old, str) and isinstance(new, str) and bool(fold(old)) and fold(old) == fold(new)


def _differing(row: Intervention | Site, said: Mapping[str, Any], spoken: Collection[str]) -> Differences:
    return {
        name: [row.entered(name), value]
        for name, value in said.items()
        if name in spoken and row.entered(name) != value
    }
