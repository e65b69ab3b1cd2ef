"""Planned reads: the same answers as plain graphql-core, with few statements."""

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest
from graphql import DocumentNode, ExecutionResult, execute_sync, parse, validate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.context import Context
from api.planner import reference_cache
from api.planner.executor import PlannedExecution
from api.schema import schema
from tansiq.language.words import speaking
from tansiq.models import (
    Area,
    Intervention,
    Licence,
    Organization,
    OrganizationArea,
    OrganizationMembership,
    OrganizationSector,
    Partnership,
    Project,
    ProjectDonor,
    ReachedFigure,
    Sector,
    UnitSuccessor,
)
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.plain_executor import execute_plainly
from tests.api.portal import Portal
from tests.api.random_queries import ROOTS, queries
from tests.api.rows_of_cases import enter_cases
from tests.api.rows_of_own_fields import enter_own_fields
from tests.api.rows_of_plans import enter_plans
from tests.api.rows_of_reports import enter_reports
from tests.api.rows_of_rounds import enter_round
from tests.people import SALMA, portal
from tests.register import Register

CORE = schema._schema


@pytest.fixture
def with_hidden_rows(register: Register) -> Register:
    """The register with rows of every kind, and for each kind of parent one that anonymous readers may not see."""
    enter_everything(register)
    return register


def enter_everything(register: Register) -> None:
    shown = register.organization("NRA", kind="UN", home_area=register.areas["YE12"].id)
    hidden = register.organization("ADR")
    enter_own_parts(register, shown)
    enter_registry(shown, hidden)
    enter_works(register, shown, hidden)
    enter_plans(register, shown, hidden)
    register.need("YE1211", "WSH", 100, severity=4)
    register.need("YE1210", "HEA", 50)
    register.need("YE19", "WSH", 10, is_published=False, severity=5)
    enter_own_fields(register, shown, hidden)
    enter_cases(register, shown, hidden)
    enter_units(register)
    enter_reports(register, shown, hidden)
    enter_round(register, "YE12", shown, hidden)
    enter_round(register, "YE1210", shown, grace_days=2)
    hidden.is_published = False
    changes.save(SALMA, hidden)
    changes.archive(SALMA, Area.get_by_id(register.areas["YE1210"].id))
    changes.archive(SALMA, Sector.get_by_id(register.sectors["HEA"].id))
    changes.save(SALMA, Organization(name_en="Old name", acronym="OLD", canonical=hidden.id))


def enter_own_parts(register: Register, owner: Organization) -> None:
    """Two areas and two sectors of work."""
    areas = [{"area": register.areas[code].id} for code in ("YE12", "YE1210")]
    changes.replace_parts(SALMA, owner, OrganizationArea, areas)
    sectors = [{"sector": register.sectors[code].id} for code in ("HEA", "WSH")]
    changes.replace_parts(SALMA, owner, OrganizationSector, sectors)


def enter_units(register: Register) -> None:
    """A hidden unit above two of which one became the other and the hidden one, in a hidden area too."""
    top = register.unit("Top", is_published=False)
    one = register.unit("One", top, "YE121121", ends_on=date(2026, 2, 1), code="U-1", name_ar="وحدة")
    other = register.unit("Other", top, "YE1210", starts_on=date(2026, 2, 2), unit_kind="COUNCIL")
    register.unit("Below", one, "YE1211", ends_on=date(2026, 2, 1))
    changes.replace_parts(SALMA, one, UnitSuccessor, [{"successor": row.id} for row in (other, top)])
    changes.archive(SALMA, register.unit("Gone", other, starts_on=date(2026, 3, 1)))


def enter_works(register: Register, shown: Organization, hidden: Organization) -> None:
    """Interventions of both with sites and partners, some in a project, of which one is not published."""
    water = Sector(code="WSH1", parent=register.sectors["WSH"].id, name_ar="مياه", name_en="Water")
    money: dict[str, Any] = {"budget": Decimal("1500.5"), "currency": "USD"}
    project = changes.save(SALMA, Project(code="P1", title_en="Water for all", organization=shown.id, **money))
    secret = changes.save(SALMA, Project(code="P2", title_ar="سري", is_published=False, starts_on=date(2026, 1, 5)))
    changes.replace_parts(SALMA, project, ProjectDonor, [{"organization": row.id} for row in (shown, hidden)])
    facts: list[dict[str, Any]] = [
        {"title_ar": "مياه", "subsector": changes.save(SALMA, water).id, "project": project.id, "modality": "CASH"},
        {"ends_on": None, "project": secret.id, "budget": Decimal(20), "currency": "YER"},
        {"sector": "HEA", "starts_on": None, "ends_on": None, "status": "PLANNED"},
        {"is_published": False},
    ]
    roles = {"IMPLEMENTING": shown.id, "FUNDING": hidden.id}
    partners = [{"organization": partner, "role": role} for role, partner in roles.items()]
    for place, values in enumerate(facts):
        for acronym in ("NRA", "ADR"):
            row = register.intervention(acronym, **values)
            register.site(row, "YE121121", targeted=100 * place, reached=7)
            told = {date(2026, month, 1): month for month in (1, 2)}
            other = register.site(row, "YE1210", "IDP", targeted_women=3, figures_by_month=told)
            last = (ReachedFigure.site == other.id) & (ReachedFigure.month == date(2026, 2, 1))
            changes.archive(SALMA, ReachedFigure.get(last))
            changes.replace_parts(SALMA, row, Partnership, partners)


