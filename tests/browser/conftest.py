"""The panel in a real Chromium: served on 127.0.0.1 from a database of its own, watched for errors and for
requests to anywhere else."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account, Area, Organization
from tansiq.platform.database import open_database, use
from tansiq.records import migrating
from tests.browser.programs import QUIETLY, chromium
from tests.browser.serving import ROOT, Dated, answering, free_port, served_on_a_day
from tests.browser.walked_register import enter_walked
from tests.people import SALMA

PASSWORD = "a long walk to Ja'ar"
_kept_cookies: dict[str, list[Any]] = {}
"""By the address of somebody who signed in: the cookies they got."""

# A busy machine takes its time over a page; what is wrong still fails.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are marked, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the panel and of its worker, where a test starts one: all files in a folder of their own."""
    folder = tmp_path_factory.mktemp("browser")
    return {
        "FLASK_APP": "app:create_app",
        "TANSIQ_DATABASE_URL": f"sqlite:///{folder}/panel.db",
        "TANSIQ_QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{folder}/uploads",
        "TANSIQ_DEMO": "1",
        # Development prints its mail into the log.
        "TANSIQ_LOG_LEVEL": "INFO",
    }


def log_of(settings: dict[str, str]) -> Path:
    """Where the panel's log is written."""
    return Path(settings["TANSIQ_UPLOAD_FOLDER"]).parent / "log"


@pytest.fixture(scope="session")
def served(settings: dict[str, str]) -> Iterator[str]:
    """The address of the panel, over a small register of Abyan, served by a process of its own."""
    database = use(open_database(settings["TANSIQ_DATABASE_URL"]))
    with database.connection_context():
        migrating.up()
        enter_walked(PASSWORD)
    shutil.copy(_file_of(settings), _file_of(settings).with_name("begun.db"))
    address = f"127.0.0.1:{free_port()}"
    options = ["--bind", address, "--threads", "4", "--no-control-socket"]
    served = [sys.executable, "-m", "gunicorn", *options, "app:create_app()"]
    known = {**os.environ, **settings, "TANSIQ_PUBLIC_ADDRESS": f"http://{address}"}
    with log_of(settings).open("wb") as log:
        process = subprocess.Popen(served, cwd=ROOT, env=known, stdout=log, stderr=subprocess.DEVNULL)
    try:
        yield answering(f"http://{address}", process)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def origin(served: str, settings: dict[str, str]) -> str:
    """The address of the panel, whose register is again what it was when it was begun: each module changes its own."""
    _kept_cookies.clear()
    file = _file_of(settings)
    with closing(sqlite3.connect(file.with_name("begun.db"))) as begun, closing(sqlite3.connect(file)) as present:
        [(last,)] = present.execute("SELECT MAX(number) FROM data_version")
        names = present.execute("SELECT name FROM data_version").fetchall()
        begun.backup(present)
        # The stamps go on, those of tables that were empty when it was begun too, or the panel would take what it kept
        # of the register before for what is there now.
        present.execute("UPDATE data_version SET number = number + ?", [last])
        present.executemany(f"INSERT OR IGNORE INTO data_version (name, number) VALUES (?, {last:d})", names)
        present.commit()
    use(open_database(settings["TANSIQ_DATABASE_URL"]))
    return served


