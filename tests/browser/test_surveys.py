"""A survey on a telephone, in Arabic: answered where scripts are blocked, kept in the browser where they are not."""

import pytest
from playwright.sync_api import expect

from tansiq.models import Entry, FieldDefinition, Proposal, Survey, TypeDefinition
from tansiq.surveys.inviting import invite
from tests.browser.conftest import Walk
from tests.definitions import answers, name_of
from tests.people import SALMA
from tests.surveys import outcomes, question, survey

SEND = "form.record > .buttons .btn-primary"


@pytest.fixture(scope="module")
def trained(origin: str) -> TypeDefinition:
    """Outcomes of trainings with a question of each common kind, one of them shown under a condition."""
    of = outcomes()
    work = question(
        of, "work", "CHOICE", choice_list=answers("EMPLOYED", "GROUP").id, is_required=True, label_ar="ماذا تعمل الآن؟"
    )
    question(
        of, "members", "WHOLE", label_ar="كم عدد أعضاء المجموعة؟", most=99, shows_if=f"${{{work.number}}} = 'GROUP'"
    )
    question(of, "needs", "CHOICES", choice_list=answers("TOOLS", "MONEY").id, label_ar="ماذا ينقصك؟")
    question(of, "called", is_personal=True, label_ar="اسمك")
    question(of, "said", "LONG_TEXT", label_ar="ملاحظات")
    return of


@pytest.fixture
def asked(trained: TypeDefinition) -> Survey:
    """A reviewed survey about it that asks for consent."""
    consent = {"consent_ar": "أوافق على حفظ ما أذكره عن نفسي.", "consent_en": "I agree.", "retention_months": 6}
    return survey(trained, is_reviewed=True, intro_ar="خمسة أسئلة عن حالك بعد التدريب.", **consent)


def _field(key: str) -> str:
    return f"[id='{name_of(FieldDefinition.get(FieldDefinition.key == key))}']"


def test_it_is_answered_where_scripts_are_blocked(plain: Walk, asked: Survey) -> None:
    page = plain.open(f"answer/to/{asked.address}").page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_have_text("بعد التدريب")
    page.fill(_field("members"), "كثير")
    page.fill(_field("said"), "شكرًا لكم")
    plain.follow("button[name=check]")
    expect(page.locator(".faults")).to_contain_text("ماذا تعمل الآن؟")
    expect(page.locator(".faults")).to_contain_text("كم عدد أعضاء المجموعة؟")
    expect(page.locator(".faults")).to_contain_text("لا يُحفظ شيء دون موافقتك")
    expect(page.locator(_field("said"))).to_have_value("شكرًا لكم")
    page.select_option("#area", label="خنفر")
    page.select_option(_field("work"), "GROUP")
    page.fill(_field("members"), "١٢")
    page.locator("input[value=MONEY]").check()
    page.locator("#consent").check()
    plain.follow("button[name=check]")
    expect(page.locator(".good")).to_contain_text("لم تُرسل بعد")
    # The other language and back: what was typed stays.
    plain.follow("button[name=language]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(_field("said"))).to_have_value("شكرًا لكم")
    plain.follow("button[name=language]").follow(SEND)
    expect(page.locator("h1")).to_have_text("شكرًا لك")
    proposal = Proposal.select().order_by(Proposal.id.desc()).first()
    assert (proposal.state, proposal.account_id) == ("WAITING", None)
    assert "شكرًا لكم" in proposal.steps
    assert not Entry.select().exists()


def test_nothing_keeps_anybody_from_its_pages(walk: Walk, asked: Survey, trained: TypeDefinition) -> None:
    by_code = survey(trained, link_kind="PAPER", consent_ar="أوافق", retention_months=6)
    [code] = invite(SALMA, by_code, 1)
    page = walk.open(f"answer/to/{asked.address}").page
    walk.check()
    expect(page.locator(_field("members"))).to_be_hidden()
    page.select_option(_field("work"), "GROUP")
    expect(page.locator(_field("members"))).to_be_visible()
    page.select_option(_field("work"), "")
    walk.follow(SEND).check()
    walk.open("answer/code").check()
    page.fill("#code", "nothing")
    walk.follow(".btn-primary").check()
    page.fill("#code", code)
    walk.follow(".btn-primary").check()
    expect(page.locator("h1")).to_have_text("بعد التدريب")
    walk.sign_in("ar").open(f"survey/details/?id={asked.id}").check()
    walk.open(f"survey/links/?id={by_code.id}").check()
    walk.open(f"survey/results/?id={asked.id}").check()


def test_what_was_typed_is_kept_in_the_browser_until_it_has_arrived(walk: Walk, asked: Survey) -> None:
    page = walk.open(f"answer/to/{asked.address}").page
    page.fill(_field("said"), "نصف إجابة")
    page.locator("input[value=TOOLS]").check()
    walk.open("answer/code").open(f"answer/to/{asked.address}")
    expect(page.locator(".draft-bar")).to_contain_text("عاد ما كتبته هنا من قبل")
    expect(page.locator(_field("said"))).to_have_value("نصف إجابة")
    expect(page.locator("input[value=TOOLS]")).to_be_checked()
    expect(page.locator("#consent")).not_to_be_checked()
    page.select_option(_field("work"), "EMPLOYED")
    page.select_option("#area", label="خنفر")
    page.locator("#consent").check()
    walk.follow(SEND)
    expect(page.locator("h1")).to_have_text("شكرًا لك")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    walk.open(f"answer/to/{asked.address}")
    expect(page.locator(_field("said"))).to_have_value("")
    page.fill(_field("said"), "أخرى")
    walk.open(f"answer/to/{asked.address}").follow(".draft-bar button")
    expect(page.locator(_field("said"))).to_have_value("")
