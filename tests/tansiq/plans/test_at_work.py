"""Who is at work where an item asks for it, and does not serve it yet: the mirror of what its work is offered."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import Commitment, Intervention, Organization, PlanItem, Sector, Site
from tansiq.plans.at_work import at_work, may_serve
from tansiq.plans.serving import commit_to_items, items_to_serve
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.test_coverage_of_items import plan_of
from tests.tansiq.plans.test_serving import asking


def _work(
    register: Register, acronym: str, pcode: str = "YE121121", sector: str = "WSH", **values: Any
) -> Intervention:
    work = register.intervention(acronym, sector, **values)
    register.site(work, pcode)
    return work


def _told(item: PlanItem, viewer: Viewer = SALMA) -> dict[str, int]:
    found = at_work(viewer, [item.id]).get(item.id, [])
    listed = visible(Intervention, viewer).where(may_serve(Intervention, viewer, item.id))
    # What is counted is what the list of interventions shows.
    assert sum(one.intervention_count for one in found) == listed.count()
    return {one.organization.acronym: one.intervention_count for one in found}


def test_organisations_are_told_with_how_many_interventions_they_have_there(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells", pcode="YE1211")
    two_sites = _work(register, "NRA")
    register.site(two_sites, "YE121122")
    _work(register, "NRA")
    _work(register, "ADR", "YE1211")
    assert list(_told(item).items()) == [("NRA", 2), ("ADR", 1)]


def test_work_of_another_place_sector_or_time_is_left_out_and_cancelled_work(register: Register) -> None:
    item = asking(
        register, plan_of(register), "Wells", pcode="YE121121", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9)
    )
    _work(register, "FAR", "YE121122")
    _work(register, "OTH", sector="HEA")
    _work(register, "OLD", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 28))
    _work(register, "NEW", starts_on=date(2026, 3, 10))
    _work(register, "OFF", status="CANCELLED")
    changes.archive(SALMA, _work(register, "GON"))
    _work(register, "WID", "YE12")
    _work(register, "RUN", starts_on=date(2025, 1, 1), ends_on=None)
    assert _told(item) == {"WID": 1, "RUN": 1}


def test_an_item_without_areas_is_anywhere_in_its_plans(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    _work(register, "NRA", "YE121122")
    _work(register, "FAR", "YE1927")
    _work(register, "WID", "YE12")
    assert _told(item) == {"NRA": 1}


def test_whoever_serves_it_is_told_no_more_until_that_is_cancelled(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    work = _work(register, "NRA")
    commit_to_items(SALMA, work, [item.id])
    assert _told(item) == {}
    row = Commitment.get()
    row.commitment_state = "CANCELLED"
    changes.save(SALMA, row)
    assert _told(item) == {"NRA": 1}


def test_what_is_hidden_is_not_told(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    _work(register, "NRA")
    _work(register, "HID", is_published=False)
    assert _told(item, NOBODY) == {"NRA": 1}
    assert _told(item) == {"NRA": 1, "HID": 1}


def test_twins_are_one_organisation(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    first = _work(register, "NRA")
    twin = Organization.get_by_id(register.organization("TWN").id)
    twin.canonical = first.organization_id
    changes.save(SALMA, twin)
    _work(register, "TWN")
    assert _told(item) == {"NRA": 2}


SECTORS = ("WSH", "WSH-WAT", "HEA")
PLACES = ("YE12", "YE1211", "YE121121", "YE121122", "YE1927")


@pytest.mark.parametrize("pcode", ["", *PLACES])
@pytest.mark.parametrize("sector", SECTORS)
def test_both_sides_say_the_same(register: Register, sector: str, pcode: str) -> None:
    facts = {"parent": register.sectors["WSH"].id, "name_ar": "المياه", "name_en": "Water"}
    register.sectors["WSH-WAT"] = changes.save(SALMA, Sector(code="WSH-WAT", **facts))
    item = asking(register, plan_of(register), "Wells", sector, pcode)
    works = [_work(register, f"{of}{place}", place, of) for of in SECTORS for place in PLACES]
    offered = {
        work.id
        for work in works
        if items_to_serve(SALMA, work, [site.area_id for site in Site.select().where(Site.intervention == work.id)])
    }
    rows = Intervention.select().where(may_serve(Intervention, SALMA, item.id))
    assert {row.id for row in rows} == offered


def test_one_statement_tells_of_all_items(register: Register) -> None:
    items = [asking(register, plan_of(register), f"Item {number}") for number in range(4)]
    for acronym in ("NRA", "ADR"):
        _work(register, acronym)
    with told() as said:
        found = at_work(SALMA, [item.id for item in items])
    assert len(said) == 1
    assert {item_id: len(one) for item_id, one in found.items()} == {item.id: 2 for item in items}
    assert at_work(SALMA, []) == {}
