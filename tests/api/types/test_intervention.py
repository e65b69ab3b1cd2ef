"""Interventions as portals read them."""

from datetime import date
from typing import Any

from tansiq.models import ReachedFigure
from tansiq.records import changes
from tests.api.schema_client import ENGLISH, ask
from tests.people import SALMA
from tests.register import Register

PAGE = """query Page { interventions(within: "YE", first: 100, status: [ONGOING]) { edges { node {
    id title status startsOn endsOn organization { id name kind } sector { code name }
    sites { area { pcode name parent { pcode name } } peopleTargeted peopleReached } } } } }"""


def test_the_page_of_the_contract(register: Register) -> None:
    row = register.intervention("NRA", title_ar="مياه")
    register.site(row, "YE121121", targeted=1000, reached=400)
    register.site(row, "YE1210")
    register.site(register.intervention("ADR", status="PLANNED"))
    [edge] = ask(PAGE, ENGLISH)["interventions"]["edges"]
    organization = register.organization("NRA")
    khanfar = {"pcode": "YE1211", "name": "Khanfar"}
    assert edge["node"] == {
        "id": str(row.id),
        "title": "NRA WSH",
        "status": "ONGOING",
        "startsOn": "2026-03-01",
        "endsOn": "2026-03-31",
        "organization": {"id": str(organization.id), "name": "NRA Aid", "kind": "NNGO"},
        "sector": {"code": "WSH", "name": "Water and sanitation"},
        "sites": [
            {
                "area": {"pcode": "YE121121", "name": "Ja'ar", "parent": khanfar},
                "peopleTargeted": 1000,
                "peopleReached": 400,
            },
            {
                "area": {"pcode": "YE1210", "name": "Zinjibar", "parent": {"pcode": "YE12", "name": "Abyan"}},
                "peopleTargeted": None,
                "peopleReached": None,
            },
        ],
    }


def test_names_follow_the_language_of_the_request(register: Register) -> None:
    register.site(register.intervention("NRA", title_ar="مياه"))
    nodes: list[Any] = [
        ask(PAGE, viewer)["interventions"]["edges"][0]["node"] for viewer in (ENGLISH, ENGLISH.__class__())
    ]
    assert [node["title"] for node in nodes] == ["NRA WSH", "مياه"]
    assert [node["sites"][0]["area"]["name"] for node in nodes] == ["Ja'ar", "جعار"]


def test_the_people_a_site_reached_are_told_month_by_month_without_what_was_taken_back(register: Register) -> None:
    row = register.intervention("NRA")
    told = {date(2026, month, 1): 100 * month for month in (1, 2, 3)}
    register.site(row, figures_by_month=told)
    register.site(row, "YE121122")
    changes.archive(SALMA, ReachedFigure.get(ReachedFigure.month == date(2026, 3, 1)))
    query = f"{{ intervention(id: {row.id}) {{ sites {{ peopleReached reachedByMonth {{ month people }} }} }} }}"
    found: Any = [ask(query, viewer)["intervention"]["sites"] for viewer in (ENGLISH, SALMA)]
    assert found[0] == found[1]
    assert found[0] == [
        {
            "peopleReached": 200,
            "reachedByMonth": [{"month": "2026-01-01", "people": 100}, {"month": "2026-02-01", "people": 200}],
        },
        {"peopleReached": None, "reachedByMonth": []},
    ]
