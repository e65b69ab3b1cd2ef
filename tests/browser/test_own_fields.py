"""A ministry adds a field to organisations without a programmer, and an officer fills it in."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account, Area, Organization
from tansiq.records import changes
from tests.browser.conftest import PASSWORD, Walk
from tests.browser.form_filling import SAVE
from tests.people import SALMA

OFFICER = "officer@example.org"


@pytest.fixture
def officer(origin: str) -> str:
    """Somebody in charge of Abyan, where the first organisation has its seat, by their address."""
    row: Any = Organization.get_by_id(1)
    row.home_area = Area.get(Area.pcode == "YE121121").id
    changes.save(SALMA, row)
    if Account.get_or_none(Account.email == OFFICER) is None:
        rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({Area.get(Area.pcode == "YE12").id}))
        enter_person(SALMA, Account(email=OFFICER, name="نادية"), PASSWORD, rights)
    return OFFICER


def test_a_licence_class_is_added_filled_in_and_told(walk: Walk, officer: str) -> None:
    walk.sign_in("ar")
    page = walk.open("fields/?of=organization").page
    walk.check()
    label = f"فئة الترخيص {page.evaluate('innerWidth')}"
    walk.follow(".head a.btn-primary[href*='fielddefinition/new']").check()
    walk.follow("a[href$='type=CHOICE']").check()
    page.fill("#label_ar", label)
    page.fill("#label_en", f"Licence class {page.evaluate('innerWidth')}")
    page.fill("#answers", "أولى | First\nثانية | Second")
    walk.follow(SAVE).check()
    walk.follow("a[href*='to=ACTIVE']").check()
    expect(page.locator("main")).to_contain_text("المنظمات")
    walk.follow("main form .btn-primary").check()
    expect(page.locator(".message-success")).to_be_visible()
    page.context.clear_cookies()
    walk.sign_in("ar", officer).open("organization/details/?id=1")
    walk.follow("a[href*='organization/edit']")
    page.get_by_label(label).select_option(label="ثانية")
    walk.check()
    walk.follow(SAVE).check()
    details, history = page.locator("section.group", has_text=label).first, page.locator("#history")
    expect(details).to_contain_text("ثانية")
    expect(history).to_contain_text(label)
    expect(history).to_contain_text("ثانية")
