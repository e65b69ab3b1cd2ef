"""A citizen sends feedback from a telephone on a slow line; the officer of the district replies and publishes; the
citizen looks the reply up by the code; everybody reads how much was replied to."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from tansiq.definition_documents.ready_made import load, ready_made
from tansiq.models import Area, Entry, Feedback, FieldDefinition, Survey
from tansiq.platform import clock
from tests.browser.conftest import Walk, enter
from tests.definitions import name_of
from tests.people import SALMA
from tests.surveys import feedback_with

SEND = "form.record > .buttons .btn-primary"
NADIA = "nadia-of-feedback@example.org"
TOLD = "مضخة الحي متوقفة منذ أسبوع، والناس يشترون الماء من الصهاريج."
REPLY = "أُصلحت المضخة يوم الأحد، وعاد الماء إلى الحي."
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
"""64 kbit/s, and so long until each answer begins."""
FIGURES = (
    '{ feedback(survey: "%s", by: DISTRICT) { total { received answered answeredInTime medianDays } groups { key } } }'
)

LINES = """cells => cells.map(cell => {
    const written = document.createRange();
    written.selectNodeContents(cell);
    return new Set([...written.getClientRects()].map(box => Math.round(box.top))).size;
})"""
"""Of each cell: how many lines its text stands in."""


@pytest.fixture(scope="module")
def asked(origin: str, settings: dict[str, str]) -> Survey:
    """The survey that comes along, loaded as an administrator does."""
    [name] = [one.name for one in ready_made() if one.document.surveys]
    load(SALMA, name)
    enter(settings, NADIA, "OFFICER", pcode="YE1211")
    found: Survey = Survey.get()
    return found


@pytest.fixture
def telephone(browser: Browser, origin: str) -> Iterator[Walk]:
    """A narrow one, of somebody without an account, on a line of 64 kbit/s."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    walk = Walk(context.new_page(), origin)
    line = context.new_cdp_session(walk.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    yield walk
    context.close()
    assert (walk.complaints, walk.elsewhere) == ([], [])


def _field(key: str) -> str:
    return f"[id='{name_of(FieldDefinition.get(FieldDefinition.key == key))}']"


def _send(telephone: Walk, asked: Survey) -> str:
    """Send feedback of Khanfar; the code that is shown."""
    page = telephone.open(f"answer/to/{asked.address}").page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.select_option("#area", label="خنفر")
    page.select_option(_field("feedbackKind"), "COMPLAINT")
    page.select_option(_field("subject"), "WATER")
    page.fill(_field("told"), TOLD)
    telephone.check()
    telephone.follow(SEND)
    expect(page.locator("h1")).to_have_text("شكرًا لك")
    telephone.check()
    return page.locator(".shown-code").inner_text()


def _told_to_everybody(origin: str, address: str) -> Any:
    body = json.dumps({"query": FIGURES % address}).encode()
    question = Request(f"{origin}/graphql", body, {"Content-Type": "application/json"})  # noqa: S310  Our own address.
    with urlopen(question, timeout=30) as answer:  # noqa: S310  The same.
        return json.load(answer)["data"]["feedback"]


def test_a_citizen_is_heard_replied_to_and_counted(telephone: Walk, walk: Walk, asked: Survey) -> None:
    Feedback.delete().execute()
    code = _send(telephone, asked)
    officer = walk.sign_in("ar", NADIA).page
    walk.open("feedback/").check()
    walk.follow(officer.get_by_role("link", name="مضخة الحي")).check()
    officer.fill("#reply", REPLY)
    walk.follow("button[name=publish]").check()
    expect(officer.locator("main")).to_contain_text("يقرؤها الجميع")
    assert Entry.get_by_id(Feedback.get().entry_id).is_published
    page = telephone.open("answer/reply").page
    page.fill("#code", code.upper())
    telephone.follow(".btn-primary").check()
    expect(page.locator("main")).to_contain_text(REPLY)
    expect(page.locator("main")).not_to_contain_text(TOLD)
    walk.open(f"feedback/figures/?survey={asked.id}").check()
    _four_more_of_last_month(asked)
    assert _told_to_everybody(walk.origin, asked.address) == {
        "total": {"received": 5, "answered": 5, "answeredInTime": 5, "medianDays": 2.0}, "groups": [{"key": "YE1211"}]
    }  # fmt: skip
    telephone.open(f"answer/figures/{asked.address}").check()
    expect(page.locator("dd").first).to_have_text("5")


def test_numbers_stand_whole_on_a_telephone_and_no_form_on_paper(walk: Walk, asked: Survey) -> None:
    Feedback.delete().execute()
    for _time in range(3):
        _four_more_of_last_month(asked)
    page = walk.sign_in("ar").page
    page.set_viewport_size({"width": 390, "height": 800})
    walk.open(f"feedback/figures/?survey={asked.id}").check()
    cells = page.locator(".results td")
    assert "12" in cells.all_inner_texts()
    assert set(cells.evaluate_all(LINES)) == {0, 1}
    page.set_viewport_size({"width": 1280, "height": 900})
    walk.open(f"feedback/one/?id={Feedback.select().first().id}")
    expect(page.locator("#reply")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#reply")).to_be_hidden()
    expect(page.locator("#area")).to_be_hidden()
    expect(page.locator("section.group").first).to_be_visible()


def _four_more_of_last_month(asked: Survey) -> None:
    """Others were heard as well, and the month is over."""
    values = {FieldDefinition.get(FieldDefinition.key == key): "WATER" for key in ("subject",)}
    values |= {FieldDefinition.get(FieldDefinition.key == key): "COMPLAINT" for key in ("feedbackKind", "told")}
    for _other in range(4):
        feedback_with(asked, values, area=Area.get(Area.pcode == "YE1211").id)
    for sent in Feedback.select():
        came: Any = sent.received_at - timedelta(days=clock.today().day + 5)
        told: Any = {"received_at": came, "replied_at": came + timedelta(days=2)}
        Feedback.update(told).where(Feedback.id == sent.id).execute()


def test_the_line_carries_little(telephone: Walk, asked: Survey) -> None:
    """All that is loaded for the form, packed, and for the page of the code after it."""
    sizes = list[float]()
    line = telephone.page.context.new_cdp_session(telephone.page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    telephone.open(f"answer/to/{asked.address}").page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 40_000
    sizes.clear()
    telephone.open("answer/reply").page.wait_for_load_state("networkidle")
    assert sum(sizes) < 14_000
