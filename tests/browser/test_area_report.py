"""The report of an area is reached from coverage and from the area, read, changed and saved; and the year of an
organisation on its page."""

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Organization
from tests.browser.conftest import Walk

YEAR = "from=2026-01-01&to=2026-12-31"
SAID = {
    "ar": {"title": "تقرير أبين", "district": "تقرير خنفر", "reached": "الأفراد الذين جرى الوصول إليهم"},
    "en": {"title": "Report of Abyan", "district": "Report of Khanfar", "reached": "People reached"},
}


@pytest.mark.parametrize("language", SAID)
def test_a_report_is_reached_read_changed_and_saved(walk: Walk, language: str) -> None:
    said, page = SAID[language], walk.sign_in(language).page
    walk.open(f"coverage/?within={_area('YE12')}&{YEAR}")
    walk.follow(page.locator("a[href*='coverage/report']").first).check()
    expect(page.locator("h1")).to_have_text(said["title"])
    reached = page.locator("#coverage dl > div", has_text=said["reached"]).first
    expect(reached.locator(".report-value")).to_have_text("300")
    page.locator("#third_sector .report-words summary").click()
    walk.check()
    page.locator("details.asked summary").click()
    page.fill("input[name=to]", "2025-12-31")
    walk.follow(".narrow-buttons .btn-secondary").check()
    expect(page.locator("#to")).to_have_attribute("aria-invalid", "true")
    walk.open(f"coverage/report/?within={_area('YE1211')}&{YEAR}").check()
    expect(page.locator("h1")).to_have_text(said["district"])
    with page.expect_download() as saved:
        page.locator(f".report-files a[href*='/{language}/xlsx/']").click()
    assert saved.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("language", SAID)
def test_the_year_of_an_organisation_is_told_where_it_is_asked_for(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).page
    relief = Organization.get(Organization.acronym == "NRA")
    walk.open(f"organization/details/?id={relief.id}")
    walk.follow(page.locator("#year a[href*='year=']").first).check()
    expect(page.locator("#year dl dd").first).to_be_visible()


def _area(pcode: str) -> int:
    found: Area = Area.get(Area.pcode == pcode)
    return found.id
