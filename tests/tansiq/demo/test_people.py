"""The demonstration's people: one for each role, and proposals that wait for the officer."""

from dataclasses import replace

from tansiq.accounts.viewers import viewer_of
from tansiq.demo.people import PEOPLE, enter_people
from tansiq.models import Account
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.proposals import reviewing

LOADER = replace(OPERATOR, name="demonstration")


def _viewer(role: str) -> Viewer:
    email = next(person.email for person in PEOPLE if person.role == role)
    return viewer_of(Account.get(Account.email == email).id, "ar")


def test_what_the_partner_proposes_waits_for_the_officer_who_can_approve_it(demonstration: str) -> None:
    enter_people(LOADER)
    assert Account.select().count() == len(PEOPLE)
    waiting = list(reviewing.waiting_proposals(_viewer("OFFICER")))
    assert [(one.act, one.record_type) for one in waiting] == [
        ("CHANGE", "reached_figure"),
        ("CREATE", "intervention"),
    ]
    assert len(list(reviewing.own_proposals(_viewer("PARTNER")))) == 2
    assert reviewing.approve_all(_viewer("OFFICER"), waiting) == (2, [])
