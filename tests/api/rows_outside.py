"""Rows that lie outside the limits of a portal of Abyan, marked: texts with SECRET, people with 987654.

Whatever an answer holds of a mark has leaked.
"""

from datetime import date
from typing import Any

from tansiq.models import (
    Area,
    Commitment,
    Demand,
    Entry,
    Intervention,
    Licence,
    Organization,
    OrganizationArea,
    OrganizationContact,
    OrganizationMembership,
    OrganizationSector,
    Partnership,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    PlanItemSupporter,
    Project,
    ProjectDonor,
    Unit,
    UnitSuccessor,
)
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.api.cases_outside import SECRET, enter_cases_outside
from tests.api.rows_of_reports import enter_reports_outside
from tests.api.rows_of_rounds import enter_rounds_outside
from tests.called import a_call
from tests.definitions import field, name_of, record_type
from tests.people import SALMA, partner
from tests.register import Register

OUTSIDE = ("YE19", "YE1927")
PEOPLE = 987_654
Facts = dict[str, Any]


def enter_outside(register: Register) -> Facts:
    """Work in Abyan, marked rows in Hadramawt and for the whole country, and every tie between them; ids of some."""
    for pcode in OUTSIDE:
        area = Area.get_by_id(register.areas[pcode].id)
        area.name_en, area.name_ar, area.population, area.population_source = SECRET, SECRET, PEOPLE, SECRET
        changes.save(SALMA, area)
    secret = register.organization("SECRET", name_en=SECRET, name_ar=SECRET, home_area=register.areas["YE19"].id)
    nra, adr = (register.organization(name, home_area=register.areas["YE1211"].id) for name in ("NRA", "ADR"))
    hidden = _project(secret, SECRET)
    shared = _project(secret, "Shared project")
    _tie(secret, nra, (hidden, shared), register)
    _papers(secret, nra)
    both = _work(register, "NRA", shared, "Ours in Abyan", "YE121121")
    _work(register, "ADR", None, "Also in Abyan", "YE1211")
    register.site(both, "YE1927", targeted=PEOPLE, reached=PEOPLE)
    funding = {"organization": secret.id, "role": "FUNDING"}
    changes.replace_parts(SALMA, both, Partnership, [funding])
    theirs = [_work(register, name, hidden, SECRET, "YE1927", targeted=PEOPLE) for name in ("SECRET", "NRA", "ADR")]
    _work(register, "SECRET", None, SECRET, "YE", targeted=PEOPLE)
    draft = _work(register, "NRA", None, "SECRET-DRAFT", "YE121121", targeted=PEOPLE)
    draft.is_published = False
    changes.save(SALMA, draft)
    for pcode in ("YE", "YE1927"):
        register.need(pcode, "WSH", PEOPLE, source=SECRET, severity=5)
    register.need("YE1211", "WSH", 500, source="Assessment of Khanfar", severity=2)
    _own_fields(register, secret, nra, theirs[0])
    theirs_in_plans = _plans(register, secret, theirs[0])
    theirs_in_plans |= _units(register)
    there, here = (Unit.get_by_id(theirs_in_plans[name]) for name in ("unit", "our_unit"))
    theirs_in_plans |= enter_reports_outside(secret, (there, here))
    theirs_in_plans |= enter_rounds_outside(register, secret, nra, SECRET)
    cases = enter_cases_outside(register, (both, theirs[1]), secret)
    ids = (
        theirs_in_plans
        | cases
        | {"organization": secret.id, "known": adr.id, "project": hidden.id, "shared": shared.id}
    )
    return ids | {"intervention": theirs[0].id, "both": both.id}


