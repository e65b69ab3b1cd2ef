"""Answers of organisations to a call: the newer one counts, sums go by currency, what is wrong is told at its line."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Call, CallAnswer, CallAsk, CallOffer, Notice, Organization
from tansiq.partnerships.answering import Answered, Said, answer
from tansiq.partnerships.inviting import invite, save_call
from tansiq.partnerships.offers import Offer
from tansiq.partnerships.sums import Held, sums_of
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.called import a_call, an_answer, invited, wells
from tests.people import SALMA, portal
from tests.register import Register
from tests.tansiq.conftest import People

RIG = Offer("EQUIPMENT", 2, "", "drilling rigs")


@pytest.fixture
def call(register: Register, people: People) -> Call:
    """NRA and ADR are invited to dig 100 metres of wells, for which the item has 10,000 dollars."""
    row = a_call(wells(register, budget=10_000, currency="USD"), {"offer_kind": "STAFF", "amount": 4})
    invited(register, row, "NRA", "ADR")
    return row


def _answer(viewer: Viewer, call: Call, *offers: Offer, organization: int | None = None, **said: Any) -> Answered:
    return answer(viewer, call, organization, Said(offers, **said))


def _lines(row: CallAnswer) -> list[CallOffer]:
    return list(CallOffer.select().where(CallOffer.answer == row.id).order_by(CallOffer.id))


def _faults(viewer: Viewer, call: Call, *offers: Offer, **said: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        _answer(viewer, call, *offers, **said)
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_an_organisation_says_what_it_would_bring(call: Call, people: People) -> None:
    done = _answer(people.khaled, call, Offer("MONEY", Decimal("2500.50"), "USD"), RIG, note="From May on.")
    assert (done.has_replaced, done.answer.answer_state, done.answer.is_recorded) == (False, "OFFERED", False)
    kept = [(one.offer_kind, one.amount, one.currency, one.text) for one in _lines(done.answer)]
    assert sorted(kept) == [("EQUIPMENT", 2, "", "drilling rigs"), ("MONEY", Decimal("2500.50"), "USD", "")]


def test_a_newer_answer_replaces_the_older_one_and_says_so(call: Call, people: People) -> None:
    first = _answer(people.khaled, call, RIG).answer
    second = _answer(people.khaled, call, Offer("STAFF", 3))
    third = _answer(people.khaled, call, is_declined=True)
    assert (second.has_replaced, third.has_replaced) == (True, True)
    states = {row.id: row.answer_state for row in CallAnswer.select()}
    assert states == {first.id: "REPLACED", second.answer.id: "REPLACED", third.answer.id: "DECLINED"}


def test_only_the_newest_answer_of_each_is_added_up_and_currencies_stay_apart(call: Call, people: People) -> None:
    _answer(people.khaled, call, Offer("MONEY", 9_000, "USD"))
    _answer(people.khaled, call, Offer("MONEY", 1_000, "USD"), Offer("MONEY", 500, "EUR"), Offer("QUANTITY", 80))
    _answer(people.huda, call, Offer("MONEY", 2_000, "USD"), Offer("STAFF", 6), Offer("QUANTITY", 30))
    assert sums_of(call) == [
        Held("MONEY", "EUR", "", None, Decimal(0), Decimal(500), None),
        Held("MONEY", "USD", "", Decimal(10_000), Decimal(0), Decimal(3_000), Decimal(10_000)),
        Held("QUANTITY", "", "metres", Decimal(100), Decimal(0), Decimal(110), Decimal(100)),
        Held("STAFF", "", "", Decimal(4), Decimal(0), Decimal(6), Decimal(4)),
    ]
    beyond: list[tuple[Any, Any]] = [(one.excess, one.lacking) for one in sums_of(call)]
    assert beyond == [
        (0, None),
        (0, 7_000),
        (10, 0),
        (2, 0),
    ]


@pytest.mark.parametrize(
    ("offer", "wrong"),
    [
        (Offer("MONEY", -5, "USD"), ("NEGATIVE", "offers.1.amount")),
        (Offer("MONEY", 0, "USD"), ("OUT_OF_RANGE", "offers.1.amount")),
        (Offer("STAFF", "50%"), ("INVALID", "offers.1.amount")),
        (Offer("STAFF", None), ("MISSING", "offers.1.amount")),
        (Offer("MONEY", 5), ("CURRENCY_MISSING", "offers.1.currency")),
        (Offer("MONEY", 5, "QQQ"), ("UNKNOWN_CODE", "offers.1.currency")),
        (Offer("STAFF", 5, "USD"), ("NOT_MONEY", "offers.1.currency")),
        (Offer("LUCK", 5), ("UNKNOWN_CODE", "offers.1.kind")),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_nothing_is_kept(
    call: Call, people: People, offer: Offer, wrong: tuple[str, str]
) -> None:
    assert _faults(people.khaled, call, RIG, offer) == [wrong]
    assert (CallAnswer.select().count(), CallOffer.select().count()) == (0, 0)


def test_whoever_takes_part_offers_something_and_whoever_does_not_offers_nothing(call: Call, people: People) -> None:
    assert _faults(people.khaled, call) == [("NOTHING_OFFERED", "offers")]
    assert _faults(people.khaled, call, RIG, is_declined=True) == [("NOTHING_OFFERED", "offers")]
    assert _faults(people.khaled, call, *[RIG] * 21) == [("TOO_MANY", "offers")]


def test_work_is_offered_where_the_item_has_a_unit(register: Register, people: People) -> None:
    call = a_call(register.item(register.plan(), "Advice"))
    invited(register, call, "NRA")
    assert _faults(people.khaled, call, Offer("QUANTITY", 5)) == [("UNIT_MISSING", "offers.0.kind")]


def test_nobody_speaks_for_another_organisation_but_those_in_charge_who_record_it(
    call: Call, people: People, register: Register
) -> None:
    adr = register.organization("ADR").id
    assert _faults(people.khaled, call, RIG, organization=adr) == [("FORBIDDEN", "organization")]
    assert _faults(people.said, call, RIG, organization=adr) == [("FORBIDDEN", "organization")]
    assert _faults(people.nadia, call, RIG) == [("MISSING", "organization")]
    done = _answer(people.nadia, call, RIG, organization=adr)
    assert (done.answer.is_recorded, done.answer.organization_id) == (True, adr)


def test_a_portal_answers_for_the_organisations_it_is_limited_to(call: Call, register: Register) -> None:
    adr, nra = register.organization("ADR").id, register.organization("NRA").id
    limited = portal(organization_ids=(adr,))
    assert _answer(limited, call, RIG).answer.organization_id == adr
    assert _faults(limited, call, RIG, organization=nra) == [("FORBIDDEN", "organization")]
    assert _faults(portal(), call, RIG, organization=nra) == [("FORBIDDEN", "organization")]


def test_after_its_last_day_nobody_answers(call: Call, people: People) -> None:
    call.opens_on, call.closes_on = clock.today() - timedelta(days=3), clock.today() - timedelta(days=1)
    changes.save(SALMA, call)
    assert _faults(people.khaled, call, RIG) == [("TOO_LATE", "call")]


def test_whoever_was_archived_meanwhile_or_is_not_invited_does_not_answer(
    call: Call, people: People, register: Register
) -> None:
    changes.archive(SALMA, Organization.get_by_id(register.organization("NRA").id))
    nra = register.organization("NRA").id
    assert _faults(people.khaled, call, RIG, organization=nra) == [("ORGANIZATION_GONE", "organization")]
    bkc = register.organization("BKC").id
    assert _faults(people.nadia, call, RIG, organization=bkc) == [("NOT_INVITED", "organization")]


def test_a_merged_organisation_replaces_what_it_said_by_its_old_name(
    call: Call, people: People, register: Register
) -> None:
    older = an_answer(register, call, "NRA", {"offer_kind": "STAFF", "amount": 2})
    row = Organization.get_by_id(register.organization("NRA").id)
    row.canonical = register.organization("ADR")
    changes.save(SALMA, row)
    assert _answer(people.huda, call, Offer("STAFF", 3)).has_replaced
    assert CallAnswer.get_by_id(older.id).answer_state == "REPLACED"


def _told(viewer: Viewer) -> list[str]:
    rows = Notice.select().where(Notice.account == viewer.account_id, Notice.kind.startswith("CALL"))
    return [row.event for row in rows.order_by(Notice.id)]


def test_those_invited_and_those_in_charge_are_told(call: Call, people: People, register: Register) -> None:
    invite(people.nadia, a_call(wells(register)), register.organization("NRA").id, "We know your rig.")
    assert _told(people.khaled) == ["INVITED"]
    _answer(people.khaled, call, RIG)
    _answer(people.khaled, call, Offer("STAFF", 1))
    assert (_told(people.nadia), _told(people.said), _told(people.huda)) == (["ANSWERED", "ANSWERED"], [], [])


def test_a_call_is_saved_with_what_it_asks_or_not_at_all(register: Register, people: People) -> None:
    today = clock.today()
    row = Call(item=wells(register).id, text_en="Who digs?", opens_on=today, closes_on=today)
    with pytest.raises(Refused) as refused:
        save_call(people.nadia, row, [Offer("STAFF", 2), Offer("MONEY", 5)])
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("CURRENCY_MISSING", "offers.1.currency")]
    assert not Call.select().exists()
    save_call(people.nadia, row, [Offer("STAFF", 2)])
    assert [one.amount for one in CallAsk.select().where(CallAsk.call == row.id)] == [2]
