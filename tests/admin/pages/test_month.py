"""The page of this month: a partner's sites, a number each, saved or sent for review all at once."""

import re
from datetime import date
from typing import Any

import pytest

from tansiq.models import Area, Proposal, ReachedFigure, Site
from tansiq.models.reached_figure import month_before, this_month
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA, people_of
from tests.register import Register

BEFORE = month_before(this_month())
RUNNING: dict[str, Any] = {"starts_on": date(2020, 1, 1), "ends_on": None}


@pytest.fixture
def sites(register: Register) -> list[Site]:
    """Two sites of NRA in two districts, and one of ADR, all at work; the first told of the month before."""
    own, other = register.intervention("NRA", **RUNNING), register.intervention("ADR", **RUNNING)
    return [
        register.site(own, "YE121121", targeted=500, figures_by_month={BEFORE: 120}),
        register.site(own, "YE121001"),
        register.site(other, "YE1927"),
    ]


def _shown(page: str) -> dict[int, str]:
    """The numbers in the fields of a page, by site."""
    pairs = re.findall(r'id="people-(\d+)" name="people-\d+" value="([^"]*)"', page)
    return {int(site_id): text for site_id, text in pairs}


def _reached(sites: list[Site]) -> list[int | None]:
    return [Site.get_by_id(site.id).reached for site in sites]


def _told(sites: list[Site], *numbers: str) -> dict[str, str]:
    return {f"people-{site.id}": number for site, number in zip(sites, numbers, strict=False)}


def test_an_administrator_reports_all_sites_at_once_in_any_digits(salma: Reader, sites: list[Site]) -> None:
    page = salma.get("month/").text
    assert _shown(page) == {site.id: "" for site in sites}
    assert "120" in page
    answer = salma.post("month/", "month/", **_told(sites, "١٨٠", "1,250", ""))
    assert answer.status_code == 302
    assert _reached(sites) == [180, 1250, None]
    assert ReachedFigure.select().where(ReachedFigure.month == this_month()).count() == 2
    assert "2 figures were saved." in salma.get("month/").text
    assert _shown(salma.get("month/").text) == {sites[0].id: "180", sites[1].id: "1250", sites[2].id: ""}


def test_a_number_that_is_none_is_told_at_its_cell_and_nothing_is_lost(salma: Reader, sites: list[Site]) -> None:
    page = salma.post("month/", "month/", **_told(sites, "180", "many", "7")).text
    assert "“many” is not a whole number." in page
    assert f'href="#people-{sites[1].id}"' in page
    assert _shown(page) == {sites[0].id: "180", sites[1].id: "many", sites[2].id: "7"}
    assert _reached(sites) == [120, None, None]


def test_what_the_register_refuses_is_told_at_its_cell_too(salma: Reader, register: Register) -> None:
    work = register.intervention("NRA", **RUNNING)
    sites = [register.site(work), register.site(work, "YE121122", reached=90, reached_women=50, reached_men=40)]
    page = salma.post("month/", "month/", **_told(sites, "5", "60")).text
    assert "The parts by sex and age add up to 90." in page
    assert _shown(page) == {sites[0].id: "5", sites[1].id: "60"}
    assert _reached(sites) == [None, 90]


def test_what_somebody_else_reported_meanwhile_is_told_first(salma: Reader, sites: list[Site]) -> None:
    row = Site.get_by_id(sites[0].id)
    row.reached = 150
    changes.save(SALMA, row)
    asked = {**_told(sites, "180"), f"shown-{sites[0].id}": ""}
    page = salma.post("month/", "month/", **asked).text
    assert "Somebody else reported meanwhile: 150." in page
    assert f'name="shown-{sites[0].id}" value="150"' in page
    salma.post("month/", "month/", **(asked | {f"shown-{sites[0].id}": "150"}))
    assert _reached(sites)[0] == 180


def test_a_number_that_nobody_touched_leaves_what_others_reported(salma: Reader, sites: list[Site]) -> None:
    row = Site.get_by_id(sites[0].id)
    row.reached = 150
    changes.save(SALMA, row)
    salma.post("month/", "month/", **_told(sites, "", "8"), **{f"shown-{sites[0].id}": ""})
    assert _reached(sites)[:2] == [150, 8]


