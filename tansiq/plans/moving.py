"""Adding, moving and removing items of a plan, one transaction each.

    add_item(viewer, row, place)   Place(under, position)     position counts from 1; None is the last
    move_item, move_by, indent, outdent                       the item keeps what stands under it
    remove_branch                                             archived with all that stands under it, as one batch

Who moves says in which order they saw the branch (`order_of`): where somebody else re-ordered it meanwhile, nothing is
moved and they are told.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, Plan, PlanItem
from tansiq.models.item_rules import ITEM_ARCHIVED
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk_actions, changes

MOVED_MEANWHILE = say("Somebody re-ordered this branch meanwhile. Look at its order as it is now, and move again.")


@dataclass(frozen=True)
class Place:
    """Where an item is to stand: under an item, None for the roots, and as which of its siblings, from 1."""

    parent_id: int | None
    position: int | None = None


def siblings(plan_id: int, parent_id: int | None) -> list[PlanItem]:
    """The standing items right under an item of a plan, or its roots, in their order."""
    above = PlanItem.parent.is_null() if parent_id is None else PlanItem.parent == parent_id
    rows: Any = PlanItem.select().where(PlanItem.plan == plan_id, above, PlanItem.archived_at.is_null())
    return list(rows.order_by(PlanItem.order_key))


def order_of(items: list[PlanItem]) -> str:
    """A short text that stays the same while these siblings are the same and keep their order."""
    return sha256(" ".join(str(item.id) for item in items).encode()).hexdigest()[:16]


def add_item(viewer: Viewer, row: PlanItem, place: Place, seen: str = "") -> PlanItem:
    """Enter a new item of a plan at a place. Raises Refused as `changes.save` does; CHANGED_MEANWHILE as moving."""
    with changes.together():
        _require_order(row.plan_id, place.parent_id, seen)
        row.parent_id, row.position = place.parent_id, place.position
        return changes.save(viewer, row)


def move_item(viewer: Viewer, item: PlanItem, place: Place, seen: str = "") -> PlanItem:
    """Move an item with all that stands under it; `seen` is `order_of` the branch it is moved from.

    Raises Refused: CHANGED_MEANWHILE (the branch is in another order by now, or the item was changed), PARENT_IS_BELOW,
    OTHER_PLAN, TOO_DEEP, PLAN_CLOSED, PLAN_FROZEN, FORBIDDEN, ARCHIVED.
    """
    with changes.together():
        _require_order(item.plan_id, item.parent_id, seen)
        _standing(item)
        item.parent_id, item.position = place.parent_id, place.position
        return changes.save(viewer, item)


def move_by(viewer: Viewer, item: PlanItem, steps: int, seen: str = "") -> PlanItem:
    """Move an item so many places down among its siblings, up where `steps` is below zero; at the end it stays."""
    line, now = _in_line(item)
    wanted = min(max(now + 1 + steps, 1), len(line))
    return item if wanted == now + 1 else move_item(viewer, item, Place(item.parent_id, wanted), seen)


def indent(viewer: Viewer, item: PlanItem, seen: str = "") -> PlanItem:
    """Make an item the last under the sibling before it. Raises Refused(NO_SIBLING) for the first of a branch."""
    line, now = _in_line(item)
    if now == 0:
        text = say("No item stands before this one on its level, under which it could be moved.")
        raise Refused(Fault("NO_SIBLING", "", text))
    return move_item(viewer, item, Place(line[now - 1].id), seen)


def outdent(viewer: Viewer, item: PlanItem, seen: str = "") -> PlanItem:
    """Make an item the next sibling of the one it stands under. Raises Refused(NO_PARENT) for a root."""
    if item.parent_id is None:
        raise Refused(Fault("NO_PARENT", "", say("This item stands on the first level already.")))
    return move_item(viewer, item, after(PlanItem.get_by_id(item.parent_id)), seen)


def after(item: PlanItem) -> Place:
    """The place of its next sibling."""
    return Place(item.parent_id, place_of(item) + 1)


def place_of(item: PlanItem) -> int:
    """Which of its siblings an item is, from 1. Raises Refused(ARCHIVED): only what stands has a place."""
    require_standing(item)
    if item.position is None:
        raise LookupError(f"Item {item.id} was not numbered.")
    return item.position


def require_standing(item: PlanItem) -> None:
    """Raise Refused(ARCHIVED) for an item that somebody archived, perhaps while it was worked on."""
    if item.archived_at is not None:
        raise Refused(Fault("ARCHIVED", "", ITEM_ARCHIVED))


def branch_of(item: PlanItem) -> list[PlanItem]:
    """An item and all standing items under it, in the order of the outline."""
    rows: Any = PlanItem.select().where(PlanItem.plan == item.plan_id, PlanItem.archived_at.is_null())
    return list(rows.where(PlanItem.order_key.startswith(item.order_key)).order_by(PlanItem.order_key))


def remove_branch(viewer: Viewer, item: PlanItem) -> Batch:
    """Archive an item with all that stands under it; the batch that is returned can be taken back as a whole.

    Raises Refused: FORBIDDEN, PLAN_CLOSED, PLAN_FROZEN, CHANGED_MEANWHILE, ARCHIVED.
    """
    with changes.together():
        hold(Plan, [item.plan_id])
        now = _standing(item)
        changes.require(viewer, "ARCHIVE", now)
        return bulk_actions.carry_out(viewer, "ARCHIVE", branch_of(now))


def _standing(item: PlanItem) -> PlanItem:
    """The item where it stands now. An archived one keeps the place it had, where another one stands meanwhile."""
    found: PlanItem | None = PlanItem.get_or_none(PlanItem.id == item.id, PlanItem.archived_at.is_null())
    if found is None:
        raise Refused(Fault("ARCHIVED", "", ITEM_ARCHIVED))
    return found


def _in_line(item: PlanItem) -> tuple[list[PlanItem], int]:
    """The item with its siblings, in their order, and which of them it is, from 0."""
    now = _standing(item)
    line = siblings(now.plan_id, now.parent_id)
    return line, [one.id for one in line].index(item.id)


def _require_order(plan_id: int, parent_id: int | None, seen: str) -> None:
    """Whoever else moves items of the plan waits until this is done; who comes late is told."""
    hold(Plan, [plan_id])
    if seen and seen != order_of(siblings(plan_id, parent_id)):
        raise Refused(Fault("CHANGED_MEANWHILE", "", MOVED_MEANWHILE))
