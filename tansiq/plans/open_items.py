"""Items of plans that wait for somebody: nothing is committed to them, or less than they require.

An item asks for something where it requires a quantity or has no items under it but cancelled ones. What is done or
cancelled, stands under an item that is cancelled, or is of a plan that is closed or archived asks for nothing any more.
"""

from typing import Any

from peewee import Case, ModelSelect, fn

from tansiq.models import Commitment, Plan, PlanItem
from tansiq.models.item_rules import MOST_LEVELS
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.records.item_numbers import DIGITS

OVER = ("DONE", "CANCELLED")


def asks_for_something(table: Any) -> Any:
    """The condition that an item is to be committed to, whatever is committed already."""
    under = PlanItem.alias("item_under")
    has_parts = under.select(under.id).where(
        under.parent == table.id, under.archived_at.is_null(), under.item_state != "CANCELLED"
    )
    asks = table.required.is_null(False) | ~fn.EXISTS(has_parts)
    stands_itself = table.item_state.not_in(OVER) & table.archived_at.is_null()
    return asks & stands_itself & ~_is_of_plan_that_is_over(table) & ~_is_under_cancelled(table)


def _is_of_plan_that_is_over(table: Any) -> Any:
    plan = Plan.alias("plan_that_is_over")
    is_over = (plan.phase == "CLOSED") | plan.archived_at.is_null(False)
    return fn.EXISTS(plan.select(plan.id).where(plan.id == table.plan, is_over))


def _is_under_cancelled(table: Any) -> Any:
    """Those above an item have the beginnings of its own `order_key`."""
    above = PlanItem.alias("item_above")
    beginnings = [fn.SUBSTR(table.order_key, 1, level * DIGITS) for level in range(1, MOST_LEVELS)]
    is_cancelled = (above.item_state == "CANCELLED") & above.archived_at.is_null()
    given_up = above.select(above.id).where(above.plan == table.plan, above.order_key.in_(beginnings), is_cancelled)
    return fn.EXISTS(given_up)


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
    # SQLite adds up in floating point: 0.7 and 0.1 would be less than 0.8.
    committed = own.select(fn.ROUND(fn.COALESCE(fn.SUM(counted), 0), 3)).where(own.item == table.id, stands(own))
    lacks = table.required.is_null(False) & (committed < table.required)
    return asks_for_something(table) & (lacks | is_without_commitment(table))


def items_without_commitment(viewer: Viewer) -> "ModelSelect[PlanItem]":
    """The viewer's own of `is_without_commitment`, those first that are to end first."""
    query = own_rows(PlanItem, viewer).where(is_without_commitment(PlanItem))
    return query.order_by(PlanItem.ends_on.asc(nulls="LAST"), PlanItem.plan, PlanItem.order_key, PlanItem.id)
