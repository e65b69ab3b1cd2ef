"""Unsaved work in a form: asked about, kept, offered again, sent once more after a session ended."""

import re

from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import PASSWORD, Walk
from tests.browser.form_filling import SAVE, begin, fill_site, sites_of


def test_leaving_asks_only_where_something_was_changed(quiet: Walk) -> None:
    asked: list[str] = []
    page = quiet.open("project/new/").page

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    quiet.follow(".trail a >> nth=1")
    expect(page).to_have_url(re.compile("/project/$"))
    quiet.open("project/new/")
    page.locator("#title_en").press_sequentially("Half a project")
    page.click(".trail a >> nth=1", no_wait_after=True)
    expect(page.locator("#title_en")).to_have_value("Half a project")
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("Half a project")
    assert asked == ["beforeunload"]


def _leave(page: Page, address: str) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(address)


def test_unsaved_work_is_offered_after_a_reload_and_taken_over(quiet: Walk) -> None:
    page = begin(quiet, "Kept in the browser")
    fill_site(quiet, 0, "YE121121", "7")
    page.click("#sites > [data-do=add]")
    fill_site(quiet, 1, "YE121122", "8")
    page.click("#partners > [data-do=add]")
    quiet.look_up("partners-0-organization", "NRA", "NRA")
    _leave(page, f"{quiet.origin}/admin/")
    quiet.open("intervention/new/")
    expect(page.locator(".draft-bar p")).to_contain_text("There is unsaved work of")
    expect(page.locator("#title_en")).to_have_value("")
    quiet.check()
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#title_en")).to_have_value("Kept in the browser")
    assert [site.locator("[name$='-targeted']").input_value() for site in sites_of(page).all()] == ["7", "8"]
    expect(page.locator("#partners > ol > li input[type=text]")).to_have_value(re.compile("NRA"))
    page.locator("#partners > ol > li select").select_option(index=1)
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("TQ-")
    quiet.open("intervention/new/")
    expect(page.locator(".draft-bar")).to_be_hidden()


def test_unsaved_work_that_came_back_with_faults_is_kept_and_can_be_thrown_away(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "With a fault")
    page.fill("#budget", "many")
    quiet.follow(SAVE)
    expect(page.locator(".faults")).to_be_visible()
    _leave(page, f"{quiet.origin}/admin/project/new/")
    page.click(".draft-bar button >> nth=1")
    expect(page.locator(".draft-bar")).to_be_hidden()
    page.goto(f"{quiet.origin}/admin/project/new/")
    expect(page.locator(".draft-bar")).to_be_hidden()


def test_unsaved_work_over_a_newer_record_changes_only_its_own_fields(quiet: Walk) -> None:
    page = quiet.open("organization/edit/?id=1").page
    page.fill("#acronym_ar", "مسودة")
    _leave(page, f"{quiet.origin}/admin/")
    draft = page.evaluate("JSON.stringify(localStorage)")
    quiet.open("organization/edit/?id=1")
    page.click(".draft-bar button >> nth=1")
    page.fill("#aliases", "Newer")
    quiet.follow(SAVE)
    expect(page.locator(".message-success")).to_be_visible()
    page.evaluate(
        "kept => Object.entries(JSON.parse(kept)).forEach(([key, it]) => localStorage.setItem(key, it))", draft
    )
    quiet.open("organization/edit/?id=1")
    expect(page.locator(".draft-bar")).to_contain_text("The record has changed")
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#acronym_ar")).to_have_value("مسودة")
    expect(page.locator("#aliases")).to_have_value("Newer")


def test_where_the_line_is_down_saving_waits_and_nothing_is_lost(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Over a bad line")
    page.context.set_offline(True)
    page.click(SAVE)
    expect(page.locator(".draft-bar")).to_contain_text("The line is down.")
    expect(page.locator("#title_en")).to_have_value("Over a bad line")
    page.context.set_offline(False)
    expect(page.locator(".draft-bar")).to_contain_text("The line is back.")
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_contain_text("Over a bad line")


def test_signing_out_takes_unsaved_work_along(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Nobody else's business")
    _leave(page, f"{quiet.origin}/admin/")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "business" in kept
    assert "csrf" not in kept
    quiet.follow("form[action$='/sign-out'] button")
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_after_a_session_ended_the_form_is_found_again_with_its_draft(quiet: Walk) -> None:
    page = quiet.open("project/new/").page
    page.fill("#title_en", "Outlived its session")
    page.context.clear_cookies()
    quiet.follow(SAVE)
    expect(page.locator("h1")).to_have_text("لم يرسل متصفحك ما يربط هذا النموذج بجلستك.")
    quiet.check()
    quiet.follow(".buttons .btn-link")
    page.fill("#email", "salma@example.org")
    page.fill("#password", PASSWORD)
    quiet.follow("main form .btn-primary")
    expect(page).to_have_url(re.compile("/admin/project/new/$"))
    expect(page.locator(".draft-bar")).to_be_visible()
    page.click(".draft-bar button >> nth=0")
    expect(page.locator("#title_en")).to_have_value("Outlived its session")


def test_without_scripts_a_form_is_sent_again_after_signing_in_in_another_tab(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    walk = Walk(context.new_page(), origin).sign_in("en").open("project/new/")
    page = walk.page
    page.fill("#title_en", "Sent twice, saved once")
    context.clear_cookies()
    walk.follow(SAVE)
    expect(page.locator("h1")).to_be_visible()
    with context.expect_page() as opened:
        page.click(".buttons a.btn-primary")
    tab = opened.value
    tab.fill("#email", "salma@example.org")
    tab.fill("#password", PASSWORD)
    tab.click("main form .btn-primary")
    expect(tab.locator("nav.menu")).to_be_visible()
    walk.follow("main form button.btn")
    expect(page.locator("h1")).to_contain_text("Sent twice, saved once")
    context.close()