def _plans(register: Register, secret: Organization, work: Intervention) -> Facts:
    """A plan of Hadramawt from which one of Khanfar derives, items of both, what was asked for and committed there and
    here: tied to each other wherever one row may refer to another."""
    facts: Facts = {"name_ar": SECRET, "organization": secret.id}
    plan = register.plan("YE1927", name_en=SECRET, **facts)
    item = register.item(plan, SECRET, **facts, people=PEOPLE, required=PEOPLE, unit=SECRET, remark=SECRET)
    ours = register.plan("YE1211", name_en="Plan of Khanfar", name_ar="Plan of Khanfar", parent=plan.id)
    pipes = register.item(ours, "Pipes", serves=item.id, organization=secret.id, required=100, unit="km")
    places = [{"area": register.areas[pcode].id} for pcode in ("YE1211", "YE1927")]
    changes.replace_parts(SALMA, pipes, PlanItemArea, places)
    changes.replace_parts(SALMA, pipes, PlanItemSupporter, [{"organization": secret.id}])
    for row in (item, pipes):
        changes.replace_parts(SALMA, row, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    asked = _demands(register, item)
    commitment = _commitments(register, secret, (item, pipes), work)
    return {"plan": plan.id, "item": item.id, "ours": ours.id, "commitment": commitment} | asked | _calls(item, pipes)


def _calls(there: PlanItem, here: PlanItem) -> Facts:
    """A call of Hadramawt, and one of Khanfar whose joint project is led by the hidden organisation."""
    theirs, ours = a_call(there, text_en=SECRET, text_ar=SECRET), a_call(here)
    return {"call": theirs.id, "our_call": ours.id}


def _units(register: Register) -> Facts:
    """A unit of Hadramawt above one of Khanfar, which became another one there and was made of a third."""
    told: Facts = {"name_ar": SECRET, "pcode": "YE1927"}
    hidden = register.unit(SECRET, **told)
    ours = register.unit("Unit of Khanfar", hidden, "YE1211", ends_on=date(2026, 12, 31))
    register.unit(SECRET, ours, ends_on=date(2026, 12, 31), **told)
    changes.replace_parts(SALMA, ours, UnitSuccessor, [{"successor": hidden.id}])
    changes.replace_parts(SALMA, register.unit(SECRET, **told), UnitSuccessor, [{"successor": ours.id}])
    return {"unit": hidden.id, "our_unit": ours.id}


def _demands(register: Register, item: PlanItem) -> Facts:
    """One of Hadramawt, into which one of Khanfar is joined, and one of Khanfar that was taken into a plan there."""
    said: Facts = {"sector": register.sectors["WSH"].id, "raised_by": "CITIZEN", "raised_on": date(2026, 1, 1)}
    here, there = (said | {"area": register.areas[pcode].id, "raiser": SECRET} for pcode in ("YE1211", "YE1927"))
    demand = changes.save(SALMA, Demand(**there, title_en=SECRET, title_ar=SECRET, description=SECRET, people=PEOPLE))
    changes.save(SALMA, Demand(**here, title_en="Joined", joined_into=demand.id))
    asked = changes.save(SALMA, Demand(**here, title_en="Taken", outcome="TAKEN", item=item.id))
    return {"demand": demand.id, "asked": asked.id}


def _commitments(register: Register, secret: Organization, items: tuple[PlanItem, PlanItem], work: Intervention) -> int:
    """What the hidden organisation commits to both plans, and another one to that of Hadramawt; the id of one there."""
    said: Facts = {"offered_on": date(2026, 1, 1)}
    there, here = items
    changes.save(SALMA, Commitment(**said, item=here.id, organization=secret.id, intervention=work.id))
    facts = said | {"item": there.id, "quantity": PEOPLE, "unit": SECRET, "remark": SECRET}
    rows = [Commitment(**facts, organization=owner.id) for owner in (secret, register.organizations["NRA"])]
    return [changes.save(SALMA, row).id for row in rows][-1]


def _own_fields(register: Register, secret: Organization, nra: Organization, work: Intervention) -> None:
    """A field by which each organisation refers to the hidden one and to what it does, a remark on what lies outside,
    and wells of both sides."""
    leading = {"partnerOf": ("organization", secret.id), "worksOn": ("intervention", work.id)}
    fields = {key: field(key, "REFERENCE", reference_table=table) for key, (table, _) in leading.items()}
    marked = {table: field("remark", table=table) for table in ("organization", "intervention", "area")}
    for row in (secret, nra):
        again = Organization.get_by_id(row.id)
        for key, (_, target) in leading.items():
            again.enter(name_of(fields[key]), target)
        changes.save(SALMA, again)
    outside: tuple[Any, ...] = (secret, work, register.areas["YE1927"])
    for one in outside:
        stored = type(one).get_by_id(one.id)
        stored.enter(name_of(marked[one._meta.table_name]), SECRET)
        changes.save(SALMA, stored)
    wells = record_type("wells")
    names = field("called", table="entry", record_type=wells.id)
    for owner, pcode, name in ((secret, "YE1927", SECRET), (nra, "YE1211", "Well of Khanfar"), (nra, "YE19", SECRET)):
        entry = Entry(record_type=wells.id, area=register.areas[pcode].id, organization=owner.id)
        entry.enter(name_of(names), name)
        changes.save(SALMA, entry)


def _project(owner: Organization, title: str) -> Project:
    row = Project(organization=owner.id, title_en=title, title_ar=title, code=f"P-{title}")
    return changes.save(SALMA, row)


def _tie(secret: Organization, nra: Organization, projects: tuple[Project, Project], register: Register) -> None:
    """Places and sectors of work, and donors, on both sides of the limit."""
    for owner in (secret, nra):
        places = [
            {"area": register.areas[pcode].id} for pcode in ("YE1927", "YE1211") if owner is nra or pcode in OUTSIDE
        ]
        changes.replace_parts(SALMA, owner, OrganizationArea, places)
        changes.replace_parts(SALMA, owner, OrganizationSector, [{"sector": register.sectors["WSH"].id}])
    for project in projects:
        donors = [{"organization": secret.id}, {"organization": nra.id}]
        changes.replace_parts(SALMA, project, ProjectDonor, donors)


def _papers(secret: Organization, nra: Organization) -> None:
    """What an office keeps of organisations, and what is proposed: contacts and proposals of Abyan are no portal's."""
    licence = Licence(organization=secret.id, number="SECRET-7", authority=SECRET, issued_on=date(2026, 1, 1))
    changes.save(SALMA, licence)
    changes.save(SALMA, OrganizationContact(organization=nra.id, name=SECRET, email="secret@example.org"))
    nra = Organization.get_by_id(nra.id)
    nra.parent_id = secret.id
    changes.save(SALMA, nra)
    changes.replace_parts(SALMA, nra, OrganizationMembership, [{"network": secret.id}])
    proposal = Organization(name_en=SECRET, name_ar=SECRET, home_area=nra.home_area_id)
    submit(partner("Khaled", nra.id), lambda viewer: changes.save(viewer, proposal))


def _work(
    register: Register, name: str, project: Project | None, title: str, pcode: str, **people: int
) -> Intervention:
    facts: Facts = {"title_en": title, "title_ar": title, "remarks": title, "project": project.id if project else None}
    row = register.intervention(name, **facts)
    figures: Facts = {"targeted": 100, "reached": 40}
    register.site(row, pcode, **(figures | people))
    return row


def leaks(answers: dict[str, str]) -> list[str]:
    """The answers by question that hold a mark, shortened."""
    return [
        f"{query[:90]} ... {text[:300]}" for query, text in answers.items() if "SECRET" in text or str(PEOPLE) in text
    ]
