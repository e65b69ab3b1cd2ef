"""A place nearby is offered while an intervention is entered that would be done twice; avoided overlaps are counted."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tansiq.models import AvoidedOverlap, Intervention, Site
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, edit, own, site_typed, stored_site
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

ASKED = "intervention/overlaps/"


@pytest.fixture
def worked(register: Register) -> Register:
    """ADR brings water to Ja'ar; in Zinjibar town 1,500 people need it, and nobody comes."""
    days: dict[str, Any] = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(30)}
    register.site(register.intervention("ADR", **days), "YE121121")
    register.need("YE121001", "WSH", 1500, **days)
    return register


def _typed(register: Register, pcode: str = "YE121121", **values: Any) -> dict[str, Any]:
    """Water by NRA at the same time, published."""
    days = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(30)}
    return {**own(register, **days), **site_typed(register, 0, pcode), "is_published": "y", **values}


def _warned(page: str) -> str:
    found = re.search(r'name="warned" value="([^"]+)"', page)
    return found[1] if found else ""


def test_the_nearest_gap_is_offered_beside_an_overlap(salma: Reader, worked: Register) -> None:
    said = salma.post(ASKED, page="", **_typed(worked)).text
    assert "In Zinjibar town, 1,500 people in need are reached by nobody." in said
    place = worked.areas["YE121001"].id
    assert f'data-place="{place}" data-text="Abyan / Zinjibar / Zinjibar town (YE121001)"' in said
    assert "To work there, enter “Abyan / Zinjibar / Zinjibar town (YE121001)” as the area of the site." in said


def test_how_far_it_is_is_told_where_centres_are_known(salma: Reader, worked: Register) -> None:
    for pcode, latitude in (("YE121121", 13.22), ("YE121001", 13.13)):
        area = worked.areas[pcode]
        area.latitude, area.longitude = latitude, 45.3
        changes.save(SALMA, area)
    said = salma.post(ASKED, page="", **_typed(worked)).text
    assert "In Zinjibar town, about 10 km from here, 1,500 people in need are reached by nobody." in said


def test_a_form_that_comes_back_offers_it_too(salma: Reader, worked: Register) -> None:
    page = salma.post(NEW, page="", **_typed(worked, budget="x")).text
    assert "1,500 people in need are reached by nobody" in page
    assert _warned(page)


def test_where_nothing_is_done_twice_no_other_place_is_offered(salma: Reader, worked: Register) -> None:
    said = salma.post(ASKED, page="", **_typed(worked, "YE1927")).text
    assert "reached by nobody" not in said
    assert not _warned(said)


def test_a_partner_is_offered_what_they_may_see(khaled: Reader, worked: Register) -> None:
    assert "1,500 people in need" in khaled.post(ASKED, page="", **_typed(worked)).text


def test_who_was_warned_and_enters_another_place_avoided_an_overlap(salma: Reader, worked: Register) -> None:
    warned = _warned(salma.post(ASKED, page="", **_typed(worked)).text)
    again = _warned(salma.post(ASKED, page="", **_typed(worked, "YE121001", warned=warned)).text)
    salma.post(NEW, page="", **_typed(worked, "YE121001", warned=again))
    [row] = AvoidedOverlap.select()
    assert (row.area_id, row.sector_id) == (worked.areas["YE121121"].id, worked.sectors["WSH"].id)
    assert row.account_id is not None


def test_who_enters_it_all_the_same_avoided_nothing(salma: Reader, worked: Register) -> None:
    warned = _warned(salma.post(ASKED, page="", **_typed(worked)).text)
    salma.post(NEW, page="", **_typed(worked, warned=warned))
    assert Site.select().count() == 2
    assert AvoidedOverlap.select().count() == 0


def test_a_refused_form_and_a_stored_intervention_avoid_nothing(salma: Reader, worked: Register) -> None:
    warned = _warned(salma.post(ASKED, page="", **_typed(worked)).text)
    salma.post(NEW, page="", **_typed(worked, "YE121001", warned=warned, budget="x"))
    row = worked.intervention("NRA")
    site = worked.site(row, "YE121122")
    place = stored_site(site, 0, area=worked.areas["YE121001"].id)
    salma.post(edit(row), page="", **own(worked, version=row.version, warned=warned), **place)
    assert Site.get_by_id(site.id).area_id == worked.areas["YE121001"].id
    assert AvoidedOverlap.select().count() == 0


@pytest.mark.parametrize("forged", ["x", "WzEsOTAwMCwxLDFd", "[1,9000,1,1]", "\x00"])
def test_what_is_forged_or_somebody_elses_counts_for_nothing(
    salma: Reader, nadia: Reader, worked: Register, forged: str
) -> None:
    salma.post(NEW, page="", **_typed(worked, "YE121001", warned=forged))
    theirs = _warned(nadia.post(ASKED, page="", **_typed(worked)).text)
    salma.post(NEW, page="", **_typed(worked, "YE121001", warned=theirs))
    assert Intervention.select().where(Intervention.organization == worked.organization("NRA").id).count() == 2
    assert AvoidedOverlap.select().count() == 0


def test_more_work_and_needs_cost_no_more_statements(salma: Reader, worked: Register) -> None:
    counts = []
    for number in range(3):
        for acronym in ("BKC", "GOV"):
            worked.site(worked.intervention(acronym, starts_on=clock.today(), ends_on=None), "YE121121")
        worked.need("YE121122", "WSH", 500, source=str(number), starts_on=clock.today(), ends_on=clock.today())
        with told() as statements:
            salma.post(ASKED, page="", **_typed(worked))
        counts.append(len(statements))
    assert counts[1] == counts[2]
