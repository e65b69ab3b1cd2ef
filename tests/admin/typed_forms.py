"""What a person types into the form for a new row of each table of the panel, and where that form stands."""

from io import BytesIO
from typing import Any

from tansiq.models import PlanItem, Unit
from tests.admin.typed import OF_ORGANIZATION, PDF
from tests.register import Register

Forms = dict[str, dict[str, Any]]


def typed(name: str, register: Register) -> dict[str, Any]:
    """What a person types into the form for a new row of each table."""
    every = (_register_forms, _plan_forms, _demand_forms, _reference_forms, _reporting_forms)
    return next(forms[name] for forms in (make(register) for make in every) if name in forms)


def _register_forms(register: Register) -> Forms:
    """What is typed of the register."""
    place = {"area": register.areas["YE1211"].id, "population_group": register.groups["ALL"].id}
    return {
        "intervention": {
            "organization": register.organization("NRA").id,
            "sector": register.sectors["WSH"].id,
            "title_en": "Typed",
            "status": "PLANNED",
        },
        "site": {**place, "targeted": "1,200", "reached": "٣٠٠"},
        "reachedfigure": {"month": "2026-02-17", "people": "٣٠"},
        "project": {"title_en": "Typed"},
        "organization": {"name_ar": "جمعية الأمل", "kind": "ASSOCIATION"},
        "licence": {"number": "18/2024", "authority": "Office", "issued_on": "2024-01-01"},
        "organizationcontact": {"name": "Anybody", "phone": "٧٧٧ ١٢٣ ٤٥٦"},
        "organizationdocument": {"title": "Typed", "document_kind": "BYLAWS", "file": (BytesIO(PDF), "typed.pdf")},
        "need": {
            **place,
            "sector": register.sectors["WSH"].id,
            "people_in_need": "500",
            "starts_on": "2026-01-01",
            "ends_on": "2026-06-30",
        },
    }


def _plan_forms(register: Register) -> Forms:
    """What is typed of plans, of their items and of what measures them."""
    return {
        "plan": {
            "name_ar": "خطة",
            "plan_kind": "ANNUAL",
            "area": register.areas["YE1211"].id,
            "phase": "DRAFTING",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "tolerance": "10",
        },
        "planitem": {"name_en": "Typed", "item_kind": "ACTIVITY", "item_state": "NOT_STARTED", "required": "12"}
        | {"unit": "metres"},
        "plancomment": {"comment_kind": "NEW_ITEM", "proposed": "سوق السمك", "quantity": "٣", "unit": "سوق"}
        | {"written_on": "2026-01-05"},
        "planinvitation": {"email": "guest@example.org"},
        "plandocument": {"title": "Typed", "file": (BytesIO(PDF), "typed.pdf")},
        "casedocument": {"title": "Typed", "file": (BytesIO(PDF), "typed.pdf")},
        "indicator": {
            "name_ar": "أسر لديها مياه",
            "unit": "percent",
            "direction": "RISING",
            "baseline": "٤٠",
            "baseline_on": "2025-12-31",
            "over_areas": "SUM",
            "over_time": "LATEST",
        },
        "indicatortarget": {"on": "2026", "value": "٨٠"},
        "indicatorvalue": {
            "on": "2026-01-20",
            "value": "٥٠٫٥",
            "area": register.areas["YE1211"].id,
            "organization": register.organization("NRA").id,
            "source": "Typed",
        },
    }


def _demand_forms(register: Register) -> Forms:
    """What is typed of demands, and of commitments to items."""
    return {
        "demand": {
            "title_ar": "بئر للمخيم",
            "area": register.areas["YE1211"].id,
            "sector": register.sectors["WSH"].id,
            "raised_by": "CITIZEN",
            "raised_on": "2026-01-05",
            "people": "٣٠٠",
        },
        "demanddocument": {"title": "Typed", "file": (BytesIO(PDF), "typed.pdf")},
        "commitment": {
            "item": PlanItem.select(PlanItem.id).scalar() or 0,
            "organization": register.organization("NRA").id,
            "quantity": "٤٠",
            "unit": "metres",
            "offered_on": "2026-01-05",
        },
    }


