"""Who has not reported in a round, by area, and whom to call there: those due first, then by name.

An organisation stands under each area right below that of the round in which it works; under its seat where it works
in none, and under all of the area where it has neither there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tansiq.language.words import data_language
from tansiq.models import Area, AreaClosure, Organization, OrganizationContact, Round, RoundReport, Site
from tansiq.models.round_report import COMPLETE_STATES
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.counts import expected_reports


class Lacking(NamedTuple):
    """A report that is not there, with its organisation and the people to call, as far as they are to be known."""

    report: RoundReport
    organization: Organization
    contacts: Sequence[OrganizationContact]


def who_has_not(viewer: Viewer, row: Round) -> Mapping[Area | None, Sequence[Lacking]]:
    """By area right below that of the round, in the order of their names; None for those of no area there."""
    lacking = _lacking(viewer, row)
    ids = [one.organization.id for one in lacking]
    places, areas = _places(row, ids), {area.id: area for area in _below(row)}
    nowhere: list[Area | None] = [None]
    found: dict[Area | None, list[Lacking]] = {area: [] for area in areas.values()}
    for one in lacking:
        own: list[Area | None] = [
            areas[area_id] for area_id in sorted(places.get(one.organization.id, ())) if area_id in areas
        ]
        for area in own or nowhere:
            found.setdefault(area, []).append(one)
    return {area: told for area, told in found.items() if told}


def reports_told(viewer: Viewer, row: Round) -> Sequence[RoundReport]:
    """All expected reports of a round that `viewer` may see, by the names of their organisations."""
    order = getattr(Organization, f"name_order_{data_language()}")
    return list(expected_reports(viewer, row).order_by(order, RoundReport.id))


def _lacking(viewer: Viewer, row: Round) -> list[Lacking]:
    reports = [one for one in reports_told(viewer, row) if one.round_state not in COMPLETE_STATES]
    wanted = id_list({one.organization_id for one in reports})
    known = {one.id: one for one in Organization.select().where(among(Organization.id, wanted))}
    contacts: dict[int, list[OrganizationContact]] = {}
    table: Any = OrganizationContact
    there = visible(OrganizationContact, viewer).where(among(table.organization, wanted), table.archived_at.is_null())
    for contact in there.order_by(table.id):
        contacts.setdefault(contact.organization_id, []).append(contact)
    return [Lacking(one, known[one.organization_id], contacts.get(one.organization_id, ())) for one in reports]


def _below(row: Round) -> Sequence[Area]:
    order = getattr(Area, f"name_order_{data_language()}")
    return list(Area.select().where(Area.parent == row.area_id, Area.archived_at.is_null()).order_by(order, Area.id))


def _places(row: Round, organization_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """By id of an organisation: the ids of the areas right below that of the round in which it works, or is seated."""
    below, closure = Area.alias("area_below"), AreaClosure.alias("within_it")
    wanted, found = id_list(organization_ids), dict[int, set[int]]()
    work: Any = Site.select(Site.organization, closure.ancestor).distinct()
    work = work.join(closure, on=(closure.descendant == Site.area)).join(below, on=(below.id == closure.ancestor))
    for organization_id, area_id in work.where(
        below.parent == row.area_id, among(Site.organization, wanted), stands(Site)
    ).tuples():
        found.setdefault(organization_id, set()).add(area_id)
    seat: Any = Organization.select(Organization.id, closure.ancestor)
    seat = seat.join(closure, on=(closure.descendant == Organization.home_area))
    seat = seat.join(below, on=(below.id == closure.ancestor))
    for organization_id, area_id in seat.where(below.parent == row.area_id, among(Organization.id, wanted)).tuples():
        found.setdefault(organization_id, {area_id})
    return found
