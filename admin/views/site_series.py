"""What sites had reached month by month, as the pages of a site and of an intervention show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask import url_for
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.charts import Chart, cumulative_chart
from admin.words.formatting import NO_VALUE, bdi, month_text, number_text, value_markup
from tansiq import monthly_report
from tansiq.models import ReachedFigure, Site
from tansiq.monthly_report import MonthTotal
from tansiq.policy.visibility import visible

MOST = 24
"""Months that a page shows, the last ones."""


@dataclass(frozen=True)
class SeriesLine:
    """One month: what was reached by its end, how many more than by the month before, and where it is told."""

    month: str
    people: Markup
    more: Markup
    address: str = ""


@dataclass(frozen=True)
class Series:
    """The months, the last one first; the chart where there are several."""

    lines: list[SeriesLine]
    chart: Chart | None
    is_cut: bool = False


def series_of_site(site: Site) -> Series:
    """The figures of one site, each leading to its page."""
    figures = visible(ReachedFigure, viewer()).where(ReachedFigure.site == site.id, ReachedFigure.archived_at.is_null())
    found = list(figures.order_by(ReachedFigure.month))
    addresses = {figure.month: url_for("reachedfigure.details_view", id=figure.id) for figure in found}
    return _series([MonthTotal(figure.month, figure.people) for figure in found], addresses)


def series_of_sites(sites: Sequence[Site]) -> Series:
    """The figures of the sites of one intervention together."""
    return _series(monthly_report.series(viewer(), sites), {})


def _series(months: list[MonthTotal], addresses: Mapping[date, str]) -> Series:
    pairs = pairwise([None, *months])
    lines = [_line(before, now, addresses) for before, now in pairs if now is not None]
    shown = months[-MOST:]
    chart = cumulative_chart([(month_text(one.month), one.people) for one in shown]) if len(shown) > 1 else None
    return Series(lines[: -MOST - 1 : -1], chart, len(months) > MOST and bool(addresses))


def _line(before: MonthTotal | None, now: MonthTotal, addresses: Mapping[date, str]) -> SeriesLine:
    return SeriesLine(
        month_text(now.month), value_markup("people", now.people), _more(before, now), addresses.get(now.month, "")
    )


def _more(before: MonthTotal | None, now: MonthTotal) -> Markup:
    if before is None or before.people is None or now.people is None:
        return NO_VALUE
    return bdi(number_text(now.people - before.people))
