"""A register in which everything needs attention that may, for tests of the start page."""

from datetime import date, timedelta

from tansiq.models import (
    CaseMember,
    Commitment,
    Demand,
    ImportRun,
    Intervention,
    LearnedName,
    Licence,
    OverlapCase,
    PlanComment,
)
from tansiq.platform import clock
from tansiq.records import changes
from tests.meetings import decision, meeting
from tests.people import SALMA
from tests.register import Register

YESTERDAY = clock.today() - timedelta(days=1)


def enter_busy(register: Register) -> Register:
    """Something of everything that needs attention, published or not."""
    for acronym, is_published in (("NRA", True), ("ADR", True), ("HID", False)):
        row = register.intervention(acronym, ends_on=YESTERDAY, is_published=is_published)
        register.site(row, "YE1211", reached=300)
    register.intervention("BKC", is_published=False, status="PLANNED", starts_on=None)
    register.intervention("GRN", status="PLANNED")
    for acronym, days in (("NRA", 20), ("ADR", -213)):
        facts = {"number": acronym, "authority": "Office", "issued_on": date(2020, 1, 1)}
        ends = YESTERDAY + timedelta(days=days)
        changes.save(SALMA, Licence(organization=register.organization(acronym).id, expires_on=ends, **facts))
    _case(register, "YE1211", "NRA", "ADR")
    _case(register, "YE1927", "ADR")
    ImportRun.create(file_name="broken.xlsx", digest="", size=1, state="FAILED")
    _plan(register, "YE1211", "NRA")
    _plan(register, "YE1927", "ADR")
    _decisions(register)
    _names(register, "YE1211", "YE12")
    _names(register, "YE1927", "YE19")
    return register


def _decisions(register: Register) -> None:
    """A meeting of which one decision has no owner, one is overdue, and one is neither."""
    of, owner = meeting(register), register.organization("NRA").id
    decision(of)
    decision(of, organization=owner, due_on=YESTERDAY)
    decision(of, organization=owner)


def _names(register: Register, pcode: str, within: str) -> None:
    """A name of an area that nobody reviewed yet, and one that somebody rejected."""
    for spelling, state in (("Khanfer", "WAITING"), ("Hanfar", "REJECTED")):
        place = {"area": register.areas[pcode].id, "within": register.areas[within].id}
        changes.save(SALMA, LearnedName(spelling=spelling, name_state=state, **place))


def _case(register: Register, pcode: str, *acronyms: str) -> None:
    """An open case of duplication among what was entered before."""
    case = changes.save(SALMA, OverlapCase(area=register.areas[pcode].id, sector=register.sectors["WSH"].id))
    for acronym in acronyms:
        row = Intervention.get(Intervention.organization == register.organization(acronym).id)
        CaseMember.create(case=case.id, intervention=row.id)


def _plan(register: Register, pcode: str, acronym: str) -> None:
    """A plan of an area with a late item of the organisation that nobody commits to, a commitment that nobody agreed
    to, a comment that nobody answered and a demand that nobody decided on, beside those of which the contrary is so."""
    plan, owner, day = register.plan(pcode, phase="CONSULTATION"), register.organization(acronym).id, date(2026, 2, 1)
    register.item(plan, "Bare", organization=owner, ends_on=YESTERDAY)
    item = register.item(plan, "Offered", organization=owner)
    for state in ("OFFERED", "AGREED"):
        facts = {"item": item.id, "organization": owner, "offered_on": day}
        changes.save(SALMA, Commitment(commitment_state=state, **facts))
    said_of = {"plan": plan.id, "organization": owner, "text": "Deeper"}
    open_comment = changes.save(SALMA, PlanComment(**said_of))
    changes.save(SALMA, PlanComment(joined_into=open_comment.id, **said_of))
    answered = {"comment_outcome": "ANSWERED", "answer": "Yes", "answered_on": YESTERDAY}
    changes.save(SALMA, PlanComment(**answered, **said_of))
    place = {"area": register.areas[pcode].id, "sector": register.sectors["WSH"].id}
    said = {"raised_on": day, "raised_by": "CITIZEN", **place}
    open_one = changes.save(SALMA, Demand(title_en="A well", **said))
    changes.save(SALMA, Demand(title_en="A deep well", joined_into=open_one.id, **said))
    changes.save(SALMA, Demand(title_en="A tower", outcome="DECLINED", reason="No.", **said))