def enter_registry(shown: Organization, hidden: Organization) -> None:
    """Licences, one of them archived, a parent, and networks of which one is hidden."""
    for owner in (shown, hidden):
        for number, year in (("1", 2020), ("2", 2024), ("3", 2025)):
            dates = {"issued_on": date(year, 1, 1), "expires_on": date(year + 2, 1, 1) if number == "2" else None}
            licence = Licence(organization=owner.id, number=f"{owner.id}/{number}", authority="Office", **dates)
            changes.save(SALMA, licence)
        changes.archive(SALMA, licence)
    part = Organization(name_en="Part", parent=shown.id, founded_on=date(1999, 2, 3), website="https://example.org")
    stopped = Organization(name_en="Stopped", parent=hidden.id, suspended_on=date(2020, 1, 1), standing_reason="Asked")
    gone = Organization(
        name_en="Gone", iati_identifier="YE-MOSAL-1", dissolved_on=date(2020, 1, 1), standing_reason="Asked"
    )
    for row in (part, stopped, gone):
        changes.save(SALMA, row)
        networks = [{"network": one.id} for one in (shown, hidden)]
        changes.replace_parts(SALMA, row, OrganizationMembership, networks)


VIEWERS = {
    "ministry admin": SALMA,
    "anonymous, Arabic": Viewer(face="GRAPHQL"),
    "anonymous, English": Viewer(language="en", face="GRAPHQL"),
}
READERS = {"ministry admin": SALMA, "portal": portal()}
"""Those who read cases of duplication, and reports that wait."""
CASES = {name: ways for name, ways in ROOTS.items() if name in ("overlapCase", "overlapCases", "caseFigures")}
REPORTS = {name: ways for name, ways in ROOTS.items() if name in ("report", "reports", "figures", "completeness")}


MADE = settings(
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    # A query that differs is told as it is: making it smaller runs the slow oracle for minutes.
    phases=(Phase.generate,),
)
VARIABLES = st.fixed_dictionaries(
    {"yes": st.booleans()},
    optional={"first": st.integers(1, 5), "no": st.booleans(), "language": st.sampled_from(["AR", "EN", None])},
)


@pytest.mark.hypothesis
@pytest.mark.parametrize("who", VIEWERS)
def test_planned_reads_equal_plain_graphql(with_hidden_rows: Register, who: str) -> None:
    """Each document is asked twice, with other variables: its plan may be kept only where it may."""
    _compare(VIEWERS[who], ROOTS)


@pytest.mark.hypothesis
@pytest.mark.parametrize("who", READERS)
def test_planned_reads_of_cases_equal_plain_graphql(with_hidden_rows: Register, who: str) -> None:
    _compare(READERS[who], CASES)


@pytest.mark.hypothesis
@pytest.mark.parametrize("who", READERS)
def test_planned_reads_of_reports_equal_plain_graphql(with_hidden_rows: Register, who: str) -> None:
    _compare(READERS[who], REPORTS)


def _compare(viewer: Viewer, roots: dict[str, list[str]]) -> None:
    compared = 0

    @MADE
    @given(query=queries(CORE, roots), asked=st.lists(VARIABLES, min_size=2, max_size=2))
    def compare(query: str, asked: list[dict[str, Any]]) -> None:
        nonlocal compared
        document = parse(query)
        assert not validate(CORE, document)
        for variables in asked:
            assert _planned(document, viewer, variables) == _walked(document, viewer, variables)
            compared += 1

    with speaking(viewer.language):
        compare()
    assert compared >= 2 * MADE.max_examples


def _planned(document: DocumentNode, viewer: Viewer, variables: dict[str, Any]) -> Any:
    context = Context(viewer)
    answer = execute_sync(
        CORE, document, context_value=context, variable_values=variables, executor_class=PlannedExecution
    )
    return _plain(answer)


def _walked(document: DocumentNode, viewer: Viewer, variables: dict[str, Any]) -> Any:
    return _plain(execute_plainly(document, Context(viewer), variables))


def _plain(answer: ExecutionResult) -> Any:
    assert answer.errors is None, answer.errors
    return orjson.loads(orjson.dumps(answer.data))


EVERYTHING = """{ interventions(first: 100) { totalCount edges { node { title
    organization { name homeArea { name parent { name } } operatingAreas { pcode parent { name } } }
    partners { role organization { name } } project { title donors { name } } sector { name parent { name } }
    sites { area { pcode name parent { pcode name } } populationGroup { name } intervention { title } } } } } }"""


def test_forty_rows_cost_no_more_statements_than_four(portal: Portal, with_hidden_rows: Register) -> None:
    asked: list[int] = []
    for count in (4, 40):
        reference_cache.forget()
        while Intervention.select().where(Intervention.is_published).count() < count:
            row = with_hidden_rows.intervention(f"O{Intervention.select().count()}")
            with_hidden_rows.site(row, "YE121121")
            with_hidden_rows.site(row, "YE1927")
        found = portal.data(EVERYTHING)["interventions"]
        assert found["totalCount"] == len(found["edges"]) >= count
        asked.append(len(portal.statements))
    assert asked[1] <= asked[0]