def test_a_number_below_the_one_before_is_saved_and_doubted(salma: Reader, sites: list[Site]) -> None:
    salma.post("month/", "month/", **_told(sites, "60"))
    assert "1 figure is below the one before." in salma.get("month/").text
    assert _reached(sites)[0] == 60


def test_an_earlier_month_is_reported_without_touching_what_came_after(salma: Reader, sites: list[Site]) -> None:
    earlier = month_before(BEFORE)
    address = f"month/?month={earlier.isoformat()}"
    assert salma.post(address, "month/", **_told(sites, "90")).location.endswith(f"month={earlier.isoformat()}")
    assert _reached(sites)[0] == 120
    assert ReachedFigure.get(ReachedFigure.month == earlier).people == 90


def test_a_partner_sees_their_own_sites_and_proposes_one_change_a_district(
    khaled: Reader, register: Register, sites: list[Site]
) -> None:
    assert set(_shown(khaled.get("month/").text)) == {sites[0].id, sites[1].id}
    khaled.post("month/", "month/", **_told(sites, "180", "40", "9"))
    assert _reached(sites) == [120, None, None]
    proposals = list(Proposal.select().order_by(Proposal.id))
    assert [one.title_en for one in proposals] == ["Ja'ar", "Zinjibar town"]
    assert "2 figures were sent for review." in khaled.get("month/").text
    for proposal in proposals:
        approve(people_of(register)["officer"], proposal)
    assert _reached(sites) == [180, 40, None]


def test_an_officer_sees_the_sites_of_their_areas_and_saves_them(nadia: Reader, sites: list[Site]) -> None:
    assert set(_shown(nadia.get("month/").text)) == {sites[0].id, sites[1].id}
    nadia.post("month/", "month/", **_told(sites, "180", "40"))
    assert _reached(sites) == [180, 40, None]
    assert Proposal.select().count() == 0


@pytest.mark.parametrize("who", ["amin", "visitor"])
def test_who_changes_nothing_finds_no_such_page(reader: Any, sites: list[Site], who: str) -> None:
    assert reader(who).get("month/").status_code == 403


def test_the_page_is_narrowed_by_intervention_and_area(salma: Reader, register: Register, sites: list[Site]) -> None:
    other = Site.get_by_id(sites[2].id).intervention_id
    assert set(_shown(salma.get(f"month/?intervention={other}").text)) == {sites[2].id}
    zinjibar = Area.get(Area.pcode == "YE1210").id
    assert set(_shown(salma.get(f"month/?area={zinjibar}").text)) == {sites[1].id}


def test_work_that_had_not_begun_or_was_over_is_not_asked_for(salma: Reader, register: Register) -> None:
    for values in (
        {"status": "CANCELLED"}, {"status": "PLANNED"}, {"ends_on": date(2020, 6, 30)}, {"starts_on": date(2999, 1, 1)},
    ):  # fmt: skip
        register.site(register.intervention("NRA", **(RUNNING | values)))
    undated = register.site(register.intervention("NRA", **(RUNNING | {"starts_on": None})))
    assert set(_shown(salma.get("month/").text)) == {undated.id}


def test_fifty_sites_stand_on_a_page_and_saving_leads_on(salma: Reader, register: Register) -> None:
    for _ in range(51):
        register.site(register.intervention("NRA", **RUNNING))
    page = salma.get("month/")
    assert len(_shown(page.text)) == 50
    first = min(_shown(page.text))
    answer = salma.post("month/", "month/", next="1", **{f"people-{first}": "4"})
    assert answer.location.endswith("month/?page=1")
    assert len(_shown(salma.get("month/?page=1").text)) == 1


def test_the_fields_that_narrow_the_page_find_rows_by_name(khaled: Reader, register: Register) -> None:
    found = khaled.get("month/lookup/area/?query=khanf")
    assert found.status_code == 200
    assert "Khanfar" in found.text
    assert khaled.get("month/lookup/nothing/?query=khanf").status_code == 404
