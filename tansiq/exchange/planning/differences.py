"""What a row says differently from what is stored, as {field: [old, new]}; nothing else is ever written.

Facts that no column of the sheet speaks of are defaults, and never differ.
"""

from collections.abc import Mapping
from typing import Any

from tansiq.exchange.lookup.organization_index import Body
from tansiq.exchange.planning.context import Facts
from tansiq.models import Intervention, Site

Told = dict[str, list[Any]]


def of_site(site: Site, facts: Facts) -> Told:
    """The differences of a site; "area" is compared by id, and a new area has none yet."""
    stored = site.__data__
    said = {name: value for name, value in facts.site.items() if name in facts.spoken}
    told = {name: [stored.get(name), value] for name, value in said.items() if stored.get(name) != value}
    if facts.place is not None and facts.place.id != site.area_id:
        told["area"] = [site.area_id, facts.place]
    return told


def of_intervention(row: Intervention, facts: Facts) -> Told:
    """The differences of an intervention but for its partners; references are ids, new ones the thing itself."""
    stored = row.__data__
    said = {name: value for name, value in facts.intervention.items() if name in facts.spoken}
    told = {name: [stored.get(name), value] for name, value in said.items() if stored.get(name) != value}
    if facts.body is not None and facts.body.id != row.organization_id:
        told["organization"] = [row.organization_id, facts.body]
    if "project" in facts.spoken and (facts.venture.id if facts.venture else None) != row.project_id:
        told["project"] = [row.project_id, facts.venture]
    return told


def of_partners(stored: Mapping[str, set[int]], facts: Facts) -> dict[str, tuple[Body, ...]]:
    """The roles whose partners differ, each with all partners that it has from now on."""
    said = {role: bodies for role, bodies in facts.partners.items() if role in facts.spoken}
    return {role: bodies for role, bodies in said.items() if {body.id for body in bodies} != stored.get(role, set())}
