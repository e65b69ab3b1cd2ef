"""The matrix of plans as portals read it: the question of the contract, who is told of what, and what it costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Plan, PlanItem
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.versions import adopt
from tansiq.records import changes
from tests.api.plan_documents import MATRIX
from tests.api.portal import Portal
from tests.people import SALMA
from tests.register import Register

OF_ABYAN = MATRIX.replace('"SY"', '"YE"').replace("GOVERNORATE", "DISTRICT")


@pytest.fixture
def plans(register: Register) -> list[Plan]:
    """Annual plans of two districts: water of both, a quarter done in Khanfar since last month; a road of no axis."""
    found = [register.plan(pcode, plan_kind="ANNUAL", name_en=f"Annual plan {pcode}") for pcode in ("YE1211", "YE1210")]
    for plan in found:
        water = register.item(plan, "Water", item_kind="AXIS", name_ar="المياه")
        register.item(plan, "Wells", water, ends_on=date(2026, 12, 31))
    register.item(found[1], "Roads", item_kind="PROJECT", item_state="DONE")
    adopt(SALMA, found[0], date(2026, 1, 1))
    take_snapshots(date(2026, 2, 10))
    wells = PlanItem.get(PlanItem.plan == found[0].id, PlanItem.name_en == "Wells")
    wells.progress = Decimal(25)
    changes.save(SALMA, wells)
    return found


def _cell(items: int, done: int, late: int, progress: float | None, change: float | None) -> dict[str, Any]:
    return {"itemCount": items, "doneCount": done, "lateCount": late, "progress": progress, "change": change}


def test_the_question_of_the_contract_is_answered(
    plans: list[Plan], portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: date(2026, 3, 1))
    found = portal.data(OF_ABYAN)["planMatrix"]
    assert found["columns"] == [{"key": "water", "name": "Water"}, {"key": "", "name": "Without an axis"}]
    rows = {row["area"]["pcode"]: row["cells"] for row in found["rows"]}
    assert rows["YE1211"] == [_cell(1, 0, 0, 25.0, 25.0), _cell(0, 0, 0, None, None)]
    assert rows["YE1210"] == [_cell(1, 0, 0, 0.0, None), _cell(1, 1, 0, 100.0, None)]
    assert rows["YE1927"] == [_cell(0, 0, 0, None, None)] * 2


def test_names_are_given_in_the_language_asked_for(plans: list[Plan], portal: Portal) -> None:
    query = OF_ABYAN.replace("columns { key name }", "columns { name(language: AR) english: name(language: EN) }")
    assert portal.data(query)["planMatrix"]["columns"] == [
        {"name": "المياه", "english": "Water"},
        {"name": "بلا محور", "english": "Without an axis"},
    ]


def test_rows_cost_no_more_statements(plans: list[Plan], portal: Portal, register: Register) -> None:
    portal.data(OF_ABYAN)
    few = len(portal.statements)
    register.item(register.plan("YE1927", plan_kind="ANNUAL"), "Port")
    portal.data(OF_ABYAN)
    assert len(portal.statements) <= few


@pytest.mark.parametrize(
    ("asked", "code"),
    [('within: "XX", level: DISTRICT', "NOT_FOUND"), ('within: "YE1211", level: GOVERNORATE', "LEVEL_ABOVE_AREA")],
)
def test_what_cannot_be_asked_is_refused(register: Register, portal: Portal, asked: str, code: str) -> None:
    assert portal.codes(f"{{ planMatrix(kind: ANNUAL, {asked}) {{ aboveLevelCount }} }}") == [code]
