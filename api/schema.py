"""The schema: every question of the endpoint, put together."""

from collections.abc import Callable
from functools import cache
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from api.filters.scopes import (
    ARRANGE,
    COVERAGE,
    OVERLAPS,
    PLANS,
    PROPOSE,
    RECORDS,
    REGISTRY,
    REPORTS,
    ROUNDS,
    STATISTICS,
    RequiresScope,
)
from api.planner.executor import PlannedExecution
from api.types.about import about
from api.types.area import area, areas
from api.types.area_report import WEIGHT as WEIGHT_OF_AREA_REPORT
from api.types.area_report import area_report
from api.types.call import call, calls
from api.types.call_mutations import call_answer
from api.types.commitment import commitment, commitments
from api.types.completeness import WEIGHT as WEIGHT_OF_COMPLETENESS
from api.types.completeness import completeness
from api.types.coverage import WEIGHT, coverage, expected_cells, gaps
from api.types.demand import demand, demands
from api.types.derived import derived, question_name, question_of
from api.types.entry import records
from api.types.entry_mutations import entry_propose
from api.types.feedback import WEIGHT as WEIGHT_OF_FEEDBACK
from api.types.feedback import feedback
from api.types.figures_of_cases import USUAL as USUAL_FIGURES
from api.types.figures_of_cases import WEIGHT as WEIGHT_OF_FIGURES
from api.types.figures_of_cases import case_figures
from api.types.form import forms
from api.types.form_figures import USUAL as USUAL_OF_FORMS
from api.types.form_figures import WEIGHT as WEIGHT_OF_FORMS
from api.types.form_figures import figures
from api.types.intervention import intervention, interventions
from api.types.intervention_check import WEIGHT as WEIGHT_OF_CHECK
from api.types.intervention_check import check_intervention
from api.types.need import needs
from api.types.open_items import WEIGHT as WEIGHT_OF_OPEN
from api.types.open_items import open_items, unplanned_interventions
from api.types.organization import organization, organizations
from api.types.overlap import USUAL_GROUPS, overlap_groups, overlaps
from api.types.overlap_case import overlap_case, overlap_cases
from api.types.overlap_case_mutations import overlap_answer, overlap_arrange, overlap_message
from api.types.partner_suggestion import USUAL as USUAL_PARTNERS
from api.types.partner_suggestion import WEIGHT as WEIGHT_OF_PARTNERS
from api.types.partner_suggestion import partners_left_out, suggest_partners
from api.types.plan import plan, plans
from api.types.plan_coverage import WEIGHT as WEIGHT_OF_PLAN
from api.types.plan_coverage import plan_coverage
from api.types.plan_matrix import WEIGHT as WEIGHT_OF_MATRIX
from api.types.plan_matrix import expected_rows, plan_matrix
from api.types.plan_mutations import commitment_propose, demand_propose, progress_report
from api.types.project import project, projects
from api.types.proposal import proposals
from api.types.proposal_mutations import (
    intervention_propose,
    organization_propose,
    organization_register,
    proposal_withdraw,
)
from api.types.record_type import record_types
from api.types.report import report, reports
from api.types.report_mutations import report_submit
from api.types.round import round_, round_reports, rounds
from api.types.round_mutations import round_report
from api.types.sector import activity_types, population_groups, sectors
from api.types.summary import WEIGHT as WEIGHT_OF_SUMMARY
from api.types.summary import expected_groups, summarize
from api.types.survey import WEIGHT as WEIGHT_OF_SURVEY
from api.types.survey import survey_results
from api.types.unit import unit, units
from api.types.viewer import viewer
from tansiq.models.record_type import RecordType

OF_PARTNERS = "A token needs the scopes plans:read and registry:read."


def question(resolver: Callable[..., Any], scope: str = "", needs: str = "", **metadata: Any) -> Any:
    """A field of Query, described by the resolver's docstring; `metadata` is for api/http/cost.py.

    A portal needs `scope` to be answered; "" is for what everybody may ask, and for what asks scopes by itself, as
    `needs` says.
    """
    needs = needs or (f"A token needs the scope {scope}." if scope else "No scope is needed.")
    extensions: list[FieldExtension] = [RequiresScope(scope)] if scope else []
    told = f"{resolver.__doc__} {needs}"
    return strawberry.field(resolver=resolver, description=told, metadata=metadata, extensions=extensions)


