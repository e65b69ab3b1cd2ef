"""Feedback in the panel: found by those in charge, replied to, shown to everybody, and handed over."""

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.models import Entry, Feedback, FeedbackReply, FieldDefinition, Notice, Survey, TypeDefinition
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tansiq.surveys.answering import Sender
from tansiq.surveys.replying import reply
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with, question


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def said(told: TypeDefinition) -> FieldDefinition:
    one = question(told, "said", "LONG_TEXT")
    TypeDefinition.update(title_number=one.id).where(TypeDefinition.id == told.id).execute()
    return one


@pytest.fixture
def asked(told: TypeDefinition, said: FieldDefinition, register: Register) -> Survey:
    return feedback_survey(told, area=register.areas["YE"].id, consent_en="I agree.")


@pytest.fixture
def sent(asked: Survey, said: FieldDefinition, told: TypeDefinition, register: Register, outbox: Outbox) -> Feedback:
    """From Khanfar, by somebody who gave a name and an address."""
    called = question(told, "called", is_personal=True, label_en="Your name")
    sender = Sender(has_agreed=True, email="amal@example.org")
    values = {said: "The pump stands still.", called: "Amal"}
    return feedback_with(asked, values, sender, area=register.areas["YE1211"].id)


def _listed(reader: Reader, query: str = "") -> list[int]:
    found = re.findall(r'href="/admin/feedback/one/\?id=(\d+)"', reader.get(f"feedback/{query}").text)
    return [int(row_id) for row_id in found]


def _on(feedback: Feedback, days: int) -> None:
    due: Any = clock.today() + timedelta(days=days)
    Feedback.update(due_on=due).where(Feedback.id == feedback.id).execute()


def test_each_sees_the_feedback_of_their_areas(
    reader: Readers, sent: Feedback, asked: Survey, register: Register
) -> None:
    other = feedback_with(asked, {}, Sender(has_agreed=True), area=register.areas["YE1927"].id)
    _on(other, -2)
    assert _listed(reader("salma")) == [other.id, sent.id]
    assert _listed(reader("nadia")) == [sent.id]
    assert _listed(reader("amin")) == [other.id, sent.id]
    for name in ("khaled", "visitor"):
        assert reader(name).get("feedback/").status_code == 404
    for address in ("one/", "figures/", "reply/", "publish/", "hand-over/"):
        page = reader("nadia")
        answer = page.get(f"feedback/{address}?id={other.id}") if address in ("one/", "figures/") else page.post(
            f"feedback/{address}?id={other.id}", "feedback/"
        )  # fmt: skip
        assert answer.status_code == 404


def test_the_list_is_narrowed(
    salma: Reader, sent: Feedback, asked: Survey, told: TypeDefinition, register: Register
) -> None:
    late, done, unasked = (
        feedback_with(asked, {}, Sender(has_agreed=True, wishes_reply=wishes), area=register.areas["YE1210"].id)
        for wishes in (True, True, False)
    )
    _on(late, -3)
    reply(SALMA, done, "Done.")
    assert _listed(salma) == [late.id, sent.id]
    states = {state: _listed(salma, f"?state={state}") for state in ("LATE", "WAITING", "REPLIED", "NOT_ASKED", "ALL")}
    every = [late.id, sent.id, unasked.id, done.id]
    assert states == {
        "LATE": [late.id], "WAITING": [sent.id], "REPLIED": [done.id], "NOT_ASKED": [unasked.id], "ALL": every,
    }  # fmt: skip
    assert _listed(salma, "?q=pump") == [sent.id]
    assert _listed(salma, f"?area={register.areas['YE1211'].id}") == [sent.id]
    assert _listed(salma, f"?survey={feedback_survey(told).id}") == []
    assert "3 days late" in salma.get("feedback/").text
    assert "Nothing of this was found." in salma.get("feedback/?q=nowhere").text


def test_without_any_the_list_says_so(salma: Reader, asked: Survey) -> None:
    assert "No feedback waits for a reply." in salma.get("feedback/").text


def test_the_list_is_saved_without_who_sent_it(nadia: Reader, sent: Feedback) -> None:
    content = nadia.get("feedback/export/xlsx").data
    told = [
        cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True) for cell in row
    ]
    assert "The pump stands still." in told
    assert not [cell for cell in told if "Amal" in str(cell) or "example.org" in str(cell)]
    assert nadia.get("feedback/export/pdf").status_code == 404


def test_an_officer_reads_who_sent_it_and_an_auditor_does_not(reader: Readers, sent: Feedback) -> None:
    page = reader("nadia").get(f"feedback/one/?id={sent.id}").text
    assert all(word in page for word in ("The pump stands still.", "Amal", "amal@example.org"))
    page = reader("amin").get(f"feedback/one/?id={sent.id}").text
    assert "The pump stands still." in page
    assert not [word for word in ("Amal", "amal@example.org", 'name="reply"') if word in page]


