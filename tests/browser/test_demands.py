"""Khanfar: a citizen's demand is joined with another one and taken into an item of the plan, to which a partner then
commits in two clicks; in Arabic, wide and narrow, and without scripts."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Commitment, Demand, Organization, Plan, PlanItem, Proposal, Sector
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk, enter
from tests.people import SALMA

NADIA, KHALED = "nadia-of-the-demands@example.org", "khaled-of-the-demands@example.org"
COUNCIL, CITIZEN = "تأهيل شبكة الصرف الصحي", "إعادة تأهيل شبكه الصرف الصحى"


@pytest.fixture(autouse=True)
def _plan_with_a_demand(origin: str, settings: dict[str, str]) -> None:
    """An item for the sewerage of Ja'ar, of which a part is committed, and what the community council asks for."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        for table in (Commitment, Demand, PlanItem, Plan):
            table.delete().execute()
        khanfar, jaar = (Area.get(Area.pcode == pcode).id for pcode in ("YE1211", "YE121121"))
        facts: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "is_published": True}
        plan = changes.save(SALMA, Plan(name_ar="خطة تعافي خنفر", name_en="Recovery of Khanfar", area=khanfar, **facts))
        names = {"name_ar": "شبكة الصرف الصحي في جعار", "name_en": "Sewerage of Ja'ar"}
        item = changes.save(SALMA, PlanItem(plan=plan.id, required=1200, unit="متر", **names))
        adr = Organization.get(Organization.acronym == "ADR").id
        given = {"item": item.id, "organization": adr, "quantity": 700, "unit": "متر", "offered_on": date(2026, 2, 1)}
        changes.save(SALMA, Commitment(**given))
        place = {"area": jaar, "sector": Sector.get(Sector.code == "WSH").id}
        told = {"raised_on": date(2026, 1, 5), "raised_by": "COMMUNITY_COUNCIL", "severity": 4}
        changes.save(SALMA, Demand(title_ar=COUNCIL, **place, **told))
    enter(settings, NADIA, "OFFICER", pcode="YE12")
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")


def _fill(walk: Walk) -> None:
    """What the citizen asks for, as the officer types it."""
    page = walk.open("demand/new/").page
    page.fill("#title_ar", CITIZEN)
    page.select_option("#sector", label="المياه والإصحاح (WSH)")
    walk.look_up("area", "جعار", "YE121121")
    page.fill("#quantity", "1200")
    page.fill("#unit", "متر")
    page.fill("#people", "٤٠٠٠")
    page.select_option("#raised_by", value="CITIZEN")
    page.fill("#raised_on", "10/1/2026")


def test_a_citizens_demand_is_joined_while_it_is_entered_and_taken_into_an_item(walk: Walk) -> None:
    walk.sign_in("ar", NADIA)
    _fill(walk)
    page = walk.page
    expect(page.locator("#alike .overlaps")).to_contain_text(COUNCIL)
    walk.check()
    page.locator("#alike input[type=radio]").first.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(page.locator("#decision")).to_contain_text(COUNCIL)
    walk.check()
    walk.open("demand/queue/")
    expect(page.locator(".demand")).to_have_count(1)
    walk.check()
    page.locator(".demand input[type=checkbox]").check()
    walk.look_up("item", "الصرف", "شبكة الصرف الصحي في جعار")
    walk.follow("#taking .btn-primary")
    expect(page.locator(".demand")).to_have_count(0)
    expect(page.locator(".message-success")).to_be_visible()
    walk.check()
    assert [row.outcome for row in Demand.select().order_by(Demand.id)] == ["TAKEN", "OPEN"]
    walk.open(f"planitem/details/?id={PlanItem.get().id}")
    expect(page.locator("#linked-demand-item")).to_contain_text(COUNCIL)
    walk.check()


def test_alike_demands_are_joined_in_the_queue(walk: Walk) -> None:
    first = Demand.get()
    again = {"area": first.area_id, "sector": first.sector_id, "raised_on": date(2026, 1, 7), "raised_by": "CITIZEN"}
    changes.save(SALMA, Demand(title_ar=CITIZEN, **again))
    page = walk.sign_in("ar", NADIA).open("demand/queue/").page
    expect(page.locator(".alike")).to_have_count(2)
    walk.check()
    walk.follow(page.locator(".demand", has_text=CITIZEN).first.locator(".alike form button").first)
    expect(page.locator(".demand")).to_have_count(1)
    walk.follow(".message-success form button")
    expect(page.locator(".demand")).to_have_count(2)
    page.locator(".deciding summary").first.click()
    page.locator("textarea[name=reason]").first.fill("ليست من اختصاص المديرية")
    walk.check()
    walk.follow(page.locator(".deciding .btn-danger").first)
    expect(page.locator(".demand")).to_have_count(1)


def test_a_partner_offers_a_commitment_in_two_clicks(walk: Walk) -> None:
    walk.sign_in("ar", KHALED).open(f"planitem/details/?id={PlanItem.get().id}")
    page = walk.page
    expect(page.locator("#standing")).to_contain_text("500")
    walk.check()
    walk.follow("#standing .btn-primary")
    expect(page.locator("#quantity")).to_have_value(re.compile("500"))
    walk.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(page).to_have_url(re.compile("/proposal/details/"))
    walk.check()
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    assert (proposal.record_type, proposal.state) == ("commitment", "WAITING")
    walk.open("our-commitments/").check()
    walk.open("open-items/")
    expect(page.locator("tbody")).to_contain_text("شبكة الصرف الصحي في جعار")
    walk.check()


def test_the_officer_agrees_to_what_is_offered(walk: Walk) -> None:
    walk.sign_in("ar", NADIA).open(f"commitment/details/?id={Commitment.get().id}")
    walk.check()
    walk.follow("#state .btn-primary")
    expect(walk.page.locator("#state .code-label")).to_contain_text("متفق عليه")
    walk.check()


def test_without_scripts_a_demand_is_told_of_alike_ones_and_taken_by_the_name_of_the_item(
    browser: Browser, origin: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar", NADIA).open(f"demand/details/?id={Demand.get().id}")
    walk.page.fill("#item", "شبكة الصرف الصحي في جعار")
    walk.follow("#taking .btn-primary")
    expect(walk.page.locator("#decision")).to_contain_text("شبكة الصرف الصحي في جعار")
    assert Demand.get().outcome == "TAKEN"
    context.close()
