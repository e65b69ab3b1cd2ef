"""Officers work in the outline of a plan: by mouse, by keys alone, and without scripts; wide and narrow, in Arabic."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.models import Area, Plan, PlanItem
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.people import SALMA

TREE = {"المياه والإصحاح": ("حفر الآبار", "مد الشبكة"), "الصحة": ("تأهيل المركز الصحي",)}


@pytest.fixture
def plan(origin: str, settings: dict[str, str]) -> int:
    """The recovery plan of Khanfar, drafted anew for each walk: two axes with their projects, one of them late."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        days = {"starts_on": date(2025, 1, 1), "ends_on": date(2030, 12, 31)}
        names = {"name_ar": "خطة تعافي خنفر", "name_en": "Recovery plan of Khanfar"}
        made = changes.save(SALMA, Plan(area=Area.get(Area.pcode == "YE1211").id, **names, **days))
        for axis, projects in TREE.items():
            above = changes.save(SALMA, PlanItem(plan=made.id, item_kind="AXIS", name_ar=axis))
            for name in projects:
                values = {"item_kind": "PROJECT", "name_ar": name, "ends_on": date(2025, 6, 30)}
                changes.save(SALMA, PlanItem(plan=made.id, parent=above.id, **values))
        return int(made.id)


def _told(page: Page) -> list[str]:
    """Code and name of each line."""
    lines = page.locator(".outline .line")
    return [
        f"{line.locator('.item-code').inner_text()} {line.locator('.item-name').inner_text()}" for line in lines.all()
    ]


def test_an_officer_works_in_the_outline(walk: Walk, plan: int) -> None:
    walk.sign_in("ar").open(f"plan/details/?id={plan}")
    page = walk.page
    expect(page.locator(".outline .line")).to_have_count(2)
    walk.check()
    page.locator(".outline a.twist").first.click()
    expect(page.locator(".outline .line")).to_have_count(4)
    expect(page.locator(".item-late").filter(has_text="متأخر")).to_have_count(4)
    walk.check()
    page.get_by_role("link", name="حفر الآبار").click()
    expect(page.locator("#work")).to_be_visible()
    walk.check()
    page.locator(".work-said [name=item_state]").select_option("DONE")
    page.locator(".work-said .btn-primary").click()
    expect(page.locator(".item-state-done")).to_have_text("منجز")
    page.locator(".work-add [name=new-name_ar]").fill("صيانة الخزانات")
    page.locator(".work-add [value=after]").click()
    expect(page.locator(".outline .line")).to_have_count(5)
    assert _told(page)[1:4] == ["1.1 حفر الآبار", "1.2 صيانة الخزانات", "1.3 مد الشبكة"]


def test_items_are_moved_by_keys_alone(walk: Walk, plan: int) -> None:
    walk.sign_in("ar").open(f"plan/details/?id={plan}")
    page = walk.page
    name = page.get_by_role("link", name="الصحة", exact=True)
    name.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".outline .item-code").first).to_have_text("1")
    expect(page.locator(".outline .item-name").first).to_have_text("الصحة")
    expect(name).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".outline .item-name").first).to_have_text("المياه والإصحاح")
    expect(name).to_be_focused()
    # Inwards is to the left where the page runs from right to left.
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".outline .item-code", has_text="1.3")).to_be_visible()
    expect(name).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".outline .item-code").last).to_have_text("2")
    name.press("Enter")
    expect(page.locator(".work-said .form-control").first).to_be_focused()


def test_items_are_moved_by_dragging(walk: Walk, plan: int) -> None:
    walk.sign_in("ar").open(f"plan/details/?id={plan}")
    page = walk.page
    page.locator(".outline a.twist").first.click()
    expect(page.locator(".outline .line")).to_have_count(4)
    source, target = page.locator(".outline .line").nth(1), page.locator(".outline .line").nth(3)
    source.drag_to(target)
    expect(page.locator(".outline .item-code").last).to_have_text("2.2")
    assert _told(page)[-1] == "2.2 حفر الآبار"


def test_what_is_refused_is_told_where_it_was_tried(walk: Walk, plan: int) -> None:
    walk.sign_in("ar").open(f"plan/details/?id={plan}")
    page = walk.page
    page.get_by_role("link", name="المياه والإصحاح").focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".outline [role=alert]")).to_be_visible()
    walk.check()
    assert len(_told(page)) == 2


def test_all_of_it_works_without_scripts(browser: Browser, origin: str, plan: int) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    walk = Walk(context.new_page(), origin).sign_in("ar").open(f"plan/details/?id={plan}")
    page = walk.page
    walk.follow(".outline a.twist >> nth=0")
    assert len(_told(page)) == 4
    walk.follow(page.get_by_role("link", name="مد الشبكة"))
    walk.follow(".work-move [value=up]")
    assert _told(page)[1] == "1.1 مد الشبكة"
    walk.follow(".work-move [value=out]")
    assert _told(page)[-2:] == ["2 مد الشبكة", "3 الصحة"]
    page.fill(".work-add [name=new-name_ar]", "تدريب العاملين")
    walk.follow(".work-add [value=under]")
    assert "2.1 تدريب العاملين" in _told(page)
    walk.follow(".work-remove button")
    assert "2.1 تدريب العاملين" not in _told(page)
    walk.follow(".message button:not(.dismiss)")
    context.close()
