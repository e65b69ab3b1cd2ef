"""How plans stand in their list: how far each is, how much of it is late, what it gained since last month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.plans.outline import FIGURED
from admin.words.formatting import NO_VALUE, DisplayRows, bdi, figure, number_text, percent_text
from tansiq.language.words import gettext, ngettext
from tansiq.plans.plan_standings import PlanStanding, plan_standings
from tansiq.plans.trend import Gain, gains
from tansiq.platform import clock
from tansiq.records import slow_answers

COLUMNS = ("whole_progress", "late_count", "since_last_month")
"""Columns of a list of plans that are reckoned for the rows of a page at once."""


@dataclass(frozen=True)
class PlanRows(DisplayRows):
    """Plans with how they stand; one without items stands nowhere."""

    standings: Mapping[int, PlanStanding]
    gains: Mapping[int, Gain]

    def value(self, row: Any, name: str) -> Markup:
        if name not in COLUMNS:
            return super().value(row, name)
        if row.id not in self.standings:
            return NO_VALUE
        if name == "late_count":
            return bdi(number_text(self.standings[row.id].late_count))
        told = self.gains[row.id]
        return bdi(percent_text(told.progress)) if name == "whole_progress" else points_markup(_points(told))

    def text(self, row: Any, name: str) -> str:
        if name not in COLUMNS:
            return super().text(row, name)
        if row.id not in self.standings:
            return ""
        if name == "late_count":
            return str(self.standings[row.id].late_count)
        told = self.gains[row.id]
        number = told.progress if name == "whole_progress" else told.points
        return "" if number is None else f"{number:.2f}"


def with_gains(shown: DisplayRows, names: Sequence[str]) -> DisplayRows:
    """Rows of a list of plans with how they stand, where a column tells of it."""
    if not set(COLUMNS) & set(names):
        return shown
    who, today, ids = viewer(), clock.today(), tuple(row.id for row in shown.rows)
    find = partial(plan_standings, who, ids, today)
    standings = slow_answers.cached(("standings of plans", ids, who.scope), FIGURED, find).value
    progress = {plan_id: standing.progress for plan_id, standing in standings.items()}
    return PlanRows(shown.rows, shown.parents, shown.paths, standings, gains(who, progress, today))


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