def _reference_forms(register: Register) -> Forms:
    """What is typed of the tables that all others refer to."""
    return {
        "fielddefinition": {"value_type": "WHOLE", "label_ar": "عمق البئر", "most": "٥٠٠", "unit_ar": "متر"},
        "ruledefinition": {
            "expression": "${capacity} < ٥٠٠",
            "rule_severity": "WARN",
            "message_en": "It is very large.",
        },
        "choicelist": {
            "name_ar": "أنواع المضخات",
            "name_en": "Pumps",
            "answers": "HAND | يدوية | Hand\nSOLAR | شمسية | Solar",
        },
        "typedefinition": {"many_ar": "آبار", "many_en": "Wells", "one_en": "Well", "policy": "PUBLIC", "icon": "drop"},
        "sharedview": {"name_ar": "غير المنشورة", "audience": "OFFICER", "position": "١"},
        "dashboard": {"name_ar": "نظرة عامة", "audience": "EVERYBODY", "position": "١"},
        "dashboardtile": {"name_ar": "المنظمات", "tile_kind": "CHART", "measure": "COUNT", "first_group": "kind"}
        | {"span": "ALL", "position": "١"},
        "goal": {"code": "7", "name_ar": "الطاقة", "name_en": "Energy"},
        "area": {
            "level": "4",
            "parent": register.areas["YE121121"].id,
            "pcode": "YE121121001",
            "name_en": "Typed",
            "name_ar": "جديدة",
        },
        "sector": {"code": "NEW", "name_ar": "جديد", "name_en": "Typed", "position": "9"},
        "activitytype": {"code": "NEW", "sector": register.sectors["WSH"].id, "name_ar": "جديد", "name_en": "Typed"},
        "populationgroup": {"code": "NEW", "name_ar": "جديد", "name_en": "Typed", "position": "9"},
    }


def _reporting_forms(register: Register) -> Forms:
    """What is typed of units, of what they report and of surveys."""
    there = Unit.select(Unit.id).where(Unit.code == "M-1").scalar()
    return {
        "unit": {
            "unit_kind": "MUNICIPALITY",
            "name_ar": "بلدية جعار",
            "area": register.areas["YE1211"].id,
            "starts_on": "2026-01-01",
        },
        "assignment": {"unit": there, "starts_on": "2026-07-01"},
        "extension": {
            "unit": there or "",
            "period": "2026-Q2",
            "closes_on": "2026-08-31",
            "reason": "Snow.",
        },
        "meeting": {
            "meeting_kind": "COUNCIL",
            "name_ar": "جلسة المجلس",
            "area": register.areas["YE1211"].id,
            "starts_at": "٢٠٩٠-٠٣-٠١ ١٠:٠٠",
            "ends_at": "2090-03-01T12:00",
            "place": "Hall",
            "meeting_state": "PLANNED",
        },
        "round": {
            "name_ar": "جولة الربع الثاني",
            "round_kind": "ACHIEVED",
            "period": "2090-Q2",
            "area": register.areas["YE1211"].id,
            "round_choice": "AT_WORK",
            "opens_on": "2090-07-01",
            "due_on": "2090-07-10",
            "grace_days": "٢",
            "takes_late": "y",
        },
        "agendaitem": {"title_ar": "مضخات خنفر", "position": "٢"},
        "meetingattendee": {"guest": "م. سالم", "is_invited": "y"},
        "meetingdecision": {"title_ar": "إصلاح المضخات", "due_on": "2090-05-01", "decision_state": "OPEN"},
        "survey": {"title_ar": "بعد التدريب", "link_kind": "PAPER", "starts_on": "2026-01-01", "is_reviewed": "y"},
    }


def new_address(name: str, rows: dict[str, Any]) -> str:
    if name == "fielddefinition":
        return f"{name}/new/?of=site&type=WHOLE"
    if name == "casedocument":
        return f"{name}/new/?case={rows[name].case_id}"
    if name in ("assignment", "extension"):
        return f"{name}/new/?form={rows[name].form_id}"
    if name == "survey":
        return f"{name}/new/?record_type={rows[name].record_type_id}"
    if name == "ruledefinition":
        return f"{name}/new/?of=project"
    if name in ("sharedview", "dashboardtile"):
        of = "of=organization"
        return f"{name}/new/?{of}" + (f"&dashboard={rows['dashboard'].id}" if name == "dashboardtile" else "")
    owners = {
        "site": "intervention",
        "reachedfigure": "site",
        "demanddocument": "demand",
        "planitem": "plan",
        "plancomment": "plan",
        "planinvitation": "plan",
        "plandocument": "plan",
        **dict.fromkeys(("agendaitem", "meetingattendee", "meetingdecision"), "meeting"),
        "indicator": "plan",
        **dict.fromkeys(("indicatortarget", "indicatorvalue"), "indicator"),
        **dict.fromkeys(OF_ORGANIZATION, "organization"),
    }
    return f"{name}/new/" + (f"?{owners[name]}={rows[owners[name]].id}" if name in owners else "")
