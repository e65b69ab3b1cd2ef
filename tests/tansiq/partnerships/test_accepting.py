"""Accepted offers become commitments and a joint project, whose partners are warned of no overlap; all can be taken
back."""

from decimal import Decimal
from typing import Any

import pytest

from tansiq.duplication.find_overlaps import overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.faults import Refused
from tansiq.models import (
    Call,
    CallAnswer,
    Commitment,
    Intervention,
    Notice,
    Organization,
    Partnership,
    PlanItem,
    PlanItemSector,
    Project,
    Site,
)
from tansiq.partnerships.accepting import accept, refuse, take_back
from tansiq.partnerships.answering import Said, answer
from tansiq.partnerships.offers import Offer
from tansiq.partnerships.sums import sums_of
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.called import a_call, an_answer, invited, line, wells
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.fixture
def call(register: Register, people: People) -> Call:
    """NRA offers 60 metres and money in two currencies, ADR 30 metres and staff; BKC staff."""
    row = a_call(wells(register, budget=10_000, currency="USD"), {"offer_kind": "STAFF", "amount": 4})
    invited(register, row, "NRA", "ADR", "BKC")
    an_answer(
        register, row, "NRA", line("QUANTITY", 60), line("MONEY", 4_000, "USD"), line("MONEY", 900, "EUR", "in kind")
    )
    an_answer(register, row, "ADR", line("QUANTITY", 30), line("STAFF", 2, text="engineers"))
    an_answer(register, row, "BKC", line("STAFF", 3))
    return row


def _ids(call: Call, register: Register, *acronyms: str) -> list[int]:
    wanted = [register.organization(one).id for one in acronyms]
    rows = CallAnswer.select().where(CallAnswer.call == call.id, CallAnswer.organization.in_(wanted))
    return [row.id for row in rows.order_by(CallAnswer.id)]


def _works() -> list[Intervention]:
    return list(Intervention.select().where(Intervention.archived_at.is_null()).order_by(Intervention.id))


