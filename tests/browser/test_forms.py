"""Filling forms in a browser: an intervention on one page, the tree of areas, unsaved work, and no scripts at all."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.browser.conftest import PASSWORD, Walk

SAVE = "form.record > .buttons .btn-primary"


@pytest.fixture
def quiet(browser: Browser, origin: str) -> Iterator[Walk]:
    """A window whose line may break: what the browser complains of then is no fault."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Walk(context.new_page(), origin).sign_in("en")
    context.close()


def _begin(walk: Walk, title: str) -> Page:
    """A new intervention of ADR in the first sector, through March 2026, like NRA's in Ja'ar."""
    page = walk.open("intervention/new/").page
    walk.look_up("organization", "ADR", "(ADR)")
    page.fill("#title_en", title)
    page.select_option("#sector", index=1)
    page.fill("#starts_on", "2026-03-01")
    page.fill("#ends_on", "2026-03-31")
    return page


def _site(walk: Walk, key: int, pcode: str, targeted: str) -> None:
    walk.look_up(f"sites-{key}-area", pcode, pcode)
    walk.page.select_option(f"#sites-{key}-population_group", index=1)
    walk.page.fill(f"#sites-{key}-targeted", targeted)


def _sites(page: Page) -> Locator:
    return page.locator("#sites > ol > li")


