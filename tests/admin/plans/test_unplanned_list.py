"""The list of interventions narrowed to those that serve no plan: the very ones that the endpoint tells of."""

import re
from datetime import date
from typing import Any

import pytest

from tansiq.models import Commitment, Intervention, SavedView
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

ASKED = """query ($within: String, $sector: String) {
  unplannedInterventions(within: $within, sector: $sector, first: 100) { totalCount edges { node { title } } } }"""


@pytest.fixture
def works(register: Register) -> dict[str, Intervention]:
    """In three places: two that serve plans, one of which is a draft, one whose commitment was cancelled, one that
    was cancelled itself, an archived and an unpublished one, and two that serve nothing."""
    plan, draft = register.plan(), register.plan(is_published=False)
    facts: dict[str, tuple[str, str, dict[str, Any]]] = {
        "Serving": ("YE1211", "WSH", {}),
        "Serving a draft": ("YE1211", "WSH", {}),
        "Given up": ("YE121121", "WSH", {}),
        "Alone": ("YE1210", "HEA", {}),
        "Far": ("YE1927", "WSH", {}),
        "Cancelled": ("YE1211", "WSH", {"status": "CANCELLED"}),
        "Archived": ("YE1211", "WSH", {}),
        "Unpublished": ("YE1211", "WSH", {"is_published": False}),
    }
    found = {}
    for title, (pcode, sector, values) in facts.items():
        found[title] = register.intervention("NRA", sector, title_en=title, **values)
        register.site(found[title], pcode)
    for title, item, state in (
        ("Serving", register.item(plan, "Wells"), "OFFERED"),
        ("Serving a draft", register.item(draft, "Wells"), "AGREED"),
        ("Given up", register.item(plan, "Pipes"), "CANCELLED"),
    ):
        work = found[title]
        said = {"item": item.id, "organization": work.organization_id, "intervention": work.id}
        changes.save(SALMA, Commitment(offered_on=date(2026, 1, 1), commitment_state=state, **said))
    changes.archive(SALMA, Intervention.get_by_id(found["Archived"].id))
    return found


def _titles(reader: Reader, more: str = "", serves: str = "none") -> set[str]:
    rows = re.findall(
        r'<td role="cell" class="title".*?</td>', reader.get(f"intervention/?serves={serves}{more}").text, re.S
    )
    return {re.sub(r"<[^>]+>|\s+", " ", row).strip() for row in rows}


def _asked(reader: Reader, **variables: str) -> set[str]:
    answer = reader.client.post(
        "/graphql", json={"query": ASKED, "variables": variables}, headers={"Accept-Language": "en"}
    )
    found = answer.get_json()["data"]["unplannedInterventions"]
    titles = {edge["node"]["title"] for edge in found["edges"]}
    assert found["totalCount"] == len(titles)
    return titles


def test_both_faces_tell_the_same(
    visitor: Reader, nobody: Reader, register: Register, works: dict[str, Intervention]
) -> None:
    areas, sectors = register.areas, register.sectors
    asked: tuple[tuple[dict[str, str], str], ...] = (
        ({}, ""),
        ({"within": "YE12"}, f"&area={areas['YE12'].id}"),
        ({"within": "YE1211"}, f"&area={areas['YE1211'].id}"),
        ({"sector": "HEA"}, f"&sector={sectors['HEA'].id}"),
    )
    told = [_titles(visitor, more) for _variables, more in asked]
    assert told == [_asked(nobody, **variables) for variables, _more in asked]
    assert told[0] == {"Serving a draft", "Given up", "Alone", "Far"}
    assert told[2] == {"Serving a draft", "Given up"}


def test_whoever_reads_the_draft_knows_that_it_is_served(salma: Reader, works: dict[str, Intervention]) -> None:
    assert _titles(salma) == {"Given up", "Alone", "Far", "Unpublished"}
    assert _titles(salma, serves="some") == {"Serving", "Serving a draft"}


def test_it_is_saved_as_a_file_and_as_a_view(salma: Reader, works: dict[str, Intervention]) -> None:
    lines = salma.get("intervention/export/csv/?serves=none&sort=title").data.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Alone", "Far", "Given up", "Unpublished"]
    # A 5W sheet cannot say what its rows serve.
    page = salma.get("intervention/?serves=none").text
    assert "export/5w/" not in page
    assert "Serves no plan" in page
    salma.client.post(
        "/admin/intervention/views/?serves=none",
        data={"csrf_token": salma.token("intervention/"), "title": "Without a plan"},
    )
    assert SavedView.get().address == "serves=none"


def test_the_page_of_a_plan_leads_to_the_work_in_its_area_and_days(
    salma: Reader, register: Register, works: dict[str, Intervention]
) -> None:
    plan = register.plan("YE1210")
    page = salma.get(f"plan/details/?id={plan.id}").text
    address = re.search(r'href="(/admin/intervention/\?[^"]*serves=none[^"]*)"', page)
    assert address is not None
    listed = salma.client.get(address[1].replace("&amp;", "&")).text
    assert "Alone" in listed
    assert "Far" not in listed
    assert f"/admin/late-items/?plan={plan.id}" in page
    assert f"/admin/open-items/?plan={plan.id}" in page
