"""How much one question about figures may ask for, told before anything of it is read.

    20 items x 300 reports of 12 months   ->   72,000 numbers of reports, put together to 20 x 22 x 12 figures

The database reads every number of a report that is in a figure, and this process holds those that are not added up
there: what nobody would wait for, or no machine holds, is refused in words.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeVar

from tansiq.faults import Fault, Refused
from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_question import CELL, RollUp
from tansiq.forms.report_counts import ReportCounts
from tansiq.language.words import say
from tansiq.models.breakdowns import cells_of, is_broken_down

T = TypeVar("T")

MOST_READ = 5_000_000
"""Numbers of reports that the database reads for one answer."""
MOST_HELD = 500_000
"""Figures of units of which one is made, held at once."""


def require_bounded(asked: RollUp, items: Mapping[int, AskedItem], counts: ReportCounts) -> None:
    """Raise Refused(TOO_MANY_CELLS) unless a question can be answered; `items` are all that have to be read for it."""
    _require(len(asked.items) * len(counts.expected) <= asked.most, asked.most)
    numbers = sum(_numbers(asked, item) for item in items.values() if item.typed is None)
    _require(numbers * counts.report_count <= MOST_READ, MOST_READ)
    _require(numbers * counts.unit_count <= MOST_HELD, MOST_HELD)


def bounded(asked: RollUp, found: Iterable[T]) -> list[T]:
    """What was found, unless there is more of it than may be told: how many cells have figures is known by now alone.
    Raises Refused(TOO_MANY_CELLS)."""
    told = list(islice(found, asked.most + 1))
    _require(len(told) <= asked.most, asked.most)
    return told


def _numbers(asked: RollUp, item: AskedItem) -> int:
    """How many numbers of a report are read for an item."""
    is_by_cell = CELL in asked.by and is_broken_down(item.one)
    return 1 + (len(list(cells_of(item.definitions, item.one))) if is_by_cell else 0)


def _require(is_bounded: bool, most: int) -> None:
    if not is_bounded:
        text = say("That would be more than %(count)s figures. Ask about less.", count=f"{most:,}")
        raise Refused(Fault("TOO_MANY_CELLS", "items", text))
