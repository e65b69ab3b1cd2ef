"""Sheets of a plan that a ministry might send, for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan
from tansiq.models import Plan
from tests.fivew import csv_file
from tests.people import SALMA

HEADER = ("Code", "Item", "Kind of item", "Start date", "End date", "Budget", "Currency")
ROWS: list[list[Any]] = [
    ["1", "Water", "Axis", "2026-01-01", "2026-12-31", "", ""],
    ["1.1", "Networks", "Project", "2026-02-01", "2026-06-30", 5000, "USD"],
    ["1.1.1", "Dig the trench", "", "2026-02-01", "2026-03-31", "", ""],
    ["2", "Health", "Axis", "", "", "", ""],
]


def take(plan: Plan, path: Path, **choices: Any) -> PlanOutcome:
    """Import a file of items as Salma."""
    return import_plan(SALMA, path, PlanChoices(plan, **choices))


def sheet(folder: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> Path:
    """A CSV file of items."""
    return csv_file(folder, rows, header, "plan.csv")


def told_of(outcome: PlanOutcome, severity: str = "error") -> list[tuple[str, str]]:
    """Where what is wrong, by the code of it."""
    return [(one.address, one.code) for one in outcome.plan.problems if one.severity == severity]
