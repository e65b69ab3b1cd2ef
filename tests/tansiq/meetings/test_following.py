"""Decisions are followed: by their owners, by officers, and on the page of what they are about."""

from datetime import timedelta
from typing import Any

from tansiq.accounts.people import set_active
from tansiq.meetings.following import (
    decisions_about,
    decisions_without_owner,
    overdue_decisions,
    own_open_decisions,
    save_decision,
)
from tansiq.models import MeetingDecision, Organization
from tansiq.platform import clock
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.meetings import decision, meeting, somebody
from tests.people import SALMA, people_of
from tests.register import Register


def _ids(rows: Any) -> list[int]:
    return [row.id for row in rows]


def test_open_decisions_are_told_to_whoever_carries_them_out_the_most_pressing_first(register: Register) -> None:
    people, of, nra = people_of(register), meeting(register), register.organization("NRA").id
    later = decision(of, organization=nra, due_on=clock.today() + timedelta(days=9))
    late = decision(of, organization=nra, due_on=clock.today() - timedelta(days=1))
    undated = decision(of, organization=nra)
    decision(of, organization=nra, decision_state="DONE")
    decision(of, organization=register.organization("ADR").id)
    assert _ids(own_open_decisions(people["partner"])) == [late.id, later.id, undated.id]
    assert _ids(overdue_decisions(people["officer"])) == [late.id]
    assert _ids(own_open_decisions(people["anonymous"])) == []


def test_a_decision_whose_owner_left_has_none_and_officers_are_told(register: Register) -> None:
    nadia, of, account = people_of(register)["officer"], meeting(register), somebody()
    there, nobodys = register.organization("NRA"), decision(of)
    gone = decision(of, organization=register.organization("ADR").id)
    closed = decision(of, account=account.id)
    decision(of, organization=there.id)
    assert _ids(decisions_without_owner(nadia)) == [nobodys.id]
    changes.archive(SALMA, Organization.get_by_id(gone.organization_id))
    set_active(SALMA, account, False)
    assert _ids(decisions_without_owner(nadia)) == [nobodys.id, gone.id, closed.id]


def test_a_settled_decision_says_when(register: Register) -> None:
    row = decision(meeting(register))
    row.decision_state = "DONE"
    assert save_decision(SALMA, row).settled_on == clock.today()


def test_decisions_are_found_by_what_they_are_about_and_by_those_who_see_them(register: Register) -> None:
    people, need = people_of(register), register.need("YE1211", "WSH", 100)
    about: dict[str, Any] = {"about_kind": "NEED", "about_id": need.id}
    of = meeting(register)
    done, still = decision(of, decision_state="DONE", **about), decision(of, **about)
    assert _ids(decisions_about(SALMA, ("NEED", need.id))) == [still.id, done.id]
    assert _ids(decisions_about(people["another partner"], ("NEED", need.id))) == []


def test_a_partner_proposes_how_far_a_decision_of_theirs_is(register: Register) -> None:
    khaled = people_of(register)["partner"]
    row = decision(meeting(register), organization=register.organization("NRA").id)
    row.decision_state, row.remark = "DONE", "The pumps run."
    assert submit(khaled, lambda acting: save_decision(acting, row)) is not None
    assert MeetingDecision.get_by_id(row.id).decision_state == "OPEN"
