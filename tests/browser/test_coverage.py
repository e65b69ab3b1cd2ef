"""Reading coverage from the country down to a sub-district, in Arabic and in English, by mouse and by keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Need, PopulationGroup, Sector
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.people import SALMA

YEAR = "from=2026-01-01&to=2026-12-31"
PLACES = {"ar": ["أبين", "خنفر", "جعار"], "en": ["Abyan", "Khanfar", "Ja'ar"]}
SAID = {"ar": "جرى الوصول إلى 300 من 1,200 مستهدف", "en": "Reached 300 of 1,200 targeted"}
WATER = {"ar": "المياه والإصحاح", "en": "Water and sanitation"}


def _below_admin(walk: Walk) -> str:
    return walk.page.url.split("/admin/")[1].partition("#")[0]


@pytest.mark.parametrize("language", PLACES)
def test_coverage_is_read_from_the_country_down_to_a_sub_district(walk: Walk, language: str) -> None:
    governorate, district, subdistrict = PLACES[language]
    walk.sign_in(language).open(f"coverage/?{YEAR}").check()
    for place in (governorate, district):
        walk.follow(walk.page.locator(".matrix tbody th a", has_text=place))
        expect(walk.page.locator("h1")).to_contain_text(place)
    walk.check()
    # A telephone tells of one sector at a time.
    walk.open(f"{_below_admin(walk)}&on=WSH")
    row = walk.page.locator(".matrix tbody tr", has_text=subdistrict)
    row.locator("td.on a").focus()
    expect(walk.page.locator(".reckoning")).to_contain_text(SAID[language])
    walk.check()
    walk.press_on(row.locator("td.on a"))
    expect(walk.page.locator("main")).to_contain_text(SAID[language])
    walk.check()
    walk.follow(walk.page.locator(".trail a", has_text=governorate))
    expect(walk.page.locator("h1")).to_contain_text(governorate)


@pytest.mark.parametrize("language", PLACES)
def test_arrow_keys_move_through_the_table_as_it_is_read(walk: Walk, language: str) -> None:
    walk.sign_in(language).open(f"coverage/?level=DISTRICT&{YEAR}")
    if walk.page.viewport_size == {"width": 390, "height": 900}:
        return  # One column has no way to the side; the next test goes down it.
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
    expect(shape).to_have_attribute("fill", re.compile("pattern-STEP_25"))
    walk.check()
    shape.focus()
    expect(walk.page.locator(".map-said")).to_contain_text(SAID[language])
    walk.press_on(shape)
    expect(walk.page.locator("h1")).to_contain_text(governorate)
    walk.page.locator("#map h2").scroll_into_view_if_needed()
    expect(walk.page.locator(".map path[role=link]")).to_have_count(2)


def test_a_place_is_typed_and_found(walk: Walk) -> None:
    walk.sign_in("en").open("coverage/")
    walk.page.click(".asked summary")
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
    drawn = page.request.get(f"{origin}{picture.get_attribute('src')}").text()
    assert ">أبين</text>" in drawn
    expect(page.locator("#map .legend")).to_be_visible()
    walk.follow(page.locator(".matrix tbody td.on a").first)
    expect(page.locator("main")).to_contain_text(SAID["ar"])
    context.close()


MOST_SCREENS = 10
"""Screens of a telephone, 844 px each, that a page of coverage may be long."""


@pytest.fixture(scope="module")
def broad(settings: dict[str, str], origin: str) -> int:
    """The id of a country of 60 governorates with long names and needs in three sectors; the panel serves it."""
    assert origin
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        country = changes.save(SALMA, Area(level=0, pcode="ZZ", name_ar="بلد واسع", name_en="Broad country"))
        everybody = PopulationGroup.get(PopulationGroup.code == "ALL")
        sectors = list(Sector.select().where(Sector.parent.is_null()).limit(3))
        for number in range(60):
            name = f"Governorate of the far and wide valley number {number}"
            place = {"latitude": 10 + number // 10, "longitude": 20 + number % 10}
            area = Area(
                level=1,
                pcode=f"ZZ{number + 10}",
                parent=country,
                name_en=name,
                name_ar=f"محافظة الوادي {number}",
                **place,
            )
            changes.save(SALMA, area)
            for sector in sectors:
                days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
                need = Need(
                    area=area,
                    sector=sector,
                    people_in_need=1000 + number,
                    population_group=everybody,
                    source="HNO",
                    severity=3,
                    **days,
                )
                changes.save(SALMA, need)
        return int(country.id)


@pytest.mark.parametrize("language", PLACES)
def test_no_page_of_coverage_is_longer_than_ten_screens_of_a_telephone(
    browser: Browser, origin: str, broad: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    walk = Walk(context.new_page(), origin).sign_in(language)
    for more in ("", "&show=need&on=WSH", "&show=unmet", "&gaps=1&page=1"):
        walk.open(f"coverage/?within={broad}&{YEAR}{more}")
        walk.page.locator("#map h2").scroll_into_view_if_needed()
        high = walk.page.evaluate("document.documentElement.scrollHeight")
        assert high <= MOST_SCREENS * 844, (more, high)
        assert walk.page.locator(".matrix tbody tr").count() >= 10
    walk.check()
    context.close()


@pytest.mark.parametrize("language", PLACES)
def test_the_measure_is_chosen_in_one_click_and_said_in_every_cell(walk: Walk, language: str) -> None:
    walk.sign_in(language).open(f"coverage/?{YEAR}")
    walk.follow(walk.page.locator(".measures a").nth(1))
    expect(walk.page.locator(".measures [aria-current]")).to_have_count(1)
    note = {"ar": "محتاج", "en": "in need"}[language]
    expect(walk.page.locator(".matrix tbody td.on small").first).to_contain_text(note)
    walk.check()


def test_names_on_the_map_do_not_lie_on_each_other(walk: Walk, broad: int) -> None:
    walk.sign_in("en").open(f"coverage/?within={broad}&{YEAR}")
    walk.page.locator("#map h2").scroll_into_view_if_needed()
    expect(walk.page.locator(".map path[role=link]")).to_have_count(60)
    boxes = [box for one in walk.page.locator(".map-label bdi").all() if (box := one.bounding_box())]
    assert boxes
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            aside = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            assert aside or one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1


def test_paper_gets_the_drawn_map_with_its_legend(walk: Walk) -> None:
    walk.sign_in("en").open(f"coverage/?{YEAR}")
    walk.page.emulate_media(media="print")
    picture = walk.page.locator("img.map-paper")
    expect(picture).to_be_visible()
    walk.page.wait_for_function("document.querySelector('img.map-paper').naturalWidth > 0")
    expect(walk.page.locator(".map")).to_be_hidden()
    expect(walk.page.locator("#map .legend")).to_be_visible()
