"""Figures that jump out of what a unit has reported before: told as a question, never refused.

    waste of the last quarters  410  395  430  402  418        now 4,180: far beyond the usual 410

The modified z-score (Iglewicz and Hoaglin, 1993) is measured from the median in median deviations, so that one earlier
slip of the finger does not hide the next one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean, median
from typing import Any

from tansiq.models import FieldDefinition, Figure, Report
from tansiq.models.definitions import Definitions, holder_of
from tansiq.models.field_definition import NUMERIC
from tansiq.models.frozen_definitions import definitions_for
from tansiq.models.kept_values import taken
from tansiq.platform.database import db
from tansiq.platform.written import written

FEWEST, MOST = 5, 24
"""Earlier reports that are needed to know what is usual, and that are looked at."""
LIMIT = 3.5
"""Beyond this modified z-score a figure is asked about."""
_OF_MEDIAN, _OF_MEAN, _ROOTS = 0.6745, 1.253314, 3


@dataclass(frozen=True)
class Jump:
    """What is reported of an item, and what is usual of this unit: the median of earlier periods."""

    value: float
    usual: float


def modified_z_score(value: float, series: Sequence[float]) -> float:
    """How far a value lies from the median of a series, in median deviations; infinite where all of it is one other
    value. `series` is not empty."""
    middle = median(series)
    deviations = [abs(one - middle) for one in series]
    if spread := median(deviations):
        return _OF_MEDIAN * (value - middle) / spread
    if spread := fmean(deviations):
        # More than half of them are the same: the mean deviation stands in, as its authors say.
        return (value - middle) / (_OF_MEAN * spread)
    return 0.0 if value == middle else inf if value > middle else -inf


def jumps(report: Report) -> Mapping[int, Jump]:
    """By number of the item: what in a report, finished or not, jumps out of the counted reports of the same unit for
    earlier periods. One statement."""
    definitions = definitions_for(report)
    told = _numbers(definitions, report)
    earlier = _earlier(report, {one.number for one, _ in told}) if told else {}
    found = {}
    for one, value in told:
        series = earlier.get(one.number, [])[-MOST:]
        if len(series) >= FEWEST and is_jump(one, value, series):
            found[one.number] = Jump(value, median(series))
    return found


def is_jump(one: FieldDefinition, value: float, series: Sequence[float]) -> bool:
    """Whether a value is far out in a series of at least FEWEST, and not near the usual one: where nothing ever
    changed, one more is no jump. What is counted varies by its root: two fires after one are nothing to ask about."""
    usual = median(series)
    distance = abs(value - usual)
    by_chance = _ROOTS * sqrt(max(abs(usual), 1)) if one.value_type == "WHOLE" else 0
    return distance > max(abs(usual) / 2, by_chance) and abs(modified_z_score(value, series)) > LIMIT


def _numbers(definitions: Definitions, report: Report) -> list[tuple[FieldDefinition, float]]:
    """The items that are reported in numbers, with what they come to."""
    kept: Mapping[str, Any] = report.extra or {}
    items = [one for one in definitions.of(holder_of(report)) if one.value_type in NUMERIC]
    told = ((one, taken(one, kept.get(str(one.number)))) for one in items)
    return [(one, float(value)) for one, value in told if value is not None]


def _earlier(report: Report, items: Collection[int]) -> dict[int, list[float]]:
    """By number of the item: the figures of the same unit for earlier periods, the earliest first."""
    table: Any = Figure
    rows = table.select(table.item, table.value).where(
        table.item.in_(sorted(items)),
        table.cell == "",
        table.unit == report.unit_id,
        table.period_ends < report.period_ends,
    )
    text, values = written(rows.order_by(table.period_ends), db)
    found: dict[int, list[float]] = {}
    for number, value in db.execute_sql(text, values).fetchall():
        found.setdefault(number, []).append(value)
    return found
