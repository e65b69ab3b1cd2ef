"""Each filter narrows its list to what it says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from api.filters import by_site
from tansiq.models import ActivityType, OrganizationArea, OrganizationSector, Partnership, Project, Sector
from tansiq.records import changes
from tests.api.portal import Portal, body
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def entered(register: Register) -> Register:
    """Four interventions: water (NRA), health (UNX, planned), a hidden one, and an old one in a sub-sector."""
    un = register.organization("UNX", kind="UN")
    project = changes.save(SALMA, Project(code="P1", title_en="Wells", budget=Decimal(5), currency="USD"))
    piped = changes.save(
        SALMA, Sector(code="WSH1", parent=register.sectors["WSH"].id, name_ar="شبكات", name_en="Pipes")
    )
    activity = ActivityType.get(ActivityType.code == "WATER_TRUCKING").id
    water = register.intervention("NRA", title_ar="نقل مياه إلى جعار", project=project.id, activity_type=activity)
    register.site(water, "YE121121", "IDP")
    register.site(water, "YE1210")
    changes.replace_parts(SALMA, water, Partnership, [{"organization": un.id, "role": "FUNDING"}])
    register.site(register.intervention("UNX", "HEA", status="PLANNED", modality="CASH"), "YE1927")
    register.site(register.intervention("NRA", is_published=False, title_en="hidden"), "YE121122")

    long_ago: dict[str, Any] = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
    old = register.intervention("NRA", subsector=piped.id, title_en="old pipes", **long_ago)
    register.site(old, "YE121001")
    return register


@pytest.fixture(params=[10_000, 0], ids=["few sites", "many sites"])
def few_or_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of finding interventions by their sites."""
    monkeypatch.setattr(by_site, "FEW", request.param)


WATER, HEALTH, OLD = "NRA WSH", "UNX HEA", "old pipes"


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        ("", [WATER, HEALTH, OLD]),
        ('within: "YE"', [WATER, HEALTH, OLD]),
        ('within: "YE12"', [WATER, OLD]),
        ('within: "YE1211"', [WATER]),
        ('within: "YE121121"', [WATER]),
        ('within: "YE121122"', []),
        ('within: "YE1210", populationGroup: "IDP"', []),
        ('within: "YE1211", populationGroup: "IDP"', [WATER]),
        ('populationGroup: "IDP"', [WATER]),
        ("status: [PLANNED, CANCELLED]", [HEALTH]),
        ("status: []", []),
        ('sector: "WSH"', [WATER, OLD]),
        ('sector: "WSH1"', [OLD]),
        ('activityType: "WATER_TRUCKING"', [WATER]),
        ("modality: [CASH]", [HEALTH]),
        ("organizationKind: [UN]", [HEALTH]),
        ('organization: "x"', []),
        ('period: {from: "2020-12-31", to: "2026-02-28"}', [OLD]),
        ('period: {from: "2026-03-31", to: "2030-01-01"}', [WATER, HEALTH]),
        ('search: "مياة الى"', [WATER]),
        ('search: "PIPES old"', [OLD]),
        ('search: "pipes newest"', []),
        ('search: "hidden"', []),
    ],
)
@pytest.mark.usefixtures("entered", "few_or_many")
def test_interventions_are_narrowed(portal: Portal, arguments: str, titles: list[str]) -> None:
    asked = f"({arguments})" if arguments else ""
    page = portal.data(f"{{ interventions{asked} {{ totalCount edges {{ node {{ titleEn }} }} }} }}")["interventions"]
    assert [edge["node"]["titleEn"] for edge in page["edges"]] == titles
    assert page["totalCount"] == len(titles)


def test_interventions_of_an_organisation_a_partner_and_a_project(portal: Portal, entered: Register) -> None:
    un, project = entered.organization("UNX").id, Project.get(Project.code == "P1").id
    for argument, title in [
        (f'organization: "{un}"', HEALTH),
        (f'partner: "{un}"', WATER),
        (f'project: "{project}"', WATER),
    ]:
        edges = portal.data(f"{{ interventions({argument}) {{ edges {{ node {{ titleEn }} }} }} }}")["interventions"][
            "edges"
        ]
        assert [edge["node"]["titleEn"] for edge in edges] == [title]


@pytest.mark.parametrize(
    ("arguments", "pcodes"),
    [
        ('within: "YE1211"', ["YE1211", "YE121121", "YE121122"]),
        ('parent: "YE12"', ["YE1210", "YE1211"]),
        ("level: [COUNTRY, GOVERNORATE]", ["YE", "YE12", "YE19"]),
        ('search: "المكلا"', ["YE1927"]),
        ("level: [GOVERNORATE], orderBy: NAME, direction: DESC", ["YE19", "YE12"]),
    ],
)
def test_areas_are_narrowed(portal: Portal, register: Register, arguments: str, pcodes: list[str]) -> None:
    assert _listed(portal, f"areas({arguments})", "pcode") == pcodes


