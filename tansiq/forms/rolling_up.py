"""Figures of a form put together over periods and areas, as each item says, with how many reports are in them.

    vehicles    over time LATEST, over areas SUM     the last of each unit, added up         11 of 14
    waste       over time SUM, over areas SUM        all of it                               38 of 56
    share       working div vehicles                 what these two come to, divided: shares are never added up
    waste       per 1,000 inhabitants                of the areas of those units that are in it (tansiq.forms.rates)

Zero is zero; None is not known, or what does not go together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_bounds import bounded, require_bounded
from tansiq.forms.figure_question import RollUp
from tansiq.forms.putting_together import ALL_CELLS, Reported
from tansiq.forms.rates import UNKNOWN, Rate, Rates
from tansiq.forms.report_counts import Group, ReportCounts, report_counts
from tansiq.models.data_stamps import held_at_least
from tansiq.policy.viewer import Viewer
from tansiq.reporting_period import ReportingPeriod


@dataclass(frozen=True)
class RolledUp:
    """A figure: of an item and of a cell of its breakdown, "" for all of it; in an area, None where that lies above the
    level or areas stay together; of a unit and a period where these are told apart. `reported` of the `expected`
    reports are in it; `rate` is told where the question asks for one."""

    item: AskedItem
    cell: str
    area_id: int | None
    unit_id: int | None
    period: ReportingPeriod | None
    value: float | None
    reported: int
    expected: int
    rate: Rate = UNKNOWN


def roll_up(viewer: Viewer, asked: RollUp) -> list[RolledUp]:
    """The figures asked about, of what `viewer` may see: item by item, by area, unit, period and cell. A group of which
    nothing was reported is told with None, where something is expected. Raises Refused as `RollUp.periods`, and
    TOO_MANY_CELLS, before anything is read, where that would be too much for one answer."""
    if not asked.periods or not asked.items:
        return []
    # What is kept of the form and of what was expected is known by the stamps of now, which are asked for once.
    with held_at_least():
        return _rolled_up(viewer, asked)


def _rolled_up(viewer: Viewer, asked: RollUp) -> list[RolledUp]:
    counts = report_counts(viewer, asked)
    reported = Reported(viewer, asked, counts.is_whole and not asked.needs_units)
    require_bounded(asked, reported.items, counts)
    reported.read()
    whole = {item.number: reported.whole(item) for item in asked.items}
    rates = None if asked.per is None else Rates(viewer, asked, whole, counts)
    return bounded(asked, (one for item in asked.items for one in _told(item, reported, counts, rates)))


def _told(item: AskedItem, reported: Reported, counts: ReportCounts, rates: Rates | None) -> Iterator[RolledUp]:
    periods, number = {period.ends: period for period in reported.asked.periods}, item.number
    whole = reported.whole(item)
    for group in sorted({*counts.expected, *whole}, key=_place_in_order):
        area_id, unit_id, ends = group
        shared = (area_id, unit_id, None if ends is None else periods[ends])
        in_it = counts.of(group, whole.get(group, ()))
        for cell in (ALL_CELLS, *reported.cells_of(number, group)):
            value = reported.value(item, cell, group)
            rate = UNKNOWN if rates is None else rates.of(item, group, value)
            yield RolledUp(item, cell, *shared, value, *in_it, rate)


def _place_in_order(group: Group) -> tuple[Any, ...]:
    return tuple((part is not None, part or 0) if not hasattr(part, "year") else (True, part) for part in group)
