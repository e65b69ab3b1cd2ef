"""Interventions as portals send them: the rows of one, filled as a form fills them.

InterventionInput -> Entry(intervention, partners, sites), unknown names gathered
"""

from typing import Any

import strawberry

from api.context import Context
from api.filters.lookup import area_by_pcode, row_by_code
from api.types.extra_input import enter_extra
from api.types.proposal_inputs import InterventionInput, SiteInput
from api.types.proposing import fill, found_or_new, gathered, referred_id
from tansiq import intervention_entry
from tansiq.faults import Fault
from tansiq.intervention_entry import Entry
from tansiq.language.words import say
from tansiq.models import ActivityType, Intervention, Organization, PopulationGroup, Sector, Site

_PLAIN = (
    "title_ar", "title_en", "status", "modality", "starts_on", "ends_on", "budget", "currency", "remarks",
    "is_published",
)  # fmt: skip
_CODED: dict[str, Any] = {"sector": Sector, "activity_type": ActivityType}


def entry_as_sent(context: Context, given: InterventionInput, unknown: list[Fault]) -> tuple[Entry, list[Site]]:
    """The intervention as it is to be, and its sites in the order in which they were sent; what it names and nobody
    knows is added to `unknown`. Raises Refused(NOT_FOUND) at "id"."""
    entry = _entry(context, given, unknown)
    return entry, [_changed_site(context, entry, one, place, unknown) for place, one in enumerate(given.sites or ())]


def _entry(context: Context, given: InterventionInput, unknown: list[Fault]) -> Entry:
    row = found_or_new(context, Intervention, given.id)
    fill(row, given, _PLAIN)
    for name, model in _CODED.items():
        code = getattr(given, name)
        if code is not strawberry.UNSET:
            with gathered(unknown):
                setattr(row, f"{name}_id", row_by_code(context, model, code, name).id if code else None)
    if given.organization is not strawberry.UNSET:
        with gathered(unknown):
            row.organization_id = referred_id(context, Organization, given.organization, "organization")
    entry = intervention_entry.held(context.viewer, row) if row.id else Entry(row)
    entry.intervention = row
    if given.partners is not None:
        entry.partners = []
        for position, one in enumerate(given.partners):
            partner = {"organization": None, "role": one.role.value}
            with gathered(unknown):
                place = f"partners.{position}.organization"
                partner["organization"] = referred_id(context, Organization, one.organization, place)
            entry.partners.append(partner)
    enter_extra(context, row, given.extra, unknown)
    return entry


def _changed_site(context: Context, entry: Entry, given: SiteInput, position: int, unknown: list[Fault]) -> Site:
    """Change the site with the given number, or add one; `position` is where it stands in what was sent."""
    place = f"sites.{position}"
    site = next((one for one in entry.sites if one.number == given.number), None) if given.number else None
    if given.number and site is None:
        unknown.append(Fault("NOT_FOUND", f"{place}.number", say("There is no site with this number.")))
    if site is None:
        site = Site()
        entry.sites.append(site)
    with gathered(unknown):
        site.area_id = area_by_pcode(context, given.area, f"{place}.area").id
    with gathered(unknown):
        site.population_group_id = row_by_code(
            context, PopulationGroup, given.population_group, f"{place}.population_group"
        ).id
    site.targeted, site.reached = given.targeted, given.reached
    enter_extra(context, site, given.extra, unknown, f"{place}.")
    return site
