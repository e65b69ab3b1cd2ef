"""Who reads a plan before it is published, and what was said of it while it was consulted upon.

A plan that is not published is read by its officers, by the organisation whose plan it is, and by those invited.
Portals are not: what they read they show to others.
"""

from functools import reduce
from operator import or_
from typing import Any

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition, belongs_to, lies_in
from tansiq.policy.viewer import Viewer


def invited(table: Any, viewer: Viewer) -> Condition:
    """The condition that a plan is open to the viewer by an invitation; None for whoever has none of any kind."""
    found = []
    if viewer.organization_ids:
        kept = models.PlanInvitation.alias("its_invitation")
        stands = kept.organization.in_(sorted(viewer.organization_ids)) & kept.archived_at.is_null()
        found.append(table.id.in_(kept.select(kept.plan).where(stands)))
    if viewer.plan_ids:
        found.append(table.id.in_(sorted(viewer.plan_ids)))
    return reduce(or_, found) & table.archived_at.is_null() if found else None


def comment(table: Any, viewer: Viewer) -> Condition:
    """A comment: those whose plan it is about, its writer, and the organisation for which it was written; a partner
    reads nobody else's."""
    if viewer.reads_all:
        return None
    found = [*_of_plan_in_charge(table, viewer)]
    if viewer.organization_ids:
        found.append(belongs_to(models.PlanComment, table, viewer.organization_ids))
    if viewer.account_id is not None:
        found.append(table.account == viewer.account_id)
    return reduce(or_, found) if found else NOBODY


def invitation(table: Any, viewer: Viewer) -> Condition:
    """An invitation: those whose plan it is to, and the organisation that is invited, while it stands."""
    if viewer.reads_all:
        return None
    found = [*_of_plan_in_charge(table, viewer)]
    if viewer.organization_ids:
        found.append(belongs_to(models.PlanInvitation, table, viewer.organization_ids) & table.archived_at.is_null())
    return reduce(or_, found) if found else NOBODY


def _of_plan_in_charge(table: Any, viewer: Viewer) -> list[Condition]:
    """The conditions that the plan lies in the viewer's areas, or is their organisation's."""
    plan: Any = models.Plan.alias("its_plan")
    own = []
    if viewer.area_ids:
        own.append(lies_in(models.Plan, plan, viewer.area_ids))
    if viewer.organization_ids:
        own.append(belongs_to(models.Plan, plan, viewer.organization_ids))
    return [table.plan.in_(plan.select(plan.id).where(condition)) for condition in own]
