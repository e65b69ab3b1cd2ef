"""The figures of cases of duplication as a tile: of its area and its time, as the page of figures has them."""

from datetime import date
from typing import Any

from flask import url_for

from admin.current_viewer import viewer
from admin.panel.case_lines import Figures, by_month, figure_texts, figure_titles
from tansiq.cases.figures import case_figures, together
from tansiq.language.words import ngettext
from tansiq.models import ALL, Area
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.records.slow_answers import cached

EARLIEST, LATEST = date(1900, 1, 1), date(9999, 12, 31)
"""The days of a tile of all time."""
MOST_MONTHS = 12
"""Months that the tile tells one by one, the newest; its file has all."""


def figures_of(area: Area | None, period: Period | None) -> Figures:
    """The figures by month and by area, one level below that of the tile; found anew when any row changed."""
    who = viewer()
    place, asked = () if area is None else (int(area.id),), period or Period(EARLIEST, LATEST)
    key = ("case tile", place, asked, who.scope, who.account_id)
    return cached(key, ALL, lambda: case_figures(who, asked, level_below(area), place)).value


def figures_address(area: Area | None, period: Period | None) -> str:
    """The page on which the same figures stand."""
    asked: dict[str, Any] = {"from": period.begins if period else "", "to": period.ends if period else ""}
    if area is not None:
        asked["within"] = area.id
    return url_for("casefigures.index", level=level_below(area), **asked)


def case_lines(found: Figures) -> dict[str, Any]:
    """What the tile is made of, by the names of its template: all together, the newest months, how many it leaves
    out."""
    months = by_month(found)
    left_out = max(len(months) - MOST_MONTHS, 0)
    more = ngettext("%(count)s more is in the file.", "%(count)s more are in the file.", left_out)
    return {
        "titles": figure_titles(),
        "together": figure_texts(together(found.values())),
        "months": [(name, figure_texts(one)) for name, one in months[:MOST_MONTHS]],
        "left_out": more if left_out else "",
    }


def level_below(area: Area | None) -> int:
    """The level of the areas that are told apart, sub-districts at the finest."""
    return 1 if area is None else min(area.level + 1, len(ANCESTORS) - 1)
