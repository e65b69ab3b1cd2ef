"""How sheets name items of plans: by the number of the plan and the code, P12/1.2.3, as plans have the same codes."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from peewee import chunked

from tansiq.models import Commitment, PlanItem
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

AT_ONCE = 500
"""Ids that one statement names."""


def item_codes(viewer: Viewer) -> dict[int, str]:
    """How a sheet names each item that `viewer` may see, by its id; archived ones too, as work may serve them still."""
    rows: Any = visible(PlanItem, viewer).select(PlanItem.id, PlanItem.plan, PlanItem.code).tuples()
    return {item_id: f"P{plan_id}/{code}" for item_id, plan_id, code in rows}


def items_of_interventions(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The items to which interventions are committed, as far as `viewer` sees it, in the order of their ids."""
    found: dict[int, set[int]] = defaultdict(set)
    for piece in chunked(sorted(ids), AT_ONCE):
        rows = visible(Commitment, viewer).where(Commitment.intervention.in_(piece), stands(Commitment))
        named = rows.where(Commitment.item.is_null(False)).select(Commitment.intervention, Commitment.item)
        for intervention_id, item_id in iter(named.tuples().execute()):
            found[intervention_id].add(item_id)
    return {intervention_id: tuple(sorted(items)) for intervention_id, items in found.items()}
