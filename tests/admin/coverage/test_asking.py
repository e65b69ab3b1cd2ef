"""Beside a gap stand the plan items that ask for it, on the page, in its cell and in files, at no cost a row."""

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.models import PlanItem, PlanItemArea, PlanItemSector
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.coverage.conftest import YEAR
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


@pytest.fixture
def wells(covered: Register) -> PlanItem:
    """Khanfar's plan asks for 40 wells in Ja'ar."""
    return _item(covered, "Wells", required=40, unit="wells")


def _item(register: Register, name: str, **more: Any) -> PlanItem:
    plan = register.plan(name_en="Recovery of Khanfar")
    row = register.item(plan, name, **more)
    changes.replace_parts(SALMA, row, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    changes.replace_parts(SALMA, row, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    return row


def _gaps(page: str) -> list[str]:
    table = re.findall(r'<table class="rows gaps".*?</table>', page, re.DOTALL)[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]


def _address(register: Register, page: str = "") -> str:
    return f"coverage/{page}?within={register.areas['YE12'].id}&{YEAR}"


def test_a_gap_tells_what_plans_ask_for_it(salma: Reader, covered: Register, wells: PlanItem) -> None:
    page = salma.get(_address(covered)).text
    [zinjibar] = [row for row in _gaps(page) if row.startswith("Zinjibar")]
    [khanfar] = [row for row in _gaps(page) if row.startswith("Khanfar")]
    assert khanfar.endswith("1 Wells 40 open (wells)")
    assert zinjibar.endswith("No open item of a plan")
    assert f'href="/admin/planitem/details/?id={wells.id}"' in page


def test_more_items_than_find_room_are_on_the_page_of_the_cell(
    salma: Reader, covered: Register, wells: PlanItem
) -> None:
    for number in range(3):
        _item(covered, f"Tank {number}")
    page = salma.get(_address(covered)).text
    [address] = re.findall(r'href="/admin/([^"]+)#asked-in-plans">2 more items', page)
    cell = salma.get(address.replace("&amp;", "&")).text
    for name in ("Wells", "Tank 0", "Tank 1", "Tank 2", "Recovery of Khanfar"):
        assert name in cell


def test_files_name_the_items(salma: Reader, covered: Register, wells: PlanItem) -> None:
    text = salma.get(_address(covered, "export/csv")).data.decode("utf-8-sig")
    rows = {row["P-code"]: row["Asked for in plans"] for row in csv.DictReader(StringIO(text))}
    assert rows == {"YE1211": "Recovery of Khanfar: 1 Wells (40 wells)", "YE1210": ""}
    _table, long, _about = load_workbook(BytesIO(salma.get(_address(covered, "export/xlsx")).data)).worksheets
    assert {row[-1] for row in long.iter_rows(values_only=True)} >= {"Recovery of Khanfar: 1 Wells (40 wells)"}
    assert salma.get(_address(covered, "export/pdf")).data.startswith(b"%PDF")


def test_items_of_hidden_plans_stand_nowhere(visitor: Reader, covered: Register, wells: PlanItem) -> None:
    plan = wells.plan
    plan.is_published = False
    changes.save(SALMA, plan)
    assert "Wells" not in visitor.get(_address(covered)).text
    assert "Wells" not in visitor.get(_address(covered, "export/csv")).text


def test_more_gaps_cost_no_more_statements(salma: Reader, covered: Register, wells: PlanItem) -> None:
    salma.get(_address(covered))
    counts = []
    for sectors in (("FSC",), ("HEA",)):
        for sector in sectors:
            covered.need("YE1211", sector, 100, is_published=True)
            covered.need("YE1210", sector, 100, is_published=True)
        salma.get(_address(covered))
        with told() as statements:
            salma.get(_address(covered))
        counts.append(len(statements))
    assert counts[0] == counts[1]
