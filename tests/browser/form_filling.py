"""Filling the form of an intervention in a browser, for the tests of forms."""

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Walk

SAVE = "form.record > .buttons .btn-primary"


def begin(walk: Walk, title: str) -> Page:
    """A new intervention of ADR in the first sector, through March 2026, like NRA's in Ja'ar."""
    page = walk.open("intervention/new/").page
    walk.look_up("organization", "ADR", "(ADR)")
    page.fill("#title_en", title)
    page.select_option("#sector", index=1)
    page.fill("#starts_on", "2026-03-01")
    page.fill("#ends_on", "2026-03-31")
    return page


def fill_site(walk: Walk, key: int, pcode: str, targeted: str) -> None:
    walk.look_up(f"sites-{key}-area", pcode, pcode)
    walk.page.select_option(f"#sites-{key}-population_group", index=1)
    walk.page.fill(f"#sites-{key}-targeted", targeted)


def sites_of(page: Page) -> Locator:
    return page.locator("#sites > ol > li")
