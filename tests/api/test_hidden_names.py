"""A question that names a hidden record answers as for one that is not there, through every argument that names one."""

import json
import re
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLNamedType, get_named_type

from api.schema import schema
from tansiq.models import Proposal
from tests.api.all_questions import answered
from tests.api.hidden_rows import HIDDEN_CODES, MISSING_CODE, enter_hidden, missing
from tests.api.question_texts import ANSWER, ARRANGED, CHECK, COVERAGE, DAYS, GAPS, PAIRS, WITHIN, WORK, YEARS
from tests.api.question_texts import propose as _propose
from tests.api.question_texts import propose_entry as _propose_entry
from tests.api.question_texts import query as _query
from tests.api.question_texts import say as _say
from tests.api.question_texts import submit as _submit
from tests.people import SALMA, portal
from tests.register import Register

NAMES_NOTHING = {
    "search", "after", "nameAr", "nameEn", "acronym", "acronymAr", "registrationNumber", "contactName", "contactEmail",
    "titleAr", "titleEn", "currency", "remarks", "clientKey", "description", "unit", "raiser", "remark",
    "from", "to", "text", "codes", "note", "field", "day", "period", "nil", "reason", "cell", "address",
    "survey", "only",
}  # fmt: skip
"""Texts that name no record of another; `test_conflicts` asks what a taken number tells, `test_summary` a field."""


def _answer_call(given: str) -> str:
    return _propose("callAnswer", given).replace("Proposal {{ id }}", "CallDeed {{ call {{ id }} }}")


def _state(given: str, is_whole: bool = True) -> str:
    stated = f'round: "{{asked_round}}", organization: "{{open}}", {given}' if is_whole else given
    return _propose("roundReport", stated).replace("Proposal {{ id }}", "RoundReportSent {{ id }}")


