"""The trend of a plan as its page shows it: progress as a line, items as bars, and a table that says the same.

months ----> hundredths of the width, the earliest where reading begins
progress --> pixels from the top, 0 to 100 on the whole height
items -----> bars from the floor up: done, then late, then the others
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from flask import abort, url_for

from admin.current_viewer import viewer
from admin.panel.list_export import TableFile
from admin.plans.gains import points_text, whole_points
from admin.plans.indicator_chart import HEIGHT, MARGIN, Point
from admin.plans.outline import Outline
from admin.words.formatting import month_text, number_text, percent_text
from admin.words.naming import name_of
from tansiq.language.digits import whole
from tansiq.language.words import direction, gettext, say
from tansiq.models import Area, Plan, PlanItem
from tansiq.models.reached_figure import month_before
from tansiq.plans.trend import TrendMonth, trend
from tansiq.platform import clock
from tansiq.policy.visibility import visible

SIDE = 6.0
"""Hundredths of the width that stay free at both sides, so that neither marks nor bars are cut."""
WIDEST = 8.0
"""Hundredths of the width that one bar takes at most."""
MOST = 36
"""Months that the page shows, the last ones; the file holds all."""
TITLE = say("Trend")


@dataclass(frozen=True)
class Segment:
    """A part of a bar: which items, its place and its width in hundredths, its top and its height in pixels."""

    kind: str
    x: float
    width: float
    y: float
    height: float
    text: str


@dataclass(frozen=True)
class PlanTrend:
    """The months of a plan, or of one of its items, the earliest first; [] where none is over yet."""

    plan: Plan
    item: PlanItem | None
    months: Sequence[TrendMonth]
    offered: Sequence[PlanItem]

    @property
    def name(self) -> str:
        """What the trend is of."""
        return name_of(self.item or self.plan)

    @property
    def shown(self) -> Sequence[TrendMonth]:
        """The last months."""
        return self.months[-MOST:]

    @property
    def is_cut(self) -> bool:
        """Whether there are more."""
        return len(self.months) > MOST

    @property
    def now(self) -> str:
        """How it stands, and what it gained since the month before, in words."""
        *_, before, last = self.months
        return gettext(
            "Progress: %(percent)s. Since the end of %(month)s: %(points)s.",
            percent=percent_text(last.progress),
            month=month_text(before.month),
            points=points_text(whole_points(last.progress, before.progress)),
        )

    @cached_property
    def points(self) -> list[Point]:
        """The line of progress."""
        return [
            Point(self._place(one.month), _height(one.progress), f"{when(one)}: {percent_text(one.progress)}")
            for one in self.shown
        ]

    @property
    def lines(self) -> list[tuple[Point, Point]]:
        """The pieces of the line."""
        return list(pairwise(self.points))

    @property
    def most(self) -> int:
        """The items of the month that has most."""
        return max((one.counts.item_count for one in self.shown), default=0)

    @property
    def bars(self) -> list[Segment]:
        """The items of each month, standing on each other."""
        return [segment for one in self.shown for segment in self._bar(one)] if self.most else []

    def _bar(self, one: TrendMonth) -> Iterator[Segment]:
        counts, floor = one.counts, float(HEIGHT - MARGIN)
        width = min(WIDEST, (100 - 2 * SIDE) / max(_apart(self.shown[0].month, self.shown[-1].month), 1) * 0.7)
        kinds = (
            ("done", gettext("Done"), counts.done_count),
            ("late", gettext("Late"), counts.late_count),
            ("left", gettext("Not done and not late"), counts.left_count - counts.late_count),
        )
        for kind, text, count in kinds:
            height = round(count / self.most * (HEIGHT - 2 * MARGIN), 1)
            floor = round(floor - height, 1)
            if count:
                said = f"{when(one)}: {text} {number_text(count)}"
                yield Segment(kind, round(self._place(one.month) - width / 2, 2), round(width, 2), floor, height, said)

    def _place(self, month: date) -> float:
        first, last = self.shown[0].month, self.shown[-1].month
        x = SIDE + (100 - 2 * SIDE) * _apart(first, month) / max(_apart(first, last), 1)
        return round(100 - x if direction() == "rtl" else x, 2)

    @property
    def rows(self) -> list[tuple[TrendMonth, int | None]]:
        """Each month with the points it gained since the one before, None where that one was not kept; the last
        month first."""
        before = [None, *self.months]
        found = [(one, _points(former, one)) for former, one in zip(before, self.months, strict=False)]
        return found[: -MOST - 1 : -1]

    def file(self) -> tuple[TableFile, list[str], list[list[str]]]:
        """What a file tells of, its titles, and its rows: all months, the earliest first."""
        chosen = [(gettext("Plan"), name_of(self.plan))]
        if self.item is not None:
            chosen.append((gettext("Item"), name_of(self.item)))
        titles = [gettext("Month"), gettext("Progress"), gettext("Items"), gettext("Done"), gettext("Not done yet"),
                  gettext("Late"), gettext("Days late")]  # fmt: skip
        rows = [
            [one.month.strftime("%Y-%m"), f"{one.progress:.2f}", *map(str, _told(one)), str(one.late_days)]
            for one in self.months
        ]
        area = visible(Area, viewer()).where(Area.id == self.plan.area_id).first()
        return TableFile(TITLE, area, chosen), titles, rows

    def address(self, page: str = "trend_view", **more: Any) -> str:
        """Where a page of this trend stands."""
        about: dict[str, Any] = {"id": self.plan.id, **more}
        if self.item is not None:
            about["item"] = self.item.id
        return url_for(f"plan.{page}", **about)


def trend_of(plan: Plan, given: object) -> PlanTrend:
    """The trend of a plan, or of the item that an address names; 404 where the plan has no such item."""
    standing = visible(PlanItem, viewer()).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    item = standing.where(PlanItem.id == (whole(given) or 0)).first() if given else None
    if given and item is None:
        abort(404)
    months = trend(viewer(), plan, Outline(plan).answer, clock.today(), item)
    return PlanTrend(plan, item, months, list(standing.where(PlanItem.parent.is_null()).order_by(PlanItem.order_key)))


def when(one: TrendMonth) -> str:
    """A month in words; the present one says that it is not over."""
    text = month_text(one.month)
    return gettext("%(month)s, until today", month=text) if one.month == clock.today().replace(day=1) else text


def _points(before: TrendMonth | None, now: TrendMonth) -> int | None:
    if before is None or before.month != month_before(now.month):
        return None
    return whole_points(now.progress, before.progress)


def _told(one: TrendMonth) -> tuple[int, int, int, int]:
    counts = one.counts
    return counts.item_count, counts.done_count, counts.left_count, counts.late_count


def _height(progress: Decimal) -> float:
    return round(HEIGHT - MARGIN - float(progress) / 100 * (HEIGHT - 2 * MARGIN), 1)


def _apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
