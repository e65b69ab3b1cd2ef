"""A number or code that a hidden row holds is not confirmed to those who may not see the row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Licence, Need, Organization, Project, Proposal, Record, Unit
from tansiq.models.record_type import record_types
from tansiq.policy.viewer import REGISTRANT, Viewer
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tansiq.records.taken_values import unique_columns
from tests.people import SALMA, portal
from tests.register import Register
from tests.tansiq.conftest import People

Maker = Callable[[Register, bool], Any]


def _organization(register: Register, is_hidden: bool) -> Organization:
    seat = register.areas["YE1211"].id
    return Organization(name_en="Twin", registration_number="17/2024", home_area=seat, is_published=not is_hidden)


def _identified(register: Register, is_hidden: bool) -> Organization:
    seat = register.areas["YE1211"].id
    return Organization(name_en="Twin", iati_identifier="XM-DAC-7", home_area=seat, is_published=not is_hidden)


def _project(register: Register, is_hidden: bool) -> Project:
    own = register.organization("NRA").id
    return Project(title_en="Twin", code="P-7", organization=own, is_published=not is_hidden)


def _need(register: Register, is_hidden: bool) -> Need:
    place = {"area": register.areas["YE1211"].id, "population_group": register.groups["ALL"].id}
    facts: dict[str, Any] = {"sector": register.sectors["WSH"].id, "people_in_need": 5, "source": "survey", **place}
    return Need(**facts, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), is_published=not is_hidden)


def _licence(register: Register, is_hidden: bool) -> Licence:
    owner = register.organization("SECRET", is_published=False).id if is_hidden else register.organization("NRA").id
    return Licence(organization=owner, number="17/2024", authority="Office", issued_on=date(2024, 1, 1))


def _unit(register: Register, is_hidden: bool) -> Unit:
    area = register.areas["YE1211"].id
    return Unit(name_en="Twin", unit_kind="OFFICE", code="U-7", area=area, is_published=not is_hidden)


MAKERS: dict[tuple[str, str], Maker] = {
    ("organization", "registration_number"): _organization,
    ("organization", "iati_identifier"): _identified,
    ("project", "code"): _project,
    ("need", "area"): _need,
    ("licence", "number_key"): _licence,
    ("unit", "code"): _unit,
}
"""By table and the first of the columns that no two rows may have alike: such a row, hidden or not."""
MADE_BY_THE_MACHINE = {
    ("intervention", "record_id"),
    ("site", "intervention"),
    ("organization_document", "stored"),
    ("demand_document", "stored"),
    ("plan_document", "stored"),
    ("case_document", "stored"),
    # A report and more time for one are of their form, unit and period: tests/tansiq/forms.
    ("report", "form"),
    ("extension", "form"),
}
LEFT_TO_OFFICERS = {"need", "unit"}
"""What partners do not propose: it is no organisation's."""
TRIED_ELSEWHERE = {
    ("reached_figure", "site"),
    ("indicator_target", "indicator"),
    ("choice", "choice_list"),
    ("type_definition", "key"),
}
"""In test_reached_figures, test_indicators and test_extra_values: only one that was taken back is hidden."""
KINDS = pytest.mark.parametrize("kind", list(MAKERS), ids=".".join)


def test_every_value_that_is_unique_and_may_be_proposed_is_tried() -> None:
    proposed = [kind for kind in record_types() if kind.proposers]
    found = {(kind.table, names[0]) for kind in proposed for names in unique_columns(kind.model)}
    assert found - MADE_BY_THE_MACHINE - TRIED_ELSEWHERE == set(MAKERS)


def _hide_twin(register: Register, kind: tuple[str, str]) -> Record:
    """A row that holds the value, in a place that is nobody's of the tests."""
    row = MAKERS[kind](register, True)
    if isinstance(row, Organization):
        row.home_area_id = register.areas["YE19"].id
    if isinstance(row, Project):
        row.organization_id = register.organization("SECRET", is_published=False).id
    if isinstance(row, Need):
        # It lies where the officer is in charge: hidden from partners and portals alone.
        row.is_published = False
    twin: Record = changes.save(SALMA, row)
    return twin


def _sent(viewer: Viewer, row: Record) -> str:
    """What becomes of a new row: entered, proposed, or the codes of what refuses it."""
    try:
        made = submit(viewer, lambda acting: changes.save(acting, row))
    except Refused as refusal:
        return " ".join(f"{fault.code} {fault}" for fault in refusal.faults)
    return "entered" if made is None else f"proposed {made.state}"


@KINDS
def test_who_proposes_is_told_the_same_of_a_hidden_value_as_of_a_free_one(
    register: Register, people: People, kind: tuple[str, str]
) -> None:
    registrant = Viewer(roles=REGISTRANT)
    senders = [people.khaled, portal(), registrant] if kind[0] == "organization" else [people.khaled, portal()]
    free = [_sent(sender, MAKERS[kind](register, False)) for sender in senders]
    _hide_twin(register, kind)
    taken = [_sent(sender, MAKERS[kind](register, False)) for sender in senders]
    assert taken == free
    if kind[0] not in LEFT_TO_OFFICERS:
        assert all(said.startswith("proposed") for said in taken)


@KINDS
def test_a_value_of_a_row_that_is_seen_is_told(register: Register, people: People, kind: tuple[str, str]) -> None:
    changes.save(SALMA, MAKERS[kind](register, False))
    code = "LICENCE_KNOWN" if kind[0] == "licence" else "CONFLICT"
    for sender in (people.salma, people.nadia, people.khaled):
        said = _sent(sender, MAKERS[kind](register, False))
        assert said.startswith(code) or (sender is people.khaled and kind[0] in LEFT_TO_OFFICERS), said


def test_an_officer_who_may_enter_it_sends_it_for_review_and_the_ministry_is_told(
    register: Register, people: People
) -> None:
    kind = ("organization", "registration_number")
    _hide_twin(register, kind)
    row = _organization(register, False)
    with pytest.raises(Refused, match="NOT_ACCEPTED") as refusal:
        changes.save(people.nadia, _organization(register, False))
    assert "17/2024" not in str(refusal.value)
    assert _sent(people.nadia, row) == "proposed WAITING"
    assert row.registration_number == "17/2024"
    [proposal] = Proposal.select()
    assert "17/2024" in proposal.steps
    with pytest.raises(Refused, match="CONFLICT"):
        approve(people.salma, proposal)


def test_an_officer_who_decides_learns_no_more(register: Register, people: People) -> None:
    _hide_twin(register, ("organization", "registration_number"))
    proposal = submit(people.khaled, lambda acting: changes.save(acting, _organization(register, False)))
    assert proposal is not None
    with pytest.raises(Refused, match="NOT_ACCEPTED"):
        approve(people.nadia, proposal)
    assert Organization.select().where(Organization.registration_number == "17/2024").count() == 1


def test_a_change_to_a_hidden_value_is_proposed_too(register: Register, people: People) -> None:
    _hide_twin(register, ("organization", "registration_number"))
    row = Organization.get_by_id(register.organization("NRA").id)
    row.registration_number = "17/2024"
    assert _sent(people.khaled, row) == "proposed WAITING"
    stored = Organization.get_by_id(row.id)
    assert stored.registration_number is None
