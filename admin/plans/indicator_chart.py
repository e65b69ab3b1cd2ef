"""The chart of an indicator: target against achieved, drawn on the server, and the table that says the same.

days ------> hundredths of the width, the earliest where reading begins
figures ---> pixels from the top
baseline and targets: a dashed line with squares; baseline and what was achieved: a line with dots
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup
from peewee import JOIN

from admin.current_viewer import viewer
from admin.words.formatting import NO_VALUE, bdi, date_markup, day_text, number_text, percent_text
from admin.words.naming import name_of
from tansiq.language.units import unit_text
from tansiq.language.words import direction, gettext
from tansiq.models import Indicator, Plan, PlanItem
from tansiq.plans.indicators import Course, Standing, courses
from tansiq.platform import clock
from tansiq.policy.visibility import visible

HEIGHT = 150
"""Pixels of the drawing."""
MARGIN = 12
"""Pixels above the highest and below the lowest point, so that marks are not cut."""
SIDE = 2.0
"""Hundredths of the width that stay free at both sides, for the same reason."""
MOST = 60
"""Days of reporting that are shown, the last ones."""

MOST_CHARTS = 100
"""Indicators that one page draws; the list has all."""

_Dated = tuple[date, Decimal]


@dataclass(frozen=True)
class Point:
    """A mark: its place in hundredths from the left and in pixels from the top, and what it stands for."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Row:
    """One day in the table."""

    day: Markup
    baseline: Markup
    target: Markup
    achieved: Markup
    progress: Markup


@dataclass(frozen=True)
class Drawing:
    """Two lines with the lowest and the highest figure, and the first and the last day."""

    planned: list[Point]
    reached: list[Point]
    figures: tuple[str, str]
    days: tuple[str, str]

    @property
    def lines(self) -> list[tuple[str, Point, Point]]:
        """(name of the line, from, to) of every piece of the two lines."""
        named = (("planned", self.planned), ("reached", self.reached))
        return [(name, *pair) for name, points in named for pair in pairwise(points)]


@dataclass(frozen=True)
class IndicatorChart:
    """The drawing and the table of one indicator; `now` says how it stands today."""

    row_id: int
    name: str
    unit: str
    now: str
    percent: str
    drawing: Drawing | None
    rows: list[Row]
    is_cut: bool

    @property
    def alternative(self) -> str:
        """What the drawing shows, in words."""
        return gettext("%(title)s: %(words)s All values stand in the table below.", title=self.name, words=self.now)


def indicators_of_plan(plan: Plan) -> list[Indicator]:
    """The visible indicators of a plan: its own, then those of its items in the order of the outline; each with its
    item."""
    query: Any = visible(Indicator, viewer()).where(Indicator.plan == plan.id, Indicator.archived_at.is_null())
    query = query.select(Indicator, PlanItem).join(PlanItem, JOIN.LEFT_OUTER, on=Indicator.item == PlanItem.id)
    is_of_item = Indicator.item.is_null(False)
    return list(query.order_by(is_of_item, PlanItem.order_key, Indicator.id).limit(MOST_CHARTS))


def indicator_charts(indicators: Iterable[Indicator]) -> list[IndicatorChart]:
    """The charts of these indicators as the reader sees them, in their order; two statements for all."""
    return [indicator_chart(course, clock.today()) for course in courses(viewer(), indicators)]


def indicator_chart(course: Course, today: date) -> IndicatorChart:
    """The chart of one indicator, as it stands today."""
    row, now, days = course.indicator, course.on(today), course.days()
    standings = [course.on(day) for day in days[-MOST:]]
    start = [(row.baseline_on, Decimal(row.baseline))] if row.baseline is not None and row.baseline_on else []
    planned = [*start, *((target.on, target.value) for target in course.targets)]
    reached = [*start, *((one.day, one.achieved) for one in standings if one.achieved is not None)]
    return IndicatorChart(
        row.id, name_of(row), unit_text(row.unit), _in_words(now), percent_text(now.progress),
        _drawing(planned, reached), _rows(course, standings), is_cut=len(days) > MOST,
    )  # fmt: skip


def _drawing(planned: Sequence[_Dated], reached: Sequence[_Dated]) -> Drawing | None:
    """The drawing; None where all there is lies on one day."""
    points = [*planned, *reached]
    days, figures = [on for on, _ in points], [figure for _, figure in points]
    if len(set(days)) < 2:
        return None
    frame = _Frame(min(days), max(days), min(figures), max(figures))
    return Drawing(
        [frame.point(on, figure, gettext("Target")) for on, figure in planned],
        [frame.point(on, figure, gettext("Achieved")) for on, figure in reached],
        (number_text(frame.low), number_text(frame.high)),
        (day_text(frame.begin), day_text(frame.end)),
    )


class _Frame(NamedTuple):
    """The days and the figures between which everything lies."""

    begin: date
    end: date
    low: Decimal
    high: Decimal

    def point(self, on: date, figure: Decimal, what: str) -> Point:
        """Where a figure of a day stands in the drawing."""
        across = SIDE + (100 - 2 * SIDE) * (on - self.begin).days / (self.end - self.begin).days
        up = float((figure - self.low) / ((self.high - self.low) or 1)) * (HEIGHT - 2 * MARGIN)
        x = 100 - across if direction() == "rtl" else across
        return Point(round(x, 2), round(HEIGHT - MARGIN - up, 1), f"{what}: {number_text(figure)} · {day_text(on)}")


def _in_words(now: Standing) -> str:
    told = {
        "achieved": "" if now.achieved is None else number_text(now.achieved),
        "target": number_text(now.target.value) if now.target else "",
        "day": day_text(now.target.on) if now.target else "",
        "percent": percent_text(now.progress),
    }
    if now.target is None and now.achieved is None:
        return gettext("Neither a target nor a value is entered yet.")
    if now.target is None:
        return gettext("Achieved: %(achieved)s. No target is entered yet.", **told)
    if now.achieved is None:
        return gettext("Nothing is reported yet. Target for %(day)s: %(target)s.", **told)
    if now.progress is None:
        return gettext("Achieved: %(achieved)s. Target for %(day)s: %(target)s. The baseline is not known.", **told)
    return gettext("Achieved: %(achieved)s. Target for %(day)s: %(target)s. Progress: %(percent)s.", **told)


def _rows(course: Course, standings: Sequence[Standing]) -> list[Row]:
    """A row a day: the baseline, the targets, and what was achieved; the last day first."""
    row = course.indicator
    targets = {target.on: target.value for target in course.targets}
    achieved = {one.day: one for one in standings}
    baseline = {row.baseline_on: row.baseline} if row.baseline is not None and row.baseline_on else {}
    found = []
    for day in sorted({*targets, *achieved, *baseline}, reverse=True):
        one = achieved.get(day)
        found.append(
            Row(
                date_markup(day),
                _figure(baseline.get(day)),
                _figure(targets.get(day)),
                _figure(one.achieved if one else None),
                bdi(percent_text(one.progress)) if one else NO_VALUE,
            )
        )
    return found


def _figure(value: Decimal | None) -> Markup:
    return NO_VALUE if value is None else bdi(number_text(value))
