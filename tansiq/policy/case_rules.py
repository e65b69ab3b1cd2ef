"""Who reads cases of duplication: officers, the organisations that take part in them, and portals within their limits.

A case consists of interventions that are published, so that nothing hidden is in one: who takes part, how many and why
is public to all who read cases at all. What is written in a case goes with it.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import Any

from peewee import SQL, fn

from tansiq import models
from tansiq.models.data_stamps import table_name
from tansiq.policy.belonging import NOBODY, Condition, area_ids_within
from tansiq.policy.deed_rules import among_officers
from tansiq.policy.viewer import Ids, Viewer


def case(table: Any, viewer: Viewer) -> Condition:
    """Administrators, auditors and officers of any area read all cases, partners those of their organisations, and a
    portal those within its limits that it has the scope for."""
    if viewer.reads_all or viewer.area_ids:
        return None
    if viewer.portal is None:
        return _of_organizations(table, viewer.organization_ids) if viewer.organization_ids else NOBODY
    portal = viewer.portal
    if "duplication:read" not in portal.scopes:
        return NOBODY
    limits = [table.archived_at.is_null()]
    if portal.area_ids:
        limits.append(table.area.in_(area_ids_within(portal.area_ids)))
    if portal.organization_ids:
        limits.append(_of_organizations(table, portal.organization_ids))
    return reduce(and_, limits)


def is_looked_up(parent: Any, viewer: Viewer) -> bool:
    """Whether it is asked of each part by its key whether the row above is seen: a portal without a limit of
    organisations sees nearly all cases and what is arranged in them, and a list of these would be made for each page
    of parts. Whoever sees few has them listed."""
    is_many = viewer.portal is not None and not viewer.portal.organization_ids
    return is_many and parent in (models.OverlapCase, models.Arrangement)


def looked_up(parent: Any, key: Any, allowed_of: Callable[[Any], Condition]) -> Condition:
    """The condition that the row with this key is seen, of which no list is made of all that are."""
    above = parent.alias(f"{table_name(parent)}_above")
    allowed = allowed_of(above)
    if allowed is None or allowed is NOBODY:
        return allowed
    # OFFSET keeps PostgreSQL from making a join of it, for which it reads all cases.
    return fn.EXISTS(above.select(SQL("1")).where((above.id == key) & allowed).offset(0))


def avoided(table: Any, viewer: Viewer) -> Condition:
    """Overlaps that were avoided at entry: officers, and portals with the scope within their areas. Whose they would
    have been is not known, so that a portal of some organisations reads none."""
    if viewer.portal is None:
        return among_officers(table, viewer)
    portal = viewer.portal
    if "duplication:read" not in portal.scopes or portal.organization_ids:
        return NOBODY
    return table.area.in_(area_ids_within(portal.area_ids)) if portal.area_ids else None


def _of_organizations(table: Any, organization_ids: Ids) -> Condition:
    """The condition that one of some organisations takes part in a case, by whatever name: a merged organisation is
    the one that stands for it."""
    member, work = models.CaseMember.alias("own_member"), models.Intervention.alias("own_work")
    asked, same = models.Organization.alias("own_organization"), models.Organization.alias("same_organization")
    canonical = asked.select(fn.COALESCE(asked.canonical, asked.id)).where(asked.id.in_(sorted(organization_ids)))
    named = same.select(same.id).where(fn.COALESCE(same.canonical, same.id).in_(canonical))
    own = work.select(work.id).where(work.organization.in_(named))
    return table.id.in_(member.select(member.case).where(member.intervention.in_(own)))
