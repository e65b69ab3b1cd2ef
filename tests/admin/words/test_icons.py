"""Icons: drawn in the page, silent to readers aloud, and there for every page of the menu."""

import re

import pytest
from flask import Flask

from admin.panel.registered_views import all_views
from admin.words.icons import ICONS, icon
from tests.admin.conftest import Reader
from tests.register import Register


def test_every_page_of_the_menu_has_an_icon_that_is_drawn(
    application: Flask, salma: Reader, register: Register
) -> None:
    with application.app_context():
        names = {view.icon for view in all_views() if getattr(view, "group", "")}
    assert len(names) > 10
    assert names <= ICONS.keys()
    page = salma.get("area/").text
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]
    assert len(re.findall(r"<li>", menu)) == len(re.findall(r'<svg class="icon"[^>]* aria-hidden="true"', menu))


def test_an_icon_that_is_not_drawn_is_missed_at_once() -> None:
    with pytest.raises(KeyError):
        icon("no such icon")
