"""Commitments: what is wrong with one, warning of one that is too large, who takes which step."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Commitment, HistoryEntry
from tansiq.plans.commitments import commitments_to_confirm, excess, next_states, take_step
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may, visible
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.people import SALMA, officer, partner, people_of
from tests.register import Register
from tests.tansiq.plans.test_alike_demands import enter
from tests.tansiq.plans.test_coverage_of_items import DAY, commit, item_of, plan_of


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, None),
        ({"item": None, "demand": 1}, None),
        ({"demand": 1}, ("ONE_OF_TWO", "item")),
        ({"item": None}, ("ONE_OF_TWO", "item")),
        ({"unit": ""}, ("UNIT_MISSING", "unit")),
        ({"amount": 5}, ("CURRENCY_MISSING", "currency")),
        ({"due_on": date(2026, 1, 1)}, ("DATES_REVERSED", "due_on")),
        ({"commitment_state": "DELIVERED"}, ("MISSING", "delivered_on")),
        ({"commitment_state": "PROMISED"}, ("UNKNOWN_CODE", "commitment_state")),
        ({"quantity": -1}, ("NEGATIVE", "quantity")),
    ],
)
def test_what_is_wrong_with_a_commitment_is_told_at_its_field(
    values: dict[str, Any], wrong: tuple[str, str] | None
) -> None:
    facts = {"item": 1, "organization": 1, "quantity": 5, "unit": "metres", "offered_on": DAY}
    found = [(fault.code, fault.field) for fault in Commitment(**facts | values).all_faults()]
    assert found == ([] if wrong is None else [wrong])


def test_a_commitment_larger_than_what_is_open_warns_and_is_kept(register: Register) -> None:
    item = item_of(plan_of(register))
    commit(register, item, 60)
    large = Commitment(item=item.id, organization=1, quantity=50, unit="metres", offered_on=DAY)
    found = excess(SALMA, large)
    assert found is not None
    assert (int(found.committed), int(found.open), found.unit) == (50, 40, "metres")
    large.quantity = Decimal(40)
    assert excess(SALMA, large) is None
    large.quantity, large.unit = Decimal(500), "classrooms"
    assert excess(SALMA, large) is None
    kept = commit(register, item, 50)
    assert (found := excess(SALMA, kept)) is not None
    assert found.open == 40


def test_the_intervention_is_one_of_the_organisations_own(register: Register) -> None:
    item, theirs = item_of(plan_of(register)), register.intervention("ADR")
    with pytest.raises(Refused, match="OTHER_ORGANIZATION"):
        commit(register, item, 5, "NRA", intervention=theirs.id)
    assert commit(register, item, 5, "ADR", intervention=theirs.id).intervention_id == theirs.id


def test_a_demand_that_is_in_no_plan_is_committed_to_as_well(register: Register) -> None:
    demand = enter(register, "A well")
    facts = {"demand": demand.id, "organization": register.organization("NRA").id, "offered_on": DAY}
    row = changes.save(SALMA, Commitment(**facts))
    people = people_of(register)
    assert {name for name, viewer in people.items() if may(viewer, "CHANGE", row)} == {"ministry admin", "officer"}


def test_who_may_do_what_follows_the_plan_and_the_organisation(register: Register) -> None:
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    here = commit(register, item_of(plan_of(register)), 5, "NRA")
    there = commit(register, item_of(plan_of(register, "YE1927")), 5, "ADR")
    people = people_of(register)

    def who(act: str, row: Commitment) -> set[str]:
        return {name for name, viewer in people.items() if may(viewer, act, row)}

    assert who("READ", here) == set(people)
    assert who("CHANGE", here) == {"ministry admin", "officer"}
    assert who("CHANGE", there) == {"ministry admin"}
    assert who("PROPOSE", here) == {"ministry admin", "officer", "partner", "portal"}
    assert [row.id for row in among(people["officer"], "CHANGE", [here, there])] == [here.id]


def test_a_commitment_to_what_is_hidden_is_seen_by_those_whose_it_is_alone(register: Register) -> None:
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    draft = plan_of(register, is_published=False)
    row, people = commit(register, item_of(draft), 5, "ADR"), people_of(register)
    seen = {
        name for name, viewer in people.items() if visible(Commitment, viewer).where(Commitment.id == row.id).exists()
    }
    assert seen == {"ministry admin", "officer", "auditor", "another partner"}
    assert _entries(people["another partner"], row) == 1
    assert _entries(people["partner"], row) == 0


def _entries(viewer: Viewer, row: Commitment) -> int:
    own = visible(HistoryEntry, replace(viewer, account_id=9_999))
    return own.where(HistoryEntry.record_type == "commitment", HistoryEntry.record_id == row.id).count()


def test_the_officers_of_the_plan_agree_and_the_partner_goes_on_as_a_proposal(register: Register) -> None:
    row = commit(register, item_of(plan_of(register)), 5, "NRA")
    nadia, khaled = officer(register.areas["YE12"].id), partner("Khaled", register.organization("NRA").id)
    huda = partner("Huda", register.organization("ADR").id)
    assert [next_states(viewer, row) for viewer in (nadia, khaled, huda)] == [
        ("AGREED", "CANCELLED"),
        ("CANCELLED",),
        (),
    ]
    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(khaled, lambda acting: take_step(acting, Commitment.get_by_id(row.id), "AGREED", DAY))
    assert [one.id for one in commitments_to_confirm(nadia)] == [row.id]
    take_step(nadia, Commitment.get_by_id(row.id), "AGREED", DAY)
    assert list(commitments_to_confirm(nadia)) == []
    sent = submit(khaled, lambda acting: take_step(acting, Commitment.get_by_id(row.id), "DELIVERED", DAY))
    assert sent is not None
    assert Commitment.get_by_id(row.id).commitment_state == "AGREED"


def test_steps_come_one_after_the_other_and_delivery_keeps_its_day(register: Register) -> None:
    row = commit(register, item_of(plan_of(register)), 5)
    with pytest.raises(Refused, match="STATE_SKIPPED"):
        take_step(SALMA, Commitment.get_by_id(row.id), "DELIVERED", DAY)
    for state in ("AGREED", "UNDER_WAY", "DELIVERED"):
        take_step(SALMA, Commitment.get_by_id(row.id), state, DAY)
    assert Commitment.get_by_id(row.id).delivered_on == DAY
    take_step(SALMA, Commitment.get_by_id(row.id), "UNDER_WAY", DAY)
    assert Commitment.get_by_id(row.id).delivered_on is None
    take_step(SALMA, Commitment.get_by_id(row.id), "CANCELLED", DAY)
    take_step(SALMA, Commitment.get_by_id(row.id), "OFFERED", DAY)


def test_nobody_commits_to_what_was_given_up_and_earlier_commitments_stay(register: Register) -> None:
    plan = plan_of(register)
    cancelled, archived, closed = (item_of(plan, name) for name in ("Cancelled", "Archived", "Closed"))
    earlier = commit(register, cancelled, 5)
    cancelled.item_state = "CANCELLED"
    changes.save(SALMA, cancelled)
    changes.archive(SALMA, archived)
    for item in (cancelled, archived):
        with pytest.raises(Refused, match="ITEM_GONE"):
            commit(register, item, 5)
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    with pytest.raises(Refused, match="PLAN_CLOSED"):
        commit(register, closed, 5)
    take_step(SALMA, earlier, "CANCELLED", DAY)
    assert Commitment.get_by_id(earlier.id).commitment_state == "CANCELLED"


def test_a_proposed_offer_is_called_by_plain_words_in_both_languages(register: Register) -> None:
    plan = plan_of(register)
    item = register.item(plan, "Mats", name_ar="سجاد", required=9, unit="سجادة")
    khaled = partner("Khaled", register.organization("NRA", name_ar="إغاثة").id)
    facts = {"item": item.id, "organization": register.organization("NRA").id, "offered_on": DAY}
    sent = submit(khaled, lambda acting: changes.save(acting, Commitment(**facts, quantity=3, unit="سجادة")))
    assert sent is not None
    assert (sent.title_ar, sent.title_en) == ("إغاثة · سجاد · 3 سجادة", "NRA Aid · Mats · 3 سجادة")
