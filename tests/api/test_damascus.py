"""Damascus, as a portal lives it: fourteen governorates send the workbooks of their annual plans, and one matrix tells
how far each axis is in each of them, what is late on a day, and what is new since last month.

14 workbooks -> 14 plans -> adopted -> June is kept -> progress is reported -> the matrix of July
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.export.plan_sheet import write_plan_xlsx
from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.models import Area, Plan, PlanItem, Proposal
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.versions import adopt
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tests.api.plan_documents import MATRIX
from tests.api.schema_client import ENGLISH, ask
from tests.governorates import (
    AXES,
    CENTRES,
    EMPTY,
    PCODES,
    ROADS,
    SCHOOLS,
    TAKEN_OVER,
    WATER,
    Cell,
    Told,
    activities_of,
    annual_plan,
    cell,
    enter_syria,
    reported,
    sheet_of,
    write_sheet,
)
from tests.people import SALMA, officer, portal
from tests.register import Register

JUNE, JULY = date(2026, 6, 20), date(2026, 7, 15)
REPORTS = {("SY01", WATER): 100, ("SY02", CENTRES): 55, ("SY09", ROADS): 60, ("SY12", SCHOOLS): 45}
"""What is told in July: one is done, two have come further, and one was told too high before."""
REPORT = """mutation ($input: ProgressInput!) { progressReport(input: $input) {
    __typename ... on Proposal { id } ... on Refusal { faults { code field } } } }"""


@pytest.fixture
def syria(register: Register) -> dict[str, Area]:
    """By P-code: the country and its governorates."""
    register.organization("NRA")
    return enter_syria()


def _take(plan: Plan, path: Path, layout: str) -> Plan:
    """A new plan, entered with the items of its workbook."""
    outcome = import_plan(SALMA, path, PlanChoices(plan))
    assert (outcome.plan.layout, outcome.plan.errors, outcome.is_written) == (layout, [], True)
    return plan


def _taken_over(folder: Path, plan: Plan, pcode: str) -> Path:
    """The export of the plan of another governorate, as this one sends it."""
    path = folder / f"{pcode}.xlsx"
    with path.open("wb") as out:
        write_plan_xlsx(SALMA, plan, out, TAKEN_OVER[pcode][1])
    return path


def _planned(folder: Path, syria: dict[str, Area]) -> dict[str, Plan]:
    plans = dict[str, Plan]()
    for pcode in PCODES:
        plan = annual_plan(syria[pcode])
        if pcode in TAKEN_OVER:
            whose, layout = TAKEN_OVER[pcode]
            plans[pcode] = _take(plan, _taken_over(folder, plans[whose], pcode), layout)
        else:
            plans[pcode] = _take(plan, write_sheet(folder, pcode, "إغاثة NRA"), sheet_of(pcode).layout)
    return plans


def _matrix(today: date, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Cell]]:
    """By P-code: the cells that the question of the contract is answered with, in the order of the columns."""
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: today)
    found = ask(MATRIX, ENGLISH)["planMatrix"]
    assert [column["name"] for column in found["columns"]] == [
        "Water and roads", "Health", "Education", "Without an axis",
    ]  # fmt: skip
    names = ("itemCount", "doneCount", "lateCount", "progress", "change")
    return {
        row["area"]["pcode"]: [Cell(*(one[name] for name in names)) for one in row["cells"]] for row in found["rows"]
    }


def _reckoned(now: Told, before: Told | None, today: date) -> dict[str, list[Cell]]:
    return {pcode: [cell(pcode, axis, now, before, today) for axis in (*AXES, "")] for pcode in PCODES}


def _report(rima: Viewer, plan: Plan, name: str, progress: int) -> None:
    """A portal reports how far an activity is; whoever is in charge approves."""
    item = PlanItem.get(PlanItem.plan == plan.id, PlanItem.name_ar == name)
    state = "DONE" if progress == 100 else "UNDER_WAY"
    given: dict[str, Any] = {"item": str(item.id), "state": state, "progress": progress, "on": JULY.isoformat()}
    answer = ask(REPORT, portal(plan.area_id), {"input": given})["progressReport"]
    assert answer["__typename"] == "Proposal", answer
    approve(rima, Proposal.get_by_id(answer["id"]))


def test_the_annual_plans_of_fourteen_governorates_stand_in_one_matrix(
    syria: dict[str, Area], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = _planned(tmp_path, syria)
    begun: Told = {pcode: activities_of(pcode) for pcode in PCODES}
    found = _matrix(JUNE, monkeypatch)
    assert found == _reckoned(begun, None, JUNE)
    # By hand: 60 of 100 at 15 and 40 at 50; 85 and 20; 55 and 0. Two are past their last day, the schools lag by 12.
    assert found["SY01"] == [Cell(2, 0, 1, 29, None), Cell(2, 0, 1, 52.5, None), Cell(2, 0, 1, 27.5, None), EMPTY]
    assert found["SY11"][2] == EMPTY
    assert found["SY04"][3] == Cell(1, 0, 1, 30, None)

    for plan in plans.values():
        adopt(SALMA, plan, date(2026, 1, 31))
    take_snapshots(JUNE)
    for (pcode, name), progress in REPORTS.items():
        _report(officer(syria["SY"].id), plans[pcode], name, progress)
    found = _matrix(JULY, monkeypatch)
    assert found == _reckoned(reported(begun, REPORTS), begun, JULY)
    # The network is done: 60 points at 100 and 40 at 50 are 80. Vaccination fell behind meanwhile.
    assert found["SY01"] == [Cell(2, 1, 0, 80, 51), Cell(2, 0, 2, 52.5, 0), Cell(2, 0, 1, 27.5, 0), EMPTY]
    assert found["SY09"][0].change == -4
