"""The trend of a plan: each month in a table, drawn as a line and as bars, saved as a file; gains in the list."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from admin.plans.indicator_chart import HEIGHT, MARGIN
from admin.plans.trend_chart import MOST, PlanTrend
from tansiq.language.words import speaking
from tansiq.models import Plan, PlanItem, PlanSnapshot
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.trend import Counts, TrendMonth
from tansiq.plans.versions import adopt
from tansiq.platform import clock
from tansiq.records import changes, slow_answers
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

TODAY = date(2026, 7, 10)


@pytest.fixture(autouse=True)
def _in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Adopted, with water of wells and pipes, and a clinic; nothing is done."""
    found = register.plan()
    water = register.item(found, "Water")
    register.item(found, "Wells", water, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    register.item(found, "Pipes", water)
    register.item(found, "Clinic")
    adopt(SALMA, found, date(2026, 1, 1))
    return Plan.get_by_id(found.id)


@pytest.fixture
def followed(plan: Plan) -> Plan:
    """The same, half of which was done in June; in July nothing is reported yet."""
    take_snapshots(date(2026, 5, 31))
    _report("Clinic", item_state="DONE")
    take_snapshots(date(2026, 6, 30))
    return plan


def _report(name: str, **values: Any) -> None:
    row = named(name)
    for field, value in values.items():
        setattr(row, field, value)
    changes.save(SALMA, row)


def _page(reader: Reader, plan: Plan, **more: Any) -> str:
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return reader.get(f"plan/trend/?id={plan.id}{asked}").text


def _lines(page: str) -> list[list[str]]:
    """The cells of the table, a line each."""
    body = page.split('<tbody role="rowgroup">')[1]
    lines = re.findall(r'<tr role="row">(.*?)</tr>', body, re.DOTALL)
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in line.split("</td>")[:-1]] for line in lines]


def test_the_table_tells_every_month_and_what_was_gained(followed: Plan, salma: Reader) -> None:
    _report("Clinic", item_state="UNDER_WAY", progress=Decimal(40))
    assert _lines(_page(salma, followed)) == [
        ["July 2026, until today", "20%", "▼ 30 points less", "3", "0", "3", "1"],
        ["June 2026", "50%", "▲ 50 points more", "3", "1", "2", "1"],
        ["May 2026", "0%", "—", "3", "0", "3", "1"],
    ]


def test_the_words_above_tell_how_it_stands_now(followed: Plan, salma: Reader) -> None:
    assert "Progress: 50%. Since the end of June 2026: No change." in _page(salma, followed)


def test_one_item_is_told_of_by_itself(followed: Plan, salma: Reader) -> None:
    water = named("Water")
    page = _page(salma, followed, item=water.id)
    assert [line[1] for line in _lines(page)] == ["0%", "0%", "0%"]
    assert [line[3] for line in _lines(page)] == ["2", "2", "2"]
    assert f'<option value="{water.id}" selected>' in page
    assert f"item={water.id}" in salma.get(f"planitem/details/?id={water.id}").text


def test_an_item_of_another_plan_is_not_there(followed: Plan, register: Register, salma: Reader) -> None:
    stranger = register.item(register.plan("YE1210"), "Stranger").id
    for given in (stranger, "9" * 30, "x"):
        assert salma.get(f"plan/trend/?id={followed.id}&item={given}").status_code == 404
        assert salma.get(f"plan/trend/export/csv?id={followed.id}&item={given}").status_code == 404


def test_a_plan_that_is_not_seen_has_no_trend(followed: Plan, visitor: Reader) -> None:
    followed.is_published = False
    changes.save(SALMA, followed)
    assert visitor.get(f"plan/trend/?id={followed.id}").status_code == 404
    assert visitor.get(f"plan/trend/export/csv?id={followed.id}").status_code == 404


def test_the_drawing_shows_the_months_in_the_direction_of_writing(followed: Plan, salma: Reader) -> None:
    page = _page(salma, followed)
    floor, middle = HEIGHT - MARGIN, HEIGHT / 2
    assert re.findall(r'<circle class="reached" cx="([\d.]+)%" cy="([\d.]+)"', page) == [
        ("6.0", f"{floor}.0"), ("50.0", str(middle)), ("94.0", str(middle)),
    ]  # fmt: skip
    assert "<title>June 2026: Done 1</title>" in page
    drawn = re.findall(
        r'<rect class="(\w+)" x="[\d.]+%" y="[\d.]+" width="[\d.]+%" height="([\d.]+)"><title>June', page
    )
    assert drawn == [("done", "42.0"), ("late", "42.0"), ("left", "42.0")]
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    assert re.findall(r'<circle class="reached" cx="([\d.]+)%"', _page(salma, followed)) == ["94.0", "50.0", "6.0"]


