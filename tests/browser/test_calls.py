"""A call for partners: an officer finds whom to ask, a partner says what it would bring, the offer is accepted and
becomes a joint project; in both languages, wide and narrow."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.models import (
    Area,
    Call,
    CallAnswer,
    CallInvitation,
    CallOffer,
    Commitment,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    Project,
    Sector,
)
from tansiq.platform import clock
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk, enter
from tests.people import SALMA

NADIA, KHALED = "nadia-of-the-calls@example.org", "khaled-of-the-calls@example.org"


@pytest.fixture
def call(origin: str, settings: dict[str, str]) -> Call:
    """An open call about wells in Ja'ar, to which nobody is invited yet."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        for table in (CallOffer, CallAnswer, CallInvitation, Call):
            table.delete().execute()
        khanfar, jaar = (Area.get(Area.pcode == pcode).id for pcode in ("YE1211", "YE121121"))
        facts: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "is_published": True}
        plan = changes.save(SALMA, Plan(name_ar="خطة تعافي خنفر", name_en="Recovery of Khanfar", area=khanfar, **facts))
        names = {"name_ar": "آبار جعار", "name_en": "Wells of Ja'ar"}
        item = changes.save(SALMA, PlanItem(plan=plan.id, required=100, unit="متر", **names))
        changes.replace_parts(SALMA, item, PlanItemArea, [{"area": jaar}])
        changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": Sector.get(Sector.code == "WSH").id}])
        today = clock.today()
        days = {"opens_on": today, "closes_on": today + timedelta(days=9)}
        row = changes.save(SALMA, Call(item=item.id, text_ar="من يحفر معنا؟", call_state="OPEN", **days))
    enter(settings, NADIA, "OFFICER", pcode="YE12")
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")
    return row


def _answer(walk: Walk, call: Call) -> None:
    """Khaled offers something, is told what is wrong in it, and corrects that."""
    page = walk.page
    page.context.clear_cookies()
    walk.sign_in("ar", KHALED)
    walk.open(f"calls/call/?id={call.id}")
    page.fill("#amount-2", "٦٠")
    page.fill("#amount-3", "-4")
    walk.follow("#answer .btn-primary")
    expect(page.locator("#wrong-3")).to_be_visible()
    expect(page.locator("#amount-2")).to_have_value("٦٠")
    walk.check()
    page.fill("#amount-3", "4")
    walk.follow("#answer .btn-primary")
    expect(page.locator("#answer")).to_contain_text("تعرض مساهمة")
    walk.check()


def test_a_partner_is_suggested_invited_answers_and_is_accepted(walk: Walk, call: Call) -> None:
    walk.sign_in("ar", NADIA)
    page = walk.open(f"planitem/details/?id={call.item_id}").page
    walk.check()
    walk.follow("#calls .btn-outline-secondary")
    expect(page.locator(".suggestions > li").first).to_contain_text("جمعية أحمد للإغاثة")
    walk.check()
    walk.follow(page.locator(".suggestions > li", has_text="جمعية أحمد").locator("button"))
    expect(page.locator("#invited")).to_contain_text("مدعوة، ولم ترد بعد")
    walk.check()
    _answer(walk, call)
    walk.page.context.clear_cookies()
    walk.sign_in("ar", NADIA)
    walk.open(f"calls/call/?id={call.id}")
    page.locator("#invited input[type=checkbox]").check()
    walk.follow(page.get_by_role("button", name="قبول العروض المختارة"))
    expect(page.locator(".message-success")).to_contain_text("قُبلت العروض")
    walk.check()
    assert [row.quantity for row in Commitment.select().where(Commitment.item == call.item_id)] == [60]
    assert Project.select().where(Project.title_ar == "آبار جعار", Project.archived_at.is_null()).exists()


def test_a_call_is_made_and_its_pages_are_read_in_english(walk: Walk, call: Call) -> None:
    walk.sign_in("en", NADIA)
    page = walk.open(f"calls/call/new/?item={call.item_id}").page
    page.fill("#text_en", "Who brings pumps?")
    page.fill("#opens_on", "1/3/2026")
    page.fill("#closes_on", "1/4/2026")
    page.fill("#amount-4", "2")
    page.fill("#text-4", "pumps")
    walk.check()
    walk.follow("form.deed .btn-primary")
    expect(page.locator(".badge").first).to_have_text("In preparation")
    expect(page.locator("main")).to_contain_text("Equipment: 2 (pumps)")
    walk.check()
    walk.open(f"calls/call/suggest/?item={call.item_id}")
    expect(page.locator(".suggestions > li").first).to_contain_text("At work in the area of the item")
    walk.check()
