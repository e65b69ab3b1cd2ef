"""What was entered in one field is copied into another of another type, looked at before and taken back after."""

import pytest
from playwright.sync_api import expect

from tansiq.models import FieldDefinition, Organization
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.definitions import field, name_of
from tests.people import SALMA

Fields = tuple[FieldDefinition, FieldDefinition]


@pytest.fixture(scope="module")
def fields(origin: str) -> Fields:
    """How many sit on the board, as words of organisations: twelve, and "some"; and a field of numbers."""
    said = field("said", label_ar="أعضاء الهيئة كما كُتب", label_en="Board, as written")
    number = field("number", "WHOLE", label_ar="أعضاء الهيئة", label_en="Board")
    for row, text in zip(Organization.select().order_by(Organization.id), ("١٢", "بعضهم"), strict=False):
        row.enter(name_of(said), text)
        changes.save(SALMA, row)
    return said, number


def test_values_are_copied_and_taken_back(walk: Walk, fields: Fields) -> None:
    said, number = fields
    page = walk.sign_in("ar").open(f"fielddefinition/details/?id={said.id}").page
    walk.follow("a[href*='copy-values']").check()
    page.select_option("#to", str(number.id))
    walk.follow("main form .btn-primary").check()
    expect(page.locator("section", has_text="ما سيحدث").first).to_contain_text("سيُملأ قيد واحد")
    expect(page.locator("section[aria-labelledby=unread]")).to_contain_text("بعضهم")
    walk.follow("main form[method=post] .btn-primary").check()
    assert Organization.get_by_id(1).entered(name_of(number)) == 12
    walk.follow(".message form button").check()
    assert Organization.get_by_id(1).entered(name_of(number)) is None
