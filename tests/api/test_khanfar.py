"""Khanfar, as its portals live it: from what the district asked for to a plan that others commit to, and its amendment.

demands of three sources -> joined -> an item of the plan -> adopted -> two commit -> covered, open, unplanned
                                                                              `-> amended: version 2
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Commitment, Demand, Intervention, Plan, PlanItem, PlanItemArea, PlanItemSector, Proposal
from tansiq.plans.demands import join_demands, take_demands
from tansiq.plans.versions import adopt, amend
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.api.plan_documents import OPEN, PLAN, PLAN_COVERAGE, PLANS, UNPLANNED
from tests.api.schema_client import ENGLISH, ask
from tests.people import officer, portal
from tests.register import Register

ANSWER = "{ __typename ... on Proposal { id warnings { code } } ... on Refusal { faults { code field } } }"
DEMAND = f"mutation ($input: DemandInput!) {{ demandPropose(input: $input) {ANSWER} }}"
OFFER = f"mutation ($input: CommitmentInput!) {{ commitmentPropose(input: $input) {ANSWER} }}"
DEMANDS = """{ demands(within: "YE1211", sector: "WSH") { totalCount
    edges { node { title raisedBy state joinedInto { title } item { code name } } } } }"""

SEWERAGE = "صرف صحي لحي المثلث"
ASKED = (
    {"titleAr": SEWERAGE, "titleEn": "Sewerage of Al-Muthallath", "raisedBy": "EXECUTIVE_OFFICE", "severity": 4},
    {"titleAr": "الصرف الصحي في المثلث", "titleEn": "Sewers in Al-Muthallath", "raisedBy": "COUNCIL_MEMBER"},
    {"titleAr": "مجارٍ للمثلث", "titleEn": "Drains for Al-Muthallath", "raisedBy": "CITIZEN", "raiser": "SECRET"},
)


@pytest.fixture
def nadia(register: Register) -> Viewer:
    """The officer of Abyan."""
    return officer(register.areas["YE12"].id)


@pytest.fixture
def abyan(register: Register) -> Viewer:
    """A portal of Abyan that reads and proposes."""
    return portal(register.areas["YE12"].id)


def _accepted(abyan: Viewer, nadia: Viewer, query: str, given: dict[str, Any]) -> list[str]:
    """What is sent is approved; the codes of its warnings."""
    [answer] = ask(query, abyan, {"input": given}).values()
    approve(nadia, Proposal.get_by_id(answer["id"]))
    return [warning["code"] for warning in answer["warnings"]]


def _asked_for(abyan: Viewer, nadia: Viewer) -> list[Demand]:
    for asked in ASKED:
        _accepted(abyan, nadia, DEMAND, {"area": "YE121121", "sector": "WSH", "raisedOn": "2026-01-10", **asked})
    return list(Demand.select().order_by(Demand.id))


def _planned(register: Register, nadia: Viewer) -> tuple[Plan, PlanItem]:
    facts = {"name_ar": "خطة تعافي خنفر", "name_en": "Recovery of Khanfar", "is_published": True}
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    plan = changes.save(nadia, Plan(area=register.areas["YE1211"].id, **facts, **days))
    axis = changes.save(nadia, PlanItem(plan=plan.id, name_en="Water and sanitation", item_kind="AXIS"))
    under: dict[str, Any] = {"plan": plan.id, "parent": axis.id, "item_kind": "PROJECT", "unit": "households"}
    sewerage = changes.save(
        nadia,
        PlanItem(name_en="Sewerage of Al-Muthallath", required=1000, budget=Decimal(90_000), currency="USD", **under),
    )
    wells = changes.save(nadia, PlanItem(name_en="Wells of Shuqrah", required=200, ends_on=date(2026, 3, 1), **under))
    for item in (sewerage, wells):
        changes.replace_parts(nadia, item, PlanItemArea, [{"area": register.areas["YE121121"].id}])
        changes.replace_parts(nadia, item, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    return plan, sewerage


def _work(register: Register, acronym: str, title: str) -> Intervention:
    work = register.intervention(acronym, title_en=title)
    register.site(work, "YE121121")
    return work


def test_what_khanfar_asked_for_becomes_a_plan_that_is_covered_and_amended(
    register: Register, nadia: Viewer, abyan: Viewer
) -> None:
    office, council, citizen = _asked_for(abyan, nadia)
    plan, sewerage = _planned(register, nadia)
    join_demands(nadia, [council, citizen], office)
    take_demands(nadia, [Demand.get_by_id(office.id)], sewerage)
    _demands_are_told()

    adopt(nadia, Plan.get_by_id(plan.id), date(2026, 2, 1))
    served, alone = _work(register, "NRA", "Sewers"), _work(register, "ADR", "Trucking")
    offers: list[dict[str, Any]] = [
        {"intervention": str(served.id), "quantity": 600, "amount": "50000", "currency": "USD"},
        {"organization": str(register.organizations["ADR"].id), "quantity": 500},
    ]
    warned = [_accepted(abyan, nadia, OFFER, {"item": str(sewerage.id), **offer}) for offer in offers]
    assert warned == [[], ["MORE_THAN_OPEN"]]
    large = Commitment.get(Commitment.organization == register.organizations["ADR"].id)
    large.quantity = Decimal(300)
    changes.save(nadia, large)

    _coverage_is_right(plan)
    found = ask(OPEN, ENGLISH)["openItems"]
    assert {edge["node"]["name"]: edge["node"]["open"] for edge in found["edges"]} == {
        "Sewerage of Al-Muthallath": 100.0, "Wells of Shuqrah": 200.0,
    }  # fmt: skip
    assert ask(UNPLANNED, ENGLISH)["unplannedInterventions"] == {
        "totalCount": 1, "edges": [{"node": {"id": str(alone.id), "title": "Trucking"}}],
    }  # fmt: skip

    amend(nadia, Plan.get_by_id(plan.id), "The fish factory of Shuqrah is to work again")
    changes.save(nadia, PlanItem(plan=plan.id, name_en="Fish factory of Shuqrah", item_kind="PROJECT"))
    adopt(nadia, Plan.get_by_id(plan.id), date(2026, 5, 1))
    _second_version_is_told(abyan, plan)


def _demands_are_told() -> None:
    """Two are joined into the one that was taken into the plan; nobody is named."""
    answer = ask(DEMANDS, ENGLISH)["demands"]
    told = [edge["node"] for edge in answer["edges"]]
    assert [node["raisedBy"] for node in told] == ["EXECUTIVE_OFFICE", "COUNCIL_MEMBER", "CITIZEN"]
    assert (told[0]["state"], told[0]["item"]["name"]) == ("TAKEN", "Sewerage of Al-Muthallath")
    assert [node["joinedInto"] for node in told[1:]] == [{"title": "Sewerage of Al-Muthallath"}] * 2
    assert "SECRET" not in str(answer)


def _coverage_is_right(plan: Plan) -> None:
    """Of 1,000 households 900 are committed by two, nobody commits to the wells, which are late."""
    found = ask(PLAN_COVERAGE, ENGLISH, {"id": str(plan.id)})["planCoverage"]
    totals = found["totals"]
    names = ("itemCount", "openCount", "partialCount", "committedCount", "deliveredCount", "lateCount")
    assert [totals[name] for name in names] == [2, 1, 1, 0, 0, 1]
    assert totals["budgets"] == [
        {"currency": "USD", "planned": "90000.00", "committed": "50000.00", "open": "40000.00"}
    ]
    axis, sewerage, wells = found["items"]
    told = ("required", "committed", "delivered", "open", "unit", "organizationCount", "coverageState")
    assert [sewerage[name] for name in told] == [1000.0, 900.0, 0.0, 100.0, "households", 2, "PARTIAL"]
    assert [wells[name] for name in told] == [200.0, 0.0, 0.0, 200.0, "households", 0, "NONE"]
    assert [axis[name] for name in told] == [1200.0, 900.0, 0.0, 300.0, "households", 2, "PARTIAL"]
    assert wells["lateDays"] == axis["lateDays"] > 0


def _second_version_is_told(abyan: Viewer, plan: Plan) -> None:
    """The list tells the version in force in the language of the portal, the plan both versions."""
    [edge] = ask(PLANS, abyan)["plans"]["edges"]
    node = edge["node"]
    assert (node["name"], node["phase"], node["version"], node["itemCount"]) == ("خطة تعافي خنفر", "ADOPTED", 2, 4)
    whole = ask(PLAN, ENGLISH, {"id": str(plan.id)})["plan"]
    assert [item["name"] for item in whole["items"]] == [
        "Sewerage of Al-Muthallath", "Wells of Shuqrah", "Fish factory of Shuqrah",
    ]  # fmt: skip
    assert whole["versions"] == [
        {"number": 1, "adoptedOn": "2026-02-01", "reason": ""},
        {"number": 2, "adoptedOn": "2026-05-01", "reason": "The fish factory of Shuqrah is to work again"},
    ]
