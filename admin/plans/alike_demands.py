"""Demands that may ask for the same, told while one is entered, on its page, and in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin.current_viewer import viewer
from admin.words.formatting import DisplayRows, display_rows
from tansiq.models import Demand
from tansiq.plans.alike_demands import Alike, alike_demands

AT_ONCE = 5
"""Alike demands that are told of one."""
TOLD = ("area", "sector", "quantity", "people", "raised_by", "raised_on", "outcome")


@dataclass(frozen=True)
class DemandCard:
    """A demand with the first of those that are alike, and the values that are told of each."""

    row: Demand
    alike: list[Alike]
    display: DisplayRows


def demand_cards(rows: Sequence[Demand]) -> list[DemandCard]:
    """Some demands, stored or not, each with those that are alike; a few statements, however many."""
    found = [each[:AT_ONCE] for each in alike_demands(viewer(), rows)]
    shown = [*rows, *(one.demand for each in found for one in each)]
    display = display_rows(shown, TOLD, viewer())
    return [DemandCard(row, each, display) for row, each in zip(rows, found, strict=True)]
