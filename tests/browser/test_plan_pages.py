"""The pages of a plan beside its outline: timetable, map, indicators, versions and history; wide and narrow, in Arabic
and in English; and an indicator from its first target to its chart."""

from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Plan, PlanItem, PlanItemArea, PlanItemSector, Sector
from tansiq.plans.versions import adopt
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.people import SALMA

LANGUAGES = ("ar", "en")
SAVE = "form.record > .buttons .btn-primary"


@pytest.fixture
def plan(origin: str, settings: dict[str, str]) -> int:
    """The plan of Abyan, entered anew for each walk: wells in Khanfar that are late, and clinics to come."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        area = {pcode: Area.get(Area.pcode == pcode).id for pcode in ("YE12", "YE121121", "YE121001")}
        names = {"name_ar": "خطة تعافي أبين", "name_en": "Recovery plan of Abyan"}
        days = {"starts_on": date(2025, 1, 1), "ends_on": date(2030, 12, 31), "is_published": True}
        made = changes.save(SALMA, Plan(area=area["YE12"], **names, **days))
        water = changes.save(SALMA, PlanItem(plan=made.id, item_kind="AXIS", name_ar="المياه", name_en="Water"))
        for ar, en, place, values in (
            ("آبار جعار", "Wells of Ja'ar", "YE121121", {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}),
            ("مركز زنجبار", "Centre of Zinjibar", "YE121001", {"ends_on": date(2030, 6, 30)}),
        ):
            row = changes.save(SALMA, PlanItem(plan=made.id, parent=water.id, name_ar=ar, name_en=en, **values))
            changes.replace_parts(SALMA, row, PlanItemArea, [{"area": area[place]}])
            changes.replace_parts(SALMA, row, PlanItemSector, [{"sector": Sector.get(Sector.code == "WSH").id}])
        return int(made.id)


def _adopt(settings: dict[str, str], plan: int) -> None:
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        adopt(SALMA, Plan.get_by_id(plan), date(2025, 1, 15))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_plan_is_open_to_everybody(
    walk: Walk, plan: int, settings: dict[str, str], language: str
) -> None:
    _adopt(settings, plan)
    walk.sign_in(language).open(f"plan/details/?id={plan}").check()
    count = walk.page.locator("nav.tabs a").count()
    assert count >= 6
    for place in range(count):
        walk.follow(walk.page.locator("nav.tabs a").nth(place)).check()
        expect(walk.page.locator("nav.tabs [aria-current=page]").first).to_be_visible()
    for address in ("plan/", "planitem/?coverage=OPEN", "open-items/", "commitment/", "demand/", "demand/queue/"):
        walk.open(address).check()
    walk.open(f"versions/?id={plan}&before=1&after=now").check()
    walk.open(f"versions/?id={plan}&number=1").check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_late_items_are_told_of_a_day_that_somebody_types(walk: Walk, plan: int, language: str) -> None:
    name = {"ar": "آبار جعار", "en": "Wells of Ja'ar"}[language]
    walk.sign_in(language).open(f"late-items/?plan={plan}").check()
    page = walk.page
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("details.filters summary").click()
    walk.check()
    page.locator("#narrow-on").fill("1/7/2025")
    walk.follow(".filter-panel .buttons button")
    expect(page.locator("tbody tr", has_text=name).locator("td").nth(1)).to_have_text("1")
    expect(page.locator("#chips")).to_contain_text("2025")
    walk.check()
    page.locator("details.filters summary").click()
    page.locator("#narrow-on").fill("30/6/2025")
    walk.follow(".filter-panel .buttons button")
    expect(page.locator("tbody tr")).to_have_count(1)
    walk.follow(page.locator("#chips .chip", has_text="2025")).check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_branches_of_the_timetable_are_opened_where_they_stand(walk: Walk, plan: int, language: str) -> None:
    walk.sign_in(language).open(f"plan/timetable/?id={plan}&open=")
    page = walk.page
    expect(page.locator(".gantt tbody tr")).to_have_count(1)
    page.locator(".gantt .twist").first.click()
    expect(page.locator(".gantt tbody tr")).to_have_count(3)
    expect(page.locator(".gantt a.twist")).to_be_focused()
    late = page.locator(".gantt tbody tr", has_text={"ar": "آبار جعار", "en": "Wells of Ja'ar"}[language])
    expect(late.locator(".item-late")).to_be_visible()
    expect(late.locator(".hatched")).to_be_visible()
    walk.check()
    page.locator(".gantt .twist").first.click()
    expect(page.locator(".gantt tbody tr")).to_have_count(1)
    # Time begins where reading does.
    bar = page.locator(".gantt .bracket").bounding_box()
    chart = page.locator(".gantt tbody .chart > svg").bounding_box()
    assert bar is not None
    assert chart is not None
    if language == "ar":
        assert abs(bar["x"] + bar["width"] - chart["x"] - chart["width"]) < 3
    else:
        assert abs(bar["x"] - chart["x"]) < 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_of_the_map_opens_its_items(walk: Walk, plan: int, language: str) -> None:
    walk.sign_in(language).open(f"plan/map/?id={plan}")
    expect(walk.page.locator(".drawn a")).to_have_count(2)
    walk.follow(walk.page.locator(".drawn a").first).check()
    expect(walk.page.locator("#items li")).to_have_count(1)
    walk.follow(".plan-map nav.tabs a >> nth=2").check()
    expect(walk.page.locator(".drawn .count-4")).to_have_count(1)


def _fill_indicator(walk: Walk) -> None:
    """Households with water, of which there were 100 before."""
    page = walk.page
    page.fill("#name_ar", "أسر موصولة بالمياه")
    page.fill("#name_en", "Households with water")
    page.fill("#unit", "households")
    page.select_option("#direction", "RISING")
    page.fill("#baseline", "١٠٠")
    page.fill("#baseline_on", "2024-12-31")
    page.select_option("#over_areas", "SUM")
    page.select_option("#over_time", "LATEST")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_is_entered_reported_and_seen(walk: Walk, plan: int, language: str) -> None:
    walk.sign_in(language).open(f"plan/indicators/?id={plan}").check()
    page = walk.page
    walk.follow(".record-head .btn-primary").check()
    _fill_indicator(walk)
    walk.follow(SAVE).check()
    record = page.url
    walk.follow("a[href*='indicatortarget/new']").check()
    # A target on the wrong side is refused, with the direction named.
    page.fill("#on", "2030")
    page.fill("#value", "50")
    walk.follow(SAVE).check()
    wrong = {"ar": "هذا مؤشر صعودي", "en": "This indicator is to rise"}[language]
    expect(page.locator(".faults")).to_contain_text(wrong)
    expect(page.locator("#value")).to_have_value("50")
    page.fill("#value", "600")
    walk.follow(SAVE)
    page.goto(record)
    walk.follow("a[href*='indicatorvalue/new']").check()
    page.fill("#on", "2025-12-31")
    page.fill("#value", "350")
    walk.follow(SAVE)
    walk.open(f"plan/indicators/?id={plan}").check()
    drawing = page.locator("figure.course svg[role=img]")
    expect(drawing).to_be_visible()
    assert "350" in str(drawing.get_attribute("aria-label"))
    page.locator("details.more summary").first.click()
    expect(page.locator(".indicator table")).to_contain_text("600")
    walk.check()


def test_the_pages_are_read_without_scripts(browser: Browser, origin: str, plan: int) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    walk = Walk(context.new_page(), origin).sign_in("ar").open(f"plan/timetable/?id={plan}&open=")
    walk.follow(".gantt .twist >> nth=0")
    expect(walk.page.locator(".gantt tbody tr")).to_have_count(3)
    walk.open(f"plan/map/?id={plan}")
    walk.page.select_option("#level", "SUBDISTRICT")
    walk.follow(".narrow-form button")
    expect(walk.page.locator(".counts tbody tr")).to_have_count(2)
    context.close()


def test_a_large_plan_weighs_no_more_than_a_small_one(walk: Walk, plan: int, settings: dict[str, str]) -> None:
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        for number in range(80):
            values = {"name_en": f"Axis {number}", "starts_on": date(2025, 1, 1), "ends_on": date(2026, 1, 1)}
            above = changes.save(SALMA, PlanItem(plan=plan, item_kind="AXIS", **values))
            changes.save(SALMA, PlanItem(plan=plan, parent=above.id, **values))
    walk.sign_in("ar").open(f"plan/timetable/?id={plan}")
    # It is closed until it is opened.
    expect(walk.page.locator(".gantt tbody tr")).to_have_count(81)
    walk.page.locator(".timetable .buttons a").first.click()
    expect(walk.page.locator(".gantt tbody tr")).to_have_count(163)
    walk.check()
