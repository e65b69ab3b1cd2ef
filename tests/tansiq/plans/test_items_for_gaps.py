"""Beside a gap stand the open items of plans that ask for it, by area, sector and days."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Commitment, Plan, PlanItem, PlanItemArea, PlanItemSector, Sector
from tansiq.period import Period
from tansiq.plans.items_for_gaps import items_asking
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def plan(register: Register) -> Plan:
    return register.plan()


def _item(register: Register, plan: Plan, name: str, sector: str = "WSH", *pcodes: str, **more: Any) -> PlanItem:
    row = register.item(plan, name, **more)
    changes.replace_parts(SALMA, row, PlanItemSector, [{"sector": register.sectors[sector].id}])
    changes.replace_parts(SALMA, row, PlanItemArea, [{"area": register.areas[pcode].id} for pcode in pcodes])
    return row


def _asking(
    register: Register, *cells: tuple[str, str], period: Period | None = YEAR, by: Any = SALMA
) -> dict[tuple[str, str], list[str]]:
    """By (P-code, sector): the names of the items that ask for it."""
    places = {(register.areas[pcode].id, register.sectors[code].id): (pcode, code) for pcode, code in cells}
    return {places[place]: [one.item.name_en for one in found.first]
            for place, found in items_asking(by, places, period).items()}  # fmt: skip


def test_items_ask_by_area_and_sector(plan: Plan, register: Register) -> None:
    _item(register, plan, "Wells", "WSH", "YE121121")
    _item(register, plan, "Clinics", "HEA", "YE1211")
    _item(register, plan, "Pipes")
    cells = [("YE1211", "WSH"), ("YE1211", "HEA"), ("YE121121", "WSH"), ("YE1210", "WSH"), ("YE12", "WSH")]
    assert _asking(register, *cells) == {
        ("YE1211", "WSH"): ["Wells", "Pipes"],
        ("YE1211", "HEA"): ["Clinics"],
        ("YE121121", "WSH"): ["Wells", "Pipes"],
        ("YE12", "WSH"): ["Wells", "Pipes"],
    }


def test_an_item_of_a_larger_area_asks_in_its_parts_after_the_nearer_ones(register: Register) -> None:
    wide = register.plan("YE12")
    _item(register, wide, "Everywhere in Abyan", ends_on=date(2026, 2, 1))
    _item(register, wide, "Khanfar", "WSH", "YE1211")
    assert _asking(register, ("YE121121", "WSH"))["YE121121", "WSH"] == ["Khanfar", "Everywhere in Abyan"]
    assert _asking(register, ("YE1210", "WSH"))["YE1210", "WSH"] == ["Everywhere in Abyan"]


def test_a_part_of_a_sector_asks_for_the_whole(plan: Plan, register: Register) -> None:
    part = Sector(code="WSH-1", name_ar="الضخ", name_en="Pumping", parent=register.sectors["WSH"].id)
    register.sectors["WSH-1"] = changes.save(SALMA, part)
    _item(register, plan, "Pumps", "WSH-1")
    assert _asking(register, ("YE1211", "WSH")) == {("YE1211", "WSH"): ["Pumps"]}


def test_only_what_is_open_asks_and_tells_how_much(plan: Plan, register: Register) -> None:
    wells = _item(register, plan, "Wells", required=100, unit="wells")
    _item(register, plan, "Given up", item_state="CANCELLED")
    facts = {"organization": register.organization("NRA").id, "offered_on": date(2026, 1, 1), "unit": "wells"}
    changes.save(SALMA, Commitment(item=wells.id, quantity=Decimal(60), **facts))
    place = (register.areas["YE1211"].id, register.sectors["WSH"].id)
    [one] = items_asking(SALMA, [place])[place].first
    assert (one.item.name_en, one.open, one.item.plan.name_en) == ("Wells", Decimal(40), "Recovery plan")
    changes.save(SALMA, Commitment(item=wells.id, quantity=Decimal(40), **facts))
    assert items_asking(SALMA, [place]) == {}


def test_the_first_items_of_a_cell_are_read_and_all_are_counted(plan: Plan, register: Register) -> None:
    for name, day in (("Third", None), ("Second", date(2026, 9, 1)), ("First", date(2026, 3, 1))):
        _item(register, plan, name, "WSH", "YE121121", ends_on=day)
    place = (register.areas["YE1211"].id, register.sectors["WSH"].id)
    for most, names in ((2, ["First", "Second"]), (5, ["First", "Second", "Third"]), (0, [])):
        found = items_asking(SALMA, [place], YEAR, most)[place]
        assert ([one.item.name_en for one in found.first], found.count) == (names, 3)


def test_other_years_and_hidden_plans_ask_for_nothing(plan: Plan, register: Register) -> None:
    _item(register, plan, "Later", starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30))
    hidden = register.plan(is_published=False, name_en="Draft")
    _item(register, hidden, "Hidden")
    assert _asking(register, ("YE1211", "WSH"), by=NOBODY) == {}
    assert _asking(register, ("YE1211", "WSH")) == {("YE1211", "WSH"): ["Hidden"]}
    assert _asking(register, ("YE1211", "WSH"), period=None) == {("YE1211", "WSH"): ["Later", "Hidden"]}


def test_more_cells_and_items_cost_no_more_statements(plan: Plan, register: Register) -> None:
    counts = []
    for number, cells in ((1, [("YE1211", "WSH")]), (6, [("YE1211", "WSH"), ("YE12", "WSH"), ("YE1210", "HEA")])):
        for each in range(number):
            _item(register, plan, f"Well {number}.{each}")
        with told() as statements:
            _asking(register, *cells)
        counts.append(len(statements))
    assert counts[0] == counts[1] == 4
