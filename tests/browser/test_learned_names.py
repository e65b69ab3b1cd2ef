"""A name that nobody knows, from the sheet to the other names of its area: in Arabic, on a desk and a telephone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Walk
from tests.browser.serving import ROOT
from tests.fivew import row, workbook

WAIT = 60_000
"""Milliseconds for what the worker does."""


@pytest.fixture(scope="module", autouse=True)
def _worker(origin: str, settings: dict[str, str]) -> Iterator[None]:
    """The worker beside the panel."""
    command = [sys.executable, "-m", "flask", "worker", "run"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    yield
    process.terminate()
    process.wait(timeout=60)


def test_a_name_is_said_read_reviewed_and_found_again(walk: Walk, tmp_path: Path) -> None:
    name = f"خنفر الجديدة {walk.page.evaluate('innerWidth')}"
    unknown = row(Title=f"آبار {name}", District=name, District_P_code="", Sub_district="")
    walk.sign_in("ar").open("imports/new/")
    walk.page.set_input_files("#file", workbook(tmp_path, [row(Title=f"خزانات {name}"), unknown]))
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator("#country")).to_be_visible(timeout=WAIT)
    walk.follow("form.record > .buttons .btn-primary")
    expect(walk.page.locator(".import-tabs")).to_be_visible(timeout=WAIT)
    walk.follow(".import-tabs a[href*='tab=places']")
    walk.check()
    walk.page.fill("input[name^='code-']", "YE1211")
    walk.follow("main form .btn-primary >> nth=-1")
    expect(walk.page.locator(".import-tabs")).to_be_visible(timeout=WAIT)
    expect(walk.page.locator(".import-tabs a[href*='tab=places']")).to_have_count(0)
    walk.follow(".import-deeds .btn-primary")
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    walk.open("").check()
    walk.follow(".matters h3 a[href*='learned-names']")
    walk.check()
    walk.page.check("tbody tr >> nth=0 >> input[name=row]")
    walk.follow(".deed-buttons button[value=ACCEPT]")
    walk.check()
    walk.follow("main form .btn-primary")
    walk.check()
    walk.open(f"area/?search={name}")
    expect(walk.page.locator("tbody tr")).to_have_count(1)
