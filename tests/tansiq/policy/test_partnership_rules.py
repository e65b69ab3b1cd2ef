"""Who reads a call, who is asked, and what each answers: those in charge all of it, an organisation its own."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Call, CallAnswer, CallAsk, CallInvitation, CallOffer
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.called import a_call, an_answer, invited, wells
from tests.people import AMIN, NOBODY, SALMA, portal
from tests.register import Register
from tests.tansiq.conftest import People

TABLES: list[Any] = [Call, CallAsk, CallInvitation, CallAnswer, CallOffer]


def _seen(viewer: Viewer) -> list[int]:
    return [visible(table, viewer).count() for table in TABLES]


@pytest.fixture
def call(register: Register, people: People) -> Call:
    """A call about wells in Khanfar, to which NRA and ADR are invited and answered; another one is prepared."""
    item = wells(register)
    row = a_call(item, {"offer_kind": "STAFF", "amount": 4})
    invited(register, row, "NRA", "ADR", "BKC")
    an_answer(register, row, "NRA", {"offer_kind": "STAFF", "amount": 2})
    an_answer(register, row, "ADR", {"offer_kind": "STAFF", "amount": 1}, {"offer_kind": "DAYS", "amount": 10})
    a_call(item, {"offer_kind": "DAYS", "amount": 4}, call_state="PREPARED")
    return row


def test_those_in_charge_read_all_and_an_organisation_its_own(call: Call, people: People) -> None:
    all_of_it = [2, 2, 3, 2, 3]
    assert [_seen(viewer) for viewer in (people.salma, people.nadia, AMIN)] == [all_of_it] * 3
    assert _seen(people.khaled) == [1, 1, 1, 1, 1]
    assert _seen(people.huda) == [1, 1, 1, 1, 2]


def test_others_read_the_open_call_and_nothing_of_who_answers(call: Call, people: People) -> None:
    assert [_seen(viewer) for viewer in (people.said, NOBODY, portal())] == [[1, 1, 0, 0, 0]] * 3


def test_a_portal_reads_the_answers_of_the_organisations_it_is_limited_to(call: Call, register: Register) -> None:
    adr = register.organization("ADR").id
    assert _seen(portal(organization_ids=(adr,))) == [1, 1, 1, 1, 2]
    assert _seen(portal(organization_ids=(adr,), scopes=("plans:read",))) == [1, 1, 0, 0, 0]
    assert _seen(portal(organization_ids=(adr,), scopes=("proposals:write",))) == [0, 0, 0, 0, 0]


def test_the_organisation_whose_plan_it_is_reads_all_answers(people: People, register: Register) -> None:
    plan = register.plan(organization=register.organization("ADR").id)
    call = a_call(wells(register, plan), {"offer_kind": "STAFF", "amount": 4})
    invited(register, call, "NRA")
    an_answer(register, call, "NRA", {"offer_kind": "STAFF", "amount": 2})
    assert _seen(people.huda) == [1, 1, 1, 1, 1]


def test_an_organisation_says_what_it_would_bring_and_nothing_of_what_becomes_of_it(
    call: Call, people: People, register: Register
) -> None:
    own, other = register.organization("NRA").id, register.organization("ADR").id
    given = CallAnswer(call=call.id, organization=own, note="We have a rig.")
    assert may(people.khaled, "CREATE", given)
    assert not may(people.khaled, "CREATE", CallAnswer(call=call.id, organization=other))
    assert not may(people.khaled, "CREATE", CallAnswer(call=call.id, organization=own, reason="No."))
    stored = CallAnswer.get(CallAnswer.organization == own)
    assert not may(people.khaled, "CHANGE", stored)
    assert not may(people.khaled, "CREATE", CallInvitation(call=call.id, organization=own))
    assert may(people.nadia, "CHANGE", stored)
    assert not may(people.said, "CHANGE", stored)


def test_nobody_accepts_their_own_answer(call: Call, people: People, register: Register) -> None:
    own = register.organization("NRA").id
    for state in ("ACCEPTED", "REFUSED"):
        with pytest.raises(Refused) as refused:
            changes.save(people.khaled, CallAnswer(call=call.id, organization=own, answer_state=state))
        assert ("STATE_SKIPPED", "answer_state") in {(fault.code, fault.field) for fault in refused.value.faults}


def test_what_is_archived_is_for_those_in_charge(call: Call, people: People) -> None:
    changes.archive(SALMA, Call.get_by_id(call.id))
    assert _seen(people.khaled)[0] == _seen(NOBODY)[0] == 0
    assert _seen(people.nadia)[0] == 2
