"""Khanfar: demands of three sources become one matter of the recovery plan; the plan is adopted, two organisations
commit, what is left is seen, a work that serves no plan is found, and an amendment makes version 2."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Commitment, Demand, Plan, PlanItem, Proposal, Sector
from tansiq.plans.unplanned import unplanned_interventions
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.clear_plans import clear_plans
from tests.browser.conftest import Sit, Walk, enter
from tests.people import SALMA

NADIA, KHALED, HUDA = (f"{name}-of-khanfar@example.org" for name in ("nadia", "khaled", "huda"))
ITEM = "شبكة الصرف الصحي في المثلث"
ASKED = (
    ("مد شبكة الصرف الصحي إلى حي المثلث", "COMMUNITY_COUNCIL"),
    ("شبكة صرف صحي لحي المثلث", "CITIZEN"),
    ("إنشاء شبكة الصرف الصحى في المثلث", "EXECUTIVE_OFFICE"),
)
REASON = "زاد عدد الأسر بعد حصر الأحياء الجديدة"


@pytest.fixture(autouse=True)
def _khanfar(origin: str, settings: dict[str, str]) -> None:
    """A drafted plan with one project, what three sources ask for, and those who act in the story."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        clear_plans()
        place = {"area": Area.get(Area.pcode == "YE121121").id, "sector": Sector.get(Sector.code == "WSH").id}
        for title, raised_by in ASKED:
            changes.save(SALMA, Demand(title_ar=title, raised_by=raised_by, raised_on=date(2026, 1, 5), **place))
        days: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31), "is_published": True}
        area = Area.get(Area.pcode == "YE1211").id
        plan = changes.save(SALMA, Plan(name_ar="خطة تعافي خنفر", name_en="Recovery of Khanfar", area=area, **days))
        axis = changes.save(SALMA, PlanItem(plan=plan.id, item_kind="AXIS", name_ar="المياه والصرف الصحي"))
        asked = {"item_kind": "PROJECT", "name_ar": ITEM, "required": 850, "unit": "أسرة موصولة"}
        changes.save(SALMA, PlanItem(plan=plan.id, parent=axis.id, **asked))
    enter(settings, NADIA, "OFFICER", pcode="YE12")
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")
    enter(settings, HUDA, "PARTNER", organization="إغاثة ADR")


def _plan() -> Plan:
    plan: Plan = Plan.select().order_by(Plan.id.desc()).get()
    return plan


def _item() -> PlanItem:
    item: PlanItem = PlanItem.get(PlanItem.plan == _plan().id, PlanItem.item_kind == "PROJECT")
    return item


def _decide_on_the_demands(walk: Walk) -> None:
    page = walk.open("demand/queue/").page
    expect(page.locator(".demand")).to_have_count(3)
    walk.check()
    for left in (2, 1):
        walk.follow(page.locator(".demand .alike form button").first)
        expect(page.locator(".demand")).to_have_count(left)
    page.locator(".demand input[type=checkbox]").check()
    walk.look_up("item", "المثلث", ITEM)
    walk.follow("#taking .btn-primary")
    expect(page.locator(".demand")).to_have_count(0)
    rows = Demand.select().order_by(Demand.id.desc()).limit(3)
    assert sorted((row.outcome, row.joined_into_id is None) for row in rows) == [
        ("OPEN", False), ("OPEN", False), ("TAKEN", True),
    ]  # fmt: skip


def _offer(partner: Walk, nadia: Walk, quantity: str) -> None:
    """A partner offers a part in two clicks; the officer approves, and agrees."""
    partner.open(f"planitem/details/?id={_item().id}").follow("#standing .btn-primary")
    partner.page.fill("#quantity", quantity)
    partner.follow("form.record > .buttons .btn-primary")
    partner.check()
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    nadia.open(f"proposal/details/?id={proposal.id}").follow("button[value=approve]")
    offered = Commitment.select().order_by(Commitment.id.desc()).get()
    nadia.open(f"commitment/details/?id={offered.id}").follow("#state .btn-primary")
    expect(nadia.page.locator("#state .code-label")).to_contain_text("متفق عليه")
    nadia.check()


def _see_what_is_left(walk: Walk, left: str) -> None:
    page = walk.open(f"planitem/details/?id={_item().id}").page
    expect(page.locator("#standing")).to_contain_text(left)
    walk.open("open-items/")
    expect(page.locator("tbody tr", has_text=ITEM)).to_have_count(1)
    walk.check()


def test_khanfar(sit: Sit) -> None:
    walk = sit("nadia").sign_in("ar", NADIA)
    _decide_on_the_demands(walk)
    page = walk.open(f"plan/details/?id={_plan().id}").page
    walk.follow(page.get_by_role("button", name="اعتماد الإصدار 1"))
    walk.check()
    assert (_plan().edition, _plan().phase) == (1, "ADOPTED")
    _offer(sit("khaled").sign_in("ar", KHALED), walk, "500")
    _offer(sit("huda").sign_in("ar", HUDA), walk, "٢٠٠")
    given = Commitment.select().where(Commitment.item == _item().id)
    assert {row.organization.name_ar for row in given} == {"جمعية أحمد للإغاثة", "إغاثة ADR"}
    _see_what_is_left(walk, "150")
    assert "Water trucking to Ja'ar" in {row.title_en for row in unplanned_interventions(SALMA).limit(50)}
    _amend(walk)
    _see_what_is_left(walk, "300")


def _amend(walk: Walk) -> None:
    page = walk.open(f"plan/details/?id={_plan().id}").page
    page.fill("#reason", REASON)
    walk.follow(".amending button")
    walk.open(f"planitem/edit/?id={_item().id}").page.fill("#required", "1000")
    walk.follow("form.record > .buttons .btn-primary")
    walk.open(f"plan/details/?id={_plan().id}").follow(page.get_by_role("button", name="اعتماد الإصدار 2"))
    assert (_plan().edition, _plan().is_frozen) == (2, True)
    walk.open(f"versions/?id={_plan().id}&before=1&after=2")
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("main")).to_contain_text(ITEM)
    walk.check()