ASKED_FOR = 'titleEn: "Wells", raisedBy: CITIZEN, raisedOn: "2026-01-01"'
NEW = 'nameAr: "جمعية", kind: ASSOCIATION, homeArea: {area}, contactName: "Sara", contactEmail: "sara@example.org"'
ASKED: dict[tuple[str, str], str] = {
    ("areas", "within"): _query("areas", "within: {area}"),
    ("areas", "parent"): _query("areas", "parent: {area}"),
    ("area", "pcode"): _query("area", "pcode: {area}", "{ pcode }"),
    ("activityTypes", "sector"): _query("activityTypes", "sector: {sector}", "{ code }"),
    ("organizations", "sector"): _query("organizations", "sector: {sector}"),
    ("organizations", "within"): _query("organizations", "within: {area}"),
    ("organization", "id"): _query("organization", "id: {organization}", "{ id }"),
    ("projects", "organization"): _query("projects", "organization: {organization}"),
    ("projects", "donor"): _query("projects", "donor: {organization}"),
    ("project", "id"): _query("project", "id: {project}", "{ id }"),
    ("interventions", "within"): _query("interventions", "within: {area}"),
    ("interventions", "sector"): _query("interventions", "sector: {sector}"),
    ("interventions", "activityType"): _query("interventions", "activityType: {activity}"),
    ("interventions", "organization"): _query("interventions", "organization: {organization}"),
    ("interventions", "partner"): _query("interventions", "partner: {organization}"),
    ("interventions", "project"): _query("interventions", "project: {project}"),
    ("interventions", "populationGroup"): _query("interventions", "populationGroup: {group}"),
    ("intervention", "id"): _query("intervention", "id: {intervention}", "{ id }"),
    ("needs", "within"): _query("needs", "within: {area}"),
    ("needs", "sector"): _query("needs", "sector: {sector}"),
    ("needs", "populationGroup"): _query("needs", "populationGroup: {group}"),
    ("plans", "within"): _query("plans", "within: {area}"),
    ("plans", "organization"): _query("plans", "organization: {organization}"),
    ("plans", "parent"): _query("plans", "parent: {plan}"),
    ("plan", "id"): _query("plan", "id: {plan}", "{ id }"),
    ("planCoverage", "plan"): _query("planCoverage", "plan: {plan}", "{ totals { itemCount } }"),
    ("planMatrix", "within"): _query(
        "planMatrix", "kind: ANNUAL, within: {area}, level: DISTRICT", "{ aboveLevelCount }"
    ),
    ("openItems", "within"): _query("openItems", "within: {area}"),
    ("openItems", "sector"): _query("openItems", "sector: {sector}"),
    ("openItems", "plan"): _query("openItems", "plan: {plan}"),
    ("unplannedInterventions", "within"): _query("unplannedInterventions", "within: {area}"),
    ("unplannedInterventions", "sector"): _query("unplannedInterventions", "sector: {sector}"),
    ("unplannedInterventions", "organization"): _query("unplannedInterventions", "organization: {organization}"),
    ("demand", "id"): _query("demand", "id: {demand}", "{ id }"),
    ("demands", "within"): _query("demands", "within: {area}"),
    ("demands", "sector"): _query("demands", "sector: {sector}"),
    ("demands", "item"): _query("demands", "item: {item}"),
    ("commitment", "id"): _query("commitment", "id: {commitment}", "{ id }"),
    ("commitments", "within"): _query("commitments", "within: {area}"),
    ("commitments", "sector"): _query("commitments", "sector: {sector}"),
    ("commitments", "organization"): _query("commitments", "organization: {organization}"),
    ("commitments", "intervention"): _query("commitments", "intervention: {intervention}"),
    ("commitments", "item"): _query("commitments", "item: {item}"),
    ("call", "id"): _query("call", "id: {call}", "{ id }"),
    ("calls", "item"): _query("calls", "item: {item}"),
    ("suggestPartners", "item"): _query("suggestPartners", "item: {item}", "{ score }"),
    ("partnersLeftOut", "item"): _query("partnersLeftOut", "item: {item}", "{ candidateCount }"),
    ("commitments", "demand"): _query("commitments", "demand: {demand}"),
    ("unit", "id"): _query("unit", "id: {unit}", "{ id }"),
    ("units", "within"): _query("units", "within: {area}"),
    ("units", "parent"): _query("units", "parent: {unit}"),
    ("records", "type"): _query("records", "type: {type}"),
    ("records", "within"): _query("records", 'type: "wells", within: {area}'),
    ("records", "orderBy"): _query("records", 'type: "wells", orderBy: {key}'),
    ("ExtraCondition", "key"): _query("records", 'type: "wells", where: [{{key: {key}, anyOf: ["Somebody"]}}]'),
    ("ExtraCondition", "anyOf"): _query(
        "records", 'type: "wells", where: [{{key: "keptBy", anyOf: [{organization}]}}]'
    ),
    ("report", "id"): _query("report", "id: {report}", "{ id }"),
    ("reports", "form"): _query("reports", "form: {form}"),
    ("reports", "within"): _query("reports", "within: {area}"),
    ("reports", "unit"): _query("reports", "unit: {unit}"),
    ("round", "id"): _query("round", "id: {round}", "{ id }"),
    ("rounds", "within"): _query("rounds", "within: {area}"),
    ("roundReports", "round"): _query("roundReports", "round: {round}"),
    ("roundReports", "organization"): _query("roundReports", "organization: {organization}"),
    ("RoundReportInput", "round"): _state('round: {round}, organization: "{open}", unchanged: true', False),
    ("RoundReportInput", "organization"): _state(
        'round: "{asked_round}", organization: {organization}, unchanged: true', False
    ),
    ("RoundWorkInput", "id"): _state("works: [{{id: {intervention}, status: COMPLETED}}]"),
    ("RoundSiteInput", "id"): _state("sites: [{{id: {site}, reached: 7}}]"),
    ("RoundItemInput", "id"): _state("items: [{{id: {item}, progress: 5}}]"),
    ("figures", "form"): _query("figures", f'form: {{form}}, items: ["vehicles"], {YEARS}', "{ value }"),
    ("figures", "items"): _query("figures", f'form: "municipal", items: [{{reported_item}}], {YEARS}', "{ value }"),
    ("figures", "formula"): _query(
        "figures", f'form: "municipal", items: [], formula: {{formula}}, {YEARS}', "{ value }"
    ),
    ("figures", "within"): _query(
        "figures", f'form: "municipal", items: ["vehicles"], {YEARS}, within: {{area}}', "{ value expected }"
    ),
    ("feedback", "within"): _query("feedback", 'survey: "nowhere", within: {area}', "{ until }"),
    ("completeness", "form"): _query("completeness", 'form: {form}, period: "2026-Q1"', "{ total { expected } }"),
    ("completeness", "within"): _query(
        "completeness", 'form: "municipal", period: "2026-Q1", within: {area}', "{ total { expected } }"
    ),
    ("reportSubmit", "form"): _submit('form: {form}, unit: "7"', '{{key: "vehicles", number: 1}}'),
    ("reportSubmit", "unit"): _submit('form: "municipal", unit: {unit}', '{{key: "vehicles", number: 1}}'),
    ("ReportValueInput", "key"): _submit(
        'form: "municipal", unit: "{reporting}"', '{{key: "vehicles", number: 1}}, {{key: {reported_item}, number: 1}}'
    ),
    ("ReportValueInput", "record"): _submit(
        'form: "municipal", unit: "{reporting}"',
        '{{key: "vehicles", number: 1}}, {{key: "partner", record: {organization}}}',
    ),
    ("summarize", "type"): _query("summarize", "type: {type}", "{ total { count } }"),
    ("summarize", "within"): _query("summarize", 'type: "wells", within: {area}', "{ total { count } }"),
    ("coverage", "within"): _query("coverage", "within: {area}, level: DISTRICT", COVERAGE),
    ("coverage", "sectors"): _query("coverage", f"{WITHIN}, sectors: [{{sector}}]", COVERAGE),
    ("coverage", "populationGroups"): _query("coverage", f"{WITHIN}, populationGroups: [{{group}}]", COVERAGE),
    ("coverage", "organizations"): _query("coverage", f"{WITHIN}, organizations: [{{organization}}]", COVERAGE),
    ("gaps", "within"): _query("gaps", "within: {area}, level: DISTRICT"),
    ("gaps", "sectors"): _query("gaps", f"{WITHIN}, sectors: [{{sector}}]"),
    ("gaps", "populationGroups"): _query("gaps", f"{WITHIN}, populationGroups: [{{group}}]"),
    ("gaps", "organizations"): _query("gaps", f"{WITHIN}, organizations: [{{organization}}]", GAPS),
    ("overlaps", "within"): _query("overlaps", "within: {area}", PAIRS),
    ("overlaps", "sectors"): _query("overlaps", 'within: "YE", sectors: [{sector}]', PAIRS),
    ("overlaps", "organization"): _query("overlaps", 'within: "YE", organization: {organization}', PAIRS),
    ("overlapGroups", "within"): _query("overlapGroups", "within: {area}", "{ pairCount }"),
    ("overlapGroups", "sectors"): _query("overlapGroups", 'within: "YE", sectors: [{sector}]', "{ pairCount }"),
    ("overlapGroups", "organization"): _query(
        "overlapGroups", 'within: "YE", organization: {organization}', "{ pairCount }"
    ),
    ("overlapCases", "within"): _query("overlapCases", "within: {area}"),
    ("overlapCases", "sectors"): _query("overlapCases", "sectors: [{sector}]"),
    ("overlapCases", "organizations"): _query("overlapCases", "organizations: [{organization}]"),
    ("caseFigures", "within"): _query("caseFigures", f"{DAYS}, within: {{area}}", "{ opened }"),
    ("areaReport", "within"): _query("areaReport", f"{DAYS}, within: {{area}}", "{ begins sections { key } }"),
    ("overlapCase", "id"): _query("overlapCase", "id: {case}", "{ id }"),
    ("OverlapMessageInput", "case"): _say("overlapMessage", 'case: {case}, text: "We meet.", organization: "{open}"'),
    ("OverlapMessageInput", "organization"): _say(
        "overlapMessage", 'case: "{open_case}", text: "We meet.", organization: {organization}'
    ),
    ("OverlapArrangeInput", "case"): _say(
        "overlapArrange", 'case: {case}, kind: COMPLEMENTARY, organization: "{open}"'
    ),
    ("OverlapArrangeInput", "organization"): _say(
        "overlapArrange", 'case: "{open_case}", kind: COMPLEMENTARY, organization: {organization}'
    ),
    ("OverlapArrangeInput", "lead"): _say("overlapArrange", f"{ARRANGED}, kind: SAME_PROJECT, lead: {{intervention}}"),
    ("ArrangementStepInput", "intervention"): _say(
        "overlapArrange", f"{ARRANGED}, kind: WITHDRAW, steps: [{{{{intervention: {{intervention}}}}}}]"
    ),
    ("ArrangementStepInput", "area"): _say(
        "overlapArrange", f'{ARRANGED}, kind: MOVE, steps: [{{{{intervention: "{{work}}", area: {{area}}}}}}]'
    ),
    ("ArrangementStepInput", "populationGroup"): _say(
        "overlapArrange",
        f'{ARRANGED}, kind: GROUPS, steps: [{{{{intervention: "{{work}}", populationGroup: {{group}}}}}}]',
    ),
    ("OverlapAnswerInput", "arrangement"): _say(
        "overlapAnswer", 'arrangement: {arrangement}, reply: AGREE, organization: "{open}"'
    ),
    ("OverlapAnswerInput", "organization"): _say(
        "overlapAnswer", 'arrangement: "{open_arrangement}", reply: AGREE, organization: {organization}'
    ),
    ("CallAnswerInput", "call"): _answer_call('call: {call}, isDeclined: true, organization: "{open}"'),
    ("CallAnswerInput", "organization"): _answer_call(
        'call: "{open_call}", isDeclined: true, organization: {organization}'
    ),
    ("RegistrationInput", "homeArea"): _propose("organizationRegister", NEW),
    ("OrganizationInput", "id"): _propose("organizationPropose", 'id: {organization}, nameEn: "Other"'),
    ("OrganizationInput", "homeArea"): _propose("organizationPropose", 'nameAr: "جمعية", homeArea: {area}'),
    ("InterventionInput", "id"): _propose("interventionPropose", 'id: {intervention}, titleEn: "Other"'),
    ("InterventionInput", "organization"): _propose(
        "interventionPropose", 'organization: {organization}, sector: "WSH"'
    ),
    ("InterventionInput", "sector"): _propose("interventionPropose", 'sector: {sector}, organization: "{open}"'),
    ("InterventionInput", "activityType"): _propose("interventionPropose", f"{WORK}, activityType: {{activity}}"),
    ("SiteInput", "area"): _propose("interventionPropose", f"{WORK}, sites: [{{{{area: {{area}}}}}}]"),
    ("SiteInput", "populationGroup"): _propose(
        "interventionPropose", f'{WORK}, sites: [{{{{area: "YE121121", populationGroup: {{group}}}}}}]'
    ),
    ("PartnerInput", "organization"): _propose(
        "interventionPropose", f"{WORK}, partners: [{{{{organization: {{organization}}, role: FUNDING}}}}]"
    ),
    ("DemandInput", "id"): _propose("demandPropose", 'id: {demand}, titleEn: "Other"'),
    ("DemandInput", "area"): _propose("demandPropose", f'area: {{area}}, sector: "WSH", {ASKED_FOR}'),
    ("DemandInput", "sector"): _propose("demandPropose", f'area: "YE121121", sector: {{sector}}, {ASKED_FOR}'),
    ("CommitmentInput", "id"): _propose("commitmentPropose", 'id: {commitment}, remark: "Other"'),
    ("CommitmentInput", "item"): _propose("commitmentPropose", 'item: {item}, organization: "{open}"'),
    ("CommitmentInput", "demand"): _propose("commitmentPropose", 'demand: {demand}, organization: "{open}"'),
    ("CommitmentInput", "organization"): _propose(
        "commitmentPropose", 'item: "{open_item}", organization: {organization}'
    ),
    ("CommitmentInput", "intervention"): _propose(
        "commitmentPropose", 'item: "{open_item}", organization: "{open}", intervention: {intervention}'
    ),
    ("entryPropose", "type"): _propose_entry("{type}", 'area: "YE121121", organization: "{open}"'),
    ("EntryInput", "id"): _propose_entry('"wells"', "id: {entry}, latitude: 13, longitude: 45"),
    ("EntryInput", "area"): _propose_entry('"wells"', 'area: {area}, organization: "{open}"'),
    ("EntryInput", "organization"): _propose_entry('"wells"', 'area: "YE121121", organization: {organization}'),
    ("EntryInput", "owner"): _propose_entry('"members"', 'owner: {organization}, organization: "{open}"'),
    ("ExtraInput", "key"): _propose_entry(
        '"wells"', 'area: "YE121121", organization: "{open}", extra: [{{key: {key}, text: "Somebody"}}]'
    ),
    ("ExtraInput", "record"): _propose_entry(
        '"wells"', 'area: "YE121121", organization: "{open}", extra: [{{key: "keptBy", record: {organization}}}]'
    ),
    ("ProgressInput", "item"): _propose("progressReport", "item: {item}, progress: 50"),
    (
        "proposalWithdraw",
        "id",
    ): f"mutation {{{{ proposalWithdraw(id: {{proposal}}) {ANSWER.replace('{', '{{').replace('}', '}}')} }}}}",
}
"""By an argument, or a field of an input, that names a record: a question that asks with it."""

