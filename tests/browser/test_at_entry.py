"""Entering what somebody does already, in Chromium: a place nearby is offered, and put into the form by one button."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.models import Area, AvoidedOverlap, Need, PopulationGroup, Sector, Site
from tansiq.platform.database import db
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE, begin, fill_site, sites_of
from tests.people import SALMA

PUT = "#overlaps [data-place]"
CHOSEN = {
    "ar": "أبين / زنجبار / مدينة زنجبار (YE121001)",
    "en": "Abyan / Zinjibar / Zinjibar town (YE121001)",
}


@pytest.fixture(scope="module", autouse=True)
def _need_in_zinjibar(origin: str) -> None:
    """In Zinjibar town 1,500 people need water, and nobody brings it."""
    with db.connection_context(), changes.together():
        place, everybody = Area.get(Area.pcode == "YE121001"), PopulationGroup.get(PopulationGroup.code == "ALL")
        sector = Sector.get(Sector.code == "WSH").id
        days = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
        people = {"people_in_need": 1500, "severity": 4, "population_group": everybody.id}
        changes.save(SALMA, Need(area=place.id, sector=sector, **people, **days))


def _begin(walk: Walk, title: str) -> Page:
    """Work that still runs, in Ja'ar, where NRA brings water."""
    page = begin(walk, title)
    page.fill("#ends_on", "")
    fill_site(walk, 0, "YE121121", "100")
    return page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_place_nearby_is_put_into_the_form_and_saved(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    page = _begin(walk, f"Moved {language} {walk.page.evaluate('innerWidth')}")
    expect(page.locator("#overlaps .nearby")).to_contain_text("1,500")
    expect(page.locator("#overlaps .by-hand")).to_be_hidden()
    walk.check()
    page.fill("#sites-0-latitude", "13.2")
    page.click(PUT)
    expect(page.locator("#sites-0-area")).to_be_focused()
    expect(page.locator("#sites-0-area")).to_have_value(CHOSEN[language])
    expect(page.locator("#sites-0-latitude")).to_have_value("")
    # Nobody works there: nothing is told of any more.
    expect(page.locator("#overlaps .overlaps")).to_have_count(0)
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    with db.connection_context():
        assert Site.select().order_by(Site.id.desc()).get().area.pcode == "YE121001"
        assert AvoidedOverlap.select().count() == 1
        Site.delete().where(Site.area == Area.get(Area.pcode == "YE121001").id).execute()


def test_beside_several_sites_it_becomes_one_more(walk: Walk) -> None:
    walk.sign_in("en")
    page = _begin(walk, "Two sites")
    page.click("#sites > [data-do=add]")
    fill_site(walk, 1, "YE1927", "1")
    page.click(PUT)
    expect(sites_of(page)).to_have_count(3)
    expect(page.locator("#sites-2-area")).to_have_value(CHOSEN["en"])
    walk.check()


def test_without_scripts_it_is_told_how_to_enter_it(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open("intervention/new/")
    page = walk.page
    page.fill("#organization", "ADR Aid")
    page.select_option("#sector", index=1)
    page.fill("#starts_on", "2026-03-01")
    page.fill("#sites-0-area", "YE121121")
    page.fill("#budget", "x")
    walk.follow(SAVE)
    expect(page.locator("#overlaps .by-hand")).to_contain_text("Zinjibar town (YE121001)")
    expect(page.locator(PUT)).to_be_hidden()
    context.close()
