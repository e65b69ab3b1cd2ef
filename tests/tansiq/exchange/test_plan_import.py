"""Workbooks of plans, in and out: the three layouts, what comes back as it went, and what is told at its cell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.export.plan_sheet import LAYOUTS, PlanLayout, write_plan
from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan
from tansiq.models import Plan, PlanItem
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline

HEADER = ("Code", "Item", "Kind of item", "Start date", "End date", "Budget", "Currency")
ROWS: list[list[Any]] = [
    ["1", "Water", "Axis", "2026-01-01", "2026-12-31", "", ""],
    ["1.1", "Networks", "Project", "2026-02-01", "2026-06-30", 5000, "USD"],
    ["1.1.1", "Dig the trench", "", "2026-02-01", "2026-03-31", "", ""],
    ["2", "Health", "Axis", "", "", "", ""],
]


def _take(plan: Plan, path: Path, **choices: Any) -> PlanOutcome:
    return import_plan(SALMA, path, PlanChoices(plan, **choices))


def _sheet(folder: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> Path:
    return csv_file(folder, rows, header, "plan.csv")


def _told(outcome: PlanOutcome, severity: str = "error") -> list[tuple[str, str]]:
    return [(one.address, one.code) for one in outcome.plan.problems if one.severity == severity]


def test_codes_tell_where_the_rows_of_a_sheet_stand(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    outcome = _take(plan, _sheet(tmp_path, ROWS))
    assert (outcome.is_written, outcome.plan.tally.new, outcome.plan.problems) == (True, 4, [])
    assert outline(plan) == [("1", "Water"), ("1.1", "Networks"), ("1.1.1", "Dig the trench"), ("2", "Health")]
    networks = named("Networks")
    assert (networks.item_kind, int(networks.budget or 0), networks.currency) == ("PROJECT", 5000, "USD")
    assert {item.own_code for item in PlanItem.select()} == {""}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_comes_back_unchanged(
    register: Register, tmp_path: Path, layout: PlanLayout, kind: Any
) -> None:
    plan = register.plan()
    _take(plan, _sheet(tmp_path, ROWS))
    path = tmp_path / f"out.{kind}"
    assert write_plan(SALMA, plan, path, kind, layout) == 4
    outcome = _take(plan, path)
    assert (outcome.plan.layout, outcome.plan.problems) == (layout, [])
    assert (outcome.plan.tally.unchanged, outcome.plan.is_change) == (4, False)