@strawberry.type(
    description="""Everything that may be asked.

A portal's token has scopes. A question whose scope it lacks is refused with SCOPE_MISSING and the scope's name in
`extensions.scope`; where the field may not be null, the whole answer is then null, as for every other refusal.
A refusal that is about one argument names it in `extensions.field`.
Within an answer, records that the scopes do not show are null or left out: coverage:read counts interventions
that only registry:read names. What lies outside the limits of the token is as if it did not exist."""
)
class Query:
    viewer = question(viewer)
    about = question(about)
    areas = question(areas)
    area = question(area)
    sectors = question(sectors)
    activity_types = question(activity_types)
    population_groups = question(population_groups)
    organizations = question(organizations, REGISTRY)
    organization = question(organization, REGISTRY)
    projects = question(projects, REGISTRY)
    project = question(project, REGISTRY)
    interventions = question(interventions, REGISTRY)
    intervention = question(intervention, REGISTRY)
    needs = question(needs, PLANS)
    plans = question(plans, PLANS)
    plan = question(plan, PLANS)
    plan_coverage = question(plan_coverage, PLANS, weight=WEIGHT_OF_PLAN)
    plan_matrix = question(plan_matrix, PLANS, expected=expected_rows, weight=WEIGHT_OF_MATRIX)
    open_items = question(open_items, PLANS, weight=WEIGHT_OF_OPEN)
    unplanned_interventions = question(unplanned_interventions, PLANS, weight=WEIGHT_OF_OPEN)
    demands = question(demands, PLANS)
    demand = question(demand, PLANS)
    commitments = question(commitments, PLANS)
    commitment = question(commitment, PLANS)
    calls = question(calls, PLANS)
    call = question(call, PLANS)
    suggest_partners = question(suggest_partners, PLANS, needs=OF_PARTNERS, expected=USUAL_PARTNERS,
                                weight=WEIGHT_OF_PARTNERS)  # fmt: skip
    partners_left_out = question(partners_left_out, PLANS, needs=OF_PARTNERS, weight=WEIGHT_OF_PARTNERS)
    units = question(units, STATISTICS)
    unit = question(unit, STATISTICS)
    coverage = question(coverage, COVERAGE, expected=expected_cells, weight=WEIGHT)
    gaps = question(gaps, COVERAGE, weight=WEIGHT)
    overlaps = question(overlaps, OVERLAPS, weight=WEIGHT)
    record_types = question(record_types)
    forms = question(forms, STATISTICS)
    reports = question(reports, STATISTICS)
    report = question(report, STATISTICS)
    figures = question(figures, STATISTICS, expected=USUAL_OF_FORMS, weight=WEIGHT_OF_FORMS)
    completeness = question(completeness, STATISTICS, weight=WEIGHT_OF_COMPLETENESS)
    survey_results = question(survey_results, STATISTICS, weight=WEIGHT_OF_SURVEY)
    feedback = question(feedback, STATISTICS, weight=WEIGHT_OF_FEEDBACK)
    rounds = question(rounds, ROUNDS)
    round = question(round_, ROUNDS)
    round_reports = question(round_reports, ROUNDS)
    records = question(records, RECORDS)
    summarize = question(
        summarize,
        needs="A token needs the scope that shows the records themselves.",
        expected=expected_groups,
        weight=WEIGHT_OF_SUMMARY,
    )
    proposals = question(proposals, PROPOSE)
    overlap_groups = question(overlap_groups, OVERLAPS, expected=USUAL_GROUPS, weight=WEIGHT)
    overlap_cases = question(overlap_cases, OVERLAPS)
    overlap_case = question(overlap_case, OVERLAPS)
    case_figures = question(case_figures, OVERLAPS, expected=USUAL_FIGURES, weight=WEIGHT_OF_FIGURES)
    check_intervention = question(check_intervention, OVERLAPS, weight=WEIGHT_OF_CHECK)
    area_report = question(
        area_report,
        needs="A token needs for each section the scope of the question that tells the same; others are left out.",
        weight=WEIGHT_OF_AREA_REPORT,
    )


@strawberry.type(
    description="""Everything that may be asked to be changed. Nothing is published at once: what is sent becomes a
proposal, and an officer of the areas it concerns decides. What is said about a case of duplication is told at once to
all who take part in it; what it changes of the records is proposed too. An answer to a call for partners waits for
those in charge of the plan. Reports of units are submitted to those who
approve them. A Refusal names every fault with its field."""
)
class Mutation:
    organization_register = strawberry.mutation(
        resolver=organization_register, description=f"{organization_register.__doc__} No scope is needed."
    )
    organization_propose = question(organization_propose, PROPOSE)
    intervention_propose = question(intervention_propose, PROPOSE)
    demand_propose = question(demand_propose, PROPOSE)
    commitment_propose = question(commitment_propose, PROPOSE)
    call_answer = question(call_answer, PROPOSE)
    entry_propose = question(entry_propose, PROPOSE)
    progress_report = question(progress_report, PROPOSE)
    proposal_withdraw = question(proposal_withdraw, PROPOSE)
    report_submit = question(report_submit, REPORTS)
    round_report = question(round_report, PROPOSE)
    overlap_message = question(overlap_message, ARRANGE)
    overlap_arrange = question(overlap_arrange, ARRANGE)
    overlap_answer = question(overlap_answer, ARRANGE)


def built() -> strawberry.Schema:
    """The schema with a question for every kind of record that portals may ask for."""
    return _built(tuple(derived()))


def fresh() -> strawberry.Schema:
    """The same made anew, for whoever adds to it."""
    return _made(tuple(derived()))


@cache
def _built(kinds: tuple[RecordType, ...]) -> strawberry.Schema:
    return _made(kinds)


def _made(kinds: tuple[RecordType, ...]) -> strawberry.Schema:
    questions = {question_name(kind): question(question_of(kind), kind.scope) for kind in kinds}
    query: type = Query
    if questions:
        made = type("Query", (Query,), questions)
        query = strawberry.type(made, description=Query.__strawberry_definition__.description)  # type: ignore[attr-defined]
    return strawberry.Schema(query=query, mutation=Mutation, execution_context_class=PlannedExecution)


schema = built()
