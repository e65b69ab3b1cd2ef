"""A workbook on its way into the register, in Arabic and in English, on a desk and on a telephone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Sit, Walk, enter
from tests.browser.serving import ROOT
from tests.fivew import HEADER, row, workbook

WAIT = 60_000
"""Milliseconds for what the worker does."""
TABS = ("new", "changed", "unchanged", "again", "wrong", "warnings", "with")


@pytest.fixture(scope="module", autouse=True)
def _worker(origin: str, settings: dict[str, str]) -> Iterator[None]:
    """The worker beside the panel."""
    command = [sys.executable, "-m", "flask", "worker", "run"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    yield
    process.terminate()
    process.wait(timeout=60)


def _faulty(folder: Path, mark: str) -> Path:
    """Two good rows, one that repeats another, one at a place that does not exist, one personal column."""
    wells = row(Organisation="جمعية الواحة", Acronym="WHA", Title=f"آبار {mark}", Sub_district="الكود")
    nowhere = row(Title=f"Nowhere {mark}", District="Nowhere", District_P_code="YE9999", Sub_district="")
    good = row(Title=f"Tanks {mark}")
    rows = [[*cells, "Munira Q."] for cells in (good, wells, good, nowhere)]
    return workbook(folder, rows, [*HEADER, "Contact name"])


def _send(walk: Walk, path: Path) -> None:
    walk.open("imports/new/").check()
    walk.page.set_input_files("#file", path)
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator("#country")).to_be_visible(timeout=WAIT)


def _compare(walk: Walk) -> str:
    """Take the columns as they are, and give the address of the preview."""
    walk.follow("form.record > .buttons .btn-primary")
    expect(walk.page.locator(".import-tabs")).to_be_visible(timeout=WAIT)
    return walk.page.url.removeprefix(f"{walk.origin}/admin/")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_faulty_workbook_is_previewed_its_good_rows_entered_and_taken_back(
    walk: Walk, tmp_path: Path, language: str
) -> None:
    walk.sign_in(language).open("imports/").check()
    _send(walk, _faulty(tmp_path, f"{language} {walk.page.evaluate('innerWidth')}"))
    walk.check()
    expect(walk.page.locator("main")).not_to_contain_text("Munira Q.")
    preview = _compare(walk)
    expect(walk.page.locator(".import-error")).to_contain_text("5W!E5")
    for tab in TABS:
        walk.open(f"{preview}&tab={tab}").check()
    expect(walk.page.locator("main")).to_contain_text({"ar": "منظمات جديدة", "en": "New organisations"}[language])
    walk.follow(".import-deeds .btn-primary")
    walk.check()
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    walk.check()
    _marked(walk, tmp_path, {"ar": "الرسائل", "en": "Messages"}[language])
    walk.follow(".buttons > a >> nth=0")
    expect(walk.page.locator("tbody tr")).to_have_count(2)
    walk.check()
    walk.open(preview)
    walk.follow(".btn-outline-danger")
    walk.check()
    walk.follow("main form .buttons .btn-danger")
    expect(walk.page.locator(".import-undone")).to_be_visible(timeout=WAIT)
    walk.check()


def _marked(walk: Walk, folder: Path, messages: str) -> None:
    with walk.page.expect_download() as download:
        walk.page.click(".import-files a >> nth=0")
    download.value.save_as(folder / "marked.xlsx")
    book = load_workbook(folder / "marked.xlsx")
    assert book["5W"]["E5"].comment is not None
    assert messages in book.sheetnames


def test_a_chosen_mapping_is_remembered(walk: Walk, tmp_path: Path) -> None:
    header = [f"Doer {walk.page.evaluate('innerWidth')}" if name == "Organisation" else name for name in HEADER]
    path = workbook(tmp_path, [row(Title="Remembered")], header)
    walk.sign_in("en")
    _send(walk, path)
    expect(walk.page.locator("[name=column-A]")).to_have_value("")
    walk.page.select_option("[name=column-A]", "organization_name")
    _compare(walk)
    _send(walk, path)
    expect(walk.page.locator("[name=column-A]")).to_have_value("organization_name")
    walk.check()


def test_the_file_may_be_dropped(walk: Walk) -> None:
    walk.sign_in("ar").open("imports/new/")
    walk.page.evaluate(
        """() => {
            const bag = new DataTransfer();
            bag.items.add(new File(["Organisation,Sector"], "dropped.csv"));
            document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: bag}));
        }"""
    )
    expect(walk.page.locator(".import-chosen")).to_contain_text("dropped.csv")
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator(".import-failed")).to_be_visible(timeout=WAIT)
    walk.check()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_partners_workbook_is_reviewed_by_the_officer(
    sit: Sit, settings: dict[str, str], tmp_path: Path, language: str
) -> None:
    enter(settings, "khaled@example.org", "PARTNER", organization="جمعية أحمد للإغاثة")
    enter(settings, "nadia@example.org", "OFFICER", "YE12")
    khaled = sit("khaled").sign_in(language, "khaled@example.org")
    mark = f"{language} {khaled.page.evaluate('innerWidth')}"
    rows = [row(Organisation="جمعية أحمد للإغاثة", Acronym="NRA", Title=f"{name} {mark}") for name in ("Well", "Tank")]
    path = workbook(tmp_path, [*rows, row(Organisation="ADR Aid", Acronym="ADR", Title="Not theirs")])
    _send(khaled, path)
    preview = _compare(khaled)
    expect(khaled.page.locator(".import-error")).to_contain_text("5W!A4")
    khaled.check()
    khaled.follow(".import-deeds .btn-primary").check()
    khaled.follow("main form .buttons .btn-primary")
    expect(khaled.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    khaled.check()
    nadia = sit("nadia").sign_in(language, "nadia@example.org").open("proposal/")
    nadia.page.check("#choose-page")
    expect(nadia.page.locator("tr.is-chosen")).to_have_count(2)
    nadia.check()
    nadia.follow(".deed-buttons button").check()
    nadia.follow("main form button")
    expect(nadia.page.locator(".message-success")).to_be_visible()
    expect(nadia.page.locator(".empty")).to_be_visible()
    khaled.open(preview.partition("&")[0]).check()
    khaled.follow("section a >> nth=0").check()
    expect(khaled.page.locator(".proposal-approved")).to_have_count(2)
    for walk in (khaled, nadia):
        assert (walk.complaints, walk.elsewhere) == ([], [])
