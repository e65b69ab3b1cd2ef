"""A photograph is sent with the form of a record and with an answer to a survey, and is seen where it belongs."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.models import Entry, FieldDefinition, KeptFile
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE
from tests.definitions import field, name_of
from tests.surveys import outcomes, question, survey
from tests.tansiq.files.pictures import picture, telling

GATE = "صورة المدخل"


@pytest.fixture(scope="module")
def gate(origin: str) -> FieldDefinition:
    """A photograph that organisations have."""
    return field("gate", "PHOTO", label_ar=GATE, label_en="The gate")


def _file(content: bytes, name: str = "مدخل.jpg") -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_a_photograph_is_sent_seen_and_taken_out(walk: Walk, gate: FieldDefinition) -> None:
    page = walk.sign_in("ar").open("organization/edit/?id=1").page
    page.get_by_label(GATE).set_input_files(_file(b"<html>"))
    walk.follow(SAVE).check()
    expect(page.locator(".faults")).to_contain_text("ليست هذه صورة")
    expect(page.locator("main")).to_contain_text("اختر الملف من جديد")
    page.get_by_label(GATE).set_input_files(_file(telling("JPEG")))
    walk.follow(SAVE).check()
    shown = page.locator("section.group img.kept-picture").first
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    page.wait_for_function("document.querySelector('img.kept-picture').naturalWidth > 0")
    expect(page.locator("#history")).to_contain_text("مدخل.jpg")
    with page.expect_download() as fetched:
        page.locator("section.group a.kept-file").first.click()
    assert fetched.value.suggested_filename == "مدخل.jpg"
    walk.open("organization/edit/?id=1").check()
    page.get_by_label("إزالة هذا الملف").check()
    walk.follow(SAVE)
    expect(page.locator("section.group img.kept-picture")).to_have_count(0)


def test_a_photograph_comes_with_an_answer_where_scripts_are_blocked(plain: Walk, origin: str) -> None:
    of = outcomes(key="broken", has_area=False, policy="PUBLIC")
    place = question(of, "place", "PHOTO", label_ar="صورة المكان")
    said = question(of, "said", "LONG_TEXT", label_ar="ماذا حدث؟", is_required=True)
    page = plain.open(f"answer/to/{survey(of).address}").page
    page.get_by_label("صورة المكان").set_input_files(_file(picture(size=(3_000, 2_000))))
    plain.follow("form.record > .buttons .btn-primary")
    expect(page.locator(".faults")).to_contain_text("ماذا حدث؟")
    expect(page.locator("main")).to_contain_text("اختر الملف من جديد")
    page.fill(f"[id='{name_of(said)}']", "انكسر الأنبوب")
    page.get_by_label("صورة المكان").set_input_files(_file(picture(size=(3_000, 2_000))))
    plain.follow("form.record > .buttons .btn-primary")
    expect(page.locator("h1")).to_have_text("شكرًا لك")
    entry = Entry.select().order_by(Entry.id.desc()).first()
    file = KeptFile.get_by_id(entry.entered(name_of(place)))
    assert (file.owner_id, file.media_type) == (entry.id, "image/jpeg")


def test_what_is_too_large_is_told_before_it_is_sent(walk: Walk, gate: FieldDefinition) -> None:
    page = walk.sign_in("ar").open("organization/edit/?id=1").page
    most = int(page.get_by_label(GATE).get_attribute("data-most") or 0)
    sent = list[str]()
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label(GATE).set_input_files(_file(bytes(most * 1_000_000 + 1)))
    told = page.get_by_role("alert").filter(has_text="أكبر من")
    expect(told).to_be_visible()
    page.locator(SAVE).click()
    expect(page.get_by_label(GATE)).to_be_focused()
    assert sent == []
    page.get_by_label(GATE).set_input_files(_file(telling("JPEG")))
    expect(told).to_be_hidden()
    walk.follow(SAVE).check()
    assert len(sent) == 1
