"""What is done twice, in Chromium: found, opened, decided and taken back, in both languages, wide and narrow."""

from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Intervention, Organization, PopulationGroup, Sector, Site
from tansiq.platform.database import db
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.people import SALMA

LANGUAGES = {"ar": "rtl", "en": "ltr"}
MARCH = "from=2026-03-01&to=2026-03-31"


@pytest.fixture(scope="module", autouse=True)
def _second_water_truck(origin: str) -> None:
    """Another organisation trucks water to Ja'ar too, from the third of March on, and still does."""
    with db.connection_context(), changes.together():
        facts = {"name_ar": "مؤسسة الكود للتنمية", "name_en": "al-Kawd Development", "kind": "NNGO", "acronym": "KWD"}
        owner = changes.save(SALMA, Organization(**facts))
        row = Intervention(
            organization=owner.id,
            sector=Sector.get(Sector.code == "WSH").id,
            title_ar="صهاريج مياه لجعار",
            title_en="Tanks of water for Ja'ar",
            starts_on=date(2026, 3, 3),
        )
        row = changes.save(SALMA, row)
        place, everybody = Area.get(Area.pcode == "YE121121"), PopulationGroup.get(PopulationGroup.code == "ALL")
        changes.save(SALMA, Site(intervention=row.id, area=place.id, population_group=everybody.id, targeted=900))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_is_opened_a_pair_decided_and_the_decision_taken_back(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).page
    walk.open(f"overlaps/?{MARCH}").check()
    walk.follow("tbody a")
    expect(page.locator(".pair")).to_have_count(1)
    walk.check()
    page.click(".deciding summary")
    page.check("input[value=COMPLEMENTARY]")
    page.fill("textarea[name=note]", "يخدم أحدهما المخيم")
    walk.check()
    walk.follow(".deciding .btn-primary")
    expect(page.locator(".message-success")).to_be_visible()
    expect(page.locator(".pair")).to_have_count(0)
    walk.check()
    walk.follow(".message-success .inline button")
    expect(page.locator(".pair")).to_have_count(1)
    expect(page.locator(".decided")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_overlaps_is_open_to_everybody(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    for address in (
        "overlaps/new/",
        "overlaps/decisions/",
        f"overlaps/?{MARCH}&least=STRONG&sector=HEA",
        "overlaps/?from=x",
    ):
        walk.open(address).check()
        expect(walk.page.locator("html")).to_have_attribute("dir", LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_stand_side_by_side(walk: Walk, language: str) -> None:
    walk.sign_in(language).open(f"overlaps/pairs/?{MARCH}")
    walk.follow(".pair-head a")
    expect(walk.page.locator(".compare .differs")).not_to_have_count(0)
    walk.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_runs_in_the_direction_of_writing(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).open(f"overlaps/pairs/?{MARCH}").page
    first, second = (page.locator(f".bar-{name}").bounding_box() for name in ("first", "second"))
    assert first is not None
    assert second is not None
    # The one that began first begins where reading does.
    if language == "ar":
        assert first["x"] + first["width"] > second["x"] + second["width"]
    else:
        assert first["x"] < second["x"]
    said = page.locator(".line-of-time svg").get_attribute("aria-label") or ""
    assert "29" in said


def test_an_area_is_looked_up_while_it_is_typed(walk: Walk) -> None:
    page = walk.sign_in("ar").open(f"overlaps/?{MARCH}").page
    expect(page.locator("#within")).to_be_hidden()
    page.click(".asked summary")
    walk.check()
    walk.look_up("within", "زنجبار", "زنجبار (YE1210)")
    walk.follow(".narrow .btn-secondary")
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator("#within")).to_have_value("أبين / زنجبار (YE1210)")
    walk.check()


def test_without_scripts_one_asks_and_decides(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open("overlaps/pairs/")
    page = walk.page
    page.click(".asked summary")
    page.fill("#within", "khanfar")
    page.fill("#from", "2026-03-01")
    page.fill("#to", "2026-03-31")
    walk.follow(".narrow .btn-secondary")
    expect(page.locator(".pair")).to_have_count(1)
    page.click(".deciding summary")
    page.check("input[value=LATER]")
    walk.follow(".deciding .btn-primary")
    expect(page.locator(".message-success")).to_be_visible()
    walk.follow(".message-success .inline button")
    expect(page.locator(".message-success")).to_contain_text("taken back")
    context.close()


def test_the_list_of_pairs_is_light(browser: Browser, origin: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    walk = Walk(page, origin).sign_in("ar").open("overlaps/")
    page.wait_for_load_state("networkidle")
    wire, sizes = context.new_cdp_session(page), list[float]()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    walk.open(f"overlaps/pairs/?{MARCH}")
    page.wait_for_load_state("networkidle")
    assert 1_000 < sum(sizes) < 30_000
    context.close()
