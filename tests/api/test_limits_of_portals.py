"""A portal limited to Abyan gets Abyan, and nothing of Hadramawt through any path of the schema.

Whatever lies outside is marked: its texts with SECRET, its people with 987654. Every question is asked in many
ways, following every field that the schema has, and no answer may hold a mark.
"""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from graphql import GraphQLObjectType, execute_sync, get_named_type, parse

from api import refusals
from api.context import Context
from api.executor import PlannedExecution
from api.schema import schema
from tansiq import changes
from tansiq.models import (
    Area,
    Intervention,
    Licence,
    Need,
    Organization,
    OrganizationArea,
    OrganizationContact,
    OrganizationMembership,
    OrganizationSector,
    Partnership,
    Project,
    ProjectDonor,
)
from tansiq.proposals.proposing import submit
from tansiq.settings import Settings
from tansiq.viewer import Viewer
from tansiq.vocabulary import SCOPES
from tansiq.words import speaking
from tests.api.paths import selection, told
from tests.people import SALMA, partner, portal
from tests.register import Register

SECRET, PEOPLE = "SECRET-HADRAMAWT", 987_654
OUTSIDE = ("YE19", "YE1927")

ASKED: dict[str, list[str]] = {
    "viewer": [""],
    "about": [""],
    "proposals": [""],
    "area": [f'(pcode: "{pcode}")' for pcode in ("YE", "YE12", "YE121121", *OUTSIDE)],
    "areas": [
        "(first: 100)",
        '(within: "YE", level: [GOVERNORATE, DISTRICT], orderBy: NAME, direction: DESC)',
        '(within: "YE19")',
        '(parent: "YE")',
        '(parent: "YE19")',
        '(search: "secret", orderBy: POPULATION)',
        '(validOn: "2026-03-01")',
        '(after: "{areas}", orderBy: NAME)',
    ],
    "sectors": ["(withSubsectors: true)"],
    "activityTypes": ["", '(sector: "WSH")'],
    "populationGroups": [""],
    "organization": ["(id: {organization})", "(id: {known})"],
    "organizations": [
        "(first: 100)",
        '(search: "secret")',
        '(within: "YE")',
        '(within: "YE1927")',
        '(kind: [NNGO], legalStatus: [ACTIVE], sector: "WSH", orderBy: NAME)',
        '(after: "{organizations}", orderBy: NAME, direction: DESC)',
    ],
    "project": ["(id: {project})", "(id: {shared})"],
    "projects": [
        "",
        "(organization: {organization})",
        "(donor: {organization})",
        '(search: "secret")',
        '(period: {{from: "2020-01-01", to: "2030-01-01"}}, orderBy: STARTS_ON, direction: DESC, first: 5)',
        '(after: "{projects}")',
    ],
    "intervention": ["(id: {intervention})", "(id: {both})"],
    "interventions": [
        "(first: 100)",
        '(within: "YE")',
        '(within: "YE19")',
        '(search: "secret", status: [ONGOING], sector: "WSH")',
        "(organization: {organization})",
        "(partner: {organization})",
        "(project: {project})",
        '(organizationKind: [NNGO], modality: [CASH], populationGroup: "ALL")',
        '(activityType: "WATER_TRUCKING", period: {{from: "2026-03-01", to: "2026-03-02"}})',
        '(after: "{interventions}", orderBy: CHANGED_AT, direction: DESC)',
    ],
    "needs": [
        "",
        '(within: "YE")',
        '(within: "YE1927")',
        '(sector: "WSH", populationGroup: "ALL", minSeverity: 1, orderBy: PEOPLE_IN_NEED, direction: DESC)',
        '(period: {{from: "2026-03-01", to: "2026-03-02"}}, first: 1, after: "{needs}")',
    ],
    "coverage": [
        '(within: "YE", level: COUNTRY)',
        '(within: "YE", level: GOVERNORATE, by: [SECTOR])',
        '(within: "YE", level: DISTRICT, by: [SECTOR, ORGANIZATION_KIND], organizationKinds: [NNGO])',
        '(within: "YE", level: SUBDISTRICT, by: [POPULATION_GROUP], populationGroups: ["ALL"], sectors: ["WSH"])',
        '(within: "YE12", level: GOVERNORATE, organizations: [{organization}])',
        '(within: "YE", level: COUNTRY, period: {{from: "2026-03-01", to: "2026-03-31"}})',
        *(f'(within: "{pcode}", level: DISTRICT)' for pcode in OUTSIDE),
    ],
    "gaps": [
        '(within: "YE", level: DISTRICT, by: [SECTOR], first: 100)',
        '(within: "YE19", level: DISTRICT)',
        '(within: "YE", level: GOVERNORATE, after: "{gaps}", period: {{from: "2026-03-01", to: "2026-03-31"}})',
        '(within: "YE", level: COUNTRY, sectors: ["WSH"], populationGroups: ["ALL"], organizationKinds: [NNGO])',
        '(within: "YE", level: COUNTRY, organizations: [{organization}])',
    ],
    "overlaps": [
        '(within: "YE", first: 100)',
        '(within: "YE1927")',
        '(within: "YE", organization: {organization}, minScore: 0.1)',
        '(within: "YE", sectors: ["WSH"], period: {{from: "2026-03-01", to: "2026-03-31"}}, after: "{overlaps}")',
    ],
    "overlapGroups": [
        '(within: "YE", level: GOVERNORATE, minScore: 0, sectors: ["WSH"])',
        '(within: "YE", level: DISTRICT, organization: {organization})',
        '(within: "YE19", period: {{from: "2026-03-01", to: "2026-03-31"}})',
    ],
}
"""By field of Query: the ways in which it is asked. Names in braces stand for ids and places of rows outside."""

