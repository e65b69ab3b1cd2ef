"""Lists in a browser: rows chosen, archived and brought back; chips, columns and views, by hand and by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walk
from tests.browser.test_panel import LANGUAGES

HEADERS = "thead th:not(.tick)"


def _name(walk: Walk, language: str) -> str:
    """A name that no other walk of this module uses."""
    return f"{language}{walk.page.evaluate('innerWidth')}"


def _enter(walk: Walk, name: str, count: int) -> None:
    """Enter a few sectors of a name, the shortest form of the panel."""
    for number in range(count):
        walk.open("sector/new/")
        for field, value in {
            "code": f"{name}-{number}",
            "name_ar": f"قطاع {name}",
            "name_en": f"Sector {name}",
        }.items():
            walk.page.fill(f"#{field}", value)
        walk.follow("form.record .btn-primary")
        expect(walk.page.locator("h1")).to_contain_text(f"{name}-{number}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_chosen_archived_undone_and_done_again(walk: Walk, language: str) -> None:
    name = _name(walk, f"deed{language}")
    walk.sign_in(language)
    _enter(walk, name, 3)
    walk.open(f"sector/?search={name}")
    page, rows = walk.page, walk.page.locator("tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_role("checkbox").nth(1).check()
    expect(rows.nth(0)).to_have_class(re.compile("is-chosen"))
    expect(page.locator(".count")).to_have_text({"ar": "اختير قيد واحد", "en": "1 record is chosen"}[language])
    page.check("#choose-page")
    expect(page.locator(".count")).to_have_text({"ar": "اختيرت 3 قيود", "en": "3 records are chosen"}[language])
    walk.check()
    rows.nth(2).locator("input").uncheck()
    walk.follow("button[value=ARCHIVE]")
    expect(page.locator("h1")).to_contain_text({"ar": "قيدين", "en": "2 records"}[language])
    expect(page.locator(".asked-of li")).to_have_count(2)
    walk.check()
    walk.follow("main form .btn-danger")
    expect(rows).to_have_count(1)
    walk.check()
    walk.follow(".message form button")
    expect(rows).to_have_count(3)
    walk.follow(".message form button")
    expect(rows).to_have_count(1)
    assert f"search={name}" in page.url
    walk.open("batches/").check()
    walk.follow(page.locator("tbody a").first)
    walk.check()


def test_a_whole_page_is_chosen_by_keyboard(walk: Walk) -> None:
    walk.sign_in("en").open("area/")
    page, count = walk.page, walk.page.locator(".count")
    total = page.locator("tbody tr").count()
    page.focus("#choose-page")
    page.keyboard.press("Space")
    expect(count).to_have_text(f"{total} records are chosen")
    page.keyboard.press("Space")
    expect(count).to_have_text("No record is chosen")
    page.locator("input[name=row]").nth(1).click()
    page.locator("input[name=row]").nth(4).click(modifiers=["Shift"])
    expect(count).to_have_text("4 records are chosen")


def test_archiving_one_record_is_undone_from_the_message(walk: Walk) -> None:
    name = _name(walk, "one")
    walk.sign_in("en")
    _enter(walk, name, 1)
    walk.follow(".head .btn-outline-danger").follow("main .btn-danger")
    expect(walk.page.locator(".notice")).to_be_visible()
    walk.check()
    walk.follow(".message form button")
    expect(walk.page.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_become_chips_that_the_keyboard_takes_away(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).open("intervention/").page
    expect(page.locator("#narrow-status")).to_be_hidden()
    page.click(".filters summary")
    page.fill("#search", "مياه" if language == "ar" else "water")
    walk.look_up("narrow-organization", "احمد", "NRA")
    walk.look_up("narrow-area", "ye1211", "(YE1211)")
    page.select_option("#narrow-status", "ONGOING")
    page.fill("input[name=from]", "2026-03-01")
    walk.check()
    walk.follow(".search-row button")
    expect(page.locator(".chip")).to_have_count(5)
    expect(page.locator("tbody tr")).to_have_count(1)
    # Nothing empty, and no name beside its id, is in the address.
    names = re.findall(r"[?&]([^=]+)=", page.url)
    assert sorted(names) == ["area", "from", "organization", "search", "status"]
    walk.check()
    for left in (4, 3, 2, 1):
        walk.press_on(page.locator(".chip").first)
        expect(page.locator(".chip")).to_have_count(left)
        expect(page.locator(".chip").first).to_be_focused()
    walk.follow(".clear")
    expect(page.locator(".chips")).to_have_count(0)
    expect(page).to_have_url(re.compile("/admin/intervention/$"))


def test_a_date_that_is_none_is_told_where_it_was_typed(walk: Walk) -> None:
    walk.sign_in("ar").open("intervention/?from=abc&organization-text=nobody")
    expect(walk.page.locator("#from-beside")).to_contain_text("abc")
    expect(walk.page.locator("#narrow-organization")).to_have_value("nobody")
    expect(walk.page.locator("#narrow-organization-wrong")).to_be_visible()
    walk.check()


@pytest.mark.parametrize("address", ["intervention/", "coverage/", "overlaps/", "history/"])
def test_a_day_of_the_other_calendar_is_read_at_once(walk: Walk, address: str) -> None:
    page = walk.sign_in("en").open(address).page
    for closed in page.locator("details.filters, details.asked").all():
        closed.locator("summary").first.click()
    page.fill("#from", "٥ رمضان ١٤٤٧")
    page.press("#from", "Tab")
    expect(page.locator("#from-beside")).to_have_text("22 February 2026 · 5 Ramadan 1447 AH")
    page.fill("#from", "31/9/1447")
    page.press("#from", "Tab")
    expect(page.locator("#from-beside")).to_contain_text("30 days by Umm al-Qura")
    walk.check()


def test_a_column_is_sorted_by_keyboard(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en").open("area/")
    page = walk.page
    for way in ("ascending", "descending"):
        walk.press_on(page.locator("thead .sort", has_text="P-code"))
        expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", way)
    expect(page.locator("tbody tr").first).to_contain_text("YE1927")
    context.close()


def test_on_a_telephone_the_order_is_chosen_above_the_cards(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar").open("area/")
    walk.follow(walk.page.locator(".sorts a").nth(1))
    expect(walk.page.locator(".sorts a[aria-current]")).to_contain_text("▲")
    expect(walk.page.locator("tbody tr").first).to_contain_text("YE")
    walk.check()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_chosen_by_keyboard_and_remembered(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).open("need/").page
    usual = page.locator(HEADERS).all_text_contents()
    walk.follow(".list-tools > a")
    walk.check()
    page.check("#column-source")
    page.uncheck("#column-severity")
    up = page.locator("button[value='up:area']")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(page.locator(".columns li").first).to_have_attribute("data-column", "area")
    expect(page.locator("#moved")).to_contain_text("1")
    walk.follow("button[name=keep]")
    chosen = page.locator(HEADERS).all_text_contents()
    assert (len(chosen), chosen[0]) == (len(usual), usual[1])
    walk.open("need/?sort=starts_on")
    assert [text.strip(" ▲") for text in page.locator(HEADERS).all_text_contents()] == [text.strip() for text in chosen]
    assert "columns=area" in page.url
    walk.check()
    walk.open("need/columns/")
    walk.follow("button[name=reset]")
    assert page.locator(HEADERS).all_text_contents() == usual


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_is_saved_found_and_deleted(walk: Walk, language: str) -> None:
    name = {"ar": "التدخلات الجارية", "en": "What goes on"}[language] + str(walk.page.evaluate("innerWidth"))
    page = walk.sign_in(language).open("intervention/?status=ONGOING&sort=title").page
    page.click(".keep summary")
    walk.check()
    page.fill("#view-title", name)
    walk.press_on("#view-title")
    expect(page.locator(".views [aria-current]")).to_have_text(name)
    walk.check()
    walk.open("intervention/")
    expect(page.locator(".views [aria-current]")).to_have_count(0)
    walk.follow(page.locator(".views a", has_text=name))
    expect(page).to_have_url(re.compile(r"/intervention/\?status=ONGOING&sort=title$"))
    walk.follow(".views .drop")
    walk.check()
    walk.follow("main .btn-danger")
    expect(page.locator(".views")).to_have_count(0)


def test_without_scripts_rows_are_chosen_narrowed_and_undone(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("en")
    page = walk.page
    _enter(walk, "plain", 2)
    walk.open("intervention/")
    page.click(".filters summary")
    page.fill("#narrow-area", "YE1211")
    page.fill("#narrow-organization", "NRA")
    walk.follow(".search-row button")
    expect(page.locator(".chip")).to_have_count(2)
    assert "text" not in page.url
    walk.open("sector/?search=plain")
    page.locator("input[name=row]").first.check()
    walk.follow("button[value=ARCHIVE]")
    walk.follow("main form .btn-danger")
    expect(page.locator("tbody tr")).to_have_count(1)
    walk.follow(".message form button")
    expect(page.locator("tbody tr")).to_have_count(2)
    walk.open("sector/columns/")
    walk.follow("button[value='down:name']")
    walk.follow("button[name=keep]")
    expect(page.locator("tbody tr").first).to_be_visible()
    walk.open("sector/columns/")
    expect(page.locator(".columns li").first).to_have_attribute("data-column", "code")
    walk.follow("button[name=reset]")
    context.close()
