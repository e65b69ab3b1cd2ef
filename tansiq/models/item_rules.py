"""What an item of a plan may be beside the others: its place in the tree, its code, what its plan lets change.

It is asked when one item is saved. The tree that is stored has no circle: each item led up to a root when it came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.column_values import is_row_id, text_fault
from tansiq.models.plan import Plan

if TYPE_CHECKING:
    from tansiq.models.plan_item import PlanItem

MOST_LEVELS = 6
"""How deep a tree of items may be."""

LONGEST_CODE = 60
"""Letters of the code of an item."""

REPORTED = frozenset({"item_state", "progress", "reported_on", "remark"})
"""What is told of an item while its plan is carried out; all else is what the plan says."""

ITEM_ARCHIVED = say("This item is archived. Choose one that stands, or restore it first.")


def faults(row: "PlanItem", before: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an item beside the others of its plan; `before` are its stored values."""
    if (plan := row.referred("plan")) is None:
        return
    now = row.values()
    changed = {name for name in now if not before or _differ(now[name], before.get(name))}
    yield from faults_of_plan(plan, is_report=bool(before) and changed <= REPORTED)
    if before and "plan" in changed:
        text = say("An item stays in its plan. Enter it in the other plan anew, or copy the plan.")
        yield Fault("OTHER_PLAN", "plan", text)
    if "parent" in changed:
        yield from _faults_of_parent(row)
    if "own_code" in changed:
        yield from faults_of_code(row)
    if "serves" in changed:
        yield from _faults_of_served(row, plan)


def _differ(value: Any, before: Any) -> bool:
    """Whether two values differ; a number that refuses to be compared does."""
    try:
        return bool(value != before)
    except ArithmeticError:
        return True


def faults_of_plan(plan: Plan, is_report: bool = False) -> Iterator[Fault]:
    """What stands against a change of a plan's items; `is_report`: only what was achieved is told."""
    if plan.is_closed:
        text = say("The plan is closed: nothing in it changes any more. Whoever may can open it again.")
        yield Fault("PLAN_CLOSED", "", text)
    elif plan.is_frozen and not is_report:
        text = say("The plan is adopted: what it says is changed by an amendment. Open one on the page of the plan.")
        yield Fault("PLAN_FROZEN", "", text)


def faults_of_taking(item: "PlanItem | None") -> Iterator[Fault]:
    """What stands against committing to an item from now on, or taking a demand into it; told at the field `item`."""
    if item is None:
        return
    if item.archived_at is not None or item.item_state == "CANCELLED":
        yield Fault("ITEM_GONE", "item", say("This item was cancelled or archived. Choose another one."))
    yield from (replace(fault, field="item") for fault in faults_of_plan(item.plan, is_report=True))


def _faults_of_parent(row: "PlanItem") -> Iterator[Fault]:
    parent_id, row_id = row.__data__.get("parent"), row.__data__.get("id")
    if not is_row_id(parent_id):
        return
    table = type(row)
    known: Any = table.select(table.id, table.parent, table.archived_at.is_null()).where(table.plan == row.plan_id)
    parents = {item_id: (above, stands) for item_id, above, stands in known.tuples()}
    if parent_id not in parents:
        yield Fault("OTHER_PLAN", "parent", say("This item stands in another plan. Choose one of the same plan."))
        return
    if not parents[parent_id][1]:
        yield Fault("ARCHIVED", "parent", ITEM_ARCHIVED)
    above = _way_up({item_id: found for item_id, (found, _) in parents.items()}, parent_id)
    if row_id in above:
        text = say("The chosen item is this one, or stands under it. An item cannot stand under itself.")
        yield Fault("PARENT_IS_BELOW", "parent", text)
    elif len(above) + _height({item_id: found for item_id, (found, _) in parents.items()}, row_id) > MOST_LEVELS:
        text = say("A plan has at most %(most)s levels; this would make more.", most=MOST_LEVELS)
        yield Fault("TOO_DEEP", "parent", text)


def _way_up(parents: Mapping[int, int | None], item_id: int) -> list[int]:
    """The item and those above it, up to its root."""
    found, above = list[int](), item_id
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)  # type: ignore[assignment]  # None ends the way.
    return found


def _height(parents: Mapping[int, int | None], item_id: int | None) -> int:
    """How many levels an item is of, with those under it: 1 where there are none."""
    height, level = 1, {item_id} if item_id else set()
    while level := {child for child, above in parents.items() if above in level}:
        height += 1
        if height > MOST_LEVELS:
            break
    return height


def _is_code(given: Any) -> bool:
    """Whether a code is one that the database can be asked for; what no column keeps is told elsewhere."""
    return isinstance(given, str) and bool(given) and text_fault("own_code", given, LONGEST_CODE) is None


def faults_of_code(row: "PlanItem") -> Iterator[Fault]:
    """What stands against the code that somebody gave an item: another one of its plan has it."""
    if not _is_code(row.__data__.get("own_code")):
        return
    table = type(row)
    same = table.select().where(
        table.plan == row.plan_id,
        table.code == row.own_code,
        table.archived_at.is_null(),
        table.id != (row.__data__.get("id") or 0),
    )
    if (other := same.first()) is not None:
        text = say("“%(name)s” has this code already. Give another one.", name=other.name_ar or other.name_en)
        yield Fault("CODE_TAKEN", "own_code", text)


def _faults_of_served(row: "PlanItem", plan: Plan) -> Iterator[Fault]:
    served = row.referred("serves")
    if served is not None and (plan.parent_id is None or served.plan_id != plan.parent_id):
        text = say("Choose an item of the plan that this one derives from.")
        yield Fault("OTHER_PLAN", "serves", text)
