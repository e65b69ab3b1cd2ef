"""Coverage and gaps over GraphQL: the contract as written, and every refusal."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq import coverage as domain
from tansiq.copied_columns import building
from tansiq.coverage import Cell, CoverageQuestion
from tests.api.portal import Portal, body
from tests.people import NOBODY
from tests.register import Register
from tests.statements import told
from tests.tansiq.coverage.test_large_sums import enter_multitudes

CONTRACT = """
query Coverage {
  coverage(within: "YE12", level: DISTRICT, by: [SECTOR], period: {from: "2026-01-01", to: "2026-12-31"}) {
  totals { organizationCount peopleInNeed peopleTargeted peopleReached coverageRatio }
  cells { area { pcode name nameEn } sector { code name }
          state organizationCount plannedCount ongoingCount completedCount
          peopleInNeed peopleTargeted peopleReached coverageRatio reachedOfNeedRatio gap unmetNeed severity } } }
"""
GAPS = """
query ($first: Int!, $after: String) {
  gaps(within: "YE12", level: DISTRICT, by: [SECTOR], first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { area { pcode } sector { code } severity unmetNeed } } } }
"""


@pytest.fixture
def khanfar(register: Register) -> Register:
    """Two organisations bring water to Khanfar, one of them reports; nobody brings food."""
    for acronym, targeted, reached in (("NRA", 400, 200), ("ADR", 1000, None)):
        row = register.intervention(acronym)
        register.site(row, "YE121121", targeted=targeted, reached=reached)
    register.need("YE1211", "WSH", 5000, severity=4)
    register.need("YE1211", "FSC", 8000, severity=5)
    register.need("YE1210", "FSC", 300, severity=2)
    return register


def test_the_contract_query_works_as_written(portal: Portal, khanfar: Register) -> None:
    answer = portal.data(CONTRACT)["coverage"]
    assert answer["totals"] == {
        "organizationCount": 2,
        "peopleInNeed": 8300,
        "peopleTargeted": 1000,
        "peopleReached": 200,
        "coverageRatio": 0.2,
    }
    cells = {(cell["area"]["pcode"], cell["sector"]["code"]): cell for cell in answer["cells"]}
    assert len(cells) == 2 * 2
    assert cells["YE1211", "WSH"] == {
        "area": {"pcode": "YE1211", "name": "Khanfar", "nameEn": "Khanfar"},
        "sector": {"code": "WSH", "name": "Water and sanitation"},
        "state": "UNDER_REACHED",
        "organizationCount": 2,
        "plannedCount": 0,
        "ongoingCount": 2,
        "completedCount": 0,
        "peopleInNeed": 5000,
        "peopleTargeted": 1000,
        "peopleReached": 200,
        "coverageRatio": 0.2,
        "reachedOfNeedRatio": 0.04,
        "gap": 800,
        "unmetNeed": 4800,
        "severity": 4,
    }
    assert cells["YE1210", "WSH"]["state"] == "NO_PRESENCE"
    assert cells["YE1210", "WSH"]["peopleReached"] is None


def test_copied_columns_answer_the_same(portal: Portal, khanfar: Register, copying: Path) -> None:
    asked = [(CONTRACT, {}), (GAPS, {"first": 2})]
    by_statement = [portal.data(query, **variables) for query, variables in asked]
    building.build()
    with told() as statements:
        assert [portal.data(query, **variables) for query, variables in asked] == by_statement
    assert not [one for one in statements if "site_row" in one]


@pytest.mark.parametrize(
    ("by", "count"),
    [(["SECTOR"], 4), (["SECTOR", "POPULATION_GROUP"], 3), (["SECTOR", "POPULATION_GROUP", "ORGANIZATION_KIND"], 1)],
)
def test_every_figure_is_that_of_the_domain(portal: Portal, khanfar: Register, by: list[str], count: int) -> None:
    query = """query ($by: [CoverageDimension!]) { coverage(within: "YE12", level: DISTRICT, by: $by) { cells {
        area { id } sector { id } populationGroup { id } organizationKind state organizationCount interventionCount
        plannedCount peopleInNeed peopleTargeted peopleReached peoplePlanned severity coverageRatio reachedOfNeedRatio
        targetedOfNeedRatio gap projectedGap unmetNeed } } }"""
    told = [_flat(cell) for cell in portal.data(query, by=by)["coverage"]["cells"]]
    question = CoverageQuestion("YE12", 2, frozenset(by))
    assert told == [_expected(cell) for cell in domain.coverage(NOBODY, question).cells]
    assert len(told) == count


def _flat(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell with the ids of what it refers to."""
    return {name: int(value["id"]) if isinstance(value, dict) else value for name, value in cell.items()}


