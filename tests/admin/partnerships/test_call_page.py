"""The pages of calls for partners: made, opened, answered, accepted and taken back; and who may not."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from tansiq.models import (
    Batch,
    Call,
    CallAnswer,
    CallAsk,
    CallInvitation,
    CallOffer,
    Commitment,
    Intervention,
    PlanItem,
)
from tansiq.platform import clock
from tests.admin.conftest import Reader
from tests.called import a_call, an_answer, invited, line, wells
from tests.register import Register
from tests.statements import told


@pytest.fixture
def item(register: Register) -> PlanItem:
    return wells(register, budget=10_000, currency="USD")


@pytest.fixture
def call(register: Register, item: PlanItem) -> Call:
    """NRA and ADR are invited; ADR offers staff and 30 metres."""
    row = a_call(item, line("STAFF", 4))
    invited(register, row, "NRA", "ADR")
    an_answer(register, row, "ADR", line("STAFF", 6), line("QUANTITY", 30))
    return row


def _page(reader: Reader, call: Call) -> str:
    answer = reader.get(f"calls/call/?id={call.id}")
    assert answer.status_code == 200
    return unescape(answer.text)


def _section(page: str, name: str) -> str:
    return page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


def test_from_the_page_of_an_item_one_leads_to_its_calls_and_to_those_suggested(salma: Reader, call: Call) -> None:
    calls = _section(unescape(salma.get(f"planitem/details/?id={call.item_id}").text), "calls")
    assert f"/admin/calls/call/?id={call.id}" in calls
    assert f"/admin/calls/call/suggest/?item={call.item_id}" in calls
    assert f"/admin/calls/call/new/?item={call.item_id}" in calls


def test_those_in_charge_make_a_call_and_open_it(nadia: Reader, item: PlanItem) -> None:
    today = clock.today()
    given: dict[str, Any] = {
        "item": item.id,
        "text_en": "Who digs with us?",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=9)).isoformat(),
        "amount-0": "١٬٥٠٠",
        "currency-0": "USD",
        "amount-3": "4",
        "text-3": "engineers",
    }
    nadia.post("calls/call/new/", **given)
    row = Call.get()
    asks = CallAsk.select().where(CallAsk.call == row.id).order_by(CallAsk.offer_kind)
    lines: list[Any] = [(one.offer_kind, one.amount, one.text) for one in asks]
    assert lines == [("MONEY", 1500, ""), ("STAFF", 4, "engineers")]
    nadia.post("calls/call/state/", id=row.id)
    assert Call.get_by_id(row.id).call_state == "OPEN"
    nadia.post("calls/call/state/", id=row.id)
    assert Call.get_by_id(row.id).call_state == "CLOSED"


def test_what_is_wrong_in_a_call_is_told_at_its_field_and_nothing_typed_is_lost(nadia: Reader, item: PlanItem) -> None:
    given: dict[str, Any] = {
        "item": item.id,
        "opens_on": "1 March 2026",
        "closes_on": "1 February 2026",
        "amount-0": "50%",
    }
    page = unescape(nadia.post("calls/call/new/", **given).text)
    for text in ("Say what is asked for", "The end is before the beginning", 'value="50%"', 'aria-invalid="true"'):
        assert text in page
    assert not Call.select().exists()


def test_a_partner_answers_and_a_newer_answer_is_said_to_replace_the_older(
    khaled: Reader, call: Call, register: Register
) -> None:
    nra = register.organization("NRA").id
    given: dict[str, Any] = {
        "id": call.id,
        "organization": nra,
        "amount-2": "60",
        "amount-4": "2",
        "text-4": "rigs",
        "note": "In May.",
    }
    khaled.post("calls/call/answer/", **given)
    page = _page(khaled, call)
    assert "Sent to those in charge of the plan." in page
    answer = _section(page, "answer")
    assert "Equipment: 2 (rigs)" in answer
    assert "what you send now replaces it" in answer
    khaled.post("calls/call/answer/", id=call.id, organization=nra, declined="1")
    assert "This answer replaces the one you sent before." in _page(khaled, call)
    assert [row.answer_state for row in CallAnswer.select().where(CallAnswer.organization == nra)] == [
        "REPLACED",
        "DECLINED",
    ]


def test_what_is_wrong_in_an_answer_is_told_at_its_line_with_all_that_was_typed(
    khaled: Reader, call: Call, register: Register
) -> None:
    nra = register.organization("NRA").id
    given: dict[str, Any] = {
        "id": call.id,
        "organization": nra,
        "amount-0": "-5",
        "amount-3": "many",
        "note": "In May.",
    }
    page = unescape(khaled.post("calls/call/answer/", **given).text)
    answer = _section(page, "answer")
    for text in ('value="-5"', 'value="many"', "In May.", "Say in which currency the amount is."):
        assert text in answer
    assert not CallOffer.select().join(CallAnswer).where(CallAnswer.organization == nra).exists()


def test_after_the_last_day_the_form_is_gone_and_says_why(khaled: Reader, register: Register, item: PlanItem) -> None:
    today = clock.today()
    late = a_call(item, opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    invited(register, late, "NRA")
    assert "This call was to be answered until" in _section(_page(khaled, late), "answer")
    refused = khaled.post("calls/call/answer/", id=late.id, organization=register.organization("NRA").id, declined="1")
    assert "This call was to be answered until" in refused.text
    assert not CallAnswer.select().exists()


def test_a_partner_reads_sums_and_nothing_of_what_another_one_answers(khaled: Reader, call: Call) -> None:
    page = _page(khaled, call)
    assert "2 more than is open" in page
    assert "ADR" not in page.split("<main")[1]


def test_those_in_charge_invite_accept_in_one_deed_and_take_it_back(
    nadia: Reader, call: Call, register: Register
) -> None:
    nadia.post("calls/call/invite/", id=call.id, organization=register.organization("BKC").id, note="We know you.")
    assert CallInvitation.select().count() == 3
    page = _page(nadia, call)
    assert "BKC Aid: invited, no answer yet" in page.replace("</strong>", "").replace("</bdi>", "")
    row = CallAnswer.get()
    nadia.post("calls/call/accept/", id=call.id, answer=row.id)
    assert "Accepted: commitments and the joint project were entered." in _page(nadia, call)
    assert Commitment.select().where(Commitment.archived_at.is_null()).count() == 1
    nadia.post("calls/call/undo/", id=call.id, batch=Batch.get().id)
    assert Commitment.select().where(Commitment.archived_at.is_null()).count() == 0
    assert not Intervention.select().where(Intervention.archived_at.is_null()).exists()
    assert CallAnswer.get_by_id(row.id).answer_state == "OFFERED"


def test_an_offer_that_is_not_taken_up_says_why(nadia: Reader, call: Call) -> None:
    row = CallAnswer.get()
    assert "Say why" in nadia.post("calls/call/refuse/", id=call.id, answer=row.id, reason=" ").text
    nadia.post("calls/call/refuse/", id=call.id, answer=row.id, reason="Others bring more.")
    assert "Others bring more." in _page(nadia, call)


def test_who_is_not_in_charge_does_nothing_of_that(khaled: Reader, visitor: Reader, call: Call) -> None:
    row = CallAnswer.get()
    for reader in (khaled, visitor):
        assert reader.post("calls/call/accept/", id=call.id, answer=row.id).status_code in (200, 403)
        assert reader.post("calls/call/state/", id=call.id).status_code == 403
        assert reader.post("calls/call/invite/", id=call.id, organization=1, note="").status_code == 403
        assert reader.get(f"calls/call/new/?item={call.item_id}").status_code == 403
    assert CallAnswer.get_by_id(row.id).answer_state == "OFFERED"
    assert Call.get_by_id(call.id).call_state == "OPEN"


def test_a_call_in_preparation_is_there_for_those_in_charge_alone(
    nadia: Reader, khaled: Reader, nobody: Reader, item: PlanItem
) -> None:
    row = a_call(item, call_state="PREPARED")
    assert nadia.get(f"calls/call/?id={row.id}").status_code == 200
    assert khaled.get(f"calls/call/?id={row.id}").status_code == 404
    assert khaled.get("calls/call/?id=x").status_code == 404


def test_suggestions_tell_what_each_part_adds_and_are_invited_from_there(
    nadia: Reader, call: Call, register: Register
) -> None:
    for acronym in ("NRA", "LAS"):
        register.site(register.intervention(acronym), "YE121121")
    page = unescape(nadia.get(f"calls/call/suggest/?item={call.item_id}").text)
    for text in ("Score: ", "At work in the area of the item: 1 site", "adds ", "not known", 'class="part-bar"'):
        assert text in page
    assert "Invited already." in page
    assert "Invite LAS Aid" in page
    nadia.post("calls/call/invite/", id=call.id, organization=register.organization("LAS").id, note="")
    assert CallInvitation.select().count() == 3


def test_more_answers_cost_no_more_statements(nadia: Reader, call: Call, register: Register) -> None:
    _page(nadia, call)
    with told() as few:
        _page(nadia, call)
    for number in range(6):
        invited(register, call, f"M{number}")
        an_answer(register, call, f"M{number}", line("STAFF", 1))
    with told() as many:
        _page(nadia, call)
    assert len(many) <= len(few)
