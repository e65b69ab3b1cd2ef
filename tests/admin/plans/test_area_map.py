"""The map of a plan: a table of areas with counts, a drawing of the same, and the items of an area that is opened."""

import re
from datetime import date
from html import unescape

import pytest

from tansiq.models import Area, Plan, PlanItemArea
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import an_indicator
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

CENTRES = (("YE121121", 45.30, 13.20), ("YE121122", 45.45, 13.10), ("YE121001", 45.40, 13.13))


@pytest.fixture
def plan(register: Register) -> Plan:
    """The plan of Abyan: a well that is late in each of two places of Khanfar, pipes in Zinjibar, and training."""
    found = register.plan("YE12")
    for name, pcode in (("Well A", "YE121121"), ("Well B", "YE121122"), ("Pipes", "YE1210"), ("Training", "")):
        row = register.item(found, name, ends_on=date(2020, 1, 2) if name.startswith("Well") else None)
        if pcode:
            changes.replace_parts(SALMA, row, PlanItemArea, [{"area": register.areas[pcode].id}])
    return found


@pytest.fixture
def placed(plan: Plan, register: Register) -> Plan:
    """The same where areas have centre points, around which a map is drawn."""
    for pcode, longitude, latitude in CENTRES:
        area = register.areas[pcode]
        area.longitude, area.latitude = longitude, latitude
        changes.save(SALMA, area)
    return plan


def _page(reader: Reader, plan: Plan, more: str = "") -> str:
    return reader.get(f"plan/map/?id={plan.id}{more}").text


def _rows(page: str) -> list[str]:
    """The words of the rows of the table."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_a_table_tells_the_areas_with_their_counts(plan: Plan, salma: Reader) -> None:
    page = _page(salma, plan)
    assert _rows(page) == ["Area Items Open Late", "Khanfar 2 2 2", "Zinjibar 1 1 0"]
    assert "In the area of the plan as a whole</a>: 1 item, 1 open, and 0 late" in page
    assert "No map can be drawn" in page
    assert '<svg class="drawn"' not in page


def test_the_map_shades_areas_by_what_is_asked_for(placed: Plan, salma: Reader, register: Register) -> None:
    page = _page(salma, placed, "&show=late")
    shapes = dict(re.findall(r'<path class="shape count-(\d)[^>]*><title>([^<]+)</title>', page))
    assert shapes == {"4": "Khanfar: 2 items, 2 open, 2 late", "0": "Zinjibar: 1 item, 1 open, 0 late"}
    assert f"area={register.areas['YE1211'].id}#items" in page
    assert ">Khanfar</text>" in page


def test_a_lower_level_is_chosen(placed: Plan, salma: Reader) -> None:
    page = _page(salma, placed, "&level=SUBDISTRICT")
    assert _rows(page)[1:] == ["al-Kawd 1 1 1", "Ja'ar 1 1 1"]
    assert "In the area of the plan as a whole</a>: 2 items" in page


def test_settlements_are_points(placed: Plan, salma: Reader, register: Register) -> None:
    above = register.areas["YE121121"]
    names = {"name_ar": "باتيس", "name_en": "Batis", "longitude": 45.9, "latitude": 13.9}
    batis = changes.save(SALMA, Area(level=4, pcode="YE121121-001", parent=above.id, **names))
    row = register.item(placed, "Clinic")
    changes.replace_parts(SALMA, row, PlanItemArea, [{"area": batis.id}])
    page = _page(salma, placed, "&level=SETTLEMENT")
    assert "Batis 1 1 0" in _rows(page)
    assert re.findall(r'<circle class="shape count-4"[^>]*><title>([^<]+)</title>', page) == [
        "Batis: 1 item, 1 open, 0 late"
    ]


def test_an_area_opens_its_items(plan: Plan, salma: Reader, register: Register) -> None:
    page = _page(salma, plan, f"&area={register.areas['YE1211'].id}")
    listed = page[page.index('id="items"') :]
    assert "Items in Khanfar" in listed
    assert ("Well A" in listed, "Well B" in listed, "Pipes" in listed) == (True, True, False)
    whole = _page(salma, plan, "&area=whole")
    assert "Training" in whole[whole.index('id="items"') :]


@pytest.mark.parametrize("more", ["&area=x", "&area=999999999999999999999", "&show=x&level=COUNTRY", "&level=%00"])
def test_what_is_not_understood_has_its_usual_value(plan: Plan, salma: Reader, more: str) -> None:
    assert _rows(_page(salma, plan, more)) == _rows(_page(salma, plan))


def test_an_empty_plan_and_one_without_areas_say_what_is_next(register: Register, salma: Reader) -> None:
    found = register.plan()
    assert "The plan has no items yet." in _page(salma, found)
    register.item(found, "Anywhere")
    assert "Areas are added on the page of an item." in _page(salma, found)


def test_a_plan_that_is_not_seen_has_no_map(register: Register, visitor: Reader) -> None:
    hidden = register.plan(is_published=False)
    assert visitor.get(f"plan/map/?id={hidden.id}").status_code == 404


def test_more_items_cost_no_more_statements(placed: Plan, salma: Reader, register: Register) -> None:
    _page(salma, placed)
    counts = []
    for number in (1, 6):
        for each in range(number):
            row = register.item(placed, f"Tank {number}.{each}")
            changes.replace_parts(SALMA, row, PlanItemArea, [{"area": register.areas["YE121001"].id}])
        with told() as statements:
            _page(salma, placed)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_indicators_have_a_page_with_their_charts(plan: Plan, salma: Reader, register: Register) -> None:
    page = salma.get(f"plan/indicators/?id={plan.id}").text
    assert "No indicator is entered yet." in page
    indicator = an_indicator(plan)
    page = salma.get(f"plan/indicators/?id={plan.id}").text
    assert f'href="/admin/indicator/details/?id={indicator.id}"' in page
    assert f'href="/admin/indicator/new/?plan={plan.id}"' in page
