"""A partner sends the new licence of their association; it is returned, amended, downloaded and approved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit, Walk, enter

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
NAME = "جمعية أحمد للإغاثة"


def _send(khaled: Walk, folder: Path) -> None:
    khaled.open("organization/").follow(
        khaled.page.locator("tbody a", has_text=re.compile(f"{NAME}|Ahmad Relief")).first
    )
    khaled.check()
    khaled.follow("#organization_document a.btn")
    khaled.check()
    file = folder / "ترخيص.pdf"
    file.write_text("not a PDF")
    khaled.page.fill("#title", "ترخيص الجمعية 1447")
    khaled.page.set_input_files("#file", file)
    khaled.follow("form.record > .buttons .btn-primary")
    expect(khaled.page.locator(".faults")).to_be_visible()
    khaled.check()
    file.write_bytes(PDF)
    khaled.page.set_input_files("#file", file)
    khaled.follow("form.record > .buttons .btn-primary")
    expect(khaled.page.locator(".proposal-waiting")).to_be_visible()
    khaled.check()


def _return(salma: Walk) -> None:
    salma.open("proposal/").check()
    salma.follow(salma.page.locator("main td a", has_text="ترخيص الجمعية").first)
    salma.check()
    with salma.page.expect_download() as loading:
        salma.page.click(".proposal-facts a[href*='/proposal/file/']")
    assert Path(loading.value.path()).read_bytes() == PDF
    assert loading.value.suggested_filename == "ترخيص.pdf"
    salma.page.fill("#comment", "العنوان ناقص")
    salma.follow("button[value=return]")


def _amend(khaled: Walk) -> None:
    khaled.page.reload()
    khaled.follow(".record-head .btn-primary")
    expect(khaled.page.locator("#file-hint")).to_contain_text("ترخيص.pdf")
    khaled.check()
    khaled.page.fill("#title", "ترخيص الجمعية لعام 1447")
    khaled.follow("form.record > .buttons .btn-primary")
    expect(khaled.page.locator(".proposal-waiting")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_partner_sends_a_document_and_it_is_approved(
    sit: Sit, settings: dict[str, str], language: str, tmp_path: Path
) -> None:
    enter(settings, "khaled@example.org", "PARTNER", organization=NAME)
    khaled, salma = sit("khaled").sign_in(language, "khaled@example.org"), sit("salma").sign_in(language)
    _send(khaled, tmp_path)
    _return(salma)
    _amend(khaled)
    salma.open("proposal/").follow(salma.page.locator("main td a", has_text="ترخيص الجمعية لعام").first)
    salma.follow("button[value=approve]")
    khaled.page.reload()
    expect(khaled.page.locator(".proposal-approved")).to_be_visible()
    expect(khaled.page.locator("a[href*='/proposal/file/']")).to_have_count(0)
    khaled.check()
    khaled.follow(".record-head .btn-outline-secondary")
    khaled.check()
    for walk in (khaled, salma):
        assert (walk.complaints, walk.elsewhere) == ([], [])