CURSORS = {
    "areas": '{ areas(first: 1, orderBy: NAME, search: "secret") { pageInfo { endCursor } } }',
    "organizations": '{ organizations(first: 1, orderBy: NAME, search: "secret") { pageInfo { endCursor } } }',
    "projects": '{ projects(first: 1, search: "secret") { pageInfo { endCursor } } }',
    "interventions": "{ interventions(first: 1, orderBy: CHANGED_AT) { pageInfo { endCursor } } }",
    "needs": "{ needs(first: 1) { pageInfo { endCursor } } }",
    "gaps": '{ gaps(within: "YE", level: GOVERNORATE, first: 1) { pageInfo { endCursor } } }',
    "overlaps": '{ overlaps(within: "YE19", first: 1) { pageInfo { endCursor } } }',
}
"""Questions of an administrator, whose places in lists a portal then tries."""

Facts = dict[str, Any]


def _query_fields() -> Any:
    return schema._schema.query_type.fields  # type: ignore[union-attr]


def _answer(query: str, viewer: Viewer) -> Any:
    """Data and errors of an answer, as they are sent."""
    context = Context(viewer=viewer, settings=Settings())
    with speaking("en"):
        # Not validated again each time: these documents are long, and made from the schema itself.
        answer = execute_sync(schema._schema, parse(query), context_value=context, executor_class=PlannedExecution)
        errors = [entry for error in answer.errors or () for entry in refusals.told(error, "-")]
    return {"data": answer.data, "errors": errors}


@pytest.fixture
def outside(register: Register) -> Facts:
    """Work in Abyan, marked rows in Hadramawt and for the whole country, and every tie between them."""
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
    ids = {"organization": secret.id, "known": adr.id, "project": hidden.id, "shared": shared.id}
    return ids | {"intervention": theirs[0].id, "both": both.id} | _places()


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


def _places() -> dict[str, str]:
    found = {name: _answer(query, SALMA)["data"][name]["pageInfo"]["endCursor"] for name, query in CURSORS.items()}
    assert all(found.values()), found
    return found


def _asked(name: str, arguments: str, facts: Facts) -> str:
    kind = get_named_type(_query_fields()[name].type)
    assert isinstance(kind, GraphQLObjectType)
    given = arguments.format(**facts) if "{" in arguments else arguments
    return f"{{ {name}{given} {selection(kind, Counter(), 3 if name == 'area' else 2)} }}"


def _all_answers(viewer: Viewer, facts: Facts) -> dict[str, str]:
    """All that `viewer` is told, by question."""
    questions = [_asked(name, arguments, facts) for name, ways in ASKED.items() for arguments in ways]
    return {query: told(_answer(query, viewer)) for query in questions}


def _leaks(answers: dict[str, str]) -> list[str]:
    return [
        f"{query[:90]} ... {text[:300]}" for query, text in answers.items() if "SECRET" in text or str(PEOPLE) in text
    ]


def test_every_question_and_every_argument_is_tried() -> None:
    fields = _query_fields()
    assert set(ASKED) == set(fields)
    untried = {
        f"{name}({argument}:)"
        for name, field in fields.items()
        for argument in field.args
        if not any(f"{argument}:" in way for way in ASKED[name])
    }
    assert {entry for entry in untried if not entry.endswith(("(first:)", "(direction:)"))} == set()


def test_the_marks_are_seen_by_those_who_may(outside: Facts) -> None:
    everybody = Viewer(face="GRAPHQL", language="en")
    found = _leaks(_all_answers(everybody, outside))
    assert len(found) > 30, "or the walk would prove nothing"


SCOPED = {
    "everything": SCOPES.codes,
    "coverage": ("coverage:read",),
    "overlaps": ("duplication:read",),
    "registry": ("registry:read",),
    "plans": ("plans:read",),
    "nothing": (),
}


@pytest.mark.parametrize("scopes", SCOPED.values(), ids=SCOPED)
def test_no_path_leads_out_of_the_limits(outside: Facts, register: Register, scopes: tuple[str, ...]) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=scopes)
    answers = _all_answers(viewer, outside)
    assert _leaks(answers) == []
    is_told = {mark: any(mark in text for text in answers.values()) for mark in ("Ours in Abyan", "Khanfar")}
    assert is_told == {"Ours in Abyan": "registry:read" in scopes, "Khanfar": True}


