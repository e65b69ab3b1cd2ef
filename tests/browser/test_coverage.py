"""Reading coverage from the country down to a sub-district, in Arabic and in English, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walk

YEAR = "from=2026-01-01&to=2026-12-31"
PLACES = {"ar": ["أبين", "خنفر", "جعار"], "en": ["Abyan", "Khanfar", "Ja'ar"]}
SAID = {"ar": "جرى الوصول إلى 300 من 1,200 مستهدف", "en": "Reached 300 of 1,200 targeted"}
WATER = {"ar": "المياه والإصحاح", "en": "Water and sanitation"}


@pytest.mark.parametrize("language", PLACES)
def test_coverage_is_read_from_the_country_down_to_a_sub_district(walk: Walk, language: str) -> None:
    governorate, district, subdistrict = PLACES[language]
    walk.sign_in(language).open(f"coverage/?{YEAR}").check()
    for place in (governorate, district):
        walk.follow(walk.page.locator(".matrix tbody th a", has_text=place))
        expect(walk.page.locator("h1")).to_contain_text(place)
    walk.check()
    row = walk.page.locator(".matrix tbody tr", has_text=subdistrict)
    row.locator("td a").first.focus()
    expect(walk.page.locator(".reckoning")).to_contain_text(SAID[language])
    walk.check()
    walk.press_on(row.locator("td a").first)
    expect(walk.page.locator("main")).to_contain_text(SAID[language])
    walk.check()
    walk.follow(walk.page.locator(".trail a", has_text=governorate))
    expect(walk.page.locator("h1")).to_contain_text(governorate)


@pytest.mark.parametrize("language", PLACES)
def test_arrow_keys_move_through_the_table_as_it_is_read(walk: Walk, language: str) -> None:
    walk.sign_in(language).open(f"coverage/?level=DISTRICT&{YEAR}")
    row = walk.page.locator(".matrix tbody tr", has_text=PLACES[language][1])
    row.locator("th a").focus()
    walk.page.keyboard.press("ArrowLeft" if language == "ar" else "ArrowRight")
    expect(row.locator("td a").first).to_be_focused()
    expect(walk.page.locator(".reckoning .reckoning-title")).to_contain_text(WATER[language])
    walk.page.keyboard.press("End")
    expect(row.locator("td a").last).to_be_focused()
    walk.page.keyboard.press("Escape")
    expect(walk.page.locator(".reckoning")).to_be_hidden()
    expect(walk.page.locator(".matrix a[tabindex='0']")).to_have_count(1)


@pytest.mark.parametrize("language", PLACES)
def test_the_map_tells_and_leads_down(walk: Walk, language: str) -> None:
    governorate = PLACES[language][0]
    walk.sign_in(language).open(f"coverage/?{YEAR}")
    walk.page.locator("#map h2").scroll_into_view_if_needed()
    shapes = walk.page.locator(".map path[role=link]")
    expect(shapes).to_have_count(2)
    walk.page.select_option("#on", "WSH")
    shape = walk.page.locator(f".map path[aria-label^='{governorate}']")
    expect(shape).to_have_attribute("fill", re.compile("pattern-UNDER_REACHED"))
    walk.check()
    shape.focus()
    expect(walk.page.locator(".map-said")).to_contain_text(SAID[language])
    walk.press_on(shape)
    expect(walk.page.locator("h1")).to_contain_text(governorate)
    walk.page.locator("#map h2").scroll_into_view_if_needed()
    expect(walk.page.locator(".map path[role=link]")).to_have_count(2)


def test_a_place_is_typed_and_found(walk: Walk) -> None:
    walk.sign_in("en").open("coverage/")
    walk.page.fill("#within", "")
    walk.look_up("within", "khan", "Khanfar (YE1211)")
    walk.follow(".coverage-choices .btn-primary")
    expect(walk.page.locator("h1")).to_contain_text("Khanfar")


def test_without_scripts_cells_lead_to_their_reckoning_and_the_map_is_a_picture(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    walk = Walk(context.new_page(), origin).sign_in("ar").open(f"coverage/?{YEAR}")
    page = walk.page
    picture = page.locator("img.map-drawn")
    expect(picture).to_be_visible()
    assert page.request.get(f"{origin}{picture.get_attribute('src')}").ok
    walk.follow(page.locator(".matrix tbody td a").first)
    expect(page.locator("main")).to_contain_text(SAID["ar"])
    context.close()
