"""The list of late items: latest first, narrowed and saved as other lists are, and as many as the start page says."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from admin.plans import item_lists
from tansiq.models import Plan, PlanItemArea, PlanItemSector, SavedView
from tansiq.plans.late_items import late_items
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

DAY = date(2026, 7, 1)
ADDRESS = "late-items/?on=2026-07-01"


@pytest.fixture
def plans(register: Register) -> list[Plan]:
    """In Khanfar pipes of an organisation, and wells of an office, of two sectors; in Zinjibar clinics."""
    found = [
        register.plan("YE1211", name_en="Plan A"),
        register.plan("YE1210", name_en="Plan B", plan_kind="ANNUAL"),
    ]
    owner = register.organization("NRA").id
    for number in range(1, 10):
        register.item(found[0], f"In time {number}")
    pipes = register.item(found[0], "Pipes", ends_on=DAY - timedelta(3), organization=owner)
    wells = register.item(found[0], "Wells", ends_on=DAY - timedelta(30), office_en="Water office", progress=12.9)
    clinics = register.item(found[1], "Clinics", ends_on=DAY - timedelta(7))
    for item, sector, pcode in ((pipes, "WSH", "YE121121"), (wells, "WSH", "YE121122"), (clinics, "HEA", "YE1210")):
        changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors[sector].id}])
        changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas[pcode].id}])
    return found


def _rows(page: str) -> list[list[str]]:
    body = re.search(r"<tbody.*?</tbody>", page, re.S)
    lines = re.findall(r"<tr.*?</tr>", body[0], re.S) if body else []
    return [[_words(cell) for cell in re.findall(r"<td.*?</td>", line, re.S)] for line in lines]


def _words(piece: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", piece)).strip()


def _names(reader: Reader, more: str = "") -> list[str]:
    return [row[0] for row in _rows(reader.get(ADDRESS + more).text)]


def test_the_latest_comes_first_with_its_days_and_whose_it_is(salma: Reader, plans: list[Plan]) -> None:
    rows = _rows(salma.get(ADDRESS).text)
    assert [row[:2] for row in rows] == [["Wells", "30"], ["Clinics", "7"], ["Pipes", "3"]]
    assert rows[0][3:] == ["12", "Water office", "Plan A", "11"]
    assert rows[2][4] == "NRA Aid"


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("late_days", ["Pipes", "Clinics", "Wells"]),
        ("late_days&desc=1", ["Wells", "Clinics", "Pipes"]),
        ("plan", ["Pipes", "Wells", "Clinics"]),
        ("plan&desc=1", ["Clinics", "Wells", "Pipes"]),
        # 1, 10 and 11: codes are counted, not spelled.
        ("code", ["Clinics", "Pipes", "Wells"]),
        ("code&desc=1", ["Wells", "Pipes", "Clinics"]),
    ],
)
def test_it_is_sorted_by_days_plan_and_code(salma: Reader, plans: list[Plan], sort: str, names: list[str]) -> None:
    assert _names(salma, f"&sort={sort}") == names


def test_it_is_narrowed_by_place_owner_plan_kind_and_sector(
    salma: Reader, plans: list[Plan], register: Register
) -> None:
    owner = register.organization("NRA").id
    asked: dict[str, Any] = {
        f"&area={register.areas['YE1211'].id}": ["Wells", "Pipes"],
        f"&area={register.areas['YE121121'].id}": ["Pipes"],
        f"&organization={owner}": ["Pipes"],
        f"&plan={plans[1].id}": ["Clinics"],
        "&plan_kind=RECOVERY": ["Wells", "Pipes"],
        f"&sector={register.sectors['HEA'].id}": ["Clinics"],
        "&search=pip": ["Pipes"],
    }
    assert {more: _names(salma, more) for more in asked} == asked


def test_the_day_is_typed_in_either_calendar_and_told(salma: Reader, plans: list[Plan]) -> None:
    assert [row[:2] for row in _rows(salma.get("late-items/?on=25/6/2026").text)] == [["Wells", "24"], ["Clinics", "1"]]
    page = salma.get("late-items/?on=10 محرم 1448").text
    assert "25 June 2026" in page
    assert [row[0] for row in _rows(page)] == ["Wells", "Clinics"]
    wrong = salma.get("late-items/?on=soon").text
    assert "“soon” is not a date." in wrong
    assert 'aria-invalid="true"' in wrong


def test_without_a_day_it_tells_of_today_in_the_country(
    salma: Reader, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    assert [row[1] for row in _rows(salma.get("late-items/").text)] == ["30", "7", "3"]


def test_it_is_saved_as_a_file_and_as_a_view(salma: Reader, plans: list[Plan]) -> None:
    lines = salma.get("late-items/export/csv/?on=2026-07-01&sector=").data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Name,Days late,Ends on")
    assert [line.split(",")[:2] for line in lines[1:]] == [["Wells", "30"], ["Clinics", "7"], ["Pipes", "3"]]
    assert "Water office" in lines[1]
    assert salma.get("late-items/export/xlsx/?on=2026-07-01&all=1").data.startswith(b"PK")
    salma.client.post(
        "/admin/late-items/views/?on=2026-07-01&plan_kind=ANNUAL",
        data={"csrf_token": salma.token("late-items/"), "title": "Annual"},
    )
    kept = SavedView.get()
    assert (kept.list_name, sorted(kept.address.split("&"))) == ("lateitems", ["on=2026-07-01", "plan_kind=ANNUAL"])
    assert "Annual" in salma.get("late-items/").text


@pytest.mark.parametrize("person", ["salma", "visitor", "nadia", "khaled", "huda"])
def test_the_start_page_counts_the_very_rows_of_the_list(
    reader: Readers, plans: list[Plan], register: Register, person: str
) -> None:
    register.intervention("NRA")
    register.item(register.plan("YE1927"), "Far", ends_on=date(2026, 1, 5))
    page = reader(person).get("").text
    found = re.search(r'<a href="(/admin/late-items/[^"]*)">\s*<span class="figure">(\d+)</span>', page)
    count = {"salma": 4, "visitor": 4, "nadia": 3, "khaled": 1}.get(person, 0)
    if not count:
        assert found is None
        assert "Nothing needs attention now." in page
        return
    assert found is not None
    assert int(found[2]) == count
    assert len(_rows(reader(person).client.get(found[1]).text)) == count


def test_whoever_looks_after_some_sees_all_on_demand(nadia: Reader, plans: list[Plan], register: Register) -> None:
    register.item(register.plan("YE1927"), "Far", ends_on=date(2026, 1, 5))
    assert "Far" not in _names(nadia)
    assert _names(nadia, "&mine=all")[0] == "Far"


def test_there_is_an_entry_in_the_menu(salma: Reader) -> None:
    assert 'href="/admin/late-items/"' in salma.get("plan/").text
    assert "Nothing is late." in salma.get("late-items/").text


def test_a_page_of_many_asks_as_often_as_one_of_few(salma: Reader, plans: list[Plan], register: Register) -> None:
    salma.get(ADDRESS)
    with told() as few:
        salma.get(ADDRESS)
    for number in range(15):
        register.item(
            plans[0], f"Late {number}", ends_on=date(2026, 1, 5), organization=register.organization("ADR").id
        )
    salma.get(ADDRESS)
    with told() as many:
        assert len(_names(salma)) == 18
    assert len(many) == len(few)


@pytest.mark.parametrize("address", [ADDRESS, "late-items/export/csv/?on=2026-07-01"])
def test_what_is_reported_while_a_page_is_made_breaks_nothing(
    salma: Reader, plans: list[Plan], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    known = iter([late_items(SALMA, DAY)])
    monkeypatch.setattr(item_lists, "late_items", lambda _viewer, _on: next(known, {}))
    assert salma.get(address).status_code == 200
