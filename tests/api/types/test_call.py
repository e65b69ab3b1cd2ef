"""Calls for partners over GraphQL: what is asked, what all offer, who may read an answer, and answering."""

from typing import Any

import pytest

from tansiq.models import Call, CallAnswer
from tansiq.policy.viewer import Viewer
from tests.api.all_questions import answered
from tests.api.schema_client import ask
from tests.called import a_call, an_answer, invited, line, wells
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told

CALLS = """{ calls { totalCount edges { node { id item { name } text(language: EN) state opensOn closesOn project { id }
  asks { kind amount currency text } answers { organization { acronym } state offers { kind amount currency } }
  sums { kind currency unit asked accepted offered open } } } } }"""
ANSWER = """mutation ($input: CallAnswerInput!, $key: String) { callAnswer(input: $input, clientKey: $key) { __typename
  ... on Refusal { faults { code field message } }
  ... on CallDeed { hasReplaced call { id } answer { id state note offers { kind amount currency text } } } } }"""


@pytest.fixture
def call(register: Register) -> Call:
    """NRA and ADR are invited to dig wells; NRA offers money and staff. Another call is prepared."""
    item = wells(register)
    row = a_call(item, line("STAFF", 4, text="engineers"))
    invited(register, row, "NRA", "ADR")
    an_answer(register, row, "NRA", line("STAFF", 3), line("MONEY", 500, "USD"))
    a_call(item, call_state="PREPARED")
    return row


def _portal(register: Register, acronym: str) -> Viewer:
    return portal(organization_ids=(register.organization(acronym).id,))


def _told(viewer: Viewer) -> Any:
    return [one["node"] for one in ask(CALLS, viewer)["calls"]["edges"]]


def _answer(viewer: Viewer, key: str | None = None, **given: Any) -> Any:
    return ask(ANSWER, viewer, {"input": given, "key": key})["callAnswer"]


def _faults(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return [(fault["code"], fault["field"]) for fault in answer["faults"]]


def test_everybody_reads_what_is_asked_and_what_all_offer_together_and_nobody_elses_answer(
    call: Call, register: Register
) -> None:
    for viewer in (NOBODY, portal(), _portal(register, "ADR")):
        [node] = _told(viewer)
        assert node["asks"] == [{"kind": "STAFF", "amount": "4.00", "currency": "", "text": "engineers"}]
        assert [(one["kind"], one["currency"], one["offered"], one["open"]) for one in node["sums"]] == [
            ("MONEY", "USD", "500.00", None),
            ("QUANTITY", "", "0.00", "100.00"),
            ("STAFF", "", "3.00", "4.00"),
        ]
        assert (node["state"], node["text"], node["answers"]) == ("OPEN", "Who digs wells with us?", [])


def test_an_organisation_reads_its_own_answer_and_those_in_charge_all(call: Call, register: Register) -> None:
    [node] = _told(_portal(register, "NRA"))
    assert [one["organization"]["acronym"] for one in node["answers"]] == ["NRA"]
    assert [len(one["answers"]) for one in _told(SALMA)] == [1, 0]


def test_a_portal_answers_and_its_newest_answer_counts(call: Call, register: Register) -> None:
    adr = _portal(register, "ADR")
    offers = [{"kind": "MONEY", "amount": "1000.50", "currency": "USD"}, {"kind": "SITES", "amount": "2"}]
    first = _answer(adr, call=call.id, offers=offers, note="From May on.")
    assert (first["hasReplaced"], first["answer"]["state"], len(first["answer"]["offers"])) == (False, "OFFERED", 2)
    second = _answer(adr, call=call.id, isDeclined=True)
    assert (second["hasReplaced"], second["answer"]["state"]) == (True, "DECLINED")


def test_what_is_sent_twice_with_one_key_is_answered_once(call: Call, register: Register) -> None:
    adr = _portal(register, "ADR")
    given = {"call": call.id, "offers": [{"kind": "STAFF", "amount": "1"}]}
    assert _answer(adr, "once", **given) == _answer(adr, "once", **given)
    assert CallAnswer.select().where(CallAnswer.organization == register.organization("ADR").id).count() == 1


@pytest.mark.parametrize(
    ("offer", "wrong"),
    [
        ({"kind": "MONEY", "amount": "-1", "currency": "USD"}, ("NEGATIVE", "offers.0.amount")),
        ({"kind": "MONEY", "amount": "1"}, ("CURRENCY_MISSING", "offers.0.currency")),
        ({"kind": "DAYS", "amount": "1", "currency": "USD"}, ("NOT_MONEY", "offers.0.currency")),
    ],
)
def test_what_is_wrong_is_told_at_its_line(
    call: Call, register: Register, offer: dict[str, str], wrong: tuple[str, str]
) -> None:
    assert _faults(_answer(_portal(register, "ADR"), call=call.id, offers=[offer])) == [wrong]


def test_nobody_answers_for_others_or_a_call_that_is_hidden(call: Call, register: Register) -> None:
    adr, prepared = _portal(register, "ADR"), Call.get(Call.call_state == "PREPARED")
    nra = register.organization("NRA").id
    given: dict[str, Any] = {"call": call.id, "isDeclined": True}
    assert _faults(_answer(adr, **given, organization=nra)) == [("FORBIDDEN", "organization")]
    assert _faults(_answer(portal(), **given, organization=nra)) == [("FORBIDDEN", "organization")]
    assert _faults(_answer(adr, call=prepared.id, isDeclined=True)) == [("NOT_FOUND", "call")]
    [error] = answered(f"mutation {{ callAnswer(input: {{call: {call.id}}}) {{ __typename }} }}", SALMA)["errors"]
    assert error["extensions"]["code"] == "TOKEN_NEEDED"


def test_more_calls_cost_no_more_statements(call: Call, register: Register) -> None:
    with told() as few:
        assert len(_told(portal())) == 1
    for _ in range(5):
        an_answer(register, _invited(register), "NRA", line("STAFF", 1))
    with told() as many:
        assert len(_told(portal())) == 6
    assert len(many) == len(few)


def _invited(register: Register) -> Call:
    call = a_call(wells(register), line("DAYS", 10))
    invited(register, call, "NRA")
    return call
