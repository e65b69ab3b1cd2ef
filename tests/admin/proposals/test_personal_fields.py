"""What a proposal tells of people: administrators read it, and the officers in charge of the row where its kind says
so; nobody else does, whoever sent it and whoever else may open the proposal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask

from admin.proposals.step_lines import step_lines
from tansiq.accounts.people import Rights, enter_person
from tansiq.models import (
    Account,
    Demand,
    MeetingDecision,
    OrganizationContact,
    Plan,
    PlanInvitation,
    Proposal,
    Record,
    Unit,
)
from tansiq.models.record_type import record_types
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import propose
from tansiq.proposals.reviewing import clashes, reject
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.meetings import meeting, somebody
from tests.people import AMIN, SALMA, officer, partner
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.plans.test_alike_demands import enter


@pytest.fixture
def people(register: Register, application: Flask) -> Iterator[People]:
    """People over the small register, within a request; Khaled alone has an account, as he is who proposes."""
    seats = {"NRA": "YE121121", "ADR": "YE1927"}
    ids = {name: register.organization(name, home_area=register.areas[at].id).id for name, at in seats.items()}
    khaled = partner("Khaled", ids["NRA"])
    rights = Rights(khaled.roles, organization_ids=khaled.organization_ids)
    account = enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), "a long walk", rights)
    nadia, said = (officer(register.areas[pcode].id) for pcode in ("YE12", "YE19"))
    with application.test_request_context():
        yield People(SALMA, nadia, said, replace(khaled, account_id=account.id), partner("Huda", ids["ADR"]))


WHO = ("salma", "nadia", "said", "khaled", "huda", "amin")


def _demand(register: Register, pcode: str) -> Record:
    place, sector = register.areas[pcode].id, register.sectors["WSH"].id
    facts = {"raised_by": "CITIZEN", "raised_on": date(2026, 2, 1), "raiser": "Salim of Tests"}
    return Demand(title_en="A well", area=place, sector=sector, **facts)


def _renamed(register: Register, pcode: str) -> Record:
    row = enter(register, "A well", pcode, raiser="Somebody before")
    row.raiser = "Salim of Tests"
    return row


def _invitation(register: Register, pcode: str) -> Record:
    return PlanInvitation(plan=register.plan(pcode).id, email="salim@tests.example")


def _contact(register: Register, pcode: str) -> Record:
    acronym = {"YE121121": "NRA", "YE1927": "ADR"}[pcode]
    return OrganizationContact(
        organization=register.organization(acronym).id, name="Salim of Tests", phone="+967 1 234567"
    )


def _unit(register: Register, pcode: str) -> Record:
    return Unit(name_en="Services", unit_kind="OFFICE", area=register.areas[pcode].id, phone="+967 1 234567")


def _decision(register: Register, pcode: str) -> Record:
    return MeetingDecision(meeting=meeting(register, pcode).id, title_en="Repair it", account=somebody().id)


@dataclass(frozen=True)
class Case:
    """A row that is proposed in a district, one of its fields, and who of WHO reads that in the proposal."""

    make: Callable[[Register, str], Record]
    pcode: str
    field: str
    readers: str


CASES = [
    Case(_demand, "YE121121", "raiser", "salma nadia"),
    Case(_demand, "YE1927", "raiser", "salma said"),
    Case(_renamed, "YE121121", "raiser", "salma nadia"),
    Case(_renamed, "YE1927", "raiser", "salma said"),
    Case(_invitation, "YE121121", "email", "salma nadia"),
    Case(_invitation, "YE1927", "email", "salma said"),
    Case(_unit, "YE121121", "phone", "salma nadia"),
    Case(_unit, "YE1927", "phone", "salma said"),
    Case(_decision, "YE121121", "account", "salma nadia"),
    Case(_decision, "YE1927", "account", "salma said"),
    # What a new contact would be is told as papers are: to whoever sent it, too.
    Case(_contact, "YE121121", "name", "salma nadia khaled"),
    Case(_contact, "YE1927", "name", "salma said khaled"),
]


def _propose(people: People, row: Record) -> Proposal:
    # As a workbook or another face would send it: whoever proposes is asked elsewhere whether they may.
    proposal = propose(
        replace(people.salma, account_id=people.khaled.account_id), lambda acting: changes.save(acting, row)
    )
    assert proposal is not None
    return proposal


@pytest.mark.parametrize("decision", ["waiting", "rejected"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.make.__name__} {case.pcode}")
def test_a_proposal_tells_of_people_to_those_alone_who_decide_on_the_row(
    register: Register, people: People, case: Case, decision: str
) -> None:
    proposal = _propose(people, case.make(register, case.pcode))
    if decision == "rejected":
        reject(people.salma, proposal, "Not now")
    viewers: dict[str, Viewer] = {**vars(people), "amin": AMIN}
    told = {
        who
        for who in WHO
        for line in step_lines(viewers[who], proposal, [])
        for one in line.fields
        if one.change.field == case.field
    }
    assert told == set(case.readers.split())


def test_all_kinds_that_are_proposed_and_tell_of_people_stand_in_the_table() -> None:
    told = {kind.table for kind in record_types() if kind.personal and kind.is_proposed_by("people")}
    # A comment is never proposed: whoever reads the plan writes it.
    assert told - {"plan_comment"} == {"demand", "plan_invitation", "organization_contact", "unit", "meeting_decision"}


def test_what_somebody_changed_meanwhile_is_told_to_the_same_people(register: Register, people: People) -> None:
    proposal = _propose(people, _renamed(register, "YE121121"))
    row = Demand.get()
    row.raiser = "Somebody in between"
    changes.save(SALMA, row)
    found = clashes(proposal)
    told = {
        who: [str(one.now) for one in line.fields if one.now]
        for who in ("salma", "nadia", "said")
        for line in step_lines(getattr(people, who), proposal, found)
    }
    assert told == {
        "salma": ["<bdi>Somebody in between</bdi>"],
        "nadia": ["<bdi>Somebody in between</bdi>"],
        "said": [],
    }


def test_an_invitation_to_a_plan_that_is_proposed_too_is_told_in_its_area(register: Register, people: People) -> None:
    plan = Plan(name_en="Plan of Tests", area=register.areas["YE1211"].id, plan_kind="RECOVERY",
                starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))  # fmt: skip

    def deed(acting: Viewer) -> None:
        changes.save(acting, plan)
        changes.save(acting, PlanInvitation(plan=plan.id, email="salim@tests.example"))

    proposal = propose(replace(people.salma, account_id=people.khaled.account_id), deed)
    assert proposal is not None
    told = {
        who
        for who in ("salma", "nadia", "said", "khaled")
        if "email" in {one.change.field for one in step_lines(getattr(people, who), proposal, [])[1].fields}
    }
    assert told == {"salma", "nadia"}


def _form(register: Register, **more: object) -> dict[str, object]:
    facts = {"title_en": "A well", "raised_by": "CITIZEN", "raised_on": "2026-02-01", "raiser": "Salim of Tests"}
    place = {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id, "is_published": "y"}
    return {**facts, **place, **more}


def test_the_pages_of_a_proposed_demand(register: Register, khaled: Reader, nadia: Reader, amin: Reader) -> None:
    khaled.post("demand/new/", "demand/new/", **_form(register))
    page = f"proposal/details/?id={Proposal.get().id}"
    assert "Salim of Tests" in nadia.get(page).text
    assert "A well" in amin.get(page).text
    assert not any("Salim of Tests" in reader.get(page).text for reader in (khaled, amin))


@pytest.mark.parametrize(("given", "kept"), [("", "Salim of Tests"), ("Salma of Tests", "Salma of Tests")])
def test_whoever_amends_it_keeps_the_name_or_gives_another(
    register: Register, khaled: Reader, given: str, kept: str
) -> None:
    khaled.post("demand/new/", "demand/new/", **_form(register))
    address = f"demand/new/?proposal={Proposal.get().id}"
    form = khaled.get(address).text
    assert "Salim of Tests" not in form
    assert "Leave this empty to keep what was sent." in form
    khaled.post(address, address, **_form(register, title_en="A deep well", raiser=given))
    told = Proposal.get().steps
    assert "A deep well" in told
    assert f'"raiser":["","{kept}"]' in told.replace("null", '""')
