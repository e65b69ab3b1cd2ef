"""Beside work that would be done twice stand the nearest places whose people in need nobody reaches."""

from datetime import date
from typing import Any

import pytest

from tansiq.cases.gaps_nearby import NearbyGap, gaps_nearby
from tansiq.models import Sector
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
CENTRES = {"YE121121": (13.22, 45.30), "YE121122": (13.10, 45.20), "YE121001": (13.13, 45.38), "YE1210": (13.2, 45.4)}


@pytest.fixture
def placed(register: Register) -> Register:
    """The small register with another place of Khanfar, and the centre points of all of them."""
    changes.save(SALMA, _area(register, "YE121123", "YE1211", latitude=13.25, longitude=45.35))
    for pcode, (latitude, longitude) in CENTRES.items():
        area = register.areas[pcode]
        area.latitude, area.longitude = latitude, longitude
        register.areas[pcode] = changes.save(SALMA, area)
    return register


def _area(register: Register, pcode: str, parent: str, **values: Any) -> Any:
    above = register.areas[parent]
    row = type(above)(level=above.level + 1, pcode=pcode, parent=above.id, name_ar=pcode, name_en=pcode, **values)
    register.areas[pcode] = row
    return row


def _gaps(register: Register, *pcodes: str, by: Viewer = SALMA, sector: str = "WSH", **more: Any) -> list[NearbyGap]:
    areas = [register.areas[pcode].id for pcode in pcodes or ("YE121121",)]
    return gaps_nearby(by, register.sectors[sector].id, areas, more.pop("period", YEAR), **more)


def _told(gaps: list[NearbyGap]) -> dict[str, int]:
    """By P-code, in the order of the gaps: people whom nobody covers."""
    return {gap.area.pcode: gap.people_uncovered for gap in gaps}


def test_the_district_comes_first_and_in_it_the_nearest_place(placed: Register) -> None:
    for pcode in ("YE121001", "YE121122", "YE121123"):
        placed.need(pcode, "WSH", 500, severity=3)
    found = _gaps(placed)
    assert list(_told(found)) == ["YE121123", "YE121122", "YE121001"]
    assert [(gap.kilometres and round(gap.kilometres), gap.is_in_district) for gap in found] == [
        (6, True), (17, True), (13, False),
    ]  # fmt: skip
    assert list(_told(_gaps(placed, first=2))) == ["YE121123", "YE121122"]


def test_places_equally_near_stand_by_severity_and_then_by_people(register: Register) -> None:
    for number, (people, severity) in enumerate(((100, 3), (50, 5), (900, 3))):
        changes.save(SALMA, _area(register, f"YE12113{number}", "YE1211"))
        register.need(f"YE12113{number}", "WSH", people, severity=severity)
    assert _told(_gaps(register)) == {"YE121131": 50, "YE121132": 900, "YE121130": 100}


def test_the_places_of_the_work_itself_are_not_offered_nor_what_they_lie_in(register: Register) -> None:
    for pcode in ("YE121121", "YE1211", "YE121122", "YE1210"):
        register.need(pcode, "WSH", 500)
    assert _told(_gaps(register, "YE121121")) == {"YE121122": 500, "YE1210": 500}
    assert _told(_gaps(register, "YE121121", "YE121122")) == {"YE1210": 500}
    assert _told(_gaps(register, "YE1211")) == {"YE1210": 500}
    assert _told(_gaps(register, "YE1211", "YE121001")) == {}


def test_work_in_a_whole_governorate_is_offered_its_districts_and_work_in_the_country_nothing(
    register: Register,
) -> None:
    register.need("YE121001", "WSH", 500)
    register.need("YE1927", "WSH", 500)
    assert _told(_gaps(register, "YE12")) == {"YE1210": 500}
    assert _told(_gaps(register, "YE")) == {}


def test_who_is_reached_or_to_be_reached_is_no_gap(register: Register) -> None:
    register.need("YE121122", "WSH", 1000)
    counts: dict[str, dict[str, Any]] = {
        "PLANNED": {"targeted": 300, "group": "IDP"},
        "COMPLETED": {"targeted": 900, "reached": 200, "group": "HOST"},
        "CANCELLED": {"targeted": 1000},
    }
    for status, values in counts.items():
        register.site(register.intervention("NRA", status=status), "YE121122", **values)
    assert _told(_gaps(register)) == {"YE121122": 500}
    register.site(register.intervention("ADR"), "YE121122", targeted=400, reached=1000)
    assert _told(_gaps(register)) == {}


