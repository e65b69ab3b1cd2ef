"""A partner reports this month's figures of twenty sites, with the keyboard alone, and without scripts too."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.models import Area, Intervention, Organization, PopulationGroup, Sector, Site
from tansiq.models.reached_figure import month_before, this_month
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk, enter
from tests.people import SALMA

KHALED = "khaled-of-the-month@example.org"
SITES = 20
KEY, THOUGHT = 0.28, 1.35
"""Seconds that somebody of ordinary skill takes for a key, and to look for the next number in their papers."""


@pytest.fixture(scope="module", autouse=True)
def _twenty_sites(origin: str, settings: dict[str, str]) -> None:
    """Twenty sites of the association in Abyan, each told of the month before."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        nra, water = Organization.get(Organization.acronym == "NRA"), Sector.get(Sector.code == "WSH")
        group, above = PopulationGroup.get(PopulationGroup.code == "ALL"), Area.get(Area.pcode == "YE121121")
        work = Intervention(organization=nra.id, sector=water.id, title_en="Wells", starts_on=date(2020, 1, 1))
        changes.save(SALMA, work)
        for number in range(SITES):
            names = {"name_en": f"Camp {number}", "name_ar": f"مخيم {number}"}
            place = changes.save(SALMA, Area(level=4, pcode=f"YE121121-C{number}", parent=above.id, **names))
            told = {month_before(this_month()): 100 + number}
            values = {"area": place.id, "population_group": group.id, "targeted": 900, "figures_by_month": told}
            changes.save(SALMA, Site(intervention=work.id, **values))
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")


class Keys:
    """Somebody who never leaves the keyboard; every key is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_partner_reports_twenty_sites_in_under_two_minutes(walk: Walk, language: str) -> None:
    walk.sign_in(language, KHALED).open(f"month/?intervention={_work()}")
    page, keys = walk.page, Keys(walk.page)
    expect(page.locator("input[inputmode=numeric]")).to_have_count(SITES)
    walk.check()
    expect(page.locator("input[inputmode=numeric]").first).to_be_focused()
    for number in range(SITES):
        keys.type(str(1000 + number))
        keys.press("Enter")
    expect(page.locator("form.month .btn-primary")).to_be_focused()
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator(".message-success")).to_be_visible()
    walk.check()
    assert keys.count == SITES * 5 + 1
    assert keys.count * KEY + SITES * THOUGHT < 60, "half of two minutes, so that there is time to look things over"


def test_a_number_that_is_wrong_is_found_at_its_cell_with_all_others_kept(walk: Walk) -> None:
    walk.sign_in("en", KHALED).open(f"month/?intervention={_work()}")
    fields = walk.page.locator("input[inputmode=numeric]")
    fields.nth(0).fill("1234")
    fields.nth(3).fill("some")
    walk.follow("form.month .btn-primary")
    expect(fields.nth(3)).to_be_focused()
    expect(fields.nth(0)).to_have_value("1234")
    expect(fields.nth(3)).to_have_attribute("aria-invalid", "true")
    walk.check()
    walk.page.evaluate("document.querySelector('form.month').dispatchEvent(new Event('submit'))")


def test_twenty_sites_take_few_screens_of_a_telephone(walk: Walk) -> None:
    walk.sign_in("ar", KHALED).open(f"month/?intervention={_work()}")
    height = walk.page.evaluate("document.documentElement.scrollHeight")
    assert height < 4 * 900


def test_without_scripts_numbers_are_sent_as_well(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open(f"month/?intervention={_work()}")
    fields = walk.page.locator("input[inputmode=numeric]")
    fields.nth(0).fill("2000")
    walk.follow("form.month .btn-primary")
    expect(walk.page.locator(".message-success")).to_contain_text("1 figure was saved.")
    expect(fields.nth(0)).to_have_value("2000")
    context.close()


def _work() -> int:
    found: int = Intervention.get(Intervention.title_en == "Wells").id
    return found
