"""One line of the start page tells officers and administrators what became of cases of duplication this year."""

import re
from datetime import timedelta

import pytest

from tansiq.attention import this_year
from tansiq.models import AvoidedOverlap, OverlapCase
from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.statements import told


@pytest.fixture
def worked(register: Register) -> Register:
    """Two cases in Abyan, one settled after nine days, and one in Hadramawt; an overlap avoided."""
    register.site(register.intervention("NRA", starts_on=this_year().begins, ends_on=None))
    begins, sector = this_year().begins, register.sectors["WSH"].id
    for pcode, days in (("YE121121", 9), ("YE1210", None), ("YE1927", None)):
        settled = {} if days is None else {"settled_on": begins + timedelta(days), "case_state": "SETTLED"}
        OverlapCase.create(area=register.areas[pcode].id, sector=sector, opened_on=begins, **settled)
    AvoidedOverlap.create(area=register.areas["YE121121"].id, sector=sector, avoided_on=begins)
    return register


def _line(page: str) -> str:
    found = re.search(r'<p class="case-figures">(.*?)</p>', page, re.S)
    return re.sub("<[^>]+>", "", found[1]) if found else ""


def test_an_administrator_is_told_of_all_cases_and_led_to_them(salma: Reader, worked: Register) -> None:
    page = salma.get("").text
    assert 'class="case-figures"><a href="/admin/cases/">' in page
    said = "Cases of duplication · This year: 3 cases opened, 1 settled, and 1 avoided at entry."
    assert _line(page) == f"{said} Days until a case is settled (median): 9. By area and month"
    assert _line(salma.get("figures/").text) == _line(page)


def test_an_officer_is_told_of_those_in_their_areas(nadia: Reader, worked: Register) -> None:
    assert "This year: 2 cases opened, 1 settled, and 1 avoided at entry." in _line(nadia.get("").text)


@pytest.mark.parametrize("person", ["khaled", "visitor"])
def test_others_are_told_of_none(reader: Readers, worked: Register, person: str) -> None:
    assert _line(reader(person).get("").text) == ""


def test_where_there_is_nothing_to_tell_no_line_stands(salma: Reader, register: Register) -> None:
    register.site(register.intervention("NRA", starts_on=this_year().begins, ends_on=None))
    assert _line(salma.get("").text) == ""


def test_more_cases_cost_no_more_statements(salma: Reader, worked: Register) -> None:
    salma.get("")
    counts = []
    for _ in range(2):
        OverlapCase.create(
            area=worked.areas["YE1211"].id, sector=worked.sectors["WSH"].id, opened_on=this_year().begins
        )
        with told() as statements:
            salma.get("figures/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