def _total(page: Page, name: str) -> Locator:
    return page.locator(f"output[data-total={name}]")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_intervention_with_three_sites_is_entered_corrected_and_put_in_order(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    title = f"Tankers {language} {walk.page.evaluate('innerWidth')}"
    page = _begin(walk, title)
    _site(walk, 0, "YE121121", "١٠٠")
    expect(page.locator("#overlaps a").first).to_have_attribute("href", "/admin/intervention/details/?id=1")
    page.click("#sites > [data-do=add]")
    expect(page.locator("#sites-1-area")).to_be_focused()
    _site(walk, 1, "YE121122", "20")
    page.fill("#sites-1-targeted_women", "30")
    page.click("#sites > [data-do=add]")
    _site(walk, 2, "YE121001", "1")
    page.fill("#sites-2-targeted", "")
    page.fill("#sites-2-targeted_men", "2")
    page.fill("#sites-2-targeted_girls", "٣")
    expect(page.locator("#sites-2-targeted")).to_have_value("5")
    expect(_total(page, "targeted")).to_have_text("125")
    walk.check()
    _correct(walk, {"ar": "نقل المياه", "en": "Ahmad Relief"}[language])
    walk.check()
    page.locator("[data-row][data-key='2'] [data-do=up]").click()
    expect(_sites(page).nth(1)).to_have_attribute("data-key", "2")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    expect(page.locator(".message-success")).to_be_visible()
    page.goto(page.url.replace("details", "edit"))
    shown = [site.locator("input[name$='-area-text']").input_value()[-9:-1] for site in _sites(page).all()]
    assert shown == ["YE121121", "YE121001", "YE121122"]


def _correct(walk: Walk, warning: str) -> None:
    """Save with more women than people in the second site, see what is said, and correct it."""
    page = walk.follow(SAVE).page
    expect(page.locator(".faults")).to_be_focused()
    expect(page.locator(".faults a[href]").first).to_have_attribute("href", "#sites-1-targeted")
    expect(page.locator("#overlaps")).to_contain_text(warning)
    page.fill("#sites-1-targeted", "30")


def test_a_stored_site_is_struck_out_kept_and_struck_out_again(walk: Walk) -> None:
    walk.sign_in("en")
    page = _begin(walk, "Two sites")
    _site(walk, 0, "YE1927", "1")
    page.click("#sites > [data-do=add]")
    _site(walk, 1, "YE121001", "2")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    page.goto(page.url.replace("details", "edit"))
    second = _sites(page).nth(1)
    for _again in range(2):
        second.locator(".row-body [data-do=remove]").click()
        expect(second.locator(".row-gone")).to_be_visible()
        expect(_total(page, "targeted")).to_have_text("1")
        walk.check()
        if not _again:
            second.locator("[data-do=keep]").click()
            expect(_total(page, "targeted")).to_have_text("3")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    page.goto(page.url.replace("details", "edit"))
    expect(_sites(page)).to_have_count(1)


def test_everything_is_entered_by_keyboard(walk: Walk) -> None:
    walk.sign_in("en").open("intervention/new/")
    page, press = walk.page, walk.page.keyboard.press
    page.locator("#organization").focus()
    page.keyboard.insert_text("ADR Aid")
    expect(page.locator("#organization-list [role=option]")).to_have_count(1)
    press("ArrowDown")
    press("Enter")
    page.locator("#sector").focus()
    press("ArrowDown")
    page.locator("#starts_on").fill("2027-01-01")
    add = page.locator("#sites > [data-do=add]")
    add.focus()
    press("Enter")
    expect(page.locator("#sites-1-area")).to_be_focused()
    press("Tab")
    expect(page.locator("[data-tree=sites-1-area]")).to_be_focused()
    press("Enter")
    expect(page.locator("[role=treeitem]:focus")).to_contain_text("Yemen")
    press("ArrowDown")
    expect(page.locator("[role=treeitem]:focus")).to_contain_text("Abyan")
    press("Escape")
    expect(page.locator("[data-tree=sites-1-area]")).to_be_focused()
    page.locator("[data-row][data-key='1'] [data-do=remove]").focus()
    press("Enter")
    expect(_sites(page)).to_have_count(1)
    # What is published needs a site; this is a draft.
    page.locator("#is_published").press("Space")
    page.locator("#title_en").press_sequentially("By keyboard")
    walk.press_on("#title_en")
    expect(page.locator("h1")).to_contain_text("By keyboard")


@pytest.mark.parametrize(
    ("language", "opening", "closing"), [("ar", "ArrowLeft", "ArrowRight"), ("en", "ArrowRight", "ArrowLeft")]
)
def test_an_area_is_chosen_from_the_tree(walk: Walk, language: str, opening: str, closing: str) -> None:
    walk.sign_in(language).open("need/new/")
    page, press = walk.page, walk.page.keyboard.press
    page.click("[data-tree=area]")
    focus = page.locator("[role=treeitem]:focus")
    expect(focus).to_have_attribute("aria-expanded", "true")
    press("ArrowDown")
    press(opening)
    expect(focus).to_have_attribute("aria-expanded", "true")
    walk.check()
    press(opening)
    expect(focus).to_have_attribute("aria-level", "3")
    press(closing)
    expect(focus).to_have_attribute("aria-level", "2")
    press(closing)
    expect(focus).to_have_attribute("aria-expanded", "false")
    press(opening)
    press("ArrowDown")
    press("Enter")
    expect(page.locator("#tree")).to_be_hidden()
    expect(page.locator("#area")).to_have_value(re.compile(r"\(YE1210\)$"))
    expect(page.locator("[name=area]")).to_have_value(re.compile(r"^\d+$"))


def test_leaving_asks_only_where_something_was_changed(quiet: Walk) -> None:
    asked: list[str] = []
    page = quiet.open("project/new/").page

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    quiet.follow(".trail a >> nth=1")
    expect(page).to_have_url(re.compile("/project/$"))
    quiet.open("project/new/")
    page.locator("#title_en").press_sequentially("Half a project")
    page.click(".trail a >> nth=1", no_wait_after=True)
    expect(page.locator("#title_en")).to_have_value("Half a project")
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("Half a project")
    assert asked == ["beforeunload"]


def _leave(page: Page, address: str) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(address)


def test_unsaved_work_is_offered_after_a_reload_and_taken_over(quiet: Walk) -> None:
    page = _begin(quiet, "Kept in the browser")
    _site(quiet, 0, "YE121121", "7")
    page.click("#sites > [data-do=add]")
    _site(quiet, 1, "YE121122", "8")
    page.click("#partners > [data-do=add]")
    quiet.look_up("partners-0-organization", "NRA", "NRA")
    _leave(page, f"{quiet.origin}/admin/")
    quiet.open("intervention/new/")
    expect(page.locator(".draft-bar p")).to_contain_text("There is unsaved work of")
    expect(page.locator("#title_en")).to_have_value("")
    quiet.check()
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#title_en")).to_have_value("Kept in the browser")
    assert [site.locator("[name$='-targeted']").input_value() for site in _sites(page).all()] == ["7", "8"]
    expect(page.locator("#partners > ol > li input[type=text]")).to_have_value(re.compile("NRA"))
    page.locator("#partners > ol > li select").select_option(index=1)
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    quiet.open("intervention/new/")
    expect(page.locator(".draft-bar")).to_be_hidden()


def test_unsaved_work_that_came_back_with_faults_is_kept_and_can_be_thrown_away(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "With a fault")
    page.fill("#budget", "many")
    quiet.follow(SAVE)
    expect(page.locator(".faults")).to_be_visible()
    _leave(page, f"{quiet.origin}/admin/project/new/")
    page.click(".draft-bar button >> nth=1")
    expect(page.locator(".draft-bar")).to_be_hidden()
    page.goto(f"{quiet.origin}/admin/project/new/")
    expect(page.locator(".draft-bar")).to_be_hidden()


def test_unsaved_work_over_a_newer_record_changes_only_its_own_fields(quiet: Walk) -> None:
    page = quiet.open("organization/edit/?id=1").page
    page.fill("#acronym_ar", "مسودة")
    _leave(page, f"{quiet.origin}/admin/")
    draft = page.evaluate("JSON.stringify(localStorage)")
    quiet.open("organization/edit/?id=1")
    page.click(".draft-bar button >> nth=1")
    page.fill("#aliases", "Newer")
    quiet.follow(SAVE)
    expect(page.locator(".message-success")).to_be_visible()
    page.evaluate(
        "kept => Object.entries(JSON.parse(kept)).forEach(([key, it]) => localStorage.setItem(key, it))", draft
    )
    quiet.open("organization/edit/?id=1")
    expect(page.locator(".draft-bar")).to_contain_text("The record has changed")
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#acronym_ar")).to_have_value("مسودة")
    expect(page.locator("#aliases")).to_have_value("Newer")


def test_where_the_line_is_down_saving_waits_and_nothing_is_lost(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Over a bad line")
    page.context.set_offline(True)
    page.click(SAVE)
    expect(page.locator(".draft-bar")).to_contain_text("The line is down.")
    expect(page.locator("#title_en")).to_have_value("Over a bad line")
    page.context.set_offline(False)
    expect(page.locator(".draft-bar")).to_contain_text("The line is back.")
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("Over a bad line")


def test_signing_out_takes_unsaved_work_along(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Nobody else's business")
    _leave(page, f"{quiet.origin}/admin/")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "business" in kept
    assert "csrf" not in kept
    quiet.follow("form[action$='/sign-out'] button")
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_without_scripts_an_intervention_with_two_sites_is_saved(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open("intervention/new/")
    page = walk.page
    page.fill("#organization", "ADR")
    page.fill("#title_en", "Without scripts")
    page.select_option("#sector", index=1)
    page.fill("#starts_on", "2026-03-01")
    page.fill("#sites-0-area", "YE121121")
    page.select_option("#sites-0-population_group", index=1)
    page.fill("#sites-0-targeted_women", "٧")
    walk.follow("#sites > [data-do=add]")
    expect(page.locator("#title_en")).to_have_value("Without scripts")
    expect(page.locator("#sites-0-area")).to_have_value(re.compile("YE121121"))
    page.fill("#sites-1-area", "YE121122")
    page.select_option("#sites-1-population_group", index=1)
    walk.follow("#sites > ol > li >> nth=1 >> [data-do=up]")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("Without scripts")
    expect(page.locator(".message-warning")).to_contain_text("This may be done twice.")
    expect(page.locator("tbody tr")).to_have_count(2)
    context.close()


def test_after_a_session_ended_the_form_is_found_again_with_its_draft(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Outlived its session")
    page.context.clear_cookies()
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_have_text("لم يرسل متصفحك ما يربط هذا النموذج بجلستك.")
    quiet.check()
    quiet.follow(".buttons .btn-link")
    page.fill("#email", "salma@example.org")
    page.fill("#password", PASSWORD)
    quiet.follow("main form .btn-primary")
    expect(page).to_have_url(re.compile("/admin/project/new/$"))
    expect(page.locator(".draft-bar")).to_be_visible()
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#title_en")).to_have_value("Outlived its session")


def test_without_scripts_a_form_is_sent_again_after_signing_in_in_another_tab(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    walk = Walk(context.new_page(), origin).sign_in("en").open("project/new/")
    page = walk.page
    page.fill("#title_en", "Sent twice, saved once")
    context.clear_cookies()
    walk.follow(SAVE)
    expect(page.locator("h1")).to_be_visible()
    with context.expect_page() as opened:
        page.click(".buttons a.btn-primary")
    tab = opened.value
    tab.fill("#email", "salma@example.org")
    tab.fill("#password", PASSWORD)
    tab.click("main form .btn-primary")
    expect(tab.locator("nav.menu")).to_be_visible()
    walk.follow("main form button.btn")
    expect(page.locator("h1")).to_contain_text("Sent twice, saved once")
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_day_is_typed_in_either_calendar_and_shown_at_once(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).open("intervention/new/").page
    page.fill("#starts_on", "٥ رمضان ١٤٤٧")
    page.locator("#ends_on").fill("05/06/2026")
    begins, ends = {"ar": ("22 فبراير 2026", "5 يونيو 2026"), "en": ("22 February 2026", "5 June 2026")}[language]
    expect(page.locator("#starts_on-beside")).to_have_text(re.compile(begins))
    page.locator("#starts_on").focus()
    expect(page.locator("#ends_on-beside")).to_have_text(re.compile(ends))
    expect(page.locator(".day-button").first).to_be_visible()
    walk.check()


def test_sub_sectors_are_offered_by_their_sector(quiet: Walk) -> None:
    page = quiet.open("intervention/new/").page
    groups = page.locator("#subsector optgroup")
    first = page.locator("#sector option").nth(1).get_attribute("value")
    page.select_option("#sector", str(first))
    for group in groups.all():
        expect(group).to_have_js_property("disabled", group.get_attribute("data-of") != first)