def test_a_portal_of_one_organisation_sees_no_other(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, organization_ids=(register.organizations["NRA"].id,))
    answers = _all_answers(viewer, outside)
    assert _leaks(answers) == []
    everything = " ".join(answers.values())
    assert "Ours in Abyan" in everything
    assert "Also in Abyan" not in everything
    assert "ADR" not in everything


COUNTRY = """{ coverage(within: "YE", level: GOVERNORATE) { totals { interventionCount peopleTargeted peopleInNeed }
    cells { area { pcode } interventionCount peopleTargeted peopleReached peopleInNeed } } }"""


def test_coverage_alone_counts_the_work_within_the_limits(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=("coverage:read",))
    answer = _answer(COUNTRY, viewer)
    assert answer["errors"] == []
    assert answer["data"]["coverage"] == {
        "totals": {"interventionCount": 2, "peopleTargeted": 200, "peopleInNeed": 500},
        "cells": [
            {
                "area": {"pcode": "YE12"},
                "interventionCount": 2,
                "peopleTargeted": 200,
                "peopleReached": 80,
                "peopleInNeed": 500,
            }
        ],
    }


def test_another_governorate_is_not_there(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id)
    for query in (
        '{ coverage(within: "YE19", level: DISTRICT) { totals { state } } }',
        '{ needs(within: "YE19") { totalCount } }',
    ):
        assert [error["message"] for error in _answer(query, viewer)["errors"]] == [
            "There is no area with the P-code YE19."
        ]


def test_overlaps_are_told_without_the_names_of_either_side(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=("duplication:read",))
    query = """{ overlaps(within: "YE") { totalCount edges { node { reason(language: EN) area { pcode }
        first { title } second { title } firstOrganization { name } } } } }"""
    found = _answer(query, viewer)["data"]["overlaps"]
    assert found["totalCount"] == 1
    [edge] = found["edges"]
    assert edge["node"]["reason"]
    assert {key: edge["node"][key] for key in ("area", "first", "second", "firstOrganization")} == {
        "area": {"pcode": "YE121121"},
        "first": None,
        "second": None,
        "firstOrganization": None,
    }


NEEDED = {
    "organizations { totalCount }": "registry:read",
    "organization(id: 1) { id }": "registry:read",
    "projects { totalCount }": "registry:read",
    "project(id: 1) { id }": "registry:read",
    "interventions { totalCount }": "registry:read",
    "intervention(id: 1) { id }": "registry:read",
    "needs { totalCount }": "plans:read",
    'coverage(within: "YE12", level: DISTRICT) { totals { state } }': "coverage:read",
    'gaps(within: "YE12", level: DISTRICT) { totalCount }': "coverage:read",
    'overlaps(within: "YE12") { totalCount }': "duplication:read",
    'overlapGroups(within: "YE12") { pairCount }': "duplication:read",
}


@pytest.mark.parametrize(("field", "scope"), NEEDED.items())
def test_a_question_without_its_scope_is_refused_by_name(register: Register, field: str, scope: str) -> None:
    name = field.partition("(")[0].partition(" ")[0]
    assert f"A token needs the scope {scope}." in _query_fields()[name].description
    area = register.areas["YE12"].id
    without = portal(area, scopes=tuple(code for code in SCOPES.codes if code != scope))
    refused = _answer(f"{{ {field} sectors {{ code }} }}", without)
    sentence = f"Your token does not have the scope {scope}, which this question needs."
    [error] = refused["errors"]
    assert (error["message"], error["extensions"]) == (sentence, {"code": "SCOPE_MISSING", "scope": scope})
    allowed = _answer(f"{{ {field} }}", portal(area, scopes=(scope,)))
    assert allowed["errors"] == []


def test_the_other_fields_stand_where_the_refused_one_may_be_null(register: Register) -> None:
    answer = _answer("{ intervention(id: 1) { id } sectors { code } }", portal(scopes=()))
    assert answer["data"]["intervention"] is None
    assert len(answer["data"]["sectors"]) == 3


def test_who_may_not_read_the_register_cannot_sound_it_by_organisation(outside: Facts, register: Register) -> None:
    for scope, query in (
        ("coverage:read", '{ coverage(within: "YE12", level: DISTRICT, organizations: [1]) { totals { state } } }'),
        ("duplication:read", '{ overlaps(within: "YE12", organization: 1) { totalCount } }'),
    ):
        [error] = _answer(query, portal(register.areas["YE12"].id, scopes=(scope,)))["errors"]
        assert error["extensions"]["scope"] == "registry:read"


def test_a_hidden_organisation_cannot_be_found_by_asking_for_it(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id)
    for field in ("partner: {organization}", "organization: {organization}"):
        query = f"{{ interventions({field.format(**outside)}) {{ totalCount }} }}"
        assert _answer(query, viewer)["data"]["interventions"]["totalCount"] == 0
    for field in ("donor: {organization}", "organization: {organization}"):
        query = f"{{ projects({field.format(**outside)}) {{ totalCount }} }}"
        assert _answer(query, viewer)["data"]["projects"]["totalCount"] == 0
    assert Need.select().count() == 3
