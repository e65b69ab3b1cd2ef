"""make pictures: the main pages over the demonstration register, small, for the README.

instance/demo.db -> served on 127.0.0.1 -> Chromium, Arabic and English, desk and telephone -> docs/*.jpg
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tansiq.demo import PASSWORD
from tansiq.demo.people import PEOPLE
from tests.browser.conftest import Walk
from tests.browser.programs import QUIETLY, chromium
from tests.browser.serving import ROOT, answering, free_port

FOLDER = ROOT / "docs"
DESK, TELEPHONE = (1280, 800), (390, 780)


class Picture(NamedTuple):
    """A page: the name of its file, its address below /admin/, the language, and the size of the window."""

    name: str
    address: str
    language: str
    size: tuple[int, int]


PICTURES = (
    Picture("start", "", "ar", DESK),
    Picture("list", "intervention/", "ar", DESK),
    Picture("list-telephone", "intervention/", "ar", TELEPHONE),
    Picture("form", "intervention/new/", "en", DESK),
    Picture("coverage", "coverage/", "ar", DESK),
    Picture("coverage-en", "coverage/", "en", DESK),
    Picture("overlaps", "overlaps/?within=1", "ar", DESK),
)


@contextmanager
def _served() -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    words = [sys.executable, "-m", "gunicorn", "--bind", address, "--no-control-socket", "app:create_app()"]
    settings = {"TANSIQ_DATABASE_URL": "sqlite:///instance/demo.db", "TANSIQ_DEMO": "1", "TANSIQ_LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    try:
        yield answering(f"http://{address}", process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _take(browser: Browser, origin: str, picture: Picture, folder: Path) -> None:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height})
    walk = Walk(context.new_page(), origin).sign_in_by_form(picture.language, PEOPLE[0].email, PASSWORD)
    walk.open(picture.address).page.wait_for_load_state("networkidle")
    walk.page.screenshot(path=folder / f"{picture.name}.jpg", type="jpeg", quality=60)
    context.close()


def main(folder: Path = FOLDER) -> None:
    """Take all pictures anew."""
    folder.mkdir(exist_ok=True)
    with _served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIETLY))
        for picture in PICTURES:
            _take(browser, origin, picture, folder)
        browser.close()


if __name__ == "__main__":
    main()
