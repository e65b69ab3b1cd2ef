"""Interventions that serve no plan: no commitment ties them to an item that still stands."""

from typing import Any

from peewee import JOIN, ModelSelect, fn

from tansiq.models import Commitment, Intervention, Plan, PlanItem
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible


def unplanned_interventions(viewer: Viewer) -> "ModelSelect[Intervention]":
    """The visible interventions, neither archived nor cancelled, that serve no item which `viewer` sees.

    Work that serves a draft alone is unplanned to whoever may not read the draft, so that it tells nothing of it.
    """
    return visible(Intervention, viewer).where(Intervention.archived_at.is_null(), serves_none(Intervention, viewer))


def serves_none(table: Any, viewer: Viewer) -> Any:
    """The condition that an intervention serves no item which `viewer` sees, and is not cancelled: that needs none."""
    return (table.status != "CANCELLED") & ~serves_plan(table, viewer)


def serves_plan(table: Any, viewer: Viewer) -> Any:
    """The condition that an intervention is committed to an item of a plan, both standing, as far as `viewer` sees."""
    own, item, plan = Commitment.alias("serving"), PlanItem.alias("served_item"), Plan.alias("served_plan")
    query = (
        own.select(own.id)
        .join(item, JOIN.INNER, on=own.item == item.id)
        .join(plan, JOIN.INNER, on=item.plan == plan.id)
    )
    query = query.where(
        own.intervention == table.id, stands(own), item.archived_at.is_null(), plan.archived_at.is_null()
    )
    if (allowed := condition(Commitment, viewer, own)) is not None:
        query = query.where(allowed)
    return fn.EXISTS(query)