@pytest.mark.parametrize(
    ("arguments", "acronyms"),
    [
        ('sector: "WSH"', ["NRA"]),
        ('within: "YE12"', ["NRA"]),
        ("kind: [UN]", ["UNX"]),
        ('search: "إغاثه unx"', ["UNX"]),
        ("orderBy: NAME, direction: DESC", ["UNX", "NRA"]),
    ],
)
def test_organisations_are_narrowed(portal: Portal, entered: Register, arguments: str, acronyms: list[str]) -> None:
    row = entered.organization("NRA")
    changes.replace_parts(SALMA, row, OrganizationArea, [{"area": entered.areas["YE1211"].id}])
    changes.replace_parts(SALMA, row, OrganizationSector, [{"sector": entered.sectors["WSH"].id}])
    edges = portal.data(f"{{ organizations({arguments}) {{ edges {{ node {{ acronym }} }} }} }}")["organizations"][
        "edges"
    ]
    assert [edge["node"]["acronym"] for edge in edges] == acronyms


@pytest.mark.parametrize(
    ("arguments", "people"),
    [
        ('within: "YE12"', [100, 50]),
        ('sector: "HEA"', [50]),
        ("minSeverity: 4", [100]),
        ("orderBy: PEOPLE_IN_NEED", [7, 50, 100]),
        ('period: {from: "2027-01-01", to: "2027-01-02"}', []),
        ('populationGroup: "IDP"', []),
    ],
)
def test_needs_are_narrowed(portal: Portal, register: Register, arguments: str, people: list[int]) -> None:
    register.need("YE1211", "WSH", 100, severity=4)
    register.need("YE1210", "HEA", 50, severity=3)
    register.need("YE19", "WSH", 7)
    assert _listed(portal, f"needs({arguments})", "peopleInNeed") == people


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ('within: "nowhere"', "NOT_FOUND", "within"),
        ('sector: "XYZ"', "UNKNOWN_CODE", "sector"),
        ('activityType: "XYZ"', "UNKNOWN_CODE", "activityType"),
        ('populationGroup: "XYZ"', "UNKNOWN_CODE", "populationGroup"),
        ('period: {from: "2026-02-01", to: "2026-01-01"}', "DATES_REVERSED", "period"),
    ],
)
def test_what_is_not_known_is_refused_with_its_field(
    portal: Portal, register: Register, arguments: str, code: str, field: str
) -> None:
    response = portal.ask(f"{{ interventions({arguments}) {{ totalCount }} }}").json
    assert response is not None
    assert [(error["extensions"]["code"], error["extensions"]["field"]) for error in response["errors"]] == [
        (code, field)
    ]


def test_a_parent_that_is_not_known_is_refused_as_the_parent(portal: Portal, register: Register) -> None:
    response = portal.ask('{ areas(parent: "nowhere") { totalCount } }').json
    assert response is not None
    assert response["errors"][0]["extensions"] == {"code": "NOT_FOUND", "field": "parent"}


def _listed(portal: Portal, asked: str, field: str) -> list[Any]:
    """One field of every record of a list."""
    [page] = portal.data(f"{{ {asked} {{ edges {{ node {{ {field} }} }} }} }}").values()
    return [edge["node"][field] for edge in page["edges"]]


BY_NAME = """query ($after: String) { organizations(first: 3, after: $after, orderBy: NAME, direction: %s) {
  edges { node { nameAr } } pageInfo { endCursor hasNextPage } } }"""


@pytest.mark.parametrize(("direction", "turn"), [("ASC", 1), ("DESC", -1)])
def test_arabic_names_come_in_the_order_of_their_letters_page_by_page(
    portal: Portal, register: Register, direction: str, turn: int
) -> None:
    names = ["إبداع", "ابن رشد", "أثر", "آفاق", "الأمان", "آمنة", "بسمة", "ورد", "ؤلفة", "يسر"]
    for number, name in enumerate(sorted(names)):
        register.organization(f"O{number}", name_ar=name, name_en="")
    found: list[str] = []
    page: Any = {"pageInfo": {"endCursor": None, "hasNextPage": True}}
    while page["pageInfo"]["hasNextPage"]:
        answer = portal.ask(BY_NAME % direction, {"Accept-Language": "ar"}, after=page["pageInfo"]["endCursor"])
        page = body(answer)["data"]["organizations"]
        found += [edge["node"]["nameAr"] for edge in page["edges"]]
    assert found == names[::turn]