def test_an_officer_replies_and_publishes(nadia: Reader, nobody: Reader, sent: Feedback, outbox: Outbox) -> None:
    page = f"feedback/one/?id={sent.id}"
    wrong = nadia.post(f"feedback/reply/?id={sent.id}", page, reply=" ", seen="0").text
    assert "Write what is to be replied." in wrong
    nadia.post(f"feedback/reply/?id={sent.id}", page, reply="It runs again.", seen="0", publish="1")
    told = nadia.get(page).text
    assert all(word in told for word in ("It runs again.", "Nadia", "Everybody may read it", "The reply is kept."))
    assert [mail.to for mail in outbox.mails] == ["amal@example.org"]
    again = nadia.post(f"feedback/reply/?id={sent.id}", page, reply="Twice <pressed>", seen="0").text
    assert "Somebody replied meanwhile." in again
    assert "Twice &lt;pressed&gt;" in again
    nadia.post(f"feedback/reply/?id={sent.id}", page, reply="It runs since Monday.", seen="1")
    assert FeedbackReply.select().count() == 2
    assert "Earlier replies" in nadia.get(page).text
    nadia.post(f"feedback/publish/?id={sent.id}", page, hide="1")
    assert not Entry.get_by_id(sent.entry_id).is_published
    nadia.post(f"feedback/publish/?id={sent.id}", page)
    assert Entry.get_by_id(sent.entry_id).is_published


def test_it_is_handed_over_and_vanishes_from_the_list(nadia: Reader, sent: Feedback, register: Register) -> None:
    page = f"feedback/one/?id={sent.id}"
    assert "Choose the district." in nadia.post(f"feedback/hand-over/?id={sent.id}", page, area="x").text
    answer = nadia.post(f"feedback/hand-over/?id={sent.id}", page, area=str(register.areas["YE1927"].id))
    assert answer.location.endswith("/admin/feedback/")
    assert "its officers are told" in nadia.get("feedback/").text
    assert _listed(nadia) == []


def test_why_it_can_be_neither_published_nor_handed_over_is_said(
    nadia: Reader, sent: Feedback, said: FieldDefinition, told: TypeDefinition, register: Register
) -> None:
    """A question became required after the feedback came in, and another answer is longer than it may be now."""
    question(told, "village", label_en="Village", label_ar="القرية", is_required=True)
    page = f"feedback/one/?id={sent.id}"
    deeds: list[tuple[str, dict[str, str]]] = [
        ("reply", {"reply": "It runs again.", "seen": "0", "publish": "1"}),
        ("publish", {}),
        ("hand-over", {"area": str(register.areas["YE1927"].id)}),
    ]
    for deed, given in deeds:
        answer = nadia.post(f"feedback/{deed}/?id={sent.id}", page, **given)
        assert answer.status_code == 200
        alert = re.search(r'<div class="faults" role="alert">(.*?)</div>', answer.text, re.DOTALL)
        assert alert is not None
        assert "Village: " in alert[1]
    assert "It runs again." in nadia.post(f"feedback/reply/?id={sent.id}", page, **deeds[0][1]).text
    stored = Entry.get_by_id(sent.entry_id)
    assert (stored.is_published, stored.area_id, FeedbackReply.select().count()) == (
        False, register.areas["YE1211"].id, 0,
    )  # fmt: skip


def test_what_is_for_few_says_so_where_it_would_be_published(nadia: Reader, register: Register) -> None:
    inner = complaints(key="inner", policy="OFFICERS")
    sent = feedback_with(feedback_survey(inner), {}, area=register.areas["YE1211"].id)
    page = nadia.get(f"feedback/one/?id={sent.id}").text
    assert "Reply and publish" not in page
    assert "Entries of this record type are not for everybody" in page
    assert "not for everybody" in nadia.post(f"feedback/publish/?id={sent.id}", f"feedback/one/?id={sent.id}").text


def test_the_start_page_the_bell_and_the_survey_lead_to_it(
    nadia: Reader, salma: Reader, sent: Feedback, register: Register
) -> None:
    register.intervention("NRA")
    _on(sent, -1)
    start = html.unescape(nadia.get("").text)
    assert "Citizens' feedback to reply to" in start
    assert f"/admin/feedback/one/?id={sent.id}" in start
    tell_due()
    notice = Notice.get(Notice.kind == "FEEDBACK")
    assert "The pump stands still." in nadia.get("notices/").text
    assert nadia.get(f"notices/open/?id={notice.id}").location.endswith(f"/admin/feedback/one/?id={sent.id}")
    page = salma.get(f"survey/details/?id={sent.survey_id}").text
    assert f"/admin/feedback/?survey={sent.survey_id}" in page
    assert "1 of these is late" in page
    assert f"/admin/feedback/one/?id={sent.id}" in nadia.get(f"entry/details/?id={sent.entry_id}").text


def test_figures_are_of_what_the_reader_sees(nadia: Reader, sent: Feedback, asked: Survey, register: Register) -> None:
    feedback_with(asked, {}, Sender(has_agreed=True), area=register.areas["YE1927"].id)
    reply(SALMA, sent, "Done.")
    page = nadia.get(f"feedback/figures/?survey={asked.id}").text
    assert re.findall(r"<dd>([^<]*)</dd>", page) == ["1", "1", "1", "0"]


def test_signs_in_what_was_told_are_shown_as_signs(
    salma: Reader, asked: Survey, said: FieldDefinition, register: Register
) -> None:
    values = {said: "<script>alert(1)</script>"}
    sent = feedback_with(asked, values, Sender(has_agreed=True), area=register.areas["YE1211"].id)
    reply(SALMA, sent, "<script>alert(2)</script>")
    for address in ("feedback/?state=ALL", f"feedback/one/?id={sent.id}"):
        assert "<script>alert" not in salma.get(address).text
