"""The items of plans that an intervention may serve: by sector, area and days; and committing to them."""

from datetime import date
from typing import Any

import pytest

from tansiq import intervention_entry
from tansiq.faults import Refused
from tansiq.intervention_entry import Entry
from tansiq.models import Commitment, Intervention, PlanItem, PlanItemArea, PlanItemSector, Proposal, Sector, Site
from tansiq.plans.serving import commit_to_items, items_to_serve
from tansiq.proposals.proposed_entry import entry_of, fits_one_form
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register
from tests.tansiq.plans.test_coverage_of_items import commit, item_of, plan_of


def asking(register: Register, plan: Any, name: str, sector: str = "WSH", pcode: str = "", **values: Any) -> PlanItem:
    """An item that asks for work in a sector, and in an area where one is given."""
    item = item_of(plan, name, **values)
    changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors[sector].id}])
    if pcode:
        changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas[pcode].id}])
    return PlanItem.get_by_id(item.id)


def _names(register: Register, pcode: str = "YE121121", viewer: Any = SALMA, **values: Any) -> list[str]:
    facts = {"sector": register.sectors["WSH"].id, "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
    work = Intervention(**(facts | values))
    return [item.name_en for item in items_to_serve(viewer, work, [register.areas[pcode].id])]


def test_items_are_offered_by_sector_and_area(register: Register) -> None:
    plan, there = plan_of(register), plan_of(register, "YE1927")
    asking(register, plan, "Anywhere in the plan")
    asking(register, plan, "In the town", pcode="YE121121")
    asking(register, plan, "Elsewhere in the plan", pcode="YE121122")
    asking(register, plan, "Other sector", "HEA")
    asking(register, there, "Other plan")
    item_of(plan, "No sector")
    assert set(_names(register)) == {"Anywhere in the plan", "In the town"}
    assert set(_names(register, "YE1211")) == {"Anywhere in the plan", "In the town", "Elsewhere in the plan"}
    assert _names(register, sector=None) == []


def test_items_are_offered_by_their_days_or_those_of_the_plan(register: Register) -> None:
    plan = plan_of(register)
    asking(register, plan, "Spring", starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31))
    asking(register, plan, "Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 30))
    asking(register, plan, "All year")
    assert set(_names(register)) == {"Spring", "All year"}
    assert set(_names(register, ends_on=None)) == {"Spring", "Autumn", "All year"}
    assert _names(register, starts_on=date(2027, 1, 1), ends_on=None) == []


def test_hidden_done_and_served_items_are_not_offered_and_bare_ones_come_first(register: Register) -> None:
    plan, draft = plan_of(register), plan_of(register, is_published=False)
    begun = asking(register, plan, "Begun", ends_on=date(2026, 3, 5))
    asking(register, plan, "Bare", ends_on=date(2026, 6, 5))
    asking(register, plan, "Done", item_state="DONE")
    asking(register, draft, "Hidden")
    commit(register, begun, 5)
    assert _names(register, viewer=NOBODY) == ["Bare", "Begun"]
    work = register.intervention("NRA")
    commit_to_items(SALMA, work, [begun.id, begun.id])
    assert [row.name_en for row in items_to_serve(NOBODY, work, [register.areas["YE121121"].id])] == ["Bare"]


def test_committing_twice_offers_once_and_an_item_that_is_not_there_is_refused(register: Register) -> None:
    item, work = asking(register, plan_of(register), "Wells"), register.intervention("NRA")
    for _time in range(2):
        commit_to_items(SALMA, work, [item.id])
    row = Commitment.get()
    assert (row.item_id, row.intervention_id, row.organization_id) == (item.id, work.id, work.organization_id)
    assert Commitment.select().count() == 1
    with pytest.raises(Refused, match="NOT_FOUND"):
        commit_to_items(SALMA, work, [item.id + 99])


def _entry(register: Register, item: PlanItem) -> Entry:
    facts = {"organization": register.organization("NRA").id, "sector": register.sectors["WSH"].id}
    work = Intervention(title_en="Wells", starts_on=date(2026, 3, 1), **facts)
    site = Site(area=register.areas["YE121121"].id, population_group=register.groups["ALL"].id)
    return Entry(work, sites=[site], serves=[item.id])


def test_an_intervention_is_saved_with_what_it_serves_or_not_at_all(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    work = intervention_entry.save(SALMA, _entry(register, item))
    assert Commitment.get().intervention_id == work.id
    wrong = _entry(register, item)
    wrong.serves = [item.id + 99]
    before = Intervention.select().count()
    with pytest.raises(Refused) as refused:
        intervention_entry.save(SALMA, wrong)
    assert [fault.field for fault in refused.value.faults] == ["serves"]
    assert Intervention.select().count() == before


def test_a_partner_proposes_both_and_the_proposal_is_amended_by_the_same_form(register: Register) -> None:
    item = asking(register, plan_of(register), "Wells")
    khaled = partner("Khaled", register.organization("NRA").id)
    proposal = submit(khaled, lambda acting: intervention_entry.save(acting, _entry(register, item)))
    assert proposal is not None
    assert fits_one_form(read_steps(proposal.steps))
    entry = entry_of(khaled, proposal)
    assert entry is not None
    assert entry.serves == [item.id]
    approve(officer(register.areas["YE12"].id), Proposal.get_by_id(proposal.id))
    assert Commitment.get().item_id == item.id


def test_items_of_the_sector_that_a_part_belongs_to_are_offered_and_of_its_parts(register: Register) -> None:
    facts = {"parent": register.sectors["WSH"].id, "name_ar": "المياه", "name_en": "Water"}
    water, waste = (changes.save(SALMA, Sector(code=code, **facts)) for code in ("WSH-WAT", "WSH-WST"))
    register.sectors |= {"WSH-WAT": water, "WSH-WST": waste}
    plan = plan_of(register)
    for sector in ("WSH", "WSH-WAT", "WSH-WST", "HEA"):
        asking(register, plan, sector, sector)
    assert set(_names(register, sector=water.id)) == {"WSH", "WSH-WAT"}
    assert set(_names(register)) == {"WSH", "WSH-WAT", "WSH-WST"}
