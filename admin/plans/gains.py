"""What plans gained since last month, in words and in the list of plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.plans.indicator_chart import percent_text
from admin.plans.outline import FIGURED
from admin.words.formatting import NO_VALUE, DisplayRows, bdi, figure
from tansiq.language.words import gettext, ngettext
from tansiq.plans.trend import Gain, gains, progress_of_plans
from tansiq.platform import clock
from tansiq.records import slow_answers

COLUMNS = ("plan_progress", "since_last_month")
"""Columns of a list of plans that are reckoned for the rows of a page at once."""


@dataclass(frozen=True)
class PlanRows(DisplayRows):
    """Plans with how far they are."""

    gains: Mapping[int, Gain]

    def value(self, row: Any, name: str) -> Markup:
        told = self.gains.get(row.id)
        if name not in COLUMNS or told is None:
            return super().value(row, name)
        return bdi(percent_text(told.progress)) if name == "plan_progress" else points_markup(_points(told))

    def text(self, row: Any, name: str) -> str:
        told = self.gains.get(row.id)
        if name not in COLUMNS or told is None:
            return super().text(row, name)
        number = told.progress if name == "plan_progress" else told.points
        return "" if number is None else f"{number:.2f}"


def with_gains(shown: DisplayRows, names: Sequence[str]) -> DisplayRows:
    """Rows of a list of plans with what they gained, where a column tells of it."""
    if not set(COLUMNS) & set(names):
        return shown
    who, today, ids = viewer(), clock.today(), tuple(row.id for row in shown.rows)
    find = partial(progress_of_plans, who, ids, today)
    progress = slow_answers.cached(("progress of plans", ids, who.scope), FIGURED, find).value
    return PlanRows(shown.rows, shown.parents, shown.paths, gains(who, progress, today))


def points_markup(points: int | None) -> Markup:
    """Points gained or lost, with a sign and in words; a dash where they are not known."""
    if points is None:
        return NO_VALUE
    sign, kind = ("▲", "more") if points > 0 else ("▼", "less") if points < 0 else ("", "same")
    mark = Markup('<span aria-hidden="true">{}</span> ').format(sign) if sign else ""
    return Markup('<span class="gain gain-{}">{}{}</span>').format(kind, mark, bdi(points_text(points)))


def points_text(points: int) -> str:
    """Points gained or lost, in words."""
    if not points:
        return gettext("No change")
    if points > 0:
        return ngettext("%(count)s point more", "%(count)s points more", figure(points))
    return ngettext("%(count)s point less", "%(count)s points less", figure(-points))


def whole_points(now: Decimal, before: Decimal) -> int:
    """What lies between two progresses as they are read, in whole percents: from 40.9 to 42.1 reads 40 to 42."""
    return int(now) - int(before)


def _points(told: Gain) -> int | None:
    return None if told.points is None else whole_points(told.progress, told.progress - told.points)
