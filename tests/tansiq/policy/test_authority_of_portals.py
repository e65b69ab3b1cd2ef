"""What a portal reads and proposes: what its scopes say, within its areas and organisations."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import (
    Area,
    CaseMessage,
    Commitment,
    Demand,
    Intervention,
    Need,
    Organization,
    Plan,
    PlanComment,
    PlanItem,
    Record,
)
from tansiq.plans.coverage_of_items import coverage_of_items
from tansiq.plans.plan_coverage import plan_coverage
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.people import SALMA, portal
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case
from tests.tansiq.policy.test_authority import register

__all__ = ["register"]


def _intervention(register: Register, acronym: str, pcode: str) -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


def test_a_portal_reads_what_its_scopes_say(register: Register) -> None:
    work, need = _intervention(register, "NRA", "YE121121"), register.need("YE1211", "WSH", 5)
    seen = {
        scopes: [
            visible(type(row), portal(scopes=scopes)).where(type(row).id == row.id).exists() for row in (work, need)
        ]
        for scopes in [("registry:read",), ("plans:read",), ("coverage:read",), ()]
    }
    assert list(seen.values()) == [[True, False], [False, True], [False, False], [False, False]]


def test_a_portal_of_one_organisation_reads_and_proposes_what_is_its_own(register: Register) -> None:
    own, other = _intervention(register, "NRA", "YE121121"), _intervention(register, "ADR", "YE121121")
    viewer = portal(organization_ids=(register.organization("NRA").id,))
    for act in ("READ", "PROPOSE"):
        assert [may(viewer, act, row) for row in (own, other)] == [True, False]
    assert visible(Need, viewer).count() == 0


def test_a_limited_portal_knows_its_areas_and_those_above(register: Register) -> None:
    viewer = portal(register.areas["YE1211"].id)
    seen = {area.pcode for area in visible(Area, viewer)}
    assert seen == {"YE", "YE12", "YE1211", "YE121121", "YE121122"}


def test_organisations_of_concern_are_seated_say_they_work_or_work_there(register: Register) -> None:
    viewer = portal(register.areas["YE1210"].id)
    register.organization("SEA", home_area=register.areas["YE121001"].id)
    _intervention(register, "WRK", "YE121001")
    changes.archive(SALMA, _intervention(register, "WAS", "YE121001"))
    assert {row.acronym for row in visible(Organization, viewer)} == {"SEA", "WRK"}


def _committed(register: Register, acronym: str, plan: Plan) -> Commitment:
    item = PlanItem.get_or_none(PlanItem.plan == plan.id) or register.item(plan, "Wells", required=10, unit="wells")
    offered: dict[str, Any] = {"quantity": Decimal(4), "unit": "wells", "offered_on": date(2026, 2, 1)}
    return changes.save(SALMA, Commitment(item=item.id, organization=register.organization(acronym).id, **offered))


@dataclass
class Plans:
    """A portal of NRA within Abyan; a plan of the district, one of NRA, one elsewhere and a draft, with commitments."""

    viewer: Viewer
    plans: dict[str, Plan]
    commitments: dict[tuple[str, str], Commitment]

    def seen(self, model: type[Record]) -> list[Any]:
        return list(visible(model, self.viewer))


@pytest.fixture
def plans(register: Register) -> Plans:
    nra = register.organization("NRA").id
    made = {
        "district": register.plan("YE1211"),
        "own": register.plan("YE1211", organization=nra),
        "elsewhere": register.plan("YE1927"),
        "draft": register.plan("YE1211", is_published=False),
    }
    commitments = {
        (name, who): _committed(register, who, plan) for name, plan in made.items() for who in ("NRA", "ADR")
    }
    return Plans(portal(register.areas["YE12"].id, organization_ids=(nra,)), made, commitments)


def test_a_portal_of_one_organisation_reads_the_published_plans_of_its_areas(plans: Plans) -> None:
    expected = {plans.plans["district"].id, plans.plans["own"].id}
    assert {row.id for row in plans.seen(Plan)} == expected
    assert {row.plan_id for row in plans.seen(PlanItem)} == expected


def test_it_is_told_of_its_own_commitments_and_of_those_to_its_own_plans(plans: Plans) -> None:
    told = {("district", "NRA"), ("own", "NRA"), ("own", "ADR")}
    assert {row.id for row in plans.seen(Commitment)} == {plans.commitments[key].id for key in told}


def test_what_is_open_for_it_is_what_nobody_has_committed_to(plans: Plans) -> None:
    items = {row.plan_id: row for row in plans.seen(PlanItem)}
    found = coverage_of_items(plans.viewer, items.values())
    assert {found[row.id].open for row in items.values()} == {Decimal(2)}
    whole = plan_coverage(plans.viewer, plans.plans["district"], date(2026, 3, 1))
    assert [item.organization_count for item in whole.items] == [2]


def test_it_offers_to_the_plans_it_reads_and_changes_none_but_its_own(plans: Plans, register: Register) -> None:
    item = PlanItem.get(PlanItem.plan == plans.plans["district"].id)
    own, other = (
        Commitment(item=item.id, organization=register.organization(acronym).id, offered_on=date(2026, 2, 1))
        for acronym in ("NRA", "ADR")
    )
    assert [may(plans.viewer, "PROPOSE", row) for row in (own, other)] == [True, False]
    assert [may(plans.viewer, "PROPOSE", row) for row in (item, plans.commitments["district", "ADR"])] == [False, False]
    assert not may(plans.viewer, "CHANGE", plans.plans["district"])


def test_nothing_else_is_opened_by_it(plans: Plans, register: Register) -> None:
    register.need("YE1211", "WSH", 5)
    _intervention(register, "ADR", "YE121121")
    assert [len(plans.seen(model)) for model in (Need, Demand, Intervention)] == [0, 0, 0]
    assert [row.acronym for row in plans.seen(Organization)] == ["NRA"]


def test_without_the_scope_of_plans_it_reads_none(plans: Plans, register: Register) -> None:
    viewer = portal(organization_ids=(register.organization("NRA").id,), scopes=("registry:read", "proposals:write"))
    assert [visible(model, viewer).count() for model in (Plan, PlanItem, Commitment)] == [0, 0, 0]


def test_a_portal_says_something_for_an_organisation_within_its_limits_and_of_cases_alone(register: Register) -> None:
    own, other = (_intervention(register, acronym, "YE121121") for acronym in ("NRA", "ADR"))
    case = enter_case(register, own, other)
    of_nra = portal(organization_ids=(own.organization_id,))
    for viewer, organization_id, is_allowed in (
        (of_nra, own.organization_id, True),
        (of_nra, other.organization_id, False),
        (of_nra, None, False),
        (portal(), other.organization_id, True),
        (portal(), None, False),
        (portal(scopes=("duplication:read",)), own.organization_id, False),
        (portal(scopes=("duplication:write",)), own.organization_id, False),
    ):
        message = CaseMessage(case=case.id, organization=organization_id, text="Hello")
        assert may(viewer, "CREATE", message) is is_allowed
        assert not may(viewer, "CHANGE", case)
    plan = register.plan()
    assert not may(portal(), "CREATE", PlanComment(plan=plan.id, organization=own.organization_id, text="Hello"))
