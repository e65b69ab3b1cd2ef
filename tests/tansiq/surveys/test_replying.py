"""Replying to feedback: by whoever is in charge of where it lies, and without the person where it is published."""

import threading
import time
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Entry, Feedback, FeedbackReply, FieldDefinition, HistoryEntry, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.platform.mailing import Delivery, Mail, Outbox
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tansiq.surveys.answering import Sender
from tansiq.surveys.feedback import last_reply
from tansiq.surveys.reply_mail import mail_replies
from tansiq.surveys.replying import hand_over, may_publish, may_reply, places_to_hand_over, publish, reply
from tests.conftest import Committed
from tests.definitions import name_of
from tests.people import AMIN, NOBODY, SALMA, officer, people_of
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with, question
from tests.tansiq.records.test_transactions import at_once

CONSENT = {"consent_en": "I agree."}


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def called(told: TypeDefinition) -> FieldDefinition:
    """Who they are, which is personal."""
    return question(told, "called", is_personal=True)


@pytest.fixture
def asked(told: TypeDefinition, called: FieldDefinition, register: Register) -> Survey:
    return feedback_survey(told, area=register.areas["YE"].id, **CONSENT)


@pytest.fixture
def sent(asked: Survey, called: FieldDefinition, register: Register, outbox: Outbox) -> Feedback:
    """From Khanfar in Abyan, with a name and an address."""
    sender = Sender(has_agreed=True, email="amal@example.org")
    return feedback_with(asked, {called: "Amal"}, sender, area=register.areas["YE1211"].id)


def _fresh(feedback: Feedback) -> Feedback:
    found: Feedback = Feedback.get_by_id(feedback.id)
    return found