def _faults(deed: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        deed()
    return [(fault.code, fault.field) for fault in refused.value.faults]


def _overlaps() -> list[Any]:
    return list(overlaps(SALMA, OverlapQuestion(within="YE"), 50).overlaps)


def test_offers_become_commitments_work_in_its_unit_and_money_by_its_currency(
    call: Call, people: People, register: Register
) -> None:
    accept(people.nadia, call, _ids(call, register, "NRA", "ADR"))
    rows = Commitment.select().order_by(Commitment.id)
    told = [(row.organization.acronym, row.quantity, row.amount, row.currency, row.commitment_state) for row in rows]
    assert told == [
        ("NRA", Decimal(60), Decimal(900), "EUR", "AGREED"),
        ("NRA", None, Decimal(4_000), "USD", "AGREED"),
        ("ADR", Decimal(30), None, "", "AGREED"),
    ]
    assert "engineers" in rows[2].remark
    assert all(row.intervention and row.intervention.organization_id == row.organization_id for row in rows)
    assert {row.answer_state for row in CallAnswer.select()} == {"ACCEPTED", "OFFERED"}


def test_the_joint_project_has_a_lead_and_implementing_partners(call: Call, people: People, register: Register) -> None:
    accept(people.nadia, call, _ids(call, register, "NRA", "ADR", "BKC"), register.organization("ADR").id)
    project = Project.get()
    assert Call.get_by_id(call.id).project_id == project.id
    assert project.organization_id == register.organization("ADR").id
    roles = {
        row.organization.acronym: sorted(
            (one.organization.acronym, one.role)
            for one in Partnership.select().where(Partnership.intervention == row.id)
        )
        for row in _works()
    }
    assert roles == {
        "NRA": [("ADR", "PROGRAMMING"), ("BKC", "IMPLEMENTING")],
        "ADR": [("BKC", "IMPLEMENTING"), ("NRA", "IMPLEMENTING")],
        "BKC": [("ADR", "PROGRAMMING"), ("NRA", "IMPLEMENTING")],
    }
    assert all(row.project_id == project.id and row.status == "PLANNED" for row in _works())
    assert {site.area.pcode for site in Site} == {"YE121121"}


def test_no_overlap_is_warned_of_between_its_partners(call: Call, people: People, register: Register) -> None:
    accept(people.nadia, call, _ids(call, register, "NRA", "ADR", "BKC"))
    assert (len(_works()), _overlaps()) == (3, [])
    # Of the same work by somebody else it is: nothing but their partnership keeps them apart.
    other = register.intervention("OTH", starts_on=_works()[0].starts_on, ends_on=_works()[0].ends_on)
    register.site(other, "YE121121")
    assert len(_overlaps()) == 3
    Partnership.delete().execute()
    changes.archive(SALMA, other)
    assert len(_overlaps()) == 3


def test_a_further_offer_joins_the_project_that_is_there(call: Call, people: People, register: Register) -> None:
    accept(people.nadia, call, _ids(call, register, "NRA"))
    accept(people.nadia, call, _ids(call, register, "ADR"), register.organization("ADR").id)
    assert Project.select().count() == 1
    assert [row.organization.acronym for row in _works()] == ["NRA", "ADR"]
    assert _overlaps() == []


def test_it_is_one_deed_that_is_taken_back_as_a_whole(call: Call, people: People, register: Register) -> None:
    batch = accept(people.nadia, call, _ids(call, register, "NRA", "ADR"))
    result = undo(people.nadia, batch)
    assert result.left == []
    assert (_works(), Commitment.select().where(Commitment.archived_at.is_null()).count()) == ([], 0)
    assert Call.get_by_id(call.id).project_id is None
    assert {row.answer_state for row in CallAnswer.select()} == {"OFFERED"}
    accept(people.nadia, Call.get_by_id(call.id), _ids(call, register, "NRA"))
    assert len(_works()) == 1


def test_whoever_is_in_charge_takes_it_back_wherever_the_organisations_have_their_seats(
    call: Call, people: People, register: Register
) -> None:
    batch = accept(people.nadia, call, _ids(call, register, "ADR"))
    assert _faults(lambda: take_back(people.said, call, batch.id)) == [("FORBIDDEN", "")]
    other = a_call(wells(register))
    assert _faults(lambda: take_back(people.nadia, other, batch.id)) == [("NOT_FOUND", "")]
    assert take_back(people.nadia, call, batch.id).left == []
    assert (_works(), Project.get().archived_at is None) == ([], False)


def test_what_was_accepted_is_open_no_more(call: Call, people: People, register: Register) -> None:
    accept(people.nadia, call, _ids(call, register, "NRA", "ADR"))
    held: dict[tuple[str, str], Any] = {
        (one.kind, one.currency): (one.accepted, one.offered, one.open) for one in sums_of(call)
    }
    assert held == {
        ("MONEY", "EUR"): (900, 0, None),
        ("MONEY", "USD"): (4_000, 0, 6_000),
        ("QUANTITY", ""): (90, 0, 10),
        ("STAFF", ""): (2, 3, 2),
    }


def test_whoever_is_not_in_charge_accepts_nothing(call: Call, people: People, register: Register) -> None:
    ids = _ids(call, register, "NRA")
    viewers: list[Viewer] = [people.khaled, people.said]
    for viewer in viewers:
        assert _faults(lambda viewer=viewer: accept(viewer, call, ids)) == [("FORBIDDEN", "")]
        assert _faults(lambda viewer=viewer: refuse(viewer, call, ids[0], "No.")) == [("FORBIDDEN", "")]


def test_an_answer_that_was_replaced_or_decided_on_meanwhile_is_not_accepted(
    call: Call, people: People, register: Register
) -> None:
    ids = _ids(call, register, "NRA")
    answer(people.khaled, call, None, Said([Offer("STAFF", 1)]))
    assert _faults(lambda: accept(people.nadia, call, ids)) == [("DECIDED", "answers")]
    newest = _ids(call, register, "NRA")[-1]
    accept(people.nadia, call, [newest])
    assert _faults(lambda: accept(people.nadia, call, [newest])) == [("DECIDED", "answers")]
    assert _faults(lambda: accept(people.nadia, call, [])) == [("MISSING", "answers")]
    with pytest.raises(Refused) as refused:
        answer(people.khaled, call, None, Said([Offer("STAFF", 2)]))
    assert refused.value.code == "ACCEPTED"


def test_an_organisation_that_was_archived_meanwhile_is_not_accepted_and_a_merged_one_counts_as_the_other(
    call: Call, people: People, register: Register
) -> None:
    changes.archive(SALMA, Organization.get_by_id(register.organization("BKC").id))
    gone = _ids(call, register, "BKC")
    assert _faults(lambda: accept(people.nadia, call, gone)) == [("ORGANIZATION_GONE", "organization")]
    row = Organization.get_by_id(register.organization("ADR").id)
    row.canonical = register.organization("LAS")
    changes.save(SALMA, row)
    accept(people.nadia, call, _ids(call, register, "ADR"))
    assert [work.organization.acronym for work in _works()] == ["LAS"]


@pytest.mark.parametrize(("values", "code"), [({"item_state": "DONE"}, "ITEM_DONE"), ({}, "ITEM_GONE")])
def test_nothing_is_accepted_for_an_item_that_is_done_or_archived(
    call: Call, people: People, register: Register, values: dict[str, Any], code: str
) -> None:
    item = PlanItem.get_by_id(call.item_id)
    for name, value in values.items():
        setattr(item, name, value)
    if values:
        changes.save(SALMA, item)
    else:
        changes.archive(SALMA, item)
    ids = _ids(call, register, "NRA")
    assert _faults(lambda: accept(people.nadia, call, ids)) == [(code, "item")]
    assert _works() == []


def test_who_leads_is_one_of_them_and_the_item_names_a_sector(call: Call, people: People, register: Register) -> None:
    ids, other = _ids(call, register, "NRA"), register.organization("OTH").id
    assert _faults(lambda: accept(people.nadia, call, ids, other)) == [("NO_PARTNER", "lead")]
    changes.replace_parts(SALMA, PlanItem.get_by_id(call.item_id), PlanItemSector, [])
    assert _faults(lambda: accept(people.nadia, call, ids)) == [("SECTOR_MISSING", "item")]


def test_the_organisation_that_answers_for_the_item_may_lead(call: Call, people: People, register: Register) -> None:
    item = PlanItem.get_by_id(call.item_id)
    item.organization = register.organization("MIN")
    changes.save(SALMA, item)
    accept(people.nadia, call, _ids(call, register, "NRA"), register.organization("MIN").id)
    [work] = _works()
    assert [
        (one.organization.acronym, one.role) for one in Partnership.select().where(Partnership.intervention == work.id)
    ] == [("MIN", "PROGRAMMING")]


def test_an_offer_that_is_not_taken_up_says_why_and_both_are_told(
    call: Call, people: People, register: Register
) -> None:
    [nra], [adr] = _ids(call, register, "NRA"), _ids(call, register, "ADR")
    assert _faults(lambda: refuse(people.nadia, call, nra, "")) == [("REASON_MISSING", "reason")]
    refuse(people.nadia, call, nra, "Others bring more.")
    accept(people.nadia, call, [adr])
    told = [row.event for row in Notice.select().where(Notice.kind == "CALL_ANSWERED").order_by(Notice.id)]
    assert sorted(told) == ["ACCEPTED", "REFUSED"]
    # Whoever was refused may offer something else.
    assert answer(people.khaled, call, None, Said([Offer("STAFF", 1)])).has_replaced
