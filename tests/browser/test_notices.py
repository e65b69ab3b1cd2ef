"""What concerns one, from the bell to the subject, by keyboard, in both languages and at both widths."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import Account, Notice, Organization
from tansiq.notices.kinds import News
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.mentions import MENTION
from tansiq.notices.telling import tell_each
from tansiq.platform.database import open_database, use
from tests.browser.conftest import Walk


def _tell(settings: dict[str, str]) -> None:
    """Seven licences of one day, and two notes."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        Notice.delete().execute()
        salma = Account.get(Account.email == "salma@example.org").id
        known = Organization.get(Organization.acronym == "NRA").id
        rows = [known, *range(900, 906)]
        tell_each(LICENCE_DUE, [(salma, News("OVER", Organization, row)) for row in rows])
        tell_each(MENTION, [(salma, News("NAMED", Organization, known, f"note {number}")) for number in range(2)])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_bell_to_the_subject_by_keyboard(walk: Walk, settings: dict[str, str], language: str) -> None:
    walk.sign_in(language)
    _tell(settings)
    walk.open("").check()
    expect(walk.page.locator(".bell-count")).to_have_text("3")
    walk.press_on(".bell")
    walk.check()
    expect(walk.page.locator(".notice-line.unread")).to_have_count(3)
    walk.press_on(walk.page.locator(".notice-line.unread .what a").first)
    expect(walk.page).to_have_url(re.compile(r"/admin/organization/details/\?id=\d+$"))
    expect(walk.page.locator(".bell-count")).to_have_text("2")
    walk.open("notices/?show=unread")
    walk.press_on(walk.page.locator(".notice-line.unread button").first)
    expect(walk.page.locator(".bell-count")).to_have_text("1")
    walk.follow(".head form button")
    expect(walk.page.locator(".bell-count")).to_have_count(0)
    walk.open("notices/?show=unread").check()
    expect(walk.page.locator(".empty")).to_be_visible()


def test_without_scripts_notices_are_read_marked_and_mail_is_chosen(
    browser: Browser, origin: str, settings: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en")
    _tell(settings)
    walk.open("").follow(".bell")
    unread = walk.page.locator(".notice-line.unread")
    expect(unread).to_have_count(3)
    walk.follow(unread.first.locator("button"))
    expect(unread).to_have_count(2)
    walk.open("profile/")
    walk.page.check("#digest-DAILY")
    walk.follow("#notices form .btn-primary")
    expect(walk.page.locator("#digest-DAILY")).to_be_checked()
    context.close()


def test_mail_is_chosen_by_keyboard(walk: Walk) -> None:
    walk.sign_in("ar").open("profile/#notices").check()
    walk.page.locator("#digest-WEEKLY").focus()
    walk.page.keyboard.press("Space")
    walk.press_on("#notices form .btn-primary")
    expect(walk.page.locator("#digest-WEEKLY")).to_be_checked()
    walk.check()
