"""A twin is warned of while it is typed, found in the queue, merged side by side and taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Walk

NAMES = {
    "ar": ("مؤسسة سواقي دلتا أبين التجريبية", "مؤسسة سواقي دلتا ابين التجريبيه"),
    "en": ("Wadi Hassan Growers Cooperative", "Wadi Hasan Grower Cooperative"),
}


def _enter(walk: Walk, language: str, name: str) -> None:
    walk.open("organization/new/")
    walk.page.fill(f"#name_{language}", name)
    walk.page.select_option("#kind", "FOUNDATION")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_twin_is_warned_of_merged_and_taken_back(walk: Walk, language: str) -> None:
    walk.sign_in(language)
    first, second = NAMES[language]
    _enter(walk, language, first)
    walk.follow("form.record .buttons .btn-primary")
    _enter(walk, language, second)
    expect(walk.page.locator("#twins li").first).to_contain_text(first)
    walk.check()
    walk.follow("form.record .buttons .btn-primary")
    expect(walk.page.locator("main")).to_contain_text(first)
    walk.check()
    walk.open("twins/").check()
    pair = walk.page.locator("li.pair", has_text=second).first
    walk.follow(pair.locator("a.btn-primary"))
    walk.check()
    walk.page.locator(f"#take-name_{language}-second").check()
    walk.press_on("form .btn-danger")
    expect(walk.page).to_have_url(re.compile("organization/details"))
    walk.check()
    walk.follow(walk.page.locator("form[action$='/batches/undo/'] button").first)
    walk.open("twins/")
    pair = walk.page.locator("li.pair", has_text=second).first
    walk.follow(pair.locator("form button"))
    expect(walk.page.locator("main")).not_to_contain_text(f"{first} · {second}")
    # What was entered leaves the lists, so that the next window meets none of it.
    for name in (first, second):
        walk.open(f"organization/?search={name}")
        walk.follow(walk.page.locator("tr", has_text=name).first.locator("a").first)
        walk.follow("a.btn-outline-danger")
        walk.follow("main form button.btn-danger")
