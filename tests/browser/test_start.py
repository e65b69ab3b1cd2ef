"""The start page in Chromium: what needs attention leads on, figures are read by everybody, large ones come after."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Walk

LANGUAGES = ("ar", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_attention_leads_to_the_list_of_it(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).page
    walk.check()
    link = page.locator(".matters a[href*='attention=no_presence']")
    count = int(link.locator(".figure").inner_text())
    walk.follow(link)
    expect(page.locator("tbody tr")).to_have_count(count)
    walk.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_opens_its_table_by_keyboard(walk: Walk, language: str) -> None:
    page = walk.sign_in(language).page
    summary = page.locator(".chart summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chart table").first).to_be_visible()
    expect(page.locator(".chart table").first.locator("tbody tr")).to_have_count(12)
    walk.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_present_month_stands_at_the_end_of_reading(walk: Walk, language: str) -> None:
    chart = walk.sign_in(language).page.locator(".chart svg").first
    boxes = [chart.locator("rect").nth(place).bounding_box() for place in (0, 11)]
    first, last = (box["x"] for box in boxes if box is not None)
    assert (first > last) == (language == "ar")


def _as_if_large(route: Route) -> None:
    """The page as a large register gives it: the pieces are fetched after it."""
    body = route.fetch().text()
    head, tail = body.split('<section class="group" aria-labelledby="attention">')
    later = (
        '<div class="later" role="status" data-later="/admin/attention/" data-wait="…" data-failed="!"><p></p></div>'
    )
    style = head.index("</head>")
    own = head[head.index("/admin/own/start.css") : head.index("/admin/own/start.css") + 20].replace(".css", ".js")
    script = f'<script src="{own}" defer></script>'
    route.fulfill(
        body=head[:style] + script + head[style:] + later + tail[tail.index("</section>") + 10 :],
        content_type="text/html",
    )


def test_pieces_of_a_large_register_are_fetched_after_the_page(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar")
    walk.page.route(f"{origin}/admin/", _as_if_large)
    walk.open("")
    expect(walk.page.locator(".later .matters")).to_be_visible()
    walk.check()
    assert walk.complaints == []
    context.close()
