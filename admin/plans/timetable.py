"""The timetable of a plan: the lines of its outline, each with a bar from its first to its last day.

facts of all items --> days of each, of a branch those of what stands under it --> bars on one scale of time

address: open=3.5 (items that are open); without it a small plan is open as a whole, a larger one closed
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from flask import url_for

from admin.plans.outline import MOST_OPEN, Line, Outline, outline_of
from admin.plans.time_scale import EDGE, Tick, TimeScale
from admin.words.formatting import short_day_text
from tansiq.language.words import gettext
from tansiq.models import Plan
from tansiq.plans.figures import FINISHED, ItemFacts
from tansiq.platform import clock

OPEN_AT_ONCE = 60
"""Items of a plan that is shown open as a whole."""


class Days(NamedTuple):
    """The first and the last day of an item; None is not known."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Bar:
    """What is drawn for one item, all in hundredths from the left.

    A "branch" is a bracket over what stands under it, an "item" a bar, a "day" a mark on the one day that is known.
    `done` is the part of the bar that was achieved, `tail` the days since its last day while it is not done.
    """

    kind: str
    x: float
    width: float = 0
    done: tuple[float, float] | None = None
    tail: tuple[float, float] | None = None
    is_late: bool = False
    is_over: bool = False

    @property
    def end(self) -> float:
        """Where it ends at the right."""
        return round(self.x + self.width, 2)

    @property
    def hatched(self) -> tuple[float, float] | None:
        """Of one that is late, the part that was not achieved: over the whole of it the hatching would hide how much
        was."""
        if not self.is_late or not self.width:
            return None
        if self.done is None:
            return self.x, self.width
        begins, width = self.done
        rest = round(self.width - width, 2)
        return (self.x if begins > self.x else round(begins + width, 2), rest) if rest > 0 else None


@dataclass(frozen=True)
class Timetable(Outline):
    """The outline of a plan over time."""

    today: date = date.min

    @cached_property
    def scale(self) -> TimeScale:
        """From the first to the last day of the plan and of its items; at most the plan's own length more at each
        side, so that one wrong year does not press all others together."""
        plan = self.plan
        length = plan.ends_on - plan.starts_on + timedelta(days=1)
        known = [day for days in self.days.values() for day in days if day is not None]
        begin, end = min([plan.starts_on, *known]), max([plan.ends_on, *known])
        earliest = plan.starts_on - min(length, plan.starts_on - date.min)
        latest = plan.ends_on + min(length, date.max - plan.ends_on)
        return TimeScale(max(begin, earliest), min(end, latest))

    @cached_property
    def days(self) -> Mapping[int, Days]:
        """By id: the days of each item; of one without days, those of what stands under it and is not cancelled."""
        found: dict[int, Days] = {}
        below: dict[int, list[Days]] = {}
        for item in reversed(self.answer.items):
            found[item.id] = own = _days(item, below.get(item.id, []))
            if item.parent_id is not None and item.state != "CANCELLED":
                below.setdefault(item.parent_id, []).append(own)
        return found

    @property
    def today_at(self) -> float | None:
        """Where today's line stands; None where today lies outside of the scale."""
        return self.scale.place(self.today) if self.scale.holds(self.today) else None

    @cached_property
    def ticks(self) -> list[Tick]:
        """The days that the scale names; what would be written over today is not named."""
        now = self.today_at
        return [replace(tick, text="") if now is not None and abs(tick.x - now) < EDGE * 1.5 else tick
                for tick in self.scale.ticks()]  # fmt: skip

    def bar(self, line: Line) -> Bar | None:
        """What is drawn for a line; None where no day of it is known."""
        first, last = self.days.get(line.item.id, Days(None, None))
        if first is None or last is None:
            return self._mark(line, first or last)
        if line.item.item_kind == "MILESTONE" and not line.has_below:
            return self._mark(line, last)
        x, width = self.scale.span(first, last)
        kind = "branch" if line.has_below else "item"
        share = min(float(line.figures.progress) / 100, 1)
        done = self.scale.part(first, last, share) if share else None
        return _standing(line, Bar(kind, x, width, done, self._tail(line, last)))

    def _mark(self, line: Line, day: date | None) -> Bar | None:
        if day is None:
            return None
        x, width = self.scale.span(day, day)
        return _standing(line, Bar("day", x + width / 2, tail=self._tail(line, day)))

    def _tail(self, line: Line, last: date) -> tuple[float, float] | None:
        if not line.figures.late_days or line.has_below or last >= self.today or line.item.item_state in FINISHED:
            return None
        return self.scale.span(last + timedelta(days=1), self.today)

    def when(self, line: Line) -> str:
        """The days of a line in words."""
        first, last = self.days.get(line.item.id, Days(None, None))
        told = {name: short_day_text(day) for name, day in (("first", first), ("last", last)) if day is not None}
        if len(told) == 2:
            return gettext("%(first)s to %(last)s", **told)
        if first is not None:
            return gettext("From %(first)s", **told)
        return gettext("Until %(last)s", **told) if last is not None else gettext("No days are entered")

    @property
    def branches(self) -> tuple[int, ...]:
        """The items that have others under them."""
        return tuple(sorted({item.parent_id for item in self.answer.items if item.parent_id is not None}))

    @property
    def opens_all(self) -> bool:
        """Whether all branches can be opened at once, and are not."""
        return 0 < len(self.branches) <= MOST_OPEN and not set(self.branches) <= self.open_ids

    def address(self, opened: Iterable[int] | None = None, at: int | None = None) -> str:
        """The timetable with other items open; an address that names none has all closed."""
        ids = self.opened if opened is None else tuple(opened)
        return url_for("plan.timetable_view", id=self.plan.id, open=".".join(map(str, ids)))


def timetable_of(plan: Plan, given: Mapping[str, Any]) -> Timetable:
    """The timetable of a visible plan as an address asks for it."""
    today = clock.today()
    asked = Timetable(plan, outline_of(plan, given).opened, today=today)
    if "open" in given or len(asked.answer.items) > OPEN_AT_ONCE:
        return asked
    return Timetable(plan, asked.branches, today=today)


def _days(item: ItemFacts, below: Iterable[Days]) -> Days:
    own = Days(item.starts_on, item.ends_on)
    if own != (None, None):
        return own
    under = list(below)
    firsts = [day for days in under for day in days if day is not None]
    return Days(min(firsts, default=None), max(firsts, default=None))


def _standing(line: Line, bar: Bar) -> Bar:
    """The bar of a line, as late or given up as that is."""
    return replace(bar, is_late=bool(line.figures.late_days), is_over=line.item.item_state == "CANCELLED")
