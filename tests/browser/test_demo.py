"""The pages over the register of the demonstration: how much of a list is seen at once, how long a page is on a
telephone, and how quickly a record is found."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tansiq.demo import PASSWORD
from tansiq.demo.people import PEOPLE
from tansiq.models.record_type import record_types
from tests.browser.conftest import Walk
from tests.browser.serving import ROOT, answering, free_port
from tests.browser.test_panel import LANGUAGES

LEAST_ROWS = 8
LONGEST = 8_440
"""Pixels: ten screens of a telephone."""
FIRST, NEXT = 180_000, 14_000
"""Bytes on the wire of the first page of a browser, with type and styles, and of every one after it."""
LISTS = [f"{kind.table.replace('_', '')}/" for kind in record_types() if kind.has_pages]
OTHERS = [
    "", "profile/", "proposal/", "imports/", "imports/new/", "batches/", "history/", "portals/", "search/?q=ab",
    "overlaps/", "overlaps/pairs/", "overlaps/new/", "overlaps/decisions/", "coverage/", "month/", "notices/",
    "exports/", "renewals/",
]  # fmt: skip
RECORDS = [
    f"{name}{page}/?id=1" for name in ("intervention/", "organization/", "area/") for page in ("details", "edit")
]
COMMANDS = (["migrate", "up"], ["reference", "load", "yemen"], ["demo", "load"])
SEEN = """() => {
  const rows = [...document.querySelectorAll("main table.rows tbody tr")];
  return [rows.length, rows.filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length];
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a panel over the register of the demonstration."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    settings = {
        "TANSIQ_DATABASE_URL": f"sqlite:///{folder}/demo.db",
        "TANSIQ_QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{folder}/uploads",
        "TANSIQ_DEMO": "1",
        "TANSIQ_LOG_LEVEL": "ERROR",
    }
    known = {**os.environ, **settings}
    tansiq = [sys.executable, "-c", "from tansiq.commands.script import main; main()"]
    for words in COMMANDS:
        subprocess.run([*tansiq, *words], cwd=ROOT, env=known, check=True, stdout=subprocess.DEVNULL)
    served = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--no-control-socket"]
    process = subprocess.Popen([*served, "app:create_app()"], cwd=ROOT, env=known, stderr=subprocess.DEVNULL)
    try:
        yield answering(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def desk(browser: Browser, demo: str) -> Iterator[Walk]:
    yield from _seated(browser, demo, 1280, 900)


@pytest.fixture(scope="module")
def telephone(browser: Browser, demo: str) -> Iterator[Walk]:
    yield from _seated(browser, demo, 390, 844)


def _seated(browser: Browser, demo: str, width: int, height: int) -> Iterator[Walk]:
    """The demonstration's administrator before a window of this size."""
    context = browser.new_context(viewport={"width": width, "height": height})
    walk = Walk(context.new_page(), demo).sign_in_by_form("ar", PEOPLE[0].email, PASSWORD)
    yield walk
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_rows_of_every_list_are_seen_at_once(desk: Walk, language: str) -> None:
    desk.speak(language)
    assert len(LISTS) > 10
    for address in LISTS:
        _see_eight_rows(desk, address)


def _see_eight_rows(desk: Walk, address: str) -> None:
    many, seen = desk.open(address).page.evaluate(SEEN)
    assert seen >= min(many, LEAST_ROWS), (address, many, seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_rows_are_seen_below_saved_views_and_filters_too(desk: Walk, language: str) -> None:
    page = desk.open("").speak(language).open("intervention/?status=COMPLETED&sort=title").page
    page.click(".keep summary")
    page.fill("#view-title", f"What is done {language}")
    desk.press_on("#view-title")
    expect(page.locator(".views [aria-current]")).to_be_visible()
    expect(page.locator(".chip").first).to_be_visible()
    for address in ("intervention/", "intervention/?status=COMPLETED&sort=title"):
        _see_eight_rows(desk, address)
    desk.check()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_officer_of_khanfar_comes_to_the_first_thing_to_do_in_one_click(
    browser: Browser, demo: str, language: str, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    walk = Walk(context.new_page(), demo).sign_in_by_form(language, PEOPLE[1].email, PASSWORD)
    first = walk.page.locator(".first-thing .btn-primary")
    seen = first.bounding_box()
    assert seen is not None
    assert seen["y"] + seen["height"] < height
    walk.follow(first)
    expect(walk.page).to_have_url(re.compile(r"/admin/proposal/details/\?id=\d+$"))
    expect(walk.page.locator("button[value=approve]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_on_a_telephone_is_longer_than_ten_screens(telephone: Walk, language: str) -> None:
    telephone.open("").speak(language)
    for address in [*LISTS, *OTHERS, *RECORDS, "intervention/new/", "organization/new/"]:
        page = telephone.open(address).page
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST, address


def _weights(wire: CDPSession) -> dict[str, float]:
    """Bytes of each request that is sent from when this was emptied on; what was sent before and ends late is not of
    the next page."""
    found: dict[str, float] = {}
    wire.send("Network.enable")

    def begin(told: dict[str, Any]) -> None:
        found.setdefault(told["requestId"], 0.0)

    def end(told: dict[str, Any]) -> None:
        if told["requestId"] in found:
            found[told["requestId"]] += told["encodedDataLength"]

    wire.on("Network.requestWillBeSent", begin)
    wire.on("Network.loadingFinished", end)
    return found


def _wait_for_what_it_asks(page: Page) -> None:
    """A form asks a moment after it was opened what is to be told of it (asking.js): that is of its page, not of the
    next."""
    if page.locator("[data-ask]").count():
        page.wait_for_timeout(1_000)
        page.wait_for_load_state("networkidle")


def test_the_first_page_and_every_next_one_are_light(browser: Browser, demo: str, desk: Walk) -> None:
    cookies: list[Any] = desk.page.context.cookies()
    for address in [*OTHERS, "intervention/", "intervention/new/", *RECORDS]:
        context = browser.new_context()
        context.add_cookies(cookies)
        page = context.new_page()
        weights = _weights(context.new_cdp_session(page))
        for most in (FIRST, NEXT):
            weights.clear()
            Walk(page, demo).open(address).page.wait_for_load_state("networkidle")
            _wait_for_what_it_asks(page)
            assert 1_000 < sum(weights.values()) < most, address
        context.close()


def test_the_whole_menu_is_seen_on_a_desk(desk: Walk) -> None:
    for language in LANGUAGES:
        menu = desk.open("").speak(language).page.locator("#menu")
        assert menu.evaluate(
            "menu => menu.scrollHeight <= menu.clientHeight && menu.getBoundingClientRect().bottom <= 900"
        )
        tall = "menu => [...menu.querySelectorAll('a')].filter((one) => one.offsetHeight > 60).length"
        assert menu.evaluate(tall) == 0


def _find(page: Page, letters: str) -> None:
    """`/`, a few letters, Enter: counted by who reads this."""
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.insert_text(letters)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("window", ["desk", "telephone"])
def test_any_record_is_found_by_three_keystrokes_and_enter(window: str, request: pytest.FixtureRequest) -> None:
    walk: Walk = request.getfixturevalue(window)
    walk.open("intervention/").speak("ar")
    for letters, kind in (("خنف", "area"), ("مدق", "account"), ("إنت", "organization"), ("WSH", "sector")):
        _find(walk.page, letters)
        expect(walk.page).to_have_url(re.compile(f"/{kind}/details/"))


def test_arrows_choose_another_and_escape_leaves_all_as_it_was(desk: Walk) -> None:
    page = desk.open("").speak("en").page
    page.keyboard.press("/")
    page.keyboard.insert_text("khanfar")
    options = page.locator("#find-list [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    desk.check()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    wanted = options.nth(1).get_attribute("href")
    page.keyboard.press("Escape")
    expect(page.locator("#find-list")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert wanted is not None
    assert page.url.endswith(wanted)


def test_a_slash_in_a_field_is_a_letter(desk: Walk) -> None:
    page = desk.open("intervention/").page
    page.fill("#search", "")
    page.locator("#search").press_sequentially("3/4")
    expect(page.locator("#search")).to_have_value("3/4")


def test_without_scripts_the_search_is_a_page(browser: Browser, demo: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    walk = Walk(context.new_page(), demo).sign_in_by_form("en", PEOPLE[0].email, PASSWORD)
    walk.page.fill("#find", "khanfar")
    walk.press_on("#find")
    walk.follow(walk.page.locator(".found-group li a").first)
    expect(walk.page.locator("h1")).to_contain_text("Khanfar")
    # Filters open without scripts too.
    walk.open("intervention/").page.click(".filters summary")
    walk.page.select_option("#narrow-status", "PLANNED")
    walk.follow(".filter-panel .btn")
    expect(walk.page.locator(".chip")).to_have_count(1)
    context.close()
