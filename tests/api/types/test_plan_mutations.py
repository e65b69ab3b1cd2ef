"""Portals ask for something, offer to take it on and report how far it is; an officer decides on each."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Commitment, Demand, PlanItem, Proposal
from tansiq.plans.versions import adopt
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.api.schema_client import ask
from tests.people import SALMA, portal
from tests.register import Register

ANSWER = """{ __typename ... on Proposal { id state on titleEn warnings { code field message } }
 ... on Refusal { faults { code field message } } }"""
DEMAND = f"mutation ($input: DemandInput!, $key: String) {{ demandPropose(input: $input, clientKey: $key) {ANSWER} }}"
OFFER = f"""mutation ($input: CommitmentInput!, $key: String) {{
    commitmentPropose(input: $input, clientKey: $key) {ANSWER} }}"""
REPORT = f"mutation ($input: ProgressInput!) {{ progressReport(input: $input) {ANSWER} }}"


def _sent(query: str, viewer: Viewer, given: dict[str, Any], **more: Any) -> Any:
    [answer] = ask(query, viewer, {"input": given, **more}).values()
    return answer


def _told(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return sorted((fault["code"], fault["field"]) for fault in answer["faults"])


@pytest.fixture
def abyan(register: Register) -> Viewer:
    """A portal of Abyan that reads and proposes."""
    return portal(register.areas["YE12"].id)


@pytest.fixture
def pipes(register: Register) -> PlanItem:
    """An item of a plan of Khanfar that requires 100 km; NRA answers for it."""
    owner = register.organization("NRA", home_area=register.areas["YE1211"].id)
    return register.item(register.plan(), "Pipes", required=100, unit="km", organization=owner.id)


WELL = {"area": "YE121121", "sector": "WSH", "titleEn": "A well", "raisedBy": "CITIZEN", "raiser": "Somebody"}


def test_a_demand_is_proposed_and_stands_once_approved(register: Register, abyan: Viewer) -> None:
    answer = _sent(DEMAND, abyan, {**WELL, "quantity": 2.5, "unit": "km", "severity": 4})
    assert (answer["state"], answer["on"], answer["titleEn"]) == ("WAITING", "demand", "A well")
    approve(SALMA, Proposal.get())
    row = Demand.get()
    assert (row.area.pcode, row.sector.code, row.quantity, row.severity) == ("YE121121", "WSH", Decimal("2.5"), 4)
    assert (row.raised_on, row.raiser) == (clock.today(), "Somebody")
    changed = _sent(DEMAND, abyan, {"id": str(row.id), "titleAr": "بئر"})
    assert changed["__typename"] == "Proposal"
    approve(SALMA, Proposal.get_by_id(changed["id"]))
    assert (Demand.get().title_ar, Demand.get().title_en) == ("بئر", "A well")


def test_all_that_is_wrong_with_a_demand_is_told_at_once(register: Register, abyan: Viewer) -> None:
    given = {"area": "YE99", "sector": "NOT", "quantity": 5, "severity": 9, "raisedOn": "2999-01-01"}
    assert _told(_sent(DEMAND, abyan, given)) == [
        ("DAY_AHEAD", "raisedOn"),
        ("MISSING", "raisedBy"),
        ("NAME_MISSING", "titleAr"),
        ("NOT_FOUND", "area"),
        ("OUT_OF_RANGE", "severity"),
        ("UNIT_MISSING", "unit"),
        ("UNKNOWN_CODE", "sector"),
    ]
    assert not Proposal.select().exists()


def test_a_demand_that_is_sent_again_is_made_once(register: Register, abyan: Viewer) -> None:
    first, second = (_sent(DEMAND, abyan, WELL, key="one") for _ in range(2))
    assert first == second
    assert Proposal.select().count() == 1
    assert _told(_sent(DEMAND, abyan, {**WELL, "titleEn": "Another"}, key="one")) == [("KEY_REUSED", "clientKey")]


def test_an_offer_takes_the_unit_of_the_item_and_warns_where_it_is_larger(
    register: Register, abyan: Viewer, pipes: PlanItem
) -> None:
    owner = str(register.organizations["NRA"].id)
    answer = _sent(OFFER, abyan, {"item": str(pipes.id), "organization": owner, "quantity": 60}, key="first")
    assert answer["warnings"] == []
    approve(SALMA, Proposal.get())
    row = Commitment.get()
    assert (row.quantity, row.unit, row.commitment_state, row.offered_on) == (
        Decimal(60),
        "km",
        "OFFERED",
        clock.today(),
    )
    large = {"item": str(pipes.id), "organization": owner, "quantity": 50.5}
    answers = [_sent(OFFER, abyan, large, key="second") for _ in range(2)]
    assert answers[0] == answers[1]
    [warning] = answers[0]["warnings"]
    assert (answers[0]["state"], warning["code"], warning["field"]) == ("WAITING", "MORE_THAN_OPEN", "quantity")
    assert ("50.5" in warning["message"], "40" in warning["message"]) == (True, True)
    assert ask("{ proposals { warnings { code } } }", abyan)["proposals"][0]["warnings"] == []


def test_an_intervention_says_whose_its_offer_is(register: Register, abyan: Viewer, pipes: PlanItem) -> None:
    work = register.intervention("NRA")
    register.site(work, "YE121121")
    _sent(OFFER, abyan, {"item": str(pipes.id), "intervention": str(work.id)})
    approve(SALMA, Proposal.get())
    assert Commitment.get().organization_id == work.organization_id


def test_a_portal_of_one_organisation_finds_an_open_item_of_the_district_and_offers_to_it(
    register: Register, pipes: PlanItem
) -> None:
    water = portal(register.areas["YE12"].id, organization_ids=(register.organization("ADR").id,))
    found = ask('{ openItems(within: "YE1211", first: 5) { edges { node { id open plan { name } } } } }', water)
    assert [edge["node"]["id"] for edge in found["openItems"]["edges"]] == [str(pipes.id)]
    answer = _sent(OFFER, water, {"item": str(pipes.id), "quantity": 60})
    assert answer["state"] == "WAITING"
    approve(SALMA, Proposal.get())
    assert (Commitment.get().organization_id, Commitment.get().item_id) == (register.organizations["ADR"].id, pipes.id)
    given = {"item": str(pipes.id), "organization": str(register.organizations["NRA"].id), "quantity": 5}
    assert _told(_sent(OFFER, water, given)) == [("NOT_FOUND", "organization")]


def test_all_that_is_wrong_with_an_offer_is_told_at_once(register: Register, abyan: Viewer, pipes: PlanItem) -> None:
    given = {"item": "999999", "organization": "x", "quantity": -1, "amount": "5.00", "dueOn": "2000-01-01"}
    assert _told(_sent(OFFER, abyan, given)) == [
        ("CURRENCY_MISSING", "currency"),
        ("DATES_REVERSED", "dueOn"),
        ("NEGATIVE", "quantity"),
        ("NOT_FOUND", "item"),
        ("NOT_FOUND", "organization"),
        ("UNIT_MISSING", "unit"),
    ]
    both = {"item": str(pipes.id), "organization": str(register.organizations["NRA"].id), "demand": "7"}
    assert _told(_sent(OFFER, abyan, both)) == [("NOT_FOUND", "demand")]
    neither = {"organization": str(register.organizations["NRA"].id)}
    assert _told(_sent(OFFER, abyan, neither)) == [("ONE_OF_TWO", "item")]


def test_progress_of_an_adopted_plan_is_reported_as_a_proposal(
    register: Register, abyan: Viewer, pipes: PlanItem
) -> None:
    adopt(SALMA, pipes.plan, date(2026, 1, 1))
    given = {"item": str(pipes.id), "state": "UNDER_WAY", "progress": 37.5, "on": "2026-03-01", "remark": "Dug"}
    answer = _sent(REPORT, abyan, given)
    assert (answer["state"], answer["on"], answer["titleEn"]) == ("WAITING", "plan_item", "Pipes")
    approve(SALMA, Proposal.get())
    row = PlanItem.get_by_id(pipes.id)
    assert (row.item_state, row.progress, row.reported_on, row.remark) == (
        "UNDER_WAY", Decimal("37.5"), date(2026, 3, 1), "Dug",
    )  # fmt: skip


def test_the_responsible_organisation_reports_of_its_items_and_another_does_not(
    register: Register, pipes: PlanItem
) -> None:
    plan = pipes.plan
    plan.organization_id = register.organization("MIN").id
    changes.save(SALMA, plan)
    own, other = (register.organization(name).id for name in ("NRA", "ADR"))
    assert not _sent(REPORT, portal(organization_ids=(other,)), {"item": str(pipes.id), "progress": 5}).get("state")
    viewer = portal(organization_ids=(register.organizations["MIN"].id, own))
    assert _sent(REPORT, viewer, {"item": str(pipes.id), "progress": 5})["state"] == "WAITING"


def test_what_is_wrong_with_a_report_is_told_at_the_fields_of_its_input(
    register: Register, abyan: Viewer, pipes: PlanItem
) -> None:
    assert _told(_sent(REPORT, abyan, {"item": str(pipes.id), "progress": 101})) == [("OUT_OF_RANGE", "progress")]
    assert _told(_sent(REPORT, abyan, {"item": "999999", "progress": -1})) == [
        ("NEGATIVE", "progress"), ("NOT_FOUND", "item"),
    ]  # fmt: skip
    plan = pipes.plan
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    assert _told(_sent(REPORT, abyan, {"item": str(pipes.id), "progress": 5})) == [("PLAN_CLOSED", "item")]
