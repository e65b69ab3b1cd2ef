"""A partner fills a report in a round, with the keyboard, on a telephone, and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Intervention, Organization, PopulationGroup, Round, RoundReport, Sector, Site
from tansiq.models.reached_figure import month_before, this_month
from tansiq.models.record import now
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk, enter
from tests.people import SALMA

KHALED = "khaled-of-the-round@example.org"
NUMBERS = "form.statement input.number"


@pytest.fixture(scope="module", autouse=True)
def _asked(origin: str, settings: dict[str, str]) -> None:
    """NRA is asked twice for what it did this month with its three sites of one intervention."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        nra, water = Organization.get(Organization.acronym == "NRA"), Sector.get(Sector.code == "WSH")
        group, above = PopulationGroup.get(PopulationGroup.code == "ALL"), Area.get(Area.pcode == "YE121121")
        work = Intervention(organization=nra.id, sector=water.id, title_en="Wells", starts_on=date(2020, 1, 1))
        changes.save(SALMA, work)
        for number in range(3):
            names = {"name_en": f"Camp {number}", "name_ar": f"مخيم {number}"}
            place = changes.save(SALMA, Area(level=4, pcode=f"YE121121-R{number}", parent=above.id, **names))
            told = {month_before(this_month()): 100 + number}
            values = {"area": place.id, "population_group": group.id, "targeted": 900, "figures_by_month": told}
            changes.save(SALMA, Site(intervention=work.id, **values))
        for name in ("Read", "Wrong", "Plain", "Keys 1280", "Keys 390"):
            _ask(name, nra)
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")


def _ask(name: str, nra: Organization) -> None:
    facts = {"area": Area.get(Area.pcode == "YE12").id, "period": f"{this_month():%Y-%m}", "opened_at": now()}
    days = {"opens_on": date(2026, 1, 1), "due_on": date(2099, 1, 1)}
    row = changes.save(SALMA, Round(name_en=name, name_ar=f"جولة {name}", **facts, **days))
    changes.save(SALMA, RoundReport(round=row.id, organization=nra.id))


def _address(name: str) -> str:
    found = RoundReport.select().join(Round).where(Round.name_en == name).get()
    return f"round-reports/fill/?id={found.id}"


def _report(settings: dict[str, str], name: str) -> str:
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        return _address(name)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_reads_well_in_both_languages(walk: Walk, settings: dict[str, str], language: str) -> None:
    walk.sign_in(language, KHALED)
    walk.open("round-reports/")
    walk.check()
    walk.open(_report(settings, "Read"))
    expect(walk.page.locator(NUMBERS).first).to_be_visible()
    walk.check()
    assert walk.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_arrows_and_enter_go_from_cell_to_cell_and_totals_follow(walk: Walk, settings: dict[str, str]) -> None:
    width = walk.page.viewport_size["width"] if walk.page.viewport_size else 0
    walk.sign_in("en", KHALED).open(_report(settings, f"Keys {width}"))
    page, cells = walk.page, walk.page.locator(NUMBERS)
    cells.nth(0).focus()
    for people in ("110", "120"):
        page.keyboard.type(people)
        page.keyboard.press("Enter")
    page.keyboard.type("130")
    page.keyboard.press("ArrowUp")
    expect(cells.nth(1)).to_be_focused()
    expect(page.locator("[data-total=reached]")).to_have_text("360")
    walk.follow("form.statement button[value=keep] >> nth=1")
    expect(page.locator(".message-success")).to_be_visible()
    expect(cells.nth(2)).to_have_value("130")
    walk.follow("form.statement button[value=submit]")
    expect(page.locator(".message-success")).to_contain_text("sent for review")
    walk.check()


def test_a_cell_that_is_wrong_is_found_with_all_others_kept(walk: Walk, settings: dict[str, str]) -> None:
    walk.sign_in("ar", KHALED).open(_report(settings, "Wrong"))
    cells = walk.page.locator(NUMBERS)
    cells.nth(0).fill("كثير")
    cells.nth(1).fill("٧")
    walk.follow("form.statement button[value=submit]")
    expect(cells.nth(0)).to_have_attribute("aria-invalid", "true")
    expect(cells.nth(1)).to_have_value("٧")
    walk.check()


def test_a_report_is_stated_without_scripts(browser: Browser, origin: str, settings: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    try:
        walk = Walk(context.new_page(), origin)
        walk.sign_in("en", KHALED).open(_report(settings, "Plain"))
        walk.follow("form.statement button[value=same]")
        expect(walk.page.locator(".message-success")).to_contain_text("Nothing was changed")
    finally:
        context.close()
