"""Items of plans that wait for somebody: nothing is committed to them, or less than they require.

An item asks for something where it requires a quantity or has no items under it; one that is done or cancelled, and one
of a closed plan, asks for nothing any more.
"""

from typing import Any

from peewee import Case, ModelSelect, fn

from tansiq.models import Commitment, Plan, PlanItem
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer

OVER = ("DONE", "CANCELLED")


def asks_for_something(table: Any) -> Any:
    """The condition that an item is to be committed to, whatever is committed already."""
    under = PlanItem.alias("item_under")
    has_parts = under.select(under.id).where(under.parent == table.id, under.archived_at.is_null())
    closed = Plan.alias("closed_plan")
    is_closed = closed.select(closed.id).where(closed.id == table.plan, closed.phase == "CLOSED")
    asks = table.required.is_null(False) | ~fn.EXISTS(has_parts)
    return asks & table.item_state.not_in(OVER) & table.archived_at.is_null() & ~fn.EXISTS(is_closed)


def is_without_commitment(table: Any) -> Any:
    """The condition that an item asks for something, and nobody has committed to it."""
    own = Commitment.alias("own_commitment")
    given = own.select(own.id).where(own.item == table.id, stands(own))
    return asks_for_something(table) & ~fn.EXISTS(given)


def is_open(table: Any) -> Any:
    """The condition that an item asks for something, and less is committed than it requires; without a quantity,
    nothing is."""
    own = Commitment.alias("counted_commitment")
    counted = Case(None, [(own.unit_key == table.unit_key, fn.COALESCE(own.quantity, 0))], 0)
    committed = own.select(fn.COALESCE(fn.SUM(counted), 0)).where(own.item == table.id, stands(own))
    lacks = table.required.is_null(False) & (committed < table.required)
    return asks_for_something(table) & (lacks | is_without_commitment(table))


def items_without_commitment(viewer: Viewer) -> "ModelSelect[PlanItem]":
    """The viewer's own of `is_without_commitment`, those first that are to end first."""
    query = own_rows(PlanItem, viewer).where(is_without_commitment(PlanItem))
    return query.order_by(PlanItem.ends_on.asc(nulls="LAST"), PlanItem.plan, PlanItem.order_key, PlanItem.id)
