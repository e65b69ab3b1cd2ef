"""Figures by month in the sheet we write: none but the last, a row a month, or a column a month.

Whichever is chosen, the sheet is read back as the same series (tansiq/exchange/planning/own_series.py and
tansiq/exchange/sheet/month_figures.py).
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from babel.dates import format_date
from peewee import chunked

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.sheet.fields import field_named
from tansiq.exchange.sheet.labels import label
from tansiq.language.words import gettext, spoken_locale
from tansiq.models import Intervention, ReachedFigure, Site
from tansiq.models.reached_figure import month_of, this_month
from tansiq.models.site import OF_LAST_MONTH
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

MonthLayout = Literal["last", "rows", "columns"]
LAYOUTS: tuple[MonthLayout, ...] = ("last", "rows", "columns")
"""What a sheet tells of the months: the last figure alone, a row a month, a column a month."""
_REPORTED = "reported_on"
_AT_ONCE = 500


@dataclass(frozen=True)
class SheetColumn:
    """One column of the sheet: a field, or the people reached by a month."""

    field: str
    month: date | None = None

    @property
    def is_by_month(self) -> bool:
        """Whether it tells of a month."""
        return self.month is not None or self.field == _REPORTED

    @property
    def header(self) -> str:
        """Its header in the language now spoken."""
        if self.month is None:
            return label(self.field)
        month = format_date(self.month, "MMMM y", locale=spoken_locale())
        # Translators: The header of a column of a sheet, "People reached by February 2026": all since the beginning.
        # It is read again when the sheet comes back: "by" may be any of the words in sheet/header_months.py.
        return gettext("%(people)s by %(month)s", people=label(self.field), month=month)

    @property
    def tag(self) -> str:
        """The HXL tag over it; columns of months share theirs, and their headers tell them apart."""
        return field_named(self.field).tag


def sheet_columns(layout: MonthLayout, months: Iterable[date] = ()) -> list[SheetColumn]:
    """The columns in their order. `months` are those of a column a month."""
    names = list(EXPORTED)
    if layout == "rows":
        names.insert(names.index("status") + 1, _REPORTED)
    columns = [SheetColumn(name) for name in names]
    if layout == "columns":
        after = names.index("reached") + 1
        columns[after:after] = [SheetColumn("reached", month) for month in months]
    return columns


ONE_A_SITE = sheet_columns("last")
"""The columns of a sheet with one row a site and its last figure."""


def months_told(viewer: Viewer, sites: Any) -> list[date]:
    """The months that columns are offered for: those of which any site that passes the condition `sites` tells, and
    the present one, to be filled in."""
    query = visible(ReachedFigure, viewer).select(ReachedFigure.month).join(Site).join(Intervention)
    query = query.where(sites, ReachedFigure.archived_at.is_null(), ReachedFigure.people.is_null(False))
    for allowed in (condition(Site, viewer), condition(Intervention, viewer)):
        query = query if allowed is None else query.where(allowed)
    told = {month for (month,) in iter(query.distinct().tuples().execute())}
    return sorted(told | {this_month()})


def figures_of(viewer: Viewer, site_ids: Iterable[int]) -> Mapping[int, Mapping[date, int]]:
    """By site: the people reached by month, in the order of the months; what is not known is left out."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    columns = (ReachedFigure.site, ReachedFigure.month, ReachedFigure.people)
    for piece in chunked(sorted(site_ids), _AT_ONCE):
        standing = ReachedFigure.archived_at.is_null() & ReachedFigure.people.is_null(False)
        rows = visible(ReachedFigure, viewer).select(*columns).where(ReachedFigure.site.in_(piece), standing)
        for site_id, month, people in iter(rows.order_by(ReachedFigure.month).tuples().execute()):
            found[site_id][month] = people
    return found


def lines(cells: Mapping[str, Any], figures: Mapping[date, int], columns: Sequence[SheetColumn]) -> Iterator[list[Any]]:
    """The lines of one site, given its `cells` by field and its figures by month."""
    if not figures or all(column.field != _REPORTED for column in columns):
        yield [cells.get(one.field) if one.month is None else figures.get(one.month) for one in columns]
        return
    for month, people in figures.items():
        told = {**cells, _REPORTED: _day_of(month), "reached": people}
        if month != max(figures):
            # These are known as they are now, not as they were then.
            told |= dict.fromkeys(OF_LAST_MONTH)
        yield [told.get(column.field) for column in columns]


def _day_of(month: date) -> date:
    """The day that a figure of a month was told on, at the latest: its last one, or today."""
    if month == month_of(clock.today()):
        return clock.today()
    return month.replace(day=monthrange(month.year, month.month)[1])
