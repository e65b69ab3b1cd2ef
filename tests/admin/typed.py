"""Every table of the panel: one row of each. What a person types into the form for another is in typed_forms."""

from datetime import date
from typing import Any

from admin.views.of_type import views_with_models
from tansiq.models import (
    Account,
    ActivityType,
    Assignment,
    CaseDocument,
    Commitment,
    Dashboard,
    DashboardTile,
    Demand,
    DemandDocument,
    Extension,
    Goal,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Licence,
    OrganizationContact,
    OrganizationDocument,
    OverlapCase,
    Plan,
    PlanComment,
    PlanDocument,
    PlanInvitation,
    PlanItem,
    Project,
    ReachedFigure,
    SharedView,
    Unit,
)
from tansiq.records import changes
from tests.asked_rounds import planned_round
from tests.definitions import answers, field, form, record_type, rule
from tests.meetings import agenda_item, attendee, decision, meeting
from tests.people import SALMA
from tests.register import Register
from tests.surveys import outcomes, survey

TABLES = [model for _view, model in views_with_models() if model is not Account]
NAMES = [model.__name__.lower() for model in TABLES]
OF_ORGANIZATION = ("licence", "organizationcontact", "organizationdocument")
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def one_of_each(register: Register) -> dict[str, Any]:
    """One row of every table of the panel, by its address."""
    plan = register.plan(phase="CONSULTATION")
    item = register.item(plan, "Wells", required=100, unit="metres")
    intervention = register.intervention("NRA", title_en="Water for Ja'ar")
    return {
        "intervention": intervention,
        "site": (site := register.site(intervention, targeted=100, reached=40)),
        "reachedfigure": ReachedFigure.get(ReachedFigure.site == site.id),
        "project": changes.save(SALMA, Project(title_en="Abyan recovery", code="P-1")),
        "organization": register.organization("NRA"),
        "licence": a_licence(register),
        "organizationcontact": a_contact(register),
        "organizationdocument": a_document(register),
        "need": register.need("YE1211", "WSH", 12_000),
        "plan": plan,
        "planitem": item,
        "plancomment": a_comment(register, item),
        "planinvitation": an_invitation(register, plan),
        "plandocument": a_plan_document(plan),
        "casedocument": a_case_document(register),
        "indicator": (indicator := an_indicator(plan)),
        "indicatortarget": a_target(indicator),
        "indicatorvalue": a_value(register, indicator),
        "demand": a_demand(register),
        "commitment": a_commitment(register, item),
        "demanddocument": a_demand_document(register),
        "fielddefinition": (capacity := field("capacity", "WHOLE", table="project", use_state="DRAFT")),
        "ruledefinition": rule("{0} > 0", capacity, use_state="DRAFT"),
        "choicelist": answers("HAND", "SOLAR"),
        "typedefinition": record_type("schools", use_state="DRAFT"),
        "sharedview": changes.save(SALMA, SharedView(name_en="Unpublished", record_table="organization")),
        "dashboard": (dashboard := changes.save(SALMA, Dashboard(name_en="Overview"))),
        "dashboardtile": a_tile(dashboard),
        **_of_the_ministry(register),
    }


def _of_the_ministry(register: Register) -> dict[str, Any]:
    """What all other rows refer to."""
    return {
        "goal": changes.save(SALMA, Goal(code="6", name_ar="المياه", name_en="Water")),
        "area": register.areas["YE121121"],
        "unit": (unit := register.unit("Municipality of Ja'ar", code="M-1")),
        "assignment": (assigned := an_assignment(unit)),
        "extension": an_extension(assigned),
        "survey": survey(outcomes()),
        **_of_meetings(register),
        "round": planned_round(register, pcode="YE1211"),
        "sector": register.sectors["HEA"],
        "activitytype": ActivityType.get(),
        "populationgroup": register.groups["IDP"],
    }


def _of_meetings(register: Register) -> dict[str, Any]:
    """A meeting in Khanfar with what belongs to it."""
    of = meeting(register)
    return {
        "meeting": of,
        "agendaitem": agenda_item(of),
        "meetingattendee": attendee(of, guest="Eng. Saleh"),
        "meetingdecision": decision(of),
    }


def an_assignment(unit: Unit) -> Assignment:
    """The unit fills statistics of a quarter for half a year."""
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
    return changes.save(SALMA, Assignment(form=form("statistics").id, unit=unit.id, **days))


