"""A day in the panel, in Arabic and in English, on a desk and on a telephone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walk

SAVE = "form.record > .buttons .btn-primary"
LANGUAGES = {"ar": "rtl", "en": "ltr"}
PAGES = [
    "",
    "intervention/",
    "organization/?search=x",
    "area/",
    "sector/",
    "project/",
    "need/",
    "intervention/new/",
    "intervention/details/?id=1",
    "intervention/edit/?id=1",
    "intervention/archive/?id=1",
    "intervention/parts/?id=1&of=partnership",
    "site/new/?intervention=1",
    "site/edit/?id=1",
    "need/new/",
    "area/details/?id=3",
    "notices/",
    "profile/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_open_to_everybody(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    for address in PAGES:
        walk.open(address).check()
        expect(walk.page.locator("html")).to_have_attribute("dir", LANGUAGES[language])
        expect(walk.page.locator(".demo")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_in_wrongly_and_rightly(walk: Walk, language: str) -> None:
    walk.open("need/").speak(language).check()
    walk.page.fill("#email", "salma@example.org")
    walk.page.fill("#password", "wrong")
    walk.follow("main button")
    expect(walk.page.locator(".faults li")).to_have_count(1)
    walk.check()
    walk.page.fill("#password", "a long walk to Ja'ar")
    walk.follow("main button")
    expect(walk.page).to_have_url(re.compile("/admin/need/$"))


def test_the_language_changes_and_the_page_stays(walk: Walk) -> None:
    walk.sign_in("ar").open("area/?search=خنفر&level=2")
    expect(walk.page.locator("tbody tr")).to_have_count(1)
    expect(walk.page.locator("tbody")).to_contain_text("أبين / خنفر")
    here = walk.page.url
    walk.speak("en")
    assert walk.page.url == here
    expect(walk.page.locator("tbody")).to_contain_text("Abyan / Khanfar")


def test_search_finds_as_arabic_is_folded(walk: Walk) -> None:
    walk.sign_in("ar").open("organization/")
    walk.page.fill("#search", "احمد")
    walk.press_on("#search")
    expect(walk.page.locator("tbody tr")).to_have_count(1)
    expect(walk.page.locator("tbody")).to_contain_text("جمعية أحمد للإغاثة")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_intervention_with_a_site_is_entered_archived_and_restored(walk: Walk, language: str) -> None:
    title = f"Wells{language}{walk.page.evaluate('innerWidth')}"
    walk.sign_in(language).open("intervention/new/")
    _enter(walk, title)
    record = walk.page.url
    _add_site(walk, {"ar": "أبين / خنفر (YE1211)", "en": "Abyan / Khanfar (YE1211)"}[language])
    expect(walk.page).to_have_url(re.compile(re.escape(record) + "(#sites)?$"))
    expect(walk.page.locator("tbody")).to_contain_text("1,200")
    walk.check()
    _archive_and_restore(walk, title)
    expect(walk.page.locator(".history")).to_contain_text("سلمى")


def _enter(walk: Walk, title: str) -> None:
    """Enter an intervention, first with dates the wrong way round."""
    page = walk.page
    walk.look_up("organization", "احمد", "NRA")
    page.fill("#title_en", title)
    # A draft at first: what is published needs a site.
    page.uncheck("#is_published")
    page.fill("#starts_on", "2026-03-01")
    page.fill("#ends_on", "2026-01-01")
    page.select_option("#sector", index=1)
    walk.follow(SAVE)
    expect(page.locator(".faults a")).to_have_attribute("href", "#ends_on")
    expect(page.locator("#title_en")).to_have_value(title)
    walk.check()
    page.fill("#ends_on", "2026-12-31")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")


def _add_site(walk: Walk, area: str) -> None:
    page = walk.page
    walk.follow("a[href*='edit'][href$='#sites']")
    page.check("#is_published")
    page.click("#sites > [data-do=add]")
    walk.look_up("sites-0-area", "ye1211", area)
    page.select_option("#sites-0-population_group", index=1)
    page.fill("#sites-0-targeted", "١٢٠٠")
    walk.follow(SAVE)


def _archive_and_restore(walk: Walk, title: str) -> None:
    page, record = walk.page, walk.page.url
    walk.follow(".head .btn-outline-danger").follow("main .btn-danger")
    expect(page.locator(".notice")).to_be_visible()
    walk.check()
    walk.open(f"intervention/?search={title}")
    expect(page.locator(".empty")).to_be_visible()
    page.goto(record)
    walk.follow(".notice button")
    expect(page.locator(".notice")).to_have_count(0)


def test_a_look_up_works_by_keyboard_alone(walk: Walk) -> None:
    walk.sign_in("en").open("need/new/")
    area = walk.page.locator("#area")
    # At once: each letter typed slowly would be asked for, and its answer would take the mark away again.
    area.focus()
    walk.page.keyboard.insert_text("khanfar")
    expect(walk.page.locator("#area-list [role=option]")).to_have_count(1)
    expect(area).to_have_attribute("aria-expanded", "true")
    walk.check()
    area.press("ArrowDown")
    area.press("Enter")
    expect(area).to_have_value("Abyan / Khanfar (YE1211)")
    expect(area).to_have_attribute("aria-expanded", "false")
    area.press("End")
    area.press_sequentially("x")
    expect(walk.page.locator("#area-list")).to_contain_text("Nothing found")
    area.press("Escape")
    expect(walk.page.locator("#area-list")).to_be_hidden()


def test_the_first_tab_skips_to_the_content(walk: Walk) -> None:
    walk.sign_in("en").open("intervention/")
    walk.page.keyboard.press("Tab")
    expect(walk.page.locator(".skip")).to_be_focused()
    walk.page.keyboard.press("Enter")
    expect(walk.page.locator("main")).to_be_focused()


def test_on_a_telephone_the_menu_opens_on_demand(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar")
    expect(walk.page.locator("#menu")).to_be_hidden()
    walk.page.click(".menu-button")
    expect(walk.page.locator("#menu")).to_be_visible()
    walk.check()
    context.close()


def test_without_scripts_a_record_is_read_searched_and_saved(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open("need/new/")
    page = walk.page
    page.fill("#area", "YE1210")
    page.select_option("#sector", index=1)
    page.select_option("#population_group", index=1)
    page.fill("#people_in_need", "750")
    page.fill("#starts_on", "2026-01-01")
    page.fill("#ends_on", "2026-06-30")
    walk.follow(SAVE)
    expect(page.locator("dl").first).to_contain_text("Abyan / Zinjibar")
    walk.open("need/?search=zinjibar")
    expect(page.locator("tbody tr")).to_have_count(1)
    context.close()


def test_pages_are_light_for_slow_lines(browser: Browser, origin: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    wire, sizes = context.new_cdp_session(page), list[float]()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    walk = Walk(page, origin).sign_in_by_form("ar")
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) < 200_000
    sizes.clear()
    walk.open("intervention/details/?id=1")
    page.wait_for_load_state("networkidle")
    assert 1_000 < sum(sizes) < 30_000
    context.close()