def _expected(cell: Cell) -> dict[str, Any]:
    return {
        "area": cell.area_id,
        "sector": cell.sector_id,
        "populationGroup": cell.population_group_id,
        "organizationKind": cell.organization_kind,
        "state": domain.state(cell),
        "organizationCount": cell.organization_count,
        "interventionCount": cell.intervention_count,
        "plannedCount": cell.planned_count,
        "peopleInNeed": cell.people_in_need,
        "peopleTargeted": cell.people_targeted,
        "peopleReached": cell.people_reached,
        "peoplePlanned": cell.people_planned,
        "severity": cell.severity,
        "coverageRatio": domain.coverage_ratio(cell),
        "reachedOfNeedRatio": domain.reached_of_need_ratio(cell),
        "targetedOfNeedRatio": domain.targeted_of_need_ratio(cell),
        "gap": domain.gap(cell),
        "projectedGap": domain.projected_gap(cell),
        "unmetNeed": domain.unmet_need(cell),
    }


def test_names_follow_the_language_of_the_request(portal: Portal, khanfar: Register) -> None:
    answer = body(portal.ask(CONTRACT, {"Accept-Language": "ar"}))["data"]["coverage"]
    assert {"pcode": "YE1211", "name": "خنفر", "nameEn": "Khanfar"} in [cell["area"] for cell in answer["cells"]]


def test_forty_cells_cost_no_more_statements_than_four(portal: Portal, khanfar: Register) -> None:
    portal.data(CONTRACT)
    assert len(portal.statements) == 5, "stamps, the area asked about, the cells, names of areas, names of sectors"
    for number in range(40):
        khanfar.site(khanfar.intervention(f"ORG{number}", "FSC"), "YE1210", targeted=10)
    portal.data(CONTRACT)
    assert len(portal.statements) == 3, "names are kept from answer to answer"


def test_figures_may_be_asked_alike_of_totals_and_cells(portal: Portal, khanfar: Register) -> None:
    query = """
    { coverage(within: "YE", level: COUNTRY, by: [POPULATION_GROUP, ORGANIZATION_KIND]) {
        area { pcode } totals { ...F aboveLevelCount undatedCount }
        cells { ...F __typename area { pcode } sector { code } populationGroup { code } organizationKind } } }
    fragment F on CoverageFigures { interventionCount peoplePlanned projectedGap targetedOfNeedRatio }
    """
    answer = portal.data(query)["coverage"]
    assert answer["area"] == {"pcode": "YE"}
    assert answer["totals"]["interventionCount"] == 2
    assert {cell["__typename"] for cell in answer["cells"]} == {"CoverageCell"}
    assert {cell["organizationKind"] for cell in answer["cells"]} == {"NNGO"}
    assert [cell["sector"] for cell in answer["cells"]] == [None] * len(answer["cells"])


def test_the_filters_narrow_the_answer(portal: Portal, khanfar: Register) -> None:
    query = """query ($ids: [ID!], $kinds: [OrganizationKind!], $sectors: [String!], $groups: [String!]) {
      coverage(within: "YE12", level: GOVERNORATE, sectors: $sectors, populationGroups: $groups,
               organizations: $ids, organizationKinds: $kinds) { totals { organizationCount } } }"""

    def count(**variables: Any) -> int:
        found: int = portal.data(query, **variables)["coverage"]["totals"]["organizationCount"]
        return found

    assert count() == 2
    assert count(ids=[khanfar.organization("NRA").id]) == 1
    assert count(ids=["0", "x", "9" * 30]) == 0
    assert count(kinds=["UN"]) == 0
    assert count(kinds=["NNGO", "UN"]) == 2
    assert count(sectors=["FSC"]) == 0
    assert count(sectors=["WSH", "FSC"], groups=["ALL"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ('within: "YE99", level: DISTRICT', "NOT_FOUND", "within"),
        ('within: "YE1211", level: GOVERNORATE', "LEVEL_ABOVE_AREA", "level"),
        ('within: "YE", level: DISTRICT, period: {from: "2026-12-31", to: "2026-01-01"}', "DATES_REVERSED", "period"),
        ('within: "YE", level: DISTRICT, sectors: ["WSH", "XXX"]', "UNKNOWN_CODE", "sectors"),
        ('within: "YE", level: DISTRICT, populationGroups: ["IPD"]', "UNKNOWN_CODE", "populationGroups"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    portal: Portal, khanfar: Register, arguments: str, code: str, field: str
) -> None:
    response = portal.ask(f"{{ coverage({arguments}) {{ cells {{ state }} }} }}")
    [error] = body(response)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, field)
    assert not any("site" in statement.lower() for statement in portal.statements)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("level: DISTRICT", "within"),
        ('within: "YE", level: VILLAGE', "VILLAGE"),
        ('within: "YE", level: DISTRICT, period: {from: "2026-13-01", to: "2026-12-31"}', "2026-13-01"),
        ('within: "YE", level: DISTRICT, period: {from: "2026-01-01"}', "to"),
    ],
)
def test_what_is_no_value_is_shown(portal: Portal, arguments: str, reason: str) -> None:
    [error] = body(portal.ask(f"{{ coverage({arguments}) {{ cells {{ state }} }} }}"))["errors"]
    assert error["extensions"]["code"] == "BAD_QUERY"
    assert reason in error["message"]


