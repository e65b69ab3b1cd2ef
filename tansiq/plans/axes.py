"""Axes of several plans as one: those that have a name in common, in either language and however it is spelled.

    Health and nutrition | health and  nutrition | الصحة والتغذية (Health & nutrition)   ->  one axis

Codes are left out of it: they are numbers, and the third axis of one plan is the first
of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tansiq.language.arabic import fold_tight
from tansiq.models import Plan, PlanItem
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class CommonAxis:
    """What several plans call alike: a key, the names of the first of them, and the ids of the items."""

    key: str
    name_ar: str
    name_en: str
    ids: tuple[int, ...]


def axes_by_name(viewer: Viewer, plans: Iterable[Plan]) -> list[CommonAxis]:
    """The standing axes of some plans, alike ones together, in the order of their places; one statement."""
    ids = [plan.id for plan in plans]
    if not ids:
        return []
    stands = PlanItem.archived_at.is_null() & (PlanItem.item_state != "CANCELLED")
    rows = visible(PlanItem, viewer).where(PlanItem.plan.in_(ids), PlanItem.item_kind == "AXIS", stands)
    named: Any = rows.select(PlanItem.id, PlanItem.name_ar, PlanItem.name_en)
    return together(named.order_by(PlanItem.order_key, PlanItem.id).tuples())


def together(axes: Iterable[tuple[int, str, str]]) -> list[CommonAxis]:
    """(id, Arabic name, English name) of axes, as those that are one: any name in common makes them so."""
    groups: list[_Group] = []
    for row_id, *names in axes:
        new = _Group({fold_tight(name) or name for name in names if name}, [(row_id, *names)])
        alike = [group for group in groups if group.keys & new.keys]
        first, *rest = [*alike, new]
        for group in rest:
            first.take(group)
        groups = [group for group in groups if group is first or group not in rest] + ([] if alike else [new])
    return [_common(group) for group in groups]


@dataclass(eq=False)
class _Group:
    """Axes that are one, with all their names as they are compared."""

    keys: set[str]
    members: list[tuple[Any, ...]]

    def take(self, other: "_Group") -> None:
        self.keys |= other.keys
        self.members += other.members


def _common(group: _Group) -> CommonAxis:
    arabic = (name for _id, name, _english in group.members if name)
    english = (name for _id, _arabic, name in group.members if name)
    ids = tuple(sorted(row_id for row_id, *_names in group.members))
    return CommonAxis(min(group.keys), next(arabic, ""), next(english, ""), ids)
