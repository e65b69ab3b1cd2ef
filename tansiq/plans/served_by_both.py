"""Which items of plans two interventions serve both: what looks done twice may be one item shared.

pairs of interventions -- one statement for all --> by pair: the items that both committed to
"""

from collections.abc import Iterable
from typing import Any

from peewee import JOIN, ModelSelect

from tansiq.models import Commitment, Plan, PlanItem
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

Pair = tuple[int, int]
"""The ids of two interventions."""


def items_served_by_both(viewer: Viewer, pairs: Iterable[Pair]) -> dict[Pair, list[PlanItem]]:
    """By pair that has any: the items, each with its plan, to which both interventions committed, as far as `viewer`
    may see both commitments; by plan, in the order of the outline. Cancelled commitments count for nothing."""
    wanted = list(dict.fromkeys(pairs))
    ids = {one for pair in wanted for one in pair}
    if not ids:
        return {}
    served: dict[int, dict[int, PlanItem]] = {}
    for item in _rows(viewer, ids):
        served.setdefault(item.by, {})[item.id] = item
    both = {pair: [row for row_id, row in served.get(pair[0], {}).items() if row_id in served.get(pair[1], {})]
            for pair in wanted}  # fmt: skip
    return {pair: rows for pair, rows in both.items() if rows}


def pairs_with_items(viewer: Viewer) -> "ModelSelect[Commitment]":
    """The query of all pairs of interventions that serve an item together, as far as `viewer` may see it: first and
    second, the lower id first, and the item (`by`)."""
    one, other = Commitment.alias("one_side"), Commitment.alias("other_side")
    items = visible(PlanItem, viewer).where(PlanItem.archived_at.is_null()).select(PlanItem.id)
    query = one.select(one.intervention.alias("first"), other.intervention.alias("second"), one.item.alias("by"))
    query = query.join(other, JOIN.INNER, on=(one.item == other.item) & (one.intervention < other.intervention))
    query = query.where(stands(one), stands(other), one.item.in_(items))
    allowed = [condition(Commitment, viewer, side) for side in (one, other)]
    return query.where(*(each for each in allowed if each is not None))


def _rows(viewer: Viewer, ids: set[int]) -> Any:
    """Items with their plans, once for each of the interventions that commits to them (`by`)."""
    query: Any = visible(PlanItem, viewer).where(PlanItem.archived_at.is_null())
    query = query.select(PlanItem, Plan, Commitment.intervention.alias("by"))
    query = query.join(Plan, JOIN.INNER, on=PlanItem.plan == Plan.id)
    query = query.join_from(PlanItem, Commitment, JOIN.INNER, on=Commitment.item == PlanItem.id)
    query = query.where(Commitment.intervention.in_(ids), stands(Commitment))
    if (allowed := condition(Commitment, viewer)) is not None:
        query = query.where(allowed)
    return query.order_by(PlanItem.plan, PlanItem.order_key, PlanItem.id).objects()