def an_extension(assigned: Assignment) -> Extension:
    """A month more for the report of the first quarter."""
    days = {"period": "2026-Q1", "closes_on": date(2026, 5, 31), "reason": "The road was cut."}
    return changes.save(SALMA, Extension(form=assigned.form_id, unit=assigned.unit_id, **days))


def a_tile(dashboard: Dashboard, **values: Any) -> DashboardTile:
    """How many organisations there are by kind, unless said otherwise."""
    facts: dict[str, Any] = {"tile_kind": "CHART", "record_table": "organization", "first_group": "kind"}
    named = {"name_en": "Organisations by kind"}
    return changes.save(SALMA, DashboardTile(dashboard=dashboard.id, **(facts | named | values)))


def a_demand(register: Register, **values: Any) -> Demand:
    facts: dict[str, Any] = {
        "title_en": "A well for the camp",
        "raised_by": "COMMUNITY_COUNCIL",
        "raised_on": date(2026, 1, 5),
    }
    place = {"area": register.areas["YE1211"].id, "sector": register.sectors["WSH"].id}
    return changes.save(SALMA, Demand(**(facts | place | values)))


def a_comment(register: Register, item: PlanItem, **values: Any) -> PlanComment:
    facts = {"plan": item.plan_id, "item": item.id, "organization": register.organization("NRA").id}
    return changes.save(SALMA, PlanComment(**(facts | {"text": "The wells are not deep enough."} | values)))


def an_invitation(register: Register, plan: Plan) -> PlanInvitation:
    return changes.save(SALMA, PlanInvitation(plan=plan.id, organization=register.organization("NRA").id))


def a_demand_document(register: Register) -> DemandDocument:
    """A document whose file was lost."""
    facts = {"title": "Letter", "file_name": "letter.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0"}
    return changes.save(SALMA, DemandDocument(demand=a_demand(register).id, stored="lostletter", **facts))


def a_plan_document(plan: Plan) -> PlanDocument:
    """The same of a plan."""
    facts = {"title": "Minutes", "file_name": "minutes.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0"}
    return changes.save(SALMA, PlanDocument(plan=plan.id, stored="lostminutes", **facts))


def a_case_document(register: Register) -> CaseDocument:
    """The same of a case of duplication."""
    facts = {"title": "Places", "file_name": "places.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0"}
    case = changes.save(SALMA, OverlapCase(area=register.areas["YE121121"].id, sector=register.sectors["WSH"].id))
    return changes.save(SALMA, CaseDocument(case=case.id, stored="lostplaces", **facts))


def a_commitment(register: Register, item: PlanItem) -> Commitment:
    facts = {"quantity": 40, "unit": "metres", "offered_on": date(2026, 1, 6)}
    return changes.save(SALMA, Commitment(item=item.id, organization=register.organization("NRA").id, **facts))


def an_indicator(plan: Plan, **values: Any) -> Indicator:
    facts: dict[str, Any] = {"name_en": "Households with water", "unit": "percent", "direction": "RISING"}
    ways = {"over_areas": "SUM", "over_time": "LATEST", "baseline": 40, "baseline_on": date(2025, 12, 31)}
    return changes.save(SALMA, Indicator(plan=plan.id, **(facts | ways | values)))


def a_target(indicator: Indicator) -> IndicatorTarget:
    return changes.save(SALMA, IndicatorTarget(indicator=indicator.id, on=date(2026, 6, 30), value=60))


def a_value(register: Register, indicator: Indicator) -> IndicatorValue:
    facts = {"on": date(2026, 1, 5), "value": 45, "area": register.areas["YE1211"].id}
    return changes.save(SALMA, IndicatorValue(indicator=indicator.id, **facts))


def a_licence(register: Register) -> Licence:
    facts = {"number": "17/2024", "authority": "Office", "issued_on": date(2024, 1, 1), "expires_on": date(2026, 1, 1)}
    return changes.save(SALMA, Licence(organization=register.organization("NRA").id, **facts))


def a_contact(register: Register) -> OrganizationContact:
    facts = {"name": "Somebody", "phone": "+967 1 234567"}
    return changes.save(SALMA, OrganizationContact(organization=register.organization("NRA").id, **facts))


def a_document(register: Register) -> OrganizationDocument:
    """A document whose file was lost; tests/admin/views/test_organization_document.py sends real ones."""
    facts = {"title": "Bylaws", "file_name": "bylaws.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0",
             "stored": "lost"}  # fmt: skip
    return changes.save(SALMA, OrganizationDocument(organization=register.organization("NRA").id, **facts))
