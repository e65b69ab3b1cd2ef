"""The timetable of a plan: each item with its days in words and as a bar, branches as brackets, what is late marked."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from admin.plans import timetable
from tansiq.models import Plan
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells that are late and pipes to come, its handover, and clinics without days."""
    found = register.plan()
    water = register.item(found, "Water")
    wells = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 14), "progress": 50, "item_state": "UNDER_WAY"}
    register.item(found, "Wells", water, **wells)
    register.item(found, "Pipes", water, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31))
    register.item(found, "Handover", water, item_kind="MILESTONE", ends_on=date(2026, 12, 1))
    register.item(found, "Clinics", register.item(found, "Health"))
    return found


def _lines(page: str) -> dict[str, str]:
    """By name: the line of each item."""
    found = re.findall(r'<tr role="row" id="item-\d+".*?</tr>', page, re.DOTALL)
    return {re.findall(r"<bdi[^>]*>([^<]+)</bdi></a></th>", line)[0]: line for line in found}


def _words(line: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def _page(reader: Reader, plan: Plan, **more: Any) -> str:
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return reader.get(f"plan/timetable/?id={plan.id}{asked}").text


def test_each_line_tells_its_days_and_how_it_stands(plan: Plan, salma: Reader) -> None:
    lines = _lines(_page(salma, plan))
    assert list(lines) == ["Water", "Wells", "Pipes", "Handover", "Health", "Clinics"]
    assert "1 Jan 2026 to 14 Mar 2026 Under way · 50% 109 days late" in _words(lines["Wells"])
    assert "1 Sep 2026 to 31 Oct 2026 Not started · 0%" in _words(lines["Pipes"])
    assert "Until 1 Dec 2026" in _words(lines["Handover"])
    assert "No days are entered" in _words(lines["Clinics"])


def test_a_branch_reaches_over_what_stands_under_it(plan: Plan, salma: Reader) -> None:
    water = _lines(_page(salma, plan))["Water"]
    assert "1 Jan 2026 to 1 Dec 2026" in _words(water)
    assert 'class="bracket" x="0.0%" y="-5" width="91.78%"' in water


def test_what_is_late_is_hatched_and_goes_on_until_today(plan: Plan, salma: Reader) -> None:
    lines = _lines(_page(salma, plan))
    assert 'class="hatched" x="10.0%" y="-7" width="10.0%"' in lines["Wells"]
    assert 'class="tail" x="20.0%"' in lines["Wells"]
    assert 'class="done" x="0.0%" y="-7" width="10.0%"' in lines["Wells"]
    assert "hatched" not in lines["Pipes"]
    assert 'class="day"' in lines["Handover"]


@pytest.mark.parametrize(("language", "done", "hatched"), [("en", "0.0", "15.3"), ("ar", "84.7", "8.22")])
def test_of_a_late_branch_both_what_was_achieved_and_the_rest_are_seen(
    plan: Plan, salma: Reader, language: str, done: str, hatched: str
) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = language
    line = next(line for line in _lines(_page(salma, plan)).values() if 'class="bracket"' in line)
    found = re.findall(r'class="(done|hatched)" x="([\d.]+)%" y="-?\d+" width="([\d.]+)%', line)
    assert found == [("done", done, "15.3"), ("hatched", hatched, "76.48")]


def test_a_late_item_that_is_achieved_but_for_its_end_is_not_hatched(plan: Plan, salma: Reader) -> None:
    wells = named("Wells")
    wells.progress = Decimal(100)
    changes.save(SALMA, wells)
    line = _lines(_page(salma, plan))["Wells"]
    assert "late" in line
    assert "hatched" not in line


def test_what_is_nearly_reached_is_not_told_as_reached(plan: Plan, salma: Reader) -> None:
    wells = named("Wells")
    wells.progress = Decimal("99.7")
    changes.save(SALMA, wells)
    assert "Under way · 99%" in _words(_lines(_page(salma, plan))["Wells"])
    assert ">99%</bdi>" in salma.get(f"plan/details/?id={plan.id}&open={named('Water').id}").text


def test_branches_are_opened_by_links(plan: Plan, salma: Reader) -> None:
    closed = _page(salma, plan, open="")
    assert list(_lines(closed)) == ["Water", "Health"]
    water, health = named("Water").id, named("Health").id
    assert f"open={water}#item-{water}" in _lines(closed)["Water"]
    assert f"open={water}.{health}#timetable" in closed
    assert list(_lines(_page(salma, plan, open=water))) == ["Water", "Wells", "Pipes", "Handover", "Health"]


def test_a_large_plan_is_closed_until_it_is_opened(plan: Plan, salma: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "OPEN_AT_ONCE", 5)
    assert list(_lines(_page(salma, plan))) == ["Water", "Health"]


def test_one_wrong_year_does_not_press_all_others_together(plan: Plan, salma: Reader, register: Register) -> None:
    register.item(plan, "Typo", starts_on=date(2026, 1, 1), ends_on=date(2926, 1, 1))
    pipes = _lines(_page(salma, plan))["Pipes"]
    width = float(re.findall(r'class="bar" x="[\d.]+%" y="-7" width="([\d.]+)%', pipes)[0])
    assert width > 8


def test_days_at_the_end_of_the_calendar_are_drawn(register: Register, salma: Reader) -> None:
    found = register.plan(starts_on=date(1000, 1, 1), ends_on=date(2999, 12, 31))
    register.item(found, "All time", starts_on=date(1000, 1, 1), ends_on=date(2999, 12, 31))
    assert list(_lines(_page(salma, found))) == ["All time"]


def test_what_is_cancelled_stretches_no_branch(plan: Plan, salma: Reader, register: Register) -> None:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    register.item(plan, "Ambulances", named("Health"), item_state="CANCELLED", **days)
    assert "No days are entered" in _words(_lines(_page(salma, plan))["Health"])


def test_an_empty_plan_says_where_items_are_added(register: Register, salma: Reader) -> None:
    page = _page(salma, register.plan())
    assert "The plan has no items yet." in page
    assert "Items are added in the outline." in page


def test_more_items_cost_no_more_statements(plan: Plan, salma: Reader, register: Register) -> None:
    counts = []
    for number in (1, 8):
        for each in range(number):
            register.item(plan, f"Pump {number}.{each}", named("Water"), starts_on=date(2026, 2, 1))
        with told() as statements:
            _page(salma, plan)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_pages_of_a_plan_stand_under_its_tabs_and_the_history_has_its_own(plan: Plan, salma: Reader) -> None:
    page = _page(salma, plan)
    for address in ("plan/details/", "plan/timetable/", "versions/", "plan/history/"):
        assert f'href="/admin/{address}?id={plan.id}"' in page
        assert 'class="tabs"' in salma.get(f"{address}?id={plan.id}").text
    history = salma.get(f"plan/history/?id={plan.id}&field=area").text
    assert "<ins>" in history
    assert 'action="/admin/plan/history/#history"' in history


def test_a_plan_that_is_not_seen_has_no_pages(register: Register, visitor: Reader) -> None:
    hidden = register.plan(is_published=False)
    for page in ("timetable", "history"):
        assert visitor.get(f"plan/{page}/?id={hidden.id}").status_code == 404
