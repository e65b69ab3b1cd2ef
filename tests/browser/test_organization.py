"""An association is entered with a licence, a contact and a document, and found among those about to expire."""

from datetime import timedelta
from pathlib import Path

import pytest

from tansiq.platform import clock
from tests.browser.conftest import Walk

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
SAID = {
    "ar": {"licence": "إضافة ترخيص أو تجديد", "contact": "إضافة جهة اتصال", "document": "إضافة وثيقة",
           "left": "بقي 45 يومًا", "status": "قائمة"},
    "en": {"licence": "Add a licence or a renewal", "contact": "Add a contact", "document": "Add a document",
           "left": "45 days left", "status": "Active"},
}  # fmt: skip


def save(walk: Walk) -> None:
    with walk.page.expect_navigation():
        walk.page.click("form.record .buttons .btn-primary")


def follow(walk: Walk, text: str) -> None:
    with walk.page.expect_navigation():
        walk.page.click(f"a.btn:has-text('{text}')")
    walk.check()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_association_is_entered_and_found_before_its_licence_ends(walk: Walk, language: str, tmp_path: Path) -> None:
    walk.sign_in(language)
    name = f"جمعية الواحة {language} {walk.page.viewport_size['width'] if walk.page.viewport_size else 0}"
    enter(walk, name)
    enter_licence(walk, SAID[language]["licence"], name)
    enter_contact(walk, SAID[language]["contact"])
    enter_document(walk, SAID[language]["document"], tmp_path)
    walk.check()
    text = walk.page.inner_text("main")
    for told in (SAID[language]["left"], SAID[language]["status"], "+967 1 234567", "النظام.pdf"):
        assert told in text
    walk.open("renewals/")
    walk.check()
    row = walk.page.locator("tr", has_text=name)
    assert SAID[language]["left"] in row.inner_text()
    walk.open("organization/?search=" + name.replace("الواحة", "الواحه"))
    assert walk.page.locator("tr", has_text=name).count() == 1


def enter(walk: Walk, name: str) -> None:
    walk.open("organization/new/")
    walk.check()
    walk.page.fill("#name_ar", name)
    walk.page.select_option("#kind", "ASSOCIATION")
    save(walk)


def enter_licence(walk: Walk, button: str, number: str) -> None:
    follow(walk, button)
    ends = clock.today() + timedelta(45)
    walk.page.fill("#number", number[-12:])
    walk.page.fill("#authority", "مكتب الشؤون الاجتماعية")
    walk.page.fill("#issued_on", "2020-01-05")
    walk.page.fill("#expires_on", ends.isoformat())
    save(walk)


def enter_contact(walk: Walk, button: str) -> None:
    follow(walk, button)
    walk.page.fill("#name", "شخص مثال")
    walk.page.fill("#phone", "+967 1 234567")
    save(walk)


def enter_document(walk: Walk, button: str, folder: Path) -> None:
    follow(walk, button)
    lie, file = folder / "كذب.pdf", folder / "النظام.pdf"
    lie.write_text("<html><script>alert(1)</script>")
    file.write_bytes(PDF)
    walk.page.fill("#title", "النظام الأساسي")
    walk.page.set_input_files("#file", lie)
    save(walk)
    walk.page.wait_for_selector(".faults")
    walk.check()
    walk.page.set_input_files("#file", file)
    save(walk)
