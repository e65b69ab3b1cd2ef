"""Of which organisations a round asks a report, as the register stands: each once, by the one that it stands for.

AT_WORK   sites in the areas of the round, at work within its period, published, not cancelled
KIND      of a kind, and seated or at work there, or saying that they work there
CHOSEN    named by hand
"""

from collections.abc import Sequence
from typing import Any

from peewee import ModelSelect, fn

from tansiq.models import AreaClosure, Organization, Round, RoundArea, RoundOrganization, Site
from tansiq.policy.belonging import concerns, stands


def areas_of(row: Round) -> list[int]:
    """The ids of the areas to which a round is limited; of the one that it is of where it names none."""
    named: Any = RoundArea.select(RoundArea.area).where(RoundArea.round == row.id).order_by(RoundArea.area)
    return [area_id for (area_id,) in named.tuples()] or [row.area_id]


def organizations_asked(row: Round) -> "ModelSelect[Organization]":
    """The standing organisations that are asked, none of which stands for another one."""
    table = Organization
    found: Any = table.select().where(table.archived_at.is_null(), table.canonical.is_null(), _is_asked(row))
    chosen: ModelSelect[Organization] = found.order_by(table.id)
    return chosen


def areas_outside(row: Round) -> Sequence[int]:
    """The ids of the areas named by a round that do not lie in its own."""
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == row.area_id)
    named: Any = RoundArea.select(RoundArea.area).where(RoundArea.round == row.id, RoundArea.area.not_in(within))
    return [area_id for (area_id,) in named.tuples()]


def _is_asked(row: Round) -> Any:
    table, places = Organization, frozenset(areas_of(row))
    if row.round_choice == "CHOSEN":
        named = Organization.alias("named")
        chosen = RoundOrganization.select(RoundOrganization.organization).where(RoundOrganization.round == row.id)
        return table.id.in_(named.select(fn.COALESCE(named.canonical, named.id)).where(named.id.in_(chosen)))
    if row.round_choice == "KIND":
        return (table.kind == row.organization_kind) & concerns(Organization, table, places)
    return table.id.in_(_at_work(row, places))


def _at_work(row: Round, area_ids: frozenset[int]) -> Any:
    """The organisations with work there; a site names the canonical one. What has no last day goes on."""
    there = Site.alias("site_asked")
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(sorted(area_ids)))
    period = row.reported
    begun = there.starts_on.is_null() | (there.starts_on <= period.ends)
    goes_on = there.ends_on.is_null() | (there.ends_on >= period.begins)
    is_work = stands(there) & (there.status != "CANCELLED") & begun & goes_on
    return there.select(there.organization).where(there.area.in_(within), is_work)