_SENT = re.compile(r"interventionPropose\(input: {{(.*)}}\) {{ __typename")
CHECKED = {
    argument: f'{{{{ checkIntervention(input: {{{{ startsOn: "2026-03-01", {found[1]}}}}}) {{{{ {CHECK} }}}} }}}}'
    for argument, query in ASKED.items()
    if (found := _SENT.search(query))
}
"""The same questions as what is checked before it is proposed."""

KEPT_BACK = {("records", "orderBy"), ("ExtraCondition", "key"), ("figures", "items"), ("figures", "formula")}
"""Fields that are personal, and items that are not published, are told to nobody here, whoever asks."""


def _arguments() -> set[tuple[str, str]]:
    """All arguments of the schema, and fields of inputs, that hold an id or a text."""
    kinds = schema._schema
    found: list[tuple[str, str, GraphQLNamedType]] = []
    for root in (kinds.query_type, kinds.mutation_type):
        for name, known in (root.fields if root else {}).items():
            found += [(name, given, get_named_type(argument.type)) for given, argument in known.args.items()]
    for name, kind in kinds.type_map.items():
        if isinstance(kind, GraphQLInputObjectType):
            found += [(name, given, get_named_type(field.type)) for given, field in kind.fields.items()]
    return {(name, given) for name, given, kind in found if kind.name in ("ID", "String")}


