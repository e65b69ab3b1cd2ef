"""Where the items of a plan are carried out: by area, how many there are, how many are open, how many late.

figures of the plan + areas of its items --> by area of one level: the items under which nothing stands

An item without areas is carried out in those of the item above it, else in all of the plan's area. One of several
areas counts in each of them. What lies in no single area of the level, or outside of the plan's, is told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import JOIN

from tansiq.models import Area, Plan, PlanItem, PlanItemArea
from tansiq.models.area import ANCESTORS
from tansiq.plans.figures import FINISHED, ItemFacts
from tansiq.plans.plan_answer import PlanAnswer
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

OUTSIDE = 0
"""Stands for a place outside of the plan's area, as no area has this id."""

Way = tuple[int | None, ...]
"""The ids of the areas around one by level, itself last."""


@dataclass
class Items:
    """Ids of items in the order of the outline; those that are open and those that are late among them."""

    ids: list[int] = field(default_factory=list)
    open_ids: set[int] = field(default_factory=set)
    late_ids: set[int] = field(default_factory=set)

    @property
    def item_count(self) -> int:
        """How many there are."""
        return len(self.ids)

    @property
    def open_count(self) -> int:
        """How many of them nobody, or too little, committed to."""
        return len(self.open_ids)

    @property
    def late_count(self) -> int:
        """How many of them are late."""
        return len(self.late_ids)


@dataclass(frozen=True)
class AreasOfPlan:
    """By area of `level`: its items. `whole` are those of larger areas, or of the plan's as a whole; `elsewhere` those
    outside of the plan's area."""

    level: int
    areas: Mapping[int, Items]
    whole: Items
    elsewhere: Items


def areas_of_plan(viewer: Viewer, plan: Plan, answer: PlanAnswer, level: int | None = None) -> AreasOfPlan:
    """Where the items of a plan are carried out, by areas of a level below that of its area; one statement.

    Without a level it is the first one at which there is more than one area, else the first. `answer` are the figures
    of the plan for the same viewer.
    """
    ways = _ways(viewer, plan)
    leaves = {item.id for item in answer.leaves}
    placed = [(item, found) for item, found in _placed(answer.items, ways) if item.id in leaves]
    asked = _first_level(plan.area, [way for _, found in placed for way in found]) if level is None else level
    areas: dict[int, Items] = {}
    whole, elsewhere = Items(), Items()
    for item, found in placed:
        for place in {_place(way, plan.area, asked) for way in found} or {None}:
            into = whole if place is None else elsewhere if place == OUTSIDE else areas.setdefault(place, Items())
            _add(into, item, answer, plan)
    return AreasOfPlan(asked, areas, whole, elsewhere)


def is_open(item: ItemFacts, answer: PlanAnswer, plan: Plan) -> bool:
    """Whether less is committed to an item than it requires; without a quantity, nothing."""
    if plan.is_closed or item.state in FINISHED:
        return False
    coverage = answer.coverage[item.id]
    return coverage.open > 0 if coverage.open is not None else coverage.state == "NONE"


def _ways(viewer: Viewer, plan: Plan) -> dict[int, list[Way]]:
    """By item that names areas: the way to each of them."""
    above = [Area._meta.fields[name] for name in ANCESTORS]
    query: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id)
    query = query.join(PlanItemArea, JOIN.INNER, on=PlanItemArea.item == PlanItem.id)
    query = query.join(Area, JOIN.INNER, on=PlanItemArea.area == Area.id)
    found: dict[int, list[Way]] = {}
    for item_id, area_id, level, *ancestors in query.select(PlanItem.id, Area.id, Area.level, *above).tuples():
        found.setdefault(item_id, []).append((*ancestors[:level], area_id))
    return found


def _placed(items: Sequence[ItemFacts], ways: Mapping[int, list[Way]]) -> list[tuple[ItemFacts, list[Way]]]:
    """Each item with the ways to its areas, or to those of the item above it; parents stand before their children."""
    known: dict[int, list[Way]] = {}
    for item in items:
        known[item.id] = ways.get(item.id) or known.get(item.parent_id or 0, [])
    return [(item, known[item.id]) for item in items]


def _first_level(area: Area, ways: Sequence[Way]) -> int:
    first = min(area.level + 1, len(ANCESTORS))
    for level in range(first, len(ANCESTORS) + 1):
        if len({way[level] for way in ways if len(way) > level and _is_within(way, area)}) > 1:
            return level
    return first


def _is_within(way: Way, area: Area) -> bool:
    return len(way) > area.level and way[area.level] == area.id


def _place(way: Way, area: Area, level: int) -> int | None:
    """The area of `level` on a way; None where it ends above that, or OUTSIDE of `area`."""
    if len(way) <= area.level:
        return None if way[-1] in _way_of(area) else OUTSIDE
    if way[area.level] != area.id:
        return OUTSIDE
    return way[level] if len(way) > level else None


def _way_of(area: Area) -> Way:
    return tuple(getattr(area, f"{name}_id") for name in ANCESTORS)


def _add(into: Items, item: ItemFacts, answer: PlanAnswer, plan: Plan) -> None:
    into.ids.append(item.id)
    if is_open(item, answer, plan):
        into.open_ids.add(item.id)
    if answer.figures[item.id].late_days:
        into.late_ids.add(item.id)
