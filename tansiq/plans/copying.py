"""A plan as the start of the next: its items with their parts, in their order, with or without what was achieved.

level by level: items of the plan -> new items under the new parents -> entered together -> their parts -> indicators
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from peewee import Model

from tansiq.models import Plan, PlanItem, data_stamps
from tansiq.models.record_type import type_of
from tansiq.plans.copied_indicators import copy_indicators
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk, bulk_parts, changes
from tansiq.records.copied_values import copied_values

NEW = {"item_state": "NOT_STARTED", "progress": None, "reported_on": None, "remark": ""}
"""What an item reports of which nothing was achieved yet."""


def copy_plan(viewer: Viewer, plan: Plan, values: Mapping[str, Any], with_achieved: bool = False) -> Plan:
    """A new plan, unpublished and in drafting, with the values of `plan` but for those given.

    Where the new plan begins on another day, the days of its items and of its targets move by as many. Its phases,
    versions and what was committed stay with the old one. Raises Refused as `changes.save` does.
    """
    own = {**copied_values(plan), "phase": "DRAFTING", "is_published": False, **values}
    return enter_copy(viewer, plan, Plan.of(own), with_achieved)


def enter_copy(viewer: Viewer, plan: Plan, new: Plan, with_achieved: bool = False) -> Plan:
    """Enter a new plan, filled already, with copies of the items of `plan`. Raises Refused as `changes.save` does."""
    with changes.together(), data_stamps.held_still():
        changes.save(viewer, new)
        copies = _copy_items(viewer, plan, new, {} if with_achieved else NEW)
        copy_indicators(viewer, plan, new, copies, with_achieved)
    return new


def _copy_items(viewer: Viewer, plan: Plan, new: Plan, changed: Mapping[str, Any]) -> dict[int, PlanItem]:
    """By the id of each item that was copied: its copy."""
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    items = list(rows.order_by(PlanItem.order_key))
    moved = new.starts_on - plan.starts_on
    copies: dict[int, PlanItem] = {}
    if new.parent_id != plan.parent_id:
        changed = {**changed, "serves": None}
    known = {item.id for item in items}
    waiting = [item for item in items if item.parent_id not in known]
    while waiting:
        level = {item.id: _copy(item, new, copies, moved, changed) for item in waiting}
        bulk.enter(viewer, list(level.values()))
        copies |= level
        waiting = [item for item in items if item.parent_id in level]
    for part in type_of(PlanItem).parts:
        _copy_parts(viewer, part.model, items, copies)
    return copies


def _copy(
    item: PlanItem, new: Plan, copies: Mapping[int, PlanItem], moved: timedelta, changed: Mapping[str, Any]
) -> PlanItem:
    above = copies.get(item.parent_id or 0)
    own = {**copied_values(item), "plan": new.id, "parent": above.id if above else None, **changed}
    for name in ("starts_on", "ends_on"):
        day: date | None = own[name]
        own[name] = None if day is None else day + moved
    return PlanItem.of(own)


def _copy_parts(viewer: Viewer, part: type[Model], items: list[PlanItem], copies: Mapping[int, PlanItem]) -> None:
    stored = bulk_parts.parts_of_all(part, items)
    bulk_parts.replace_parts(viewer, part, [(copies[row_id], parts) for row_id, parts in stored.items() if parts])