def _file_of(settings: dict[str, str]) -> Path:
    return Path(settings["TANSIQ_DATABASE_URL"].removeprefix("sqlite:///"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=list(QUIETLY))
        yield running
        running.close()


@dataclass
class Walk:
    """A person walking through the panel; what the browser complains of, or asks elsewhere, is kept."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self._ask(asked.url))

    def follow(self, leading: str | Locator) -> "Walk":
        """Click what leads to another page, and wait for that page and its scripts."""
        with self.page.expect_navigation():
            self._found(leading).click()
        return self

    def press_on(self, leading: str | Locator, key: str = "Enter") -> "Walk":
        """Press a key where it leads to another page, and wait for that page and its scripts."""
        with self.page.expect_navigation():
            self._found(leading).press(key)
        return self

    def _found(self, leading: str | Locator) -> Locator:
        return self.page.locator(leading) if isinstance(leading, str) else leading

    def open(self, address: str) -> "Walk":
        """Go to a page of the panel."""
        self.page.goto(f"{self.origin}/admin/{address}")
        return self

    def sign_in(self, language: str, email: str = "salma@example.org") -> "Walk":
        """Be signed in, as Salma unless said otherwise, in a language: with the cookies of whoever was so before."""
        if known := _kept_cookies.get(email):
            self.page.context.add_cookies(known)
            if self.open("").page.url == f"{self.origin}/admin/":
                # The account prefers the language that was spoken last.
                return self.speak(language)
        self.sign_in_by_form(language, email)
        _kept_cookies[email] = self.page.context.cookies()
        return self

    def sign_in_by_form(self, language: str, email: str = "salma@example.org", password: str = PASSWORD) -> "Walk":
        """Sign in anew, in a session of one's own."""
        self.open("sign-in").speak(language)
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.follow("main button")
        expect(self.page).to_have_url(f"{self.origin}/admin/")
        # The account may prefer the other language.
        return self.speak(language)

    def speak(self, language: str) -> "Walk":
        """Switch the language, if it is not spoken already."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.follow("button[name=to]")
        return self

    def look_up(self, field_id: str, words: str, wanted: str) -> None:
        """Type words into a look-up and take the offered row whose text holds `wanted`, as no other's does:
        while words are typed, rows that hold only the first letters may be offered."""
        self.page.locator(f"#{field_id}").press_sequentially(words)
        self.page.locator(f"#{field_id}-list [role=option]", has_text=wanted).click()

    def check(self) -> None:
        """Nothing keeps a person who cannot see well, or use a mouse, from using the page; nothing overflows."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        serious = [
            f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], self.page.url
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not self.page.evaluate(too_wide), self.page.url

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _ask(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:")):
            self.elsewhere.append(url)


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def walk(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """A fresh browser window, wide or narrow, in which nothing may go wrong."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    walking = Walk(context.new_page(), origin)
    yield walking
    context.close()
    assert walking.complaints == []
    assert walking.elsewhere == []


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Walk]:
    """A telephone whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    walk = Walk(context.new_page(), origin)
    yield walk
    context.close()
    assert (walk.complaints, walk.elsewhere) == ([], [])


Sit = Callable[[str], Walk]


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def sit(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Sit]:
    """A browser for each person who sits down before one."""
    opened = []

    def sat(_name: str) -> Walk:
        context = browser.new_context(viewport={"width": request.param, "height": 900})
        opened.append(context)
        return Walk(context.new_page(), origin)

    yield sat
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def dated(origin: str, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dated]:
    """A second panel over the same register, on a day of the story's choosing."""
    with served_on_a_day(settings, tmp_path_factory.mktemp("story") / "day") as panel:
        yield panel


Seat = Callable[[str, int], Walk]


@pytest.fixture
def seat(browser: Browser, dated: Dated) -> Iterator[Seat]:
    """A window before the dated panel for somebody who signs in, so many pixels wide, in which nothing may go wrong."""
    opened = list[Walk]()

    def sat(email: str, width: int) -> Walk:
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened.append(Walk(context.new_page(), dated.address).sign_in("ar", email))
        return opened[-1]

    yield sat
    assert [walk.complaints for walk in opened] == [[]] * len(opened)
    for walk in opened:
        walk.page.context.close()


def enter(settings: dict[str, str], email: str, role: str, pcode: str = "", organization: str = "") -> None:
    """An account, as an administrator enters it."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        if Account.get_or_none(Account.email == email):
            return
        areas = {Area.get(Area.pcode == pcode).id} if pcode else set[int]()
        own = {Organization.get(Organization.name_ar == organization).id} if organization else set[int]()
        rights = Rights(frozenset({role}), frozenset(areas), frozenset(own))
        enter_person(SALMA, Account(email=email, name=email.partition("@")[0]), PASSWORD, rights)


@pytest.fixture
def quiet(browser: Browser, origin: str) -> Iterator[Walk]:
    """A window whose line may break: what the browser complains of then is no fault."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Walk(context.new_page(), origin).sign_in("en")
    context.close()
