"""The matrix of plans: which items count in which row and column, how far they are, and how far they have come."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem, PlanItemArea, PlanItemSector
from tansiq.period import Period
from tansiq.plans.matrix import MatrixCell, MatrixQuestion, PlanMatrix, cell_items, plan_matrix
from tansiq.plans.plan_answer import measured_answers
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.versions import adopt
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk_parts, changes
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told

JUNE, JULY = date(2026, 6, 10), date(2026, 7, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LATE: dict[str, Any] = {"ends_on": date(2026, 6, 21)}


def ask(by: str = "AXIS", level: int = 2, within: str = "YE", viewer: Viewer = SALMA, **asked: Any) -> PlanMatrix:
    facts: dict[str, Any] = {"kind": "ANNUAL", "period": YEAR, "within": within, "level": level, "by": by}
    question = MatrixQuestion(**(facts | asked))
    return plan_matrix(viewer, question, JULY)


def cells(found: PlanMatrix) -> dict[tuple[str, str], MatrixCell]:
    """By P-code and key: the cells that hold anything."""
    columns = [column.key for column in found.columns]
    told = {(row.area.pcode, key): cell for row in found.rows for key, cell in zip(columns, row.cells, strict=True)}
    return {place: cell for place, cell in told.items() if cell.item_count}


def annual(register: Register, pcode: str, **values: Any) -> Plan:
    return register.plan(pcode, plan_kind="ANNUAL", **values)


def axis(register: Register, plan: Plan, name: str, **values: Any) -> PlanItem:
    return register.item(plan, name, item_kind="AXIS", **values)


def located(register: Register, item: PlanItem, *pcodes: str) -> None:
    bulk_parts.replace_parts(SALMA, PlanItemArea, [(item, [{"area": register.areas[one].id} for one in pcodes])])


def of_sectors(register: Register, item: PlanItem, *codes: str) -> None:
    parts = [{"sector": register.sectors[code].id} for code in codes]
    bulk_parts.replace_parts(SALMA, PlanItemSector, [(item, parts)])


@pytest.fixture
def plans(register: Register) -> tuple[Plan, Plan]:
    """Khanfar: water of wells, half done, and pipes, late; health. Zinjibar: health, written otherwise, done."""
    khanfar, zinjibar = annual(register, "YE1211"), annual(register, "YE1210")
    water = axis(register, khanfar, "Water")
    register.item(khanfar, "Wells", water, progress=50, weight=75)
    register.item(khanfar, "Pipes", water, weight=25, **LATE)
    register.item(khanfar, "Clinics", axis(register, khanfar, "Health"), progress=20)
    register.item(zinjibar, "Hospital", axis(register, zinjibar, "HEALTH "), item_state="DONE")
    return khanfar, zinjibar


def test_a_cell_counts_the_items_at_the_ends_of_the_trees(plans: tuple[Plan, Plan]) -> None:
    assert cells(ask()) == {
        ("YE1211", "water"): MatrixCell(2, 0, 1, Decimal("37.5"), None),
        ("YE1211", "health"): MatrixCell(1, 0, 0, Decimal(20), None),
        ("YE1210", "health"): MatrixCell(1, 1, 0, Decimal(100), None),
    }


def test_every_area_of_the_level_has_a_row_and_an_empty_cell_is_not_zero(plans: tuple[Plan, Plan]) -> None:
    found = ask()
    assert [row.area.pcode for row in found.rows] == ["YE1210", "YE1211", "YE1927"]
    assert found.rows[2].total == found.rows[2].cells[0] == MatrixCell(0, 0, 0, None, None)
    assert [column.name_en for column in found.columns] == ["Water", "HEALTH"]


def test_the_plans_of_a_governorate_and_of_its_districts_stand_in_its_row(
    register: Register, plans: tuple[Plan, Plan]
) -> None:
    register.item(annual(register, "YE12"), "Clinics", progress=50)
    found = ask(level=1)
    assert cells(found)["YE12", "health"] == MatrixCell(2, 1, 0, Decimal(60), None)
    assert cells(found)["YE12", ""] == MatrixCell(1, 0, 0, Decimal(50), None)
    assert found.rows[0].total.item_count == 5
    # Each plan counts alike: (28.75 + 100 + 50) / 3.
    assert found.totals == found.rows[0].total == MatrixCell(5, 1, 1, Decimal("59.58"), None)


def test_axes_that_have_a_name_in_common_are_one(register: Register) -> None:
    for pcode, names in {"YE1211": ("الصحة", ""), "YE1210": ("الصحه", "Health"), "YE1927": ("", "health")}.items():
        axis(register, annual(register, pcode), names[1], name_ar=names[0])
    found = ask()
    assert [(column.key, column.name_ar, column.name_en) for column in found.columns] == [("health", "الصحة", "Health")]
    assert len(cells(found)) == 3


def test_items_of_a_wider_plan_stand_where_they_are_carried_out(register: Register) -> None:
    plan = annual(register, "YE12")
    both, _whole, far = (register.item(plan, name) for name in ("Both", "Whole", "Far"))
    located(register, both, "YE121121", "YE121122", "YE1210")
    located(register, far, "YE1927")
    found = ask("PLAN")
    assert {pcode for pcode, _key in cells(found)} == {"YE1211", "YE1210"}
    # What is to be done outside of the plan's area is nowhere in it, as what says no place.
    assert found.above_level_count == 2
    # It is done in two districts, and one item all the same.
    assert found.totals.item_count == found.of_columns[0].item_count == 3
    assert ask("PLAN", within="YE1210").totals.item_count == 3


def test_an_item_in_several_sectors_counts_in_each_and_once_in_all(
    plans: tuple[Plan, Plan], register: Register
) -> None:
    of_sectors(register, PlanItem.get(PlanItem.name_en == "Wells"), "WSH", "HEA")
    found = ask("SECTOR")
    assert [column.key for column in found.columns] == ["WSH", "HEA", ""]
    assert cells(found)["YE1211", "WSH"] == cells(found)["YE1211", "HEA"] == MatrixCell(1, 0, 0, Decimal(50), None)
    assert cells(found)["YE1211", ""].item_count == 2
    assert [row.total.item_count for row in found.rows] == [1, 3, 0]


def test_what_is_cancelled_and_what_stands_under_it_counts_nowhere(plans: tuple[Plan, Plan]) -> None:
    water = PlanItem.get(PlanItem.name_en == "Water")
    water.item_state = "CANCELLED"
    changes.save(SALMA, water)
    assert [column.key for column in ask().columns] == ["health"]


def test_plans_of_another_kind_or_time_and_archived_ones_are_left_out(
    plans: tuple[Plan, Plan], register: Register
) -> None:
    register.item(register.plan("YE1211"), "Another kind")
    past = annual(register, "YE1211", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    register.item(past, "Last year")
    changes.archive(SALMA, plans[1])
    assert (ask().plan_count, ask().totals.item_count) == (1, 3)
    assert ask(period=None).plan_count == 2


def test_change_is_how_far_the_same_items_have_come_since_the_last_month(
    plans: tuple[Plan, Plan], register: Register
) -> None:
    adopt(SALMA, plans[0], date(2026, 1, 1))
    take_snapshots(JUNE)
    wells = PlanItem.get(PlanItem.name_en == "Wells")
    wells.progress = Decimal(70)
    changes.save(SALMA, wells)
    found = cells(ask())
    assert found["YE1211", "water"] == MatrixCell(2, 0, 1, Decimal("52.5"), Decimal(15))
    assert found["YE1211", "health"].change == 0
    assert found["YE1210", "health"].change is None
    # The snapshot of the present month is taken anew all the time: it is not what they are held against.
    take_snapshots(JULY)
    assert cells(ask())["YE1211", "water"].change == 15


def test_indicators_and_what_was_delivered_tell_how_far_an_item_is(plans: tuple[Plan, Plan]) -> None:
    clinics = PlanItem.get(PlanItem.name_en == "Clinics")
    facts: dict[str, Any] = {"unit": "m", "direction": "RISING", "over_areas": "SUM", "over_time": "LATEST"}
    facts |= {"baseline": Decimal(0), "baseline_on": date(2026, 1, 1)}
    row = changes.save(SALMA, Indicator(plan=plans[0].id, item=clinics.id, name_en="Visits", **facts))
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=date(2026, 12, 31), value=Decimal(10)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 6, 1), value=Decimal(3)))
    assert cells(ask())["YE1211", "health"].progress == 30


def test_only_visible_plans_and_areas_count(plans: tuple[Plan, Plan], register: Register) -> None:
    plans[1].is_published = False
    changes.save(SALMA, plans[1])
    assert ask(viewer=NOBODY).plan_count == 1
    assert [row.area.pcode for row in ask(viewer=portal(register.areas["YE1211"].id)).rows] == ["YE1211"]
    assert ask(viewer=portal(scopes=("registry:read",))).plan_count == 0


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"within": "XX"}, "NOT_FOUND"),
        ({"kind": "WEEKLY"}, "UNKNOWN_CODE"),
        ({"by": "COLOUR"}, "UNKNOWN_CODE"),
        ({"level": 9}, "UNKNOWN_CODE"),
        ({"within": "YE1211", "level": 1}, "LEVEL_ABOVE_AREA"),
        ({"period": Period(date(2026, 2, 1), date(2026, 1, 1))}, "DATES_REVERSED"),
    ],
)
def test_what_cannot_be_asked_is_refused(register: Register, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(**asked)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_more_plans_cost_no_more_statements(plans: tuple[Plan, Plan], register: Register) -> None:
    with told() as few:
        ask()
    for pcode in ("YE12", "YE1927", "YE121121"):
        register.item(annual(register, pcode), "Roads")
    with told() as many:
        ask()
    assert len(few) == len(many)


def test_a_cell_is_as_far_as_its_axis_on_the_page_of_the_plan(plans: tuple[Plan, Plan]) -> None:
    answer = measured_answers(SALMA, [plans[0]], JULY)[plans[0].id]
    water = PlanItem.get(PlanItem.name_en == "Water")
    assert cells(ask())["YE1211", "water"].progress == answer.figures[water.id].progress
    assert ask("PLAN").rows[1].total.progress == round(answer.whole.progress, 2)


@pytest.mark.parametrize("by", ["AXIS", "SECTOR", "PLAN"])
def test_every_cell_opens_as_many_items_as_it_counts(plans: tuple[Plan, Plan], register: Register, by: str) -> None:
    of_sectors(register, PlanItem.get(PlanItem.name_en == "Wells"), "WSH", "HEA")
    wide = register.item(annual(register, "YE12"), "Both")
    located(register, wide, "YE1211", "YE1210")
    found, question = ask(by), MatrixQuestion("ANNUAL", YEAR, "YE", 2, by)
    for row in found.rows:
        for column, cell in zip(found.columns, row.cells, strict=True):
            items = cell_items(SALMA, question, row.area, column.key, JULY)
            assert (len(items), sum(item.late_days > 0 for item in items)) == (cell.item_count, cell.late_count)
        assert len(cell_items(SALMA, question, row.area, None, JULY)) == row.total.item_count


def test_a_cell_opens_its_items_the_latest_first(plans: tuple[Plan, Plan], register: Register) -> None:
    items = cell_items(SALMA, MatrixQuestion("ANNUAL", YEAR, "YE", 2), register.areas["YE1211"], "water", JULY)
    assert [(PlanItem.get_by_id(item.id).name_en, item.late_days, item.progress) for item in items] == [
        ("Pipes", 10, 0),
        ("Wells", 0, 50),
    ]
    with pytest.raises(Refused):
        cell_items(SALMA, MatrixQuestion("ANNUAL", YEAR, "YE", 2), register.areas["YE1211"], "roads", JULY)
