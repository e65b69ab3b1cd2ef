"""Whoever proposed something is told what became of it, in the moment in which it is decided."""

from typing import Any

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.faults import Refused
from tansiq.models import Account, Intervention, Notice, Proposal
from tansiq.notices.inbox import lines
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve, approve_all, give_back, reject
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.fixture
def work(register: Register, people: People) -> Intervention:
    """Water by NRA in Ja'ar."""
    row = register.intervention("NRA", title_ar="مياه")
    register.site(row, "YE121121", targeted=100)
    return row


def _proposed(viewer: Viewer, work: Intervention, **values: Any) -> Proposal:
    def deed(acting: Viewer) -> None:
        fresh = Intervention.get_by_id(work.id)
        for name, value in values.items():
            setattr(fresh, name, value)
        changes.save(acting, fresh)

    proposal = submit(viewer, deed)
    assert proposal is not None
    return Proposal.get_by_id(proposal.id)


def _told() -> list[tuple[str, str, int]]:
    found = Notice.select(Notice, Account).join(Account).order_by(Notice.id)
    return [(notice.account.name, notice.event, notice.record_id) for notice in found]


def test_each_decision_is_told_to_whoever_proposed_it(work: Intervention, people: People) -> None:
    first, second, third = (_proposed(people.khaled, work, title_en=f"Wells {number}") for number in range(3))
    give_back(people.nadia, first, "Which wells?")
    reject(people.nadia, second, "There are none.")
    approve(people.nadia, third)
    said = [("RETURNED", first.id), ("REJECTED", second.id), ("APPROVED", third.id)]
    assert _told() == [("Khaled", event, row_id) for event, row_id in said]


def test_those_who_speak_for_its_organisation_are_told_as_well(
    register: Register, work: Intervention, people: People
) -> None:
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization("NRA").id}))
    enter_person(SALMA, Account(email="layla@example.org", name="Layla"), "a long walk", rights)
    approve(people.nadia, _proposed(people.khaled, work, title_en="Wells"))
    assert {who for who, *_rest in _told()} == {"Khaled", "Layla"}


def test_many_that_are_approved_at_once_are_one_line(work: Intervention, people: People) -> None:
    names = ("title_en", "title_ar", "remarks")
    approve_all(people.nadia, [_proposed(people.khaled, work, **{name: "Wells"}) for name in names])
    [line] = lines(people.khaled)
    assert str(line.kind.counted(line.count)) == "3 of your proposals were decided"


def test_what_is_not_carried_out_is_not_told(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, work, title_en="Wells")
    changes.archive(SALMA, work)
    with pytest.raises(Refused):
        approve(people.nadia, proposal)
    assert _told() == []


def test_a_comment_tells_those_whom_it_names(work: Intervention, people: People) -> None:
    give_back(people.nadia, _proposed(people.khaled, work, title_en="Wells"), "@Salma and @Said: is this so?")
    assert [(who, event) for who, event, _row in _told()] == [("Khaled", "RETURNED"), ("Salma", "NAMED")]
