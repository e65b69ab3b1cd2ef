"""Long files in a browser: ordered from a list, waited for, fetched, in both languages, with and without scripts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from admin.panel.put_off import MOST_AT_ONCE
from tansiq.models import HistoryEntry
from tansiq.platform.database import open_database, use
from tests.browser.conftest import Walk
from tests.browser.serving import ROOT
from tests.browser.test_panel import LANGUAGES

WAIT = 60_000
"""Milliseconds for what the worker does."""


@pytest.fixture(scope="module", autouse=True)
def _long_history(origin: str, settings: dict[str, str]) -> None:
    """More entries than a file holds that is sent at once."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        one = HistoryEntry.select().dicts().first()
        del one["id"]
        HistoryEntry.insert_many([one] * (MOST_AT_ONCE + 1)).execute()


@pytest.fixture
def worker(settings: dict[str, str]) -> Iterator[None]:
    """A worker beside the panel, for one test."""
    command, quiet = [sys.executable, "-m", "flask", "worker", "run"], subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    yield
    process.terminate()
    process.wait(timeout=60)


def _order(walk: Walk) -> None:
    walk.follow(walk.open("history/").page.locator(".exports a").first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_no_worker_runs_the_page_says_so_and_the_order_can_be_taken_back(walk: Walk, language: str) -> None:
    _order(walk.sign_in(language))
    expect(walk.page.locator("h1")).to_contain_text("(CSV)")
    expect(walk.page.locator(".notice")).to_contain_text("tansiq worker run")
    expect(walk.page.locator(".import-stage")).not_to_be_empty()
    walk.check()
    walk.follow("main form .btn")
    expect(walk.page.locator(".message-success")).to_be_visible()
    walk.check()
    expect(walk.page.locator("tbody a[href*='/file/']")).to_have_count(0)


def test_what_ends_while_a_button_is_on_its_way_does_not_hold_the_person_on_the_page(walk: Walk) -> None:
    _order(walk.sign_in("en"))
    page, asked = walk.page, "**/admin/exports/progress/**"
    page.evaluate("document.querySelector('main form').addEventListener('submit', (event) => event.preventDefault())")
    page.evaluate("window.isTheSamePage = true")
    page.click("main form .btn")
    page.route(asked, lambda route: route.fulfill(json={"is_over": True, "text": "", "count": 0, "total": 0}))
    for _ in range(2):
        page.wait_for_event("requestfinished", lambda request: "/progress/" in request.url)
    assert page.evaluate("window.isTheSamePage")
    page.unroute(asked)
    page.reload()
    walk.follow("main form .btn")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("worker")
def test_a_long_file_is_waited_for_and_fetched(walk: Walk, language: str, tmp_path: Path) -> None:
    _order(walk.sign_in(language))
    page, ready = walk.page, walk.page.locator("main .btn-primary")
    # The page that waits becomes the one with the file by itself.
    expect(ready).to_be_visible(timeout=WAIT)
    walk.check()
    _fetch(walk, tmp_path)
    walk.open("").follow(".bell")
    walk.follow(page.locator(".notice-line .what a", has_text="(CSV)").first)
    expect(ready).to_be_visible()
    walk.follow(page.locator("main p a").last)
    expect(page.locator("tbody a[href*='/file/']").first).to_be_visible()
    walk.check()


def _fetch(walk: Walk, folder: Path) -> None:
    with walk.page.expect_download() as download:
        walk.page.click("main .btn-primary")
    assert download.value.suggested_filename.endswith(".csv")
    download.value.save_as(folder / "long.csv")
    assert len((folder / "long.csv").read_text(encoding="utf-8-sig").splitlines()) > MOST_AT_ONCE


@pytest.mark.usefixtures("worker")
def test_without_scripts_the_page_asks_again_by_itself(browser: Browser, origin: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en")
    _order(walk)
    expect(walk.page.locator("main .btn-primary")).to_be_visible(timeout=WAIT)
    _fetch(walk, tmp_path)
    context.close()
