"""An officer is invited, chooses a password, works with it, changes it and signs out; by eye, narrow and wide."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walk

FIRST, SECOND = "thirty goats in Lawdar", "forty camels in Ma'rib"


def _press(walk: Walk, selector: str) -> None:
    with walk.page.expect_navigation():
        walk.page.locator(selector).click()


def _choose(walk: Walk, password: str) -> None:
    walk.page.fill("#password", password)
    walk.page.fill("#again", password)


def _enter(walk: Walk, email: str, language: str) -> None:
    """An administrator enters the officer, first without an area, and is told so."""
    page = walk.open("account/").page
    walk.check()
    _press(walk, "main .head .btn-primary")
    walk.check()
    page.fill("#name", "نادية صالح")
    page.fill("#email", email)
    page.select_option("#language", language)
    page.check("#role-OFFICER")
    _press(walk, "form.record > .buttons .btn-primary")
    expect(page.locator(".faults a[href='#areas']")).to_be_visible()
    walk.check()
    page.click("#areas > [data-do=add]")
    walk.look_up("areas-0-area", "YE12", "YE12)")
    _press(walk, "form.record > .buttons .btn-primary")
    expect(page.locator("h1")).to_contain_text("نادية صالح")
    walk.check()


def _accept(nadia: Walk, email: str, link: str, language: str) -> None:
    """The officer follows the link and chooses a password, first one that is too short."""
    nadia.page.goto(link)
    nadia.speak(language)
    expect(nadia.page.locator("main")).to_contain_text(email)
    nadia.check()
    _choose(nadia, "short")
    _press(nadia, "main .btn-primary")
    expect(nadia.page.locator("#password")).to_have_attribute("aria-invalid", "true")
    nadia.check()
    _choose(nadia, FIRST)
    _press(nadia, "main .btn-primary")


def _work(nadia: Walk, email: str, language: str) -> None:
    """The officer signs in, finds the menu of an officer, changes the password, and signs in anew."""
    nadia.sign_in_by_form(language, email, FIRST)
    expect(nadia.page.locator("#menu a[href='/admin/intervention/']")).to_have_count(1)
    expect(nadia.page.locator("#menu a[href='/admin/account/']")).to_have_count(0)
    nadia.open("profile/").check()
    nadia.page.fill("#current", FIRST)
    _choose(nadia, SECOND)
    _press(nadia, ".own-password .btn-primary")
    expect(nadia.page.locator(".message-success")).to_be_visible()
    nadia.check()
    _press(nadia, "form[action$='/sign-out'] button")
    nadia.sign_in_by_form(language, email, SECOND)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_officer_is_invited_and_makes_the_account_their_own(walk: Walk, browser: Browser, language: str) -> None:
    size = walk.page.viewport_size
    email = f"nadia-{language}-{size['width'] if size else 0}@example.org"
    _enter(walk.sign_in(language), email, language)
    _press(walk, "form[action$='/account/link/'] button")
    walk.check()
    link = walk.page.locator("#link").input_value()
    assert re.match(rf"{re.escape(walk.origin)}/admin/password/link\?token=\S+$", link)
    context = browser.new_context(viewport=size)
    nadia = Walk(context.new_page(), walk.origin)
    _accept(nadia, email, link, language)
    _work(nadia, email, language)
    context.close()
    assert nadia.complaints == []
    assert nadia.elsewhere == []


def _end_first(walk: Walk) -> None:
    """Ask to end the first session that can be ended, and do it."""
    walk.check()
    walk.follow(walk.page.locator(".sessions a").first)
    walk.check()
    walk.follow("main form .btn-danger")
    expect(walk.page.locator(".message-success")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_one_browser_is_signed_out_from_another(walk: Walk, browser: Browser, language: str) -> None:
    walk.sign_in_by_form(language)
    context = browser.new_context()
    other = Walk(context.new_page(), walk.origin)
    other.open("sign-in").page.check("#remember")
    other.sign_in_by_form(language).open("profile/")
    expect(other.page.locator(".sessions .badge")).to_have_count(1)
    _end_first(walk.open("profile/"))
    other.page.reload()
    expect(other.page.locator("#password")).to_be_visible()
    expect(other.page.locator(".message-info")).to_be_visible()
    other.sign_in_by_form(language)
    walk.open("account/").follow(walk.page.locator("tbody a", has_text="سلمى").first)
    _end_first(walk)
    other.page.reload()
    expect(other.page.locator("#password")).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_links_that_do_not_work_and_forgotten_passwords_are_told(walk: Walk, language: str) -> None:
    walk.open("sign-in").speak(language).check()
    _press(walk, "a[href='/admin/password/forgotten']")
    walk.check()
    # The page answers 410, which the browser tells on its console.
    walk.open("password/link?token=made-up")
    walk.check()
    assert len(walk.complaints) == 1
    walk.complaints.clear()


def test_areas_are_added_and_removed_by_keyboard(walk: Walk) -> None:
    walk.sign_in("en").open("account/new/")
    page, press = walk.page, walk.page.keyboard.press
    page.locator("#areas > [data-do=add]").focus()
    press("Enter")
    expect(page.locator("#areas-0-area")).to_be_focused()
    page.locator("#areas-0 [data-do=remove]").focus()
    press("Enter")
    expect(page.locator("#areas > ol > li")).to_have_count(0)
    expect(page.locator("#areas > [data-do=add]")).to_be_focused()
