r"""Commitments: warning where one is larger than what is open, and the steps from the offer to what was delivered.

OFFERED -> AGREED (whoever is in charge of the plan) -> UNDER_WAY -> DELIVERED
   \---------------------\-------------------------------\-> CANCELLED -> OFFERED
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Commitment, PlanItem
from tansiq.models.commitment import NEXT_STATES
from tansiq.plans.coverage_of_items import Sums, coverage_of, sums_of_items
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes

AGREEING = "AGREED"
"""The state that whoever is in charge of the plan alone brings about."""


class Excess(NamedTuple):
    """A commitment that is larger than what is open: both in the item's unit."""

    committed: Decimal
    open: Decimal
    unit: str


def excess(viewer: Viewer, row: Commitment) -> Excess | None:
    """How a commitment, stored or not, goes beyond what is open without it; None where it does not, or units differ.

    A warning: it is saved all the same.
    """
    item = visible(PlanItem, viewer).where(PlanItem.id == row.item_id).first() if row.item_id else None
    if item is None or item.required is None or row.quantity is None:
        return None
    row.complete()
    if row.unit_key != item.unit_key or row.commitment_state == "CANCELLED":
        return None
    left = coverage_of(item.required, _without(viewer, item, row)).open or Decimal(0)
    return Excess(row.quantity, left, item.unit) if row.quantity > left else None


def _without(viewer: Viewer, item: PlanItem, row: Commitment) -> Sums:
    """What stands committed to the item besides one commitment."""
    sums = sums_of_items(viewer, [item.id]).get(item.id, Sums())
    stored = Commitment.get_or_none(Commitment.id == row.id) if row.__data__.get("id") else None
    counts = stored is not None and stored.item_id == item.id and stored.archived_at is None
    if stored is None or not counts or stored.commitment_state == "CANCELLED" or stored.unit_key != item.unit_key:
        return sums
    return sums._replace(committed=sums.committed - (stored.quantity or 0))


def next_states(viewer: Viewer, row: Commitment) -> tuple[str, ...]:
    """The states into which the viewer may bring a commitment, or propose to."""
    if row.archived_at is not None or not (may(viewer, "CHANGE", row) or may(viewer, "PROPOSE", row)):
        return ()
    following = NEXT_STATES[row.commitment_state]
    return tuple(state for state in following if state != AGREEING or may(viewer, "CHANGE", row))


def take_step(viewer: Viewer, row: Commitment, state: str, day: date) -> None:
    """Bring a commitment into its next state, on a day. Raises Refused: STATE_SKIPPED, FORBIDDEN, or as `changes.save`.

    Whoever may not publish proposes it; agreeing is for whoever is in charge of the plan alone.
    """
    if state == AGREEING and not may(viewer, "CHANGE", row):
        raise Refused(Fault("FORBIDDEN", "", say("Whoever is in charge of the plan agrees to what is offered.")))
    row.commitment_state = state
    row.delivered_on = day if state == "DELIVERED" else None
    changes.save(viewer, row)


def is_to_confirm(table: Any) -> Any:
    """The condition that a commitment waits for whoever is in charge of the plan to agree."""
    return table.archived_at.is_null() & (table.commitment_state == "OFFERED")


def commitments_to_confirm(viewer: Viewer) -> "ModelSelect[Commitment]":
    """The viewer's own of `is_to_confirm`, those that wait longest first."""
    query = own_rows(Commitment, viewer).where(is_to_confirm(Commitment))
    return query.order_by(Commitment.offered_on, Commitment.id)