def test_every_argument_that_names_a_record_is_tried() -> None:
    named = {(name, given) for name, given in _arguments() if given not in NAMES_NOTHING}
    assert named <= set(ASKED) <= _arguments()


@pytest.fixture
def hidden(register: Register) -> dict[str, Any]:
    """Records that are hidden, with published ones that refer to each of them."""
    return enter_hidden(register)


def _said(query: str, viewer: Any) -> str:
    text = json.dumps(answered(query, viewer), default=str, ensure_ascii=False)
    for code in (*HIDDEN_CODES.values(), MISSING_CODE):
        text = text.replace(code, "ASKED")
    return text


def _tells_apart(query: str, hidden: dict[str, Any], viewer: Any) -> bool:
    """Whether a question tells a hidden record from one that is not there."""
    return _said(query.format(**hidden), viewer) != _said(query.format(**missing(hidden)), viewer)


@pytest.mark.parametrize("argument", list(ASKED), ids=".".join)
def test_a_hidden_record_is_as_one_that_is_not_there(hidden: dict[str, Any], argument: tuple[str, str]) -> None:
    query = ASKED[argument]
    for viewer in (portal(), portal(organization_ids=(hidden["open"],))):
        before = Proposal.select().count()
        assert not _tells_apart(query, hidden, viewer)
        assert Proposal.select().count() == before
    # Whoever may see it gets another answer, or this would prove nothing.
    assert argument in KEPT_BACK or "mutation" in query or _tells_apart(query, hidden, SALMA)


@pytest.mark.parametrize("argument", list(CHECKED), ids=".".join)
def test_what_is_checked_first_tells_of_nothing_hidden(hidden: dict[str, Any], argument: tuple[str, str]) -> None:
    query = CHECKED[argument]
    for viewer in (portal(), portal(organization_ids=(hidden["open"],))):
        assert not _tells_apart(query, hidden, viewer)
    assert _tells_apart(query, hidden, SALMA)
