"""The page of open items: what lacks a commitment, and who is at work there without serving it yet."""

import re
from datetime import date
from typing import Any

import pytest

from tansiq.models import Intervention, PlanItem
from tests.admin.conftest import Reader
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.test_coverage_of_items import commit, plan_of
from tests.tansiq.plans.test_serving import asking


def _words(piece: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", piece)).strip()


def _rows(page: str) -> list[list[str]]:
    body = re.search(r"<tbody.*?</tbody>", page, re.S)
    lines = re.findall(r"<tr.*?</tr>", body[0], re.S) if body else []
    return [[_words(cell) for cell in re.findall(r"<td.*?</td>", line, re.S)] for line in lines]


def _names(reader: Reader, asked: str = "") -> list[str]:
    return [row[0] for row in _rows(reader.get(f"open-items/{asked}").text)]


@pytest.fixture
def wells(register: Register) -> PlanItem:
    """An item of Khanfar that nobody committed to, where two organisations are at work."""
    return asking(register, plan_of(register), "Wells", pcode="YE1211")


def _work(register: Register, acronym: str, **values: Any) -> Intervention:
    work = register.intervention(acronym, **values)
    register.site(work, "YE121121")
    return work


def test_it_lists_what_is_open_and_what_nobody_committed_to_on_demand(salma: Reader, register: Register) -> None:
    plan = plan_of(register)
    for name in ("Bare", "Begun", "Full"):
        asking(register, plan, name)
    commit(register, PlanItem.get(PlanItem.name_en == "Begun"), 60)
    commit(register, PlanItem.get(PlanItem.name_en == "Full"), 100)
    assert _names(salma) == ["Bare", "Begun"]
    assert _names(salma, "?coverage=NONE") == ["Bare"]
    assert _rows(salma.get("open-items/").text)[1][2:4] == ["40", "metres"]


def test_officers_begin_with_their_areas_and_partners_with_all(
    nadia: Reader, khaled: Reader, register: Register
) -> None:
    asking(register, plan_of(register), "Near")
    asking(register, plan_of(register, "YE1927"), "Far")
    assert _names(nadia) == ["Near"]
    assert set(_names(nadia, "?mine=all")) == set(_names(khaled)) == {"Near", "Far"}


def test_whoever_is_at_work_there_is_named_and_leads_to_that_work(
    salma: Reader, register: Register, wells: PlanItem
) -> None:
    works = [
        _work(register, acronym, title_en=f"Work of {acronym} {n}") for n, acronym in enumerate(("NRA", "NRA", "ADR"))
    ]
    register.site(register.intervention("FAR", title_en="Work of FAR"), "YE1927")
    page = salma.get("open-items/").text
    assert _rows(page)[0][4] == "NRA Aid: 2 interventions ADR Aid: 1 intervention"
    address = re.search(r'<ul class="at-work"><li><a href="([^"]+)"', page)
    assert address is not None
    listed = salma.client.get(address[1].replace("&amp;", "&")).text
    assert [f"Work of NRA {n}" in listed for n in (0, 1)] == [True, True]
    assert "Work of ADR" not in listed
    assert "Work of FAR" not in listed
    own = salma.get(f"planitem/details/?id={wells.id}").text
    assert "At work there, without serving it yet" in own
    assert "ADR Aid: 1 intervention" in _words(own)
    assert len(works) == 3


def test_those_that_are_left_out_of_a_cell_are_counted(salma: Reader, register: Register, wells: PlanItem) -> None:
    for number in range(5):
        _work(register, f"ORG{number}")
    assert "2 more organisations" in _rows(salma.get("open-items/").text)[0][4]
    line = salma.get("open-items/export/csv/").data.decode("utf-8-sig").splitlines()[1]
    assert line.count(": 1 intervention") == 5


def test_an_item_that_asks_for_nothing_more_names_nobody(salma: Reader, register: Register) -> None:
    done = asking(register, plan_of(register), "Done", item_state="DONE")
    _work(register, "NRA")
    assert "At work there" not in salma.get(f"planitem/details/?id={done.id}").text


def test_a_page_of_many_asks_as_often_as_one_of_few(salma: Reader, register: Register, wells: PlanItem) -> None:
    _work(register, "NRA")
    salma.get("open-items/")
    with told() as few:
        salma.get("open-items/")
    for number in range(8):
        asking(register, plan_of(register), f"Item {number}", pcode="YE1211", ends_on=date(2026, 12, 1))
        _work(register, f"ORG{number}")
    salma.get("open-items/")
    with told() as many:
        assert len(_names(salma)) == 9
    assert len(many) == len(few)
