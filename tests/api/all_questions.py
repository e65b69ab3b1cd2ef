"""All the ways in which a portal asks: each field of Query with each argument, following each field of the schema."""

from collections import Counter
from typing import Any

import orjson
from graphql import GraphQLObjectType, execute_sync, get_named_type, parse

from api import refusals
from api.context import Context
from api.planner.executor import PlannedExecution
from api.schema import schema
from tansiq.language.words import speaking
from tansiq.platform.settings import Settings
from tansiq.policy.viewer import Viewer
from tests.api.rows_outside import OUTSIDE, Facts
from tests.api.selections import selection, text_of
from tests.people import SALMA

ARGUMENTS: dict[str, list[str]] = {
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
    "plan": ["(id: {plan})", "(id: {ours})"],
    "plans": [
        "",
        '(within: "YE", kind: [RECOVERY], phase: [DRAFTING], orderBy: NAME)',
        '(within: "YE19")',
        '(search: "secret", period: {{from: "2026-03-01", to: "2026-03-02"}}, orderBy: STARTS_ON, direction: DESC)',
        "(organization: {organization})",
        "(parent: {plan})",
        '(after: "{plans}")',
    ],
    "planCoverage": ["(plan: {plan})", "(plan: {ours})"],
    "planMatrix": [
        '(kind: RECOVERY, within: "YE", level: DISTRICT)',
        '(kind: RECOVERY, within: "YE", level: GOVERNORATE, by: SECTOR, period: {{from: "2026-01-01"}})',
        '(kind: RECOVERY, within: "YE19", level: DISTRICT, by: PLAN)',
    ],
    "call": ["(id: {call})", "(id: {our_call})"],
    "calls": ["", "(item: {item}, state: [OPEN])", '(after: "{calls}", orderBy: CLOSES_ON, direction: DESC)'],
    "suggestPartners": ["(item: {item})", "(item: {item}, first: 100)"],
    "partnersLeftOut": ["(item: {item})"],
    "openItems": [
        "",
        '(within: "YE", sector: "WSH", kind: [PROJECT])',
        '(within: "YE1927")',
        "(plan: {plan})",
        '(after: "{openItems}", orderBy: ENDS_ON)',
    ],
    "unplannedInterventions": [
        "",
        '(within: "YE", sector: "WSH")',
        "(organization: {organization})",
        '(after: "{unplannedInterventions}")',
    ],
    "demand": ["(id: {demand})", "(id: {asked})"],
    "demands": [
        "",
        '(within: "YE", sector: "WSH", state: [OPEN, TAKEN], orderBy: SEVERITY)',
        '(within: "YE1927")',
        '(search: "secret", isJoined: false)',
        "(item: {item}, isJoined: true)",
        '(after: "{demands}", orderBy: RAISED_ON, direction: DESC)',
    ],
    "commitment": ["(id: {commitment})"],
    "commitments": [
        "",
        '(within: "YE", sector: "WSH", state: [OFFERED])',
        '(within: "YE1927")',
        "(organization: {organization}, intervention: {intervention})",
        "(item: {item})",
        "(demand: {demand})",
        '(after: "{commitments}", orderBy: DUE_ON)',
    ],
    "unit": ["(id: {unit})", "(id: {our_unit})"],
    "units": [
        "",
        '(within: "YE", kind: [DIRECTORATE], on: "2026-03-01", orderBy: NAME, direction: DESC)',
        '(within: "YE1927")',
        '(search: "secret", parent: {unit})',
        '(after: "{units}")',
    ],
    "recordTypes": [""],
    "forms": [""],
    "report": ["(id: {report})", "(id: {our_report})"],
    "reports": [
        "",
        '(form: "municipal", within: "YE", state: [APPROVED], orderBy: PERIOD, direction: DESC)',
        '(within: "YE1927")',
        "(unit: {unit}, period: {period})",
        "(period: {period}, first: 1)",
        '(after: "{reports}")',
    ],
    "figures": [
        '(form: "municipal", items: ["vehicles", "idle"], from: {period}, to: {period}, level: DISTRICT)',
        '(form: "municipal", items: ["vehicles"], from: "2025", to: "2026", within: "YE", by: [UNIT, PERIOD, CELL])',
        '(form: "municipal", items: ["vehicles"], from: {period}, to: {period}, within: "YE19", state: [APPROVED])',
        '(form: "municipal", items: [], formula: "working div vehicles", per: 1000, from: {period}, to: {period})',
    ],
    "completeness": [
        '(form: "municipal", period: {period})',
        '(form: "municipal", period: {period}, within: "YE")',
        '(form: "municipal", period: {period}, within: "YE19")',
    ],
    "round": ["(id: {round})", "(id: {our_round})"],
    "rounds": [
        "",
        '(within: "YE", kind: [ACHIEVED, BOTH], period: "2026-Q1")',
        '(within: "YE1927")',
        '(after: "{rounds}")',
    ],
    "roundReports": [
        "",
        "(round: {round})",
        "(round: {our_round}, organization: {organization}, state: [DRAFT])",
        '(first: 1, after: "{roundReports}")',
    ],
    "surveyResults": ['(address: "abcdefghjk")'],
    "feedback": [
        '(survey: "abcdefghjk")',
        '(survey: "abcdefghjk", within: "YE", from: "2026-01-01", to: "2026-12-31", by: DISTRICT)',
        '(survey: "abcdefghjk", field: "sector")',
    ],
    "records": [
        '(type: "wells")',
        '(type: "wells", within: "YE", search: "secret")',
        '(type: "wells", within: "YE1927")',
        '(type: "wells", after: "{records}")',
        '(type: "wells", where: [{{key: "called", anyOf: ["SECRET-HADRAMAWT"]}}], orderBy: "called")',
    ],
    "summarize": [
        '(type: "organization", by: [{{field: "kind"}}, {{field: "homeArea", level: DISTRICT}}])',
        '(type: "intervention", by: [{{field: "organization"}}, {{field: "startsOn", every: YEAR}}])',
        '(type: "intervention", by: [{{field: "area", level: SUBDISTRICT}}], within: "YE19")',
        '(type: "intervention", by: [{{field: "currency"}}], measure: {{way: SUM, field: "budget"}})',
        '(type: "site", by: [{{field: "intervention"}}, {{field: "populationGroup"}}])',
        '(type: "project", by: [{{field: "area"}}, {{field: "organization"}}])',
        '(type: "need", by: [{{field: "sector"}}], period: {{from: "2026-01-01", to: "2026-12-31"}})',
        '(type: "planItem", by: [{{field: "plan"}}, {{field: "area", level: DISTRICT}}])',
        '(type: "commitment", by: [{{field: "organization"}}, {{field: "intervention"}}])',
        '(type: "demand", by: [{{field: "area", level: SUBDISTRICT}}, {{field: "item"}}])',
        '(type: "wells", by: [{{field: "area", level: DISTRICT}}, {{field: "organization"}}], within: "YE")',
        '(type: "wells", by: [{{field: "ownedBy"}}, {{field: "dugOn", every: QUARTER}}])',
        '(type: "organization", day: "foundedOn", period: {{from: "1990-01-01", to: "2026-12-31"}})',
    ],
    "coverage": [
        '(within: "YE", level: COUNTRY)',
        '(within: "YE", level: GOVERNORATE, by: [SECTOR])',
        '(within: "YE", level: DISTRICT, by: [SECTOR, ORGANIZATION_KIND], organizationKinds: [NNGO])',
        '(within: "YE", level: SUBDISTRICT, by: [POPULATION_GROUP], populationGroups: ["ALL"], sectors: ["WSH"])',
        '(within: "YE12", level: GOVERNORATE, organizations: [{organization}])',
        '(within: "YE", level: COUNTRY, period: {{from: "2026-03-01", to: "2026-03-31"}})',
        '(within: "YE", level: DISTRICT, by: [SECTOR], asOf: "2026-03-31")',
        *(f'(within: "{pcode}", level: DISTRICT)' for pcode in OUTSIDE),
    ],
    "gaps": [
        '(within: "YE", level: DISTRICT, by: [SECTOR], asOf: "2026-03-31", first: 100)',
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
    "checkIntervention": [
        """(input: {{organization: {known}, sector: "WSH", startsOn: "2026-03-01", sites: [{{area: "YE121121"}}],
            partners: [{{organization: {known}, role: FUNDING}}]}})""",
        "(input: {{id: {both}, organization: {organization}}})",
        "(input: {{id: {both}}})",
        '(input: {{id: {intervention}, sector: "WSH"}})',
        '(input: {{organization: {known}, sector: "WSH", startsOn: "2026-03-01", sites: [{{area: "YE1927"}}]}})',
    ],
    "overlapCase": ["(id: {case})", "(id: {our_case})"],
    "overlapCases": [
        "(isEndedToo: true)",
        '(within: "YE", sectors: ["WSH"], state: [OPEN, RETURNED], orderBy: CHANGED_AT)',
        '(within: "YE1927")',
        "(organizations: [{organization}], isEndedToo: true)",
        '(changedSince: "2026-01-01T00:00:00Z", after: "{overlapCases}")',
    ],
    "caseFigures": [
        '(period: {{from: "2020-01-01", to: "2030-12-31"}})',
        '(period: {{from: "2020-01-01", to: "2030-12-31"}}, within: "YE1927", level: SUBDISTRICT)',
        '(period: {{from: "2020-01-01", to: "2030-12-31"}}, within: "YE", level: COUNTRY)',
    ],
    "areaReport": [
        '(within: "YE", period: {{from: "2020-01-01", to: "2030-12-31"}})',
        '(within: "YE", period: {{from: "2026-03-01", to: "2026-03-31"}}, level: DISTRICT)',
        '(within: "YE19", period: {{from: "2020-01-01", to: "2030-12-31"}})',
        '(within: "YE1927", period: {{from: "2020-01-01", to: "2030-12-31"}}, only: ["third_sector"])',
    ],
}
"""By field of Query: the ways in which it is asked. Names in braces stand for ids and places of rows outside."""

CURSORS = {
    "areas": '{ areas(first: 1, orderBy: NAME, search: "secret") { pageInfo { endCursor } } }',
    "organizations": '{ organizations(first: 1, orderBy: NAME, search: "secret") { pageInfo { endCursor } } }',
    "projects": '{ projects(first: 1, search: "secret") { pageInfo { endCursor } } }',
    "interventions": "{ interventions(first: 1, orderBy: CHANGED_AT) { pageInfo { endCursor } } }",
    "needs": "{ needs(first: 1) { pageInfo { endCursor } } }",
    "plans": "{ plans(first: 1) { pageInfo { endCursor } } }",
    "openItems": "{ openItems(first: 1, orderBy: ENDS_ON) { pageInfo { endCursor } } }",
    "unplannedInterventions": "{ unplannedInterventions(first: 1) { pageInfo { endCursor } } }",
    "demands": "{ demands(first: 1, orderBy: RAISED_ON) { pageInfo { endCursor } } }",
    "commitments": "{ commitments(first: 1, orderBy: DUE_ON) { pageInfo { endCursor } } }",
    "calls": "{ calls(first: 1, orderBy: CLOSES_ON) { pageInfo { endCursor } } }",
    "units": "{ units(first: 1) { pageInfo { endCursor } } }",
    "reports": "{ reports(first: 1) { pageInfo { endCursor } } }",
    "rounds": "{ rounds(first: 1) { pageInfo { endCursor } } }",
    "roundReports": "{ roundReports(first: 1) { pageInfo { endCursor } } }",
    "records": '{ records(type: "wells", first: 1) { pageInfo { endCursor } } }',
    "gaps": '{ gaps(within: "YE", level: GOVERNORATE, first: 1) { pageInfo { endCursor } } }',
    "overlaps": '{ overlaps(within: "YE19", first: 1) { pageInfo { endCursor } } }',
    "overlapCases": "{ overlapCases(first: 1) { pageInfo { endCursor } } }",
}
"""Questions of an administrator, whose places in lists a portal then tries."""


def query_fields() -> Any:
    """The fields of Query by name, as graphql-core holds them."""
    return schema._schema.query_type.fields  # type: ignore[union-attr]


def answered(query: str, viewer: Viewer) -> Any:
    """Data and errors of an answer, as they are sent."""
    context = Context(viewer=viewer, settings=Settings())
    with speaking("en"):
        # Not validated again each time: these documents are long, and made from the schema itself.
        answer = execute_sync(schema._schema, parse(query), context_value=context, executor_class=PlannedExecution)
        errors = [entry for error in answer.errors or () for entry in refusals.error_entries(error, "-")]
    # Parts of it may be written already.
    return {"data": orjson.loads(orjson.dumps(answer.data)), "errors": errors}


def cursors() -> dict[str, str]:
    """By name in CURSORS: a place in that list, as an administrator is told it."""
    found = {name: answered(query, SALMA)["data"][name]["pageInfo"]["endCursor"] for name, query in CURSORS.items()}
    assert all(found.values()), found
    return found


def _asked(name: str, arguments: str, facts: Facts) -> str:
    kind = get_named_type(query_fields()[name].type)
    assert isinstance(kind, GraphQLObjectType)
    given = arguments.format(**facts) if "{" in arguments else arguments
    return f"{{ {name}{given} {selection(kind, Counter(), 3 if name == 'area' else 2)} }}"


def all_answers(viewer: Viewer, facts: Facts) -> dict[str, str]:
    """All that `viewer` is told, by question."""
    return {query: text_of(answered(query, viewer)) for query in all_questions(facts)}


def all_questions(facts: Facts) -> list[str]:
    """Every question of ARGUMENTS, following each field that the schema has."""
    return [_asked(name, arguments, facts) for name, ways in ARGUMENTS.items() for arguments in ways]
