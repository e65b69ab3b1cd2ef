"""Pages of records and the history, by eye, by keyboard and on paper."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walk

LANGUAGES = ("ar", "en")
PAGES = [
    "intervention/details/?id=1",
    "site/details/?id=1",
    "organization/details/?id=1",
    "area/details/?id=3",
    "area/details/?id=1&coverage=1",
    "sector/details/?id=1",
    "need/details/?id=1",
    "activitytype/",
    "activitytype/details/?id=1",
    "activitytype/new/",
    "populationgroup/",
    "populationgroup/details/?id=1",
    "history/",
    "history/?table=need&from=2020-01-01",
    "history/?act=RESTORE&face=GRAPHQL",
    "intervention/?linked=intervention.organization:1",
]
MISSING = ["area/details/?id=99999", "nothing/", "intervention/delete/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_record_is_open_to_everybody(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    for address in PAGES:
        walk.open(address)
        for folded in walk.page.locator("details.more > summary").all():
            folded.click()
        walk.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit_on_paper(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    walk.page.emulate_media(media="print")
    walk.page.set_viewport_size({"width": 690, "height": 1000})
    for address in ("intervention/", "intervention/details/?id=1", "area/details/?id=3", "history/"):
        walk.open(address)
        assert walk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        for hidden in (".top", ".menu", ".trail", ".jumps", ".narrow"):
            assert not walk.page.locator(hidden).first.is_visible(), (address, hidden)
        expect(walk.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_are_helpful_pages_too(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    for address in MISSING:
        walk.open(address).check()
        expect(walk.page.locator("main .btn-primary")).to_have_attribute("href", "/admin/")
    # The browser itself reports pages that are not there.
    walk.complaints[:] = [said for said in walk.complaints if "404" not in said and "405" not in said]


def test_from_a_row_to_all_that_links_to_it_and_back(walk: Walk) -> None:
    walk.sign_in("en").open("area/details/?id=3")
    walk.follow("#linked-site-area-intervention .head a")
    expect(walk.page.locator("tbody tr")).to_have_count(1)
    expect(walk.page.locator("main")).to_contain_text("Khanfar: Interventions here")
    walk.follow("tbody a >> nth=0")
    expect(walk.page.locator("h1")).to_contain_text("Water trucking to Ja'ar")


def test_a_slash_leads_to_the_search_of_everything(walk: Walk) -> None:
    walk.sign_in("en").open("area/")
    walk.page.keyboard.press("/")
    expect(walk.page.locator("#find")).to_be_focused()
    walk.page.keyboard.type("a/b")
    expect(walk.page.locator("#find")).to_have_value("a/b")
    expect(walk.page.locator("#find")).to_have_attribute("aria-keyshortcuts", "/")


def test_escape_closes_the_menu_of_a_telephone(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar").open("area/details/?id=3")
    walk.page.click(".menu-button")
    expect(walk.page.locator("#menu")).to_be_visible()
    walk.page.keyboard.press("Escape")
    expect(walk.page.locator("#menu")).to_be_hidden()
    expect(walk.page.locator(".menu-button")).to_be_focused()
    assert walk.complaints == []
    context.close()


def test_a_page_of_a_record_is_light(browser: Browser, origin: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    wire, sizes = context.new_cdp_session(page), list[float]()
    wire.send("Network.enable")
    walk = Walk(page, origin).sign_in("ar").open("need/details/?id=1")
    page.wait_for_load_state("networkidle")
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    for address in ("area/details/?id=3", "organization/details/?id=1", "history/"):
        sizes.clear()
        walk.open(address)
        page.wait_for_load_state("networkidle")
        assert 1_000 < sum(sizes) < 30_000, address
    context.close()
