"""Items of a plan as lists: all of it, one level, one kind, or what stands right under one of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from peewee import fn

from api.enums import PlanItemKind
from api.filters.arguments import says
from api.filters.conditions import id_number, is_one_of
from api.planner.fields import Parts, declared
from api.planner.plan_builder import READ
from tansiq import models
from tansiq.models.item_rules import MOST_LEVELS
from tansiq.records.item_numbers import DIGITS

if TYPE_CHECKING:
    from api.types.plan import PlanItem

table = models.PlanItem
MOST_ITEMS = 1_000
"""Items that one list holds."""
OF_A_BRANCH = 20
"""Items that usually stand right under another one, or on the first level."""
ORDER = (table.order_key, table.id)

Kinds = Annotated[list[PlanItemKind] | None, says("Only items of these kinds.")]
Above = Annotated[strawberry.ID | None, says("Id of an item of the plan: only those right under it.")]
AtLevel = Annotated[int | None, says(f"Only items of this level, from 1, the first, to {MOST_LEVELS}.")]


def children(description: str) -> Any:
    """A field of an item that lists those right under it."""
    read = Parts(table.parent, ORDER, only=table.archived_at.is_null(), most=MOST_ITEMS)
    return declared(read, description, expected=OF_A_BRANCH)


def branch(description: str) -> Any:
    """A field of a plan that lists its items, or those of a branch, level or kind."""
    read = Parts(table.plan, ORDER, only=table.archived_at.is_null(), most=MOST_ITEMS, narrowed=_narrowed)
    return strawberry.field(
        resolver=_items, description=description, metadata={READ: read, "expected": _expected_items}
    )


def _items(
    kind: Kinds = None, parent: Above = None, level: AtLevel = None
) -> list[Annotated["PlanItem", strawberry.lazy("api.types.plan")]]:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def _narrowed(
    kind: list[PlanItemKind] | None = None, parent: str | None = None, level: int | None = None
) -> Sequence[Any]:
    found = [
        is_one_of(table.item_kind, kind),
        None if parent is None else table.parent == id_number(parent),
        None if level is None else _is_of_level(level),
    ]
    return [condition for condition in found if condition is not None]


def _is_of_level(level: int) -> Any:
    """The key of order of an item has so many letters for each level."""
    return fn.LENGTH(table.order_key) == level * DIGITS


def _expected_items(arguments: dict[str, Any]) -> int:
    is_branch = arguments.get("parent") is not None or arguments.get("level") is not None
    return OF_A_BRANCH if is_branch else MOST_ITEMS