def test_two_who_target_the_same_people_count_once_and_distinct_people_besides(register: Register) -> None:
    register.need("YE121122", "WSH", 1000)
    for acronym, targeted, is_distinct in (("NRA", 300, False), ("ADR", 200, False), ("BKC", 100, True)):
        facts: dict[str, Any] = {"targeted": targeted, "is_distinct_people": is_distinct}
        register.site(register.intervention(acronym), "YE121122", **facts)
    assert _told(_gaps(register)) == {"YE121122": 600}


def test_other_sectors_and_years_are_no_gaps_and_parts_of_the_sector_are(register: Register) -> None:
    register.need("YE121122", "HEA", 500)
    register.need("YE121122", "WSH", 500, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    assert _gaps(register) == []
    part = Sector(code="WSH-1", name_ar="الضخ", name_en="Pumping", parent=register.sectors["WSH"].id)
    register.sectors["WSH-1"] = changes.save(SALMA, part)
    register.need("YE121122", "WSH-1", 70)
    assert _told(_gaps(register)) == {"YE121122": 70}


def test_a_need_of_a_district_is_offered_as_it_is_unless_a_finer_place_has_its_own(register: Register) -> None:
    register.need("YE1210", "WSH", 800)
    assert _told(_gaps(register)) == {"YE1210": 800}
    register.need("YE121001", "WSH", 300)
    assert _told(_gaps(register)) == {"YE121001": 300}
    register.site(register.intervention("ADR"), "YE121001", targeted=300)
    assert _told(_gaps(register)) == {"YE1210": 500}


def test_needs_of_settlements_make_that_of_their_sub_district(register: Register) -> None:
    for number in range(2):
        changes.save(SALMA, _area(register, f"YE1211220{number}", "YE121122"))
        register.need(f"YE1211220{number}", "WSH", 200)
    assert _told(_gaps(register, "YE121121")) == {"YE121122": 400}
    changes.save(SALMA, _area(register, "YE12112101", "YE121121"))
    assert _told(_gaps(register, "YE12112101")) == {"YE12112200": 200, "YE12112201": 200}


def test_hidden_needs_and_archived_places_are_not_offered(register: Register) -> None:
    register.need("YE121122", "WSH", 500, is_published=False)
    assert (_told(_gaps(register, by=NOBODY)), _told(_gaps(register))) == ({}, {"YE121122": 500})
    changes.archive(SALMA, changes.save(SALMA, _area(register, "YE121124", "YE1211")))
    register.need("YE121124", "WSH", 500)
    assert list(_told(_gaps(register))) == ["YE121122"]


def test_a_portal_is_offered_what_lies_within_its_limits(register: Register) -> None:
    for pcode in ("YE121122", "YE121001"):
        register.need(pcode, "WSH", 500)
    khanfar, zinjibar = (register.areas[pcode].id for pcode in ("YE1211", "YE121001"))
    assert _told(_gaps(register, by=portal(khanfar))) == {"YE121122": 500}
    assert _told(_gaps(register, "YE12", by=portal(khanfar, zinjibar))) == {"YE1211": 500}
    assert _told(_gaps(register, by=portal(khanfar, scopes=("coverage:read",)))) == {"YE121122": 500}
    assert _gaps(register, by=portal(khanfar, scopes=("duplication:read", "plans:read", "registry:read"))) == []


def test_nothing_is_offered_without_a_place_or_for_one_that_is_not_there(register: Register) -> None:
    register.need("YE121122", "WSH", 500)
    assert gaps_nearby(SALMA, register.sectors["WSH"].id, [], YEAR) == []
    assert gaps_nearby(SALMA, register.sectors["WSH"].id, [10**6], YEAR) == []
    assert gaps_nearby(SALMA, 10**6, [register.areas["YE121121"].id], YEAR) == []


def test_more_places_and_work_cost_no_more_statements(register: Register) -> None:
    counts = []
    for first, last in ((0, 1), (1, 9)):
        for number in range(first, last):
            for district in ("YE1211", "YE1210"):
                pcode = f"{district}4{number}"
                changes.save(SALMA, _area(register, pcode, district))
                register.need(pcode, "WSH", 500)
                register.site(register.intervention("ADR"), pcode, targeted=30)
        with told() as statements:
            assert len(_gaps(register, first=50)) == 2 * last
        counts.append(len(statements))
    assert counts == [8, 8]
