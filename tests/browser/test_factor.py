"""The second step of signing in: set up from the picture's key, then asked for; by eye, narrow and wide."""

import pyotp
import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import enter_person
from tansiq.models import Account
from tansiq.platform.database import open_database, use
from tests.browser.conftest import PASSWORD, Walk
from tests.people import SALMA


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_second_step_is_set_up_and_asked_for(walk: Walk, settings: dict[str, str], language: str) -> None:
    email = f"amin-{language}-{walk.page.evaluate('innerWidth')}@example.org"
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        enter_person(SALMA, Account(email=email, name="Amin"), PASSWORD, "AUDITOR")
    page = walk.sign_in(language, email).open("profile/").page
    walk.check()
    walk.follow("a[href$='/factor/new']")
    expect(page.locator(".factor svg")).to_be_visible()
    walk.check()
    page.fill("#code", pyotp.TOTP(page.locator("main bdi.code").inner_text()).now())
    walk.follow("main .btn-primary")
    codes = page.locator("main bdi.code").all_inner_texts()
    walk.check()
    walk.follow("form[action$='sign-out'] button")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    walk.follow("main .btn-primary")
    expect(page.locator("#code")).to_be_visible()
    walk.check()
    page.fill("#code", "000000")
    walk.follow("main .btn-primary")
    expect(page.locator(".faults")).to_be_visible()
    page.fill("#code", codes[0])
    walk.follow("main .btn-primary")
    expect(page.locator("#menu")).to_have_count(1)
    walk.open("organization/")
    expect(page.locator("h1")).not_to_be_empty()
