"""Indicators as they stand: what was achieved, the target of the day and the progress, read for many at once.

indicators -- one statement for all targets, one for all values --> Course of each --> as it stood on any day
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.language.spoken_days import Day
from tansiq.language.words import Sentence, say
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue
from tansiq.plans.followed_items import followed_values
from tansiq.plans.indicator_figures import Target, Value, achieved, progress, target_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stood on a day; None is not known. `progress` is in hundredths, more than 100 beyond the
    target."""

    day: date
    target: Target | None
    achieved: Decimal | None
    progress: Decimal | None


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator with its targets and values, each in the order of their days."""

    indicator: Indicator
    targets: Sequence[Target]
    values: Sequence[Value]

    def on(self, day: date) -> Standing:
        """How it stood at the end of a day, against the target of that day."""
        row = self.indicator
        target = target_of(self.targets, day)
        reached = achieved(self.values, row.over_areas, row.over_time, day)
        way = progress(row.direction, row.baseline, target.value if target else None, reached)
        return Standing(day, target, reached, way)

    def days(self) -> list[date]:
        """The days for which something was reported, each once."""
        return sorted({value.on for value in self.values})


def courses(viewer: Viewer, indicators: Iterable[Indicator]) -> list[Course]:
    """The courses of these indicators, in their order; three statements however many they are."""
    rows = list(indicators)
    ids = [row.id for row in rows]
    targets, values = dict[int, list[Target]](), dict[int, Sequence[Value]]()
    for target in _standing(viewer, IndicatorTarget, ids):
        targets.setdefault(target.indicator_id, []).append(Target(target.on, Decimal(target.value)))
    for value in _standing(viewer, IndicatorValue, ids):
        told = Value(value.on, Decimal(value.value), value.area_id, value.id)
        values[value.indicator_id] = [*values.get(value.indicator_id, ()), told]
    values |= followed_values(rows)
    return [Course(row, targets.get(row.id, []), values.get(row.id, [])) for row in rows]


def progress_of_items(viewer: Viewer, plan_ids: Collection[int], day: date) -> Mapping[int, Decimal]:
    """By the id of each item of some plans with indicators whose progress is known: their mean, in hundredths.

    What lies beyond its target counts as reached, so that it does not hide what is behind. Four statements, however
    many plans.
    """
    found = dict[int, list[Decimal]]()
    table = Indicator
    rows = visible(table, viewer).where(table.plan.in_(sorted(plan_ids)), table.item.is_null(False))
    for course in courses(viewer, rows.where(table.archived_at.is_null())):
        if (way := course.on(day).progress) is not None and course.indicator.item_id is not None:
            found.setdefault(course.indicator.item_id, []).append(min(way, Decimal(100)))
    return {item_id: sum(ways, Decimal(0)) / len(ways) for item_id, ways in found.items()}


def doubt_of_target(target: IndicatorTarget) -> Sentence | None:
    """What is to be doubted about a target that may be so all the same: its day lies outside of the plan's period."""
    plan = target.indicator.plan
    if plan.starts_on <= target.on <= plan.ends_on:
        return None
    told = {"begins": Day(plan.starts_on), "ends": Day(plan.ends_on)}
    return say(
        "The target was saved, but its day lies outside of the period of the plan: %(begins)s to %(ends)s.", **told
    )


def _standing(viewer: Viewer, table: Any, ids: Sequence[int]) -> Iterable[Any]:
    """The rows of these indicators that are not archived, by their days."""
    if not ids:
        return []
    rows = visible(table, viewer).where(table.indicator.in_(ids), table.archived_at.is_null())
    return rows.order_by(table.on, table.id)
