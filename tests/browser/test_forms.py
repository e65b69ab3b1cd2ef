"""Filling forms in a browser: an intervention on one page, the tree of areas, unsaved work, and no scripts at all."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE, begin, fill_site, sites_of


def _total(page: Page, name: str) -> Locator:
    return page.locator(f"output[data-total={name}]")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_intervention_with_three_sites_is_entered_corrected_and_put_in_order(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    title = f"Tankers {language} {walk.page.evaluate('innerWidth')}"
    page = begin(walk, title)
    fill_site(walk, 0, "YE121121", "١٠٠")
    expect(page.locator("#overlaps a").first).to_have_attribute("href", "/admin/intervention/details/?id=1")
    page.click("#sites > [data-do=add]")
    expect(page.locator("#sites-1-area")).to_be_focused()
    fill_site(walk, 1, "YE121122", "20")
    page.fill("#sites-1-targeted_women", "30")
    page.click("#sites > [data-do=add]")
    fill_site(walk, 2, "YE121001", "1")
    page.fill("#sites-2-targeted", "")
    page.fill("#sites-2-targeted_men", "2")
    page.fill("#sites-2-targeted_girls", "٣")
    expect(page.locator("#sites-2-targeted")).to_have_value("5")
    expect(_total(page, "targeted")).to_have_text("125")
    walk.check()
    _correct(walk, {"ar": "نقل المياه", "en": "Ahmad Relief"}[language])
    walk.check()
    page.locator("[data-row][data-key='2'] [data-do=up]").click()
    expect(sites_of(page).nth(1)).to_have_attribute("data-key", "2")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    expect(page.locator(".message-success")).to_be_visible()
    page.goto(page.url.replace("details", "edit"))
    shown = [site.locator("input[name$='-area-text']").input_value()[-9:-1] for site in sites_of(page).all()]
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
    page = begin(walk, "Two sites")
    fill_site(walk, 0, "YE1927", "1")
    page.click("#sites > [data-do=add]")
    fill_site(walk, 1, "YE121001", "2")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    page.goto(page.url.replace("details", "edit"))
    second = sites_of(page).nth(1)
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
    expect(sites_of(page)).to_have_count(1)


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
    expect(sites_of(page)).to_have_count(1)
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
