"""How many rows a list has: exact as long as that is cheap, about how many above that, and never a slow page."""

import re

import pytest

from tests.admin.conftest import Reader
from tests.register import Register


@pytest.fixture
def thirty(register: Register) -> Register:
    for number in range(30):
        register.organization(f"P{number:02}", name_en=f"Page {number:02}")
    return register


def _found(page: str) -> str:
    said = re.search(r'<p class="found"[^>]*>([^<]*)', page)
    return said[1] if said else ""


def test_a_list_tells_how_many_rows_were_found(salma: Reader, thirty: Register) -> None:
    assert _found(salma.get("organization/").text) == "Found: 30"
    assert _found(salma.get("organization/?search=p2").text) == "Found: 10"
    assert _found(salma.get("organization/?page=1").text) == "Found: 30"
    assert 'class="found"' not in salma.get("organization/?search=nobody").text


def test_nobody_is_told_of_rows_that_they_may_not_see(visitor: Reader, thirty: Register) -> None:
    for acronym in ("P01", "P02"):
        thirty.organizations[acronym].is_published = False
        thirty.organizations[acronym].save()
    assert _found(visitor.get("organization/").text) == "Found: 28"
    assert visitor.get("organization/count/").text == "Found: 28"


def test_above_what_is_counted_the_number_says_that_it_is_an_estimate(
    salma: Reader, thirty: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.panel.paging.EXACT", 10)
    assert salma.get("organization/count/").text == "Found: about 30"
    assert salma.get("organization/count/?search=p2").text == "Found: 10"
    assert salma.get("organization/count/?search=p02").text == "Found: 1"


def test_a_large_table_is_counted_after_the_page_stands(
    salma: Reader, thirty: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.panel.paging.LARGE", 5)
    page = salma.get("organization/?search=page").text
    assert 'data-count="/admin/organization/count/?search=page"' in page
    # Without scripts a link counts them.
    assert 'href="/admin/organization/?search=page&amp;counted=1"' in page
    assert _found(salma.get("organization/?search=page&counted=1").text) == "Found: 30"
    # Where the list ends on this page nothing has to be counted.
    assert _found(salma.get("organization/?page=1").text) == "Found: 30"


def test_filters_are_closed_and_say_how_many_are_on(salma: Reader, thirty: Register) -> None:
    page = salma.get("organization/?kind=NNGO&search=page").text
    assert '<details class="filters">' in page
    assert re.search(r'<bdi class="count">1<span class="sr-only"> in force', page)
    assert '<details class="filters" open>' in salma.get("intervention/?from=abc").text


def test_people_and_places_stand_in_the_list_of_interventions(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    register.site(row, "YE121121", targeted=1200, reached=300)
    register.site(row, "YE1211", targeted=800)
    row = register.intervention("NRA", title_en="No numbers")
    register.site(row, "YE1211")
    page = salma.get("intervention/?sort=title").text
    cells = re.findall(r'data-label="(Places|Targeted|Reached)"><div>(.*?)</div>', page)
    told = [re.sub(r"<[^>]+>", " ", cell).split() for _, cell in cells]
    assert told[1:3] == [["—"], ["—"]]
    assert told[4:6] == [["2,000"], ["300"]]
    assert "Khanfar" in told[3]