def test_a_whole_country_of_sub_districts_is_counted_before_it_is_asked(
    portal: Portal, khanfar: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.types.coverage.MOST_CELLS", 8)
    query = '{ coverage(within: "YE", level: SUBDISTRICT, by: [SECTOR]) { cells { state } } }'
    assert portal.codes(query) == ["TOO_MANY_CELLS"]
    assert not any('"site"' in statement for statement in portal.statements)


def test_coverage_twice_at_full_width_is_too_costly(portal: Portal) -> None:
    wide = CONTRACT.replace("query Coverage {", "query { one:").replace("} } }", "} }")
    query = wide + wide.replace("query { one:", " two:") + "}"
    assert portal.codes(query) == ["TOO_COSTLY"]
    assert portal.statements == []


def test_gaps_come_gravest_first_and_in_pages(portal: Portal, khanfar: Register) -> None:
    pages, after = [], None
    for _ in range(3):
        page = portal.data(GAPS, first=1, after=after)["gaps"]
        assert page["totalCount"] == 3
        after = page["pageInfo"]["endCursor"]
        pages.append((page["edges"][0]["node"], page["pageInfo"]["hasNextPage"]))
        assert page["edges"][0]["cursor"] == after
    assert pages == [
        ({"area": {"pcode": "YE1211"}, "sector": {"code": "FSC"}, "severity": 5, "unmetNeed": 8000}, True),
        ({"area": {"pcode": "YE1211"}, "sector": {"code": "WSH"}, "severity": 4, "unmetNeed": 4800}, True),
        ({"area": {"pcode": "YE1210"}, "sector": {"code": "FSC"}, "severity": 2, "unmetNeed": 300}, False),
    ]


@pytest.mark.parametrize("first", [0, 101, -1, 2**31 - 1])
def test_a_page_has_1_to_100_records(portal: Portal, khanfar: Register, first: int) -> None:
    [error] = body(portal.ask(GAPS, first=first))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("OUT_OF_RANGE", "first")


@pytest.mark.parametrize(
    "after", ["x", "", "ü", "W10", "W251bGwsMiwzLDQsNSw2XQ", "WzE4NDQ2NzQ0MDczNzA5NTUxNjE1LDIsMyw0LDUsNl0"]
)
def test_a_cursor_of_another_list_is_refused(portal: Portal, khanfar: Register, after: str) -> None:
    [error] = body(portal.ask(GAPS, first=1, after=after))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_CURSOR", "after")


BEYOND = """{ coverage(within: "YE12", level: DISTRICT) {
  totals { peopleInNeed peopleTargeted peopleReached gap isBeyondInt }
  cells { area { pcode } peopleTargeted isBeyondInt } } }"""


def test_a_sum_beyond_int_is_given_as_the_largest_and_told(portal: Portal, register: Register) -> None:
    enter_multitudes(register)
    answer = portal.data(BEYOND)["coverage"]
    most = 2**31 - 1
    assert answer["totals"] == {
        "peopleInNeed": most, "peopleTargeted": most, "peopleReached": most, "gap": 141, "isBeyondInt": True,
    }  # fmt: skip
    cells = {cell["area"]["pcode"]: (cell["peopleTargeted"], cell["isBeyondInt"]) for cell in answer["cells"]}
    assert cells == {"YE1211": (most, True), "YE1210": (most, False)}


def test_a_sum_that_int_holds_is_not_told_as_beyond(portal: Portal, khanfar: Register) -> None:
    assert portal.data(BEYOND)["coverage"]["totals"]["isBeyondInt"] is False


def test_people_reached_are_told_as_of_a_day(portal: Portal, register: Register) -> None:
    figures = {date(2026, 1, 1): 100, date(2026, 3, 1): 250}
    register.site(register.intervention("NRA"), targeted=1000, figures_by_month=figures)

    def reached(argument: str) -> Any:
        asked = f'coverage(within: "YE12", level: DISTRICT{argument})'
        return portal.data(f"{{ {asked} {{ totals {{ peopleReached }} }} }}")["coverage"]["totals"]["peopleReached"]

    days = ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01")
    assert [reached(f', asOf: "{day}"') for day in days] == [None, 100, 100, 250]
    assert reached("") == 250