def _codes(deed: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        deed()
    return [fault.code for fault in refusal.value.faults]


def test_who_sees_feedback_and_who_replies(sent: Feedback, register: Register) -> None:
    people = {**people_of(register), "officer elsewhere": officer(register.areas["YE19"].id)}
    sees = {name for name, viewer in people.items() if visible(Feedback, viewer).exists()}
    replies = {name for name, viewer in people.items() if may_reply(viewer, sent)}
    assert (sees, replies) == ({"ministry admin", "officer", "auditor"}, {"ministry admin", "officer"})
    for name in people.keys() - replies:
        deeds: list[Any] = [
            lambda viewer: reply(viewer, sent, "We are on it."), lambda viewer: publish(viewer, sent),
            lambda viewer: hand_over(viewer, sent, register.areas["YE1210"].id),
        ]  # fmt: skip
        assert [_codes(lambda deed=deed, name=name: deed(people[name])) for deed in deeds] == [["FORBIDDEN"]] * 3
    nadia, said = people["officer"], people["officer elsewhere"]
    assert [may_see_field(who, "email", sent) for who in (SALMA, nadia, said, AMIN)] == [True, True, False, False]
    assert not any(may_see_field(viewer, "digest", sent) for viewer in people.values())


def test_nobody_else_sees_it_once_it_is_published_and_nobody_the_person(
    sent: Feedback, called: FieldDefinition, register: Register
) -> None:
    nadia = officer(register.areas["YE12"].id)
    assert may_publish(nadia, sent)
    reply(nadia, sent, "The pump runs again.", is_published=True)
    readers = {
        name: viewer for name, viewer in people_of(register).items() if name in ("anonymous", "portal", "partner")
    }
    for viewer in readers.values():
        [row] = visible(Entry, viewer)
        assert not may_see_field(viewer, name_of(called), row)
        assert "Amal" not in f"{row.title} {row.search}"
        assert not visible(Feedback, viewer).exists()
        assert not visible(FeedbackReply, viewer).exists()
    assert not may_publish(nadia, _fresh(sent))
    publish(nadia, _fresh(sent), is_published=False)
    assert not visible(Entry, NOBODY).exists()
    assert HistoryEntry.select().where(HistoryEntry.record_type == "entry").count() == 3


def test_a_reply_is_corrected_by_another_and_counts_from_the_first(sent: Feedback, register: Register) -> None:
    nadia = officer(register.areas["YE12"].id)
    reply(nadia, sent, " We  are on it.\r\nSoon. ", seen=0)
    first = _fresh(sent).replied_at
    assert _codes(lambda: reply(SALMA, sent, "Another one.", seen=0)) == ["CONFLICT"]
    reply(SALMA, sent, "Done.", seen=1)
    stored = _fresh(sent)
    last: Any = last_reply(stored)
    assert (stored.replied_at, stored.state(clock.today()), last.text) == (first, "REPLIED", "Done.")
    assert [one.text for one in stored.replies.order_by(FeedbackReply.id)] == ["We are on it.\nSoon.", "Done."]


@pytest.mark.parametrize(
    ("text", "code"), [(" \n", "MISSING"), ("x" * 4_001, "TOO_LONG"), ("so\x00so", "BAD_CHARACTER")]
)
def test_a_reply_says_something(sent: Feedback, text: str, code: str) -> None:
    assert _codes(lambda: reply(SALMA, sent, text)) == [code]
    assert (FeedbackReply.select().count(), _fresh(sent).replied_at) == (0, None)


def test_nothing_is_published_of_what_is_for_few(register: Register) -> None:
    of = complaints(key="inner", policy="OFFICERS")
    sent = feedback_with(feedback_survey(of, area=register.areas["YE1211"].id), {})
    assert not may_publish(SALMA, sent)
    assert _codes(lambda: reply(SALMA, sent, "Done.", is_published=True)) == ["NOT_PUBLIC"]
    assert not FeedbackReply.select().exists()


def test_it_is_handed_over_to_a_district_that_is_not_in_ones_charge(sent: Feedback, register: Register) -> None:
    nadia, said = officer(register.areas["YE12"].id), officer(register.areas["YE19"].id)
    hand_over(nadia, sent, register.areas["YE1927"].id)
    sent = _fresh(sent)
    assert [visible(Feedback, who).exists() for who in (nadia, said)] == [False, True]
    assert (may_reply(nadia, sent), may_reply(said, sent)) == (False, True)
    last = HistoryEntry.select().where(HistoryEntry.record_type == "entry").order_by(HistoryEntry.id.desc()).first()
    assert (last.act, last.actor) == ("CHANGE", "Nadia")
    pcodes = [area.pcode for area in places_to_hand_over(sent)]
    assert ("YE1927" in pcodes, "YE1211" in pcodes) == (False, True)
    assert _codes(lambda: hand_over(said, sent, register.areas["YE12"].id)) == ["MISSING"]


def test_what_was_archived_is_replied_to_no_more(sent: Feedback) -> None:
    changes.archive(SALMA, Entry.get_by_id(sent.entry_id))
    sent = _fresh(sent)
    assert not may_reply(SALMA, sent)
    assert _codes(lambda: reply(SALMA, sent, "Done.")) == ["ARCHIVED"]


def test_a_reply_is_mailed_and_so_is_its_correction(sent: Feedback, outbox: Outbox) -> None:
    for text in ("We are on it.", "Done."):
        reply(SALMA, _fresh(sent), text)
    assert [mail.to for mail in outbox.mails] == ["amal@example.org"] * 2
    assert "Done." in outbox.mails[1].text
    assert "/admin/answer/reply" in outbox.mails[1].text
    assert (_fresh(sent).is_unmailed, mail_replies()) == (False, 0)


def test_without_an_address_nothing_is_mailed(asked: Survey, register: Register, outbox: Outbox) -> None:
    sent = feedback_with(asked, {}, Sender(has_agreed=True), area=register.areas["YE1211"].id)
    reply(SALMA, sent, "Done.")
    assert outbox.mails == []


def test_a_viewer_keeps_no_wider_rights_after_handing_over(sent: Feedback, register: Register) -> None:
    nadia: Viewer = officer(register.areas["YE1211"].id)
    hand_over(nadia, sent, register.areas["YE1210"].id)
    assert _codes(lambda: reply(nadia, _fresh(sent), "Mine still?")) == ["FORBIDDEN"]


def test_of_two_who_reply_in_the_same_moment_one_is_kept_and_the_other_told(committed: Committed) -> None:
    sent = feedback_with(feedback_survey(complaints()), {}, area=committed.register.areas["YE1211"].id)
    is_written, codes = threading.Event(), list[str]()

    def first() -> None:
        with changes.together():
            reply(SALMA, _fresh(sent), "We are on it.", seen=0)
            is_written.set()
            # The other one comes while nobody but its writer sees this.
            time.sleep(0.3)

    def second() -> None:
        is_written.wait(10)
        codes.extend(_codes(lambda: reply(SALMA, _fresh(sent), "Done.", seen=0)))

    at_once(first, second)
    assert codes == ["CONFLICT"]
    assert [one.text for one in FeedbackReply.select()] == ["We are on it."]


def test_a_correction_that_says_less_is_mailed_though_it_stood_in_the_mail_before(
    sent: Feedback, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written while the first one is on its way, and its words stand in that one too."""
    usual = outbox.deliver

    def deliver(mail: Mail) -> Delivery:
        if not outbox.mails:
            FeedbackReply.create(feedback=sent.id, text="Done.", actor="Nadia")
        return usual(mail)

    monkeypatch.setattr(outbox, "deliver", deliver)
    reply(SALMA, sent, "Done. Your pump runs.")
    assert _fresh(sent).is_unmailed
    assert mail_replies() == 1
    assert ("Your pump runs" in outbox.mails[0].text, "Your pump runs" in outbox.mails[1].text) == (True, False)
    assert (_fresh(sent).is_unmailed, mail_replies()) == (False, 0)


def test_the_same_words_once_more_are_no_correction(sent: Feedback, outbox: Outbox) -> None:
    reply(SALMA, sent, "Done.")
    reply(SALMA, _fresh(sent), " Done. ", is_published=True, seen=1)
    assert (FeedbackReply.select().count(), len(outbox.mails)) == (1, 1)
    assert Entry.get_by_id(sent.entry_id).is_published
    assert _codes(lambda: reply(SALMA, _fresh(sent), "Done.", seen=1)) == ["NOTHING_DIFFERS"]
