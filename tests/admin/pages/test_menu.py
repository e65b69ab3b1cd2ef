"""The menu: every page under the heading where people look for it."""

import re

from admin.pages.menu import GROUPS
from tests.admin.conftest import Reader


def test_the_menu_groups_the_pages_and_marks_the_present_one(salma: Reader) -> None:
    page = salma.get("intervention/").text
    headings = re.findall(r'<h2 id="menu-(\w+)"', page)
    assert headings == [group.code for group in GROUPS if group.code in headings]
    assert {"register", "plans", "settings"} <= set(headings)
    assert re.search(r'href="/admin/intervention/" aria-current="page"', page)


def test_what_is_folded_is_open_on_its_own_pages(salma: Reader) -> None:
    assert '<details class="menu-group">' in salma.get("intervention/").text
    assert '<details class="menu-group" open>' in salma.get("sector/").text


def test_nobody_sees_a_menu_before_signing_in(nobody: Reader) -> None:
    assert 'id="menu"' not in nobody.get("sign-in").text