def test_a_file_holds_all_months(followed: Plan, salma: Reader) -> None:
    text = salma.get(f"plan/trend/export/csv?id={followed.id}").data.decode("utf-8-sig")
    assert text.splitlines() == [
        "Month,Progress,Items,Done,Not done yet,Late,Days late",
        "2026-05,0.00,3,0,3,1,119", "2026-06,50.00,3,1,2,1,149", "2026-07,50.00,3,1,2,1,159",
    ]  # fmt: skip
    assert salma.get(f"plan/trend/export/xlsx?id={followed.id}&item={named('Water').id}").data[:2] == b"PK"
    assert salma.get(f"plan/trend/export/exe?id={followed.id}").status_code == 404


def test_the_page_shows_the_last_months_and_the_file_holds_all(plan: Plan, salma: Reader) -> None:
    months = [date(2020 + number // 12, 1 + number % 12, 1) for number in range(MOST + 4)]
    for month in months:
        PlanSnapshot.create(plan=plan.id, month=month, taken_on=month, progress=10, late_days=0)
    page = _page(salma, plan)
    assert len(_lines(page)) == MOST
    assert "The last 36 months are shown" in page
    assert len(salma.get(f"plan/trend/export/csv?id={plan.id}").text.splitlines()) == len(months) + 2


def test_a_month_that_was_not_kept_leaves_the_gain_after_it_unknown(plan: Plan, salma: Reader) -> None:
    for month in (3, 4, 6):
        facts = {"progress": month * 10, "late_days": 0}
        PlanSnapshot.create(plan=plan.id, month=date(2026, month, 1), taken_on=date(2026, month, 1), **facts)
    told_gains = [line[2] for line in _lines(_page(salma, plan))]
    assert told_gains == ["▼ 60 points less", "—", "▲ 10 points more", "—"]


def test_points_are_what_lies_between_the_percents_that_are_read() -> None:
    months = [
        TrendMonth(date(2026, number, 1), Decimal(progress), 0, Counts(1, 0, 0))
        for number, progress in ((5, "40.9"), (6, "42.1"))
    ]
    with speaking("en"):
        found = PlanTrend(Plan(id=1), None, months, [])
        assert found.now == "Progress: 42%. Since the end of May 2026: 2 points more."
        assert [points for _, points in found.rows] == [2, None]


def test_without_a_month_the_page_says_what_to_do(plan: Plan, register: Register, salma: Reader) -> None:
    assert "tansiq plans snapshot" in _page(salma, plan)
    draft = _page(salma, register.plan("YE1210"))
    assert "A plan is followed from its adoption on." in draft
    assert "It is adopted on the page of its outline." in draft
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    assert "The plan is closed and is not followed any more." in _page(salma, plan)


def test_more_items_and_months_cost_no_more_statements(followed: Plan, salma: Reader, register: Register) -> None:
    counts = []
    for number in range(2):
        PlanItem.create(plan=followed.id, name_en=f"Late comer {number}", order_key=f"0000{number + 5}")
        take_snapshots(date(2026, 3 + number, 1))
        slow_answers.clear_cache()
        with told() as statements:
            _page(salma, followed)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_list_tells_what_each_plan_gained_since_last_month(
    followed: Plan, register: Register, salma: Reader
) -> None:
    register.plan("YE1210", name_en="Without snapshots")
    _report("Wells", item_state="DONE")
    page = salma.get("plan/?sort=name").text
    cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r'data-label="Since.*?</td>', page)]
    assert [cell.partition("> ")[2] for cell in cells] == ["▲ 25 points more", "—"]
    saved = salma.get("plan/export/csv/?sort=name").data.decode("utf-8-sig").splitlines()
    assert [line.split(",")[4:7] for line in saved] == [
        ["Progress", "Late items", "Since last month"],
        ["75.00", "0", "25.00"],
        ["", "", ""],
    ]


def test_the_list_of_more_plans_costs_no_more_statements(followed: Plan, register: Register, salma: Reader) -> None:
    counts = []
    for number in range(2):
        for each in range(1 + 4 * number):
            register.item(register.plan("YE1210", name_en=f"Plan {number}.{each}"), "Item")
        salma.get("plan/")
        register.item(register.plan("YE1210", name_en=f"Plan {number}"), "Item")
        with told() as statements:
            salma.get("plan/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
