"""A question needs its scope: without it, it is refused by name, and nothing is sounded out some other way."""

import pytest

from tansiq.language.vocabulary import SCOPES
from tests.api.all_questions import answered, query_fields
from tests.api.rows_outside import Facts
from tests.definitions import form, record_type
from tests.people import portal
from tests.register import Register

NEEDED = {
    "organizations { totalCount }": "registry:read",
    "organization(id: 1) { id }": "registry:read",
    "projects { totalCount }": "registry:read",
    "project(id: 1) { id }": "registry:read",
    "interventions { totalCount }": "registry:read",
    "intervention(id: 1) { id }": "registry:read",
    "needs { totalCount }": "plans:read",
    "plans { totalCount }": "plans:read",
    "plan(id: 1) { id }": "plans:read",
    "planCoverage(plan: 1) { totals { itemCount } }": "plans:read",
    "openItems { totalCount }": "plans:read",
    'planMatrix(kind: ANNUAL, within: "YE", level: DISTRICT) { aboveLevelCount }': "plans:read",
    "demands { totalCount }": "plans:read",
    "demand(id: 1) { id }": "plans:read",
    "commitments { totalCount }": "plans:read",
    "commitment(id: 1) { id }": "plans:read",
    "calls { totalCount }": "plans:read",
    "call(id: 1) { id }": "plans:read",
    "units { totalCount }": "statistics:read",
    "forms { key }": "statistics:read",
    "reports { totalCount }": "statistics:read",
    "report(id: 1) { id }": "statistics:read",
    'figures(form: "municipal", items: [], from: "2026", to: "2026") { value }': "statistics:read",
    'completeness(form: "municipal", period: "2026-Q1") { total { expected } }': "statistics:read",
    'surveyResults(address: "nowhere") { total }': "statistics:read",
    'feedback(survey: "nowhere") { until }': "statistics:read",
    "unit(id: 1) { id }": "statistics:read",
    'records(type: "wells") { totalCount }': "records:read",
    'coverage(within: "YE12", level: DISTRICT) { totals { state } }': "coverage:read",
    'gaps(within: "YE12", level: DISTRICT) { totalCount }': "coverage:read",
    'overlaps(within: "YE12") { totalCount }': "duplication:read",
    'overlapGroups(within: "YE12") { pairCount }': "duplication:read",
    "overlapCases { totalCount }": "duplication:read",
    "overlapCase(id: 1) { id }": "duplication:read",
    'caseFigures(period: {from: "2026-01-01", to: "2026-12-31"}) { opened }': "duplication:read",
    'checkIntervention(input: {sector: "WSH"}) { overlaps { score } }': "duplication:read",
}


@pytest.mark.parametrize(("field", "scope"), NEEDED.items())
def test_a_question_without_its_scope_is_refused_by_name(register: Register, field: str, scope: str) -> None:
    name = field.partition("(")[0].partition(" ")[0]
    assert f"A token needs the scope {scope}." in query_fields()[name].description
    area = register.areas["YE12"].id
    record_type("wells")
    form("municipal")
    without = portal(area, scopes=tuple(code for code in SCOPES.codes if code != scope))
    refused = answered(f"{{ {field} sectors {{ code }} }}", without)
    sentence = f"Your token does not have the scope {scope}, which this question needs."
    [error] = refused["errors"]
    assert (error["message"], error["extensions"]) == (sentence, {"code": "SCOPE_MISSING", "scope": scope})
    allowed = answered(f"{{ {field} }}", portal(area, scopes=(scope,)))
    assert allowed["errors"] == []


def test_the_other_fields_stand_where_the_refused_one_may_be_null(register: Register) -> None:
    answer = answered("{ intervention(id: 1) { id } sectors { code } }", portal(scopes=()))
    assert answer["data"]["intervention"] is None
    assert len(answer["data"]["sectors"]) == 3


def test_who_may_not_read_the_register_cannot_sound_it_by_organisation(outside: Facts, register: Register) -> None:
    for scope, query in (
        ("coverage:read", '{ coverage(within: "YE12", level: DISTRICT, organizations: [1]) { totals { state } } }'),
        ("duplication:read", '{ overlaps(within: "YE12", organization: 1) { totalCount } }'),
        ("duplication:read", "{ overlapCases(organizations: [1]) { totalCount } }"),
    ):
        [error] = answered(query, portal(register.areas["YE12"].id, scopes=(scope,)))["errors"]
        assert error["extensions"]["scope"] == "registry:read"


def test_work_that_serves_no_plan_is_told_to_those_who_read_both(register: Register) -> None:
    for lacking in ("registry:read", "plans:read"):
        scopes = tuple(code for code in ("registry:read", "plans:read") if code != lacking)
        [error] = answered("{ unplannedInterventions { totalCount } }", portal(scopes=scopes))["errors"]
        assert error["extensions"]["scope"] == lacking
    both = portal(scopes=("registry:read", "plans:read"))
    assert answered("{ unplannedInterventions { totalCount } }", both)["errors"] == []
