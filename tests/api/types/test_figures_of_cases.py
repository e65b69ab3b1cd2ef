"""Figures of cases over GraphQL: those of the page, as far as a token reaches."""

from datetime import date

import pytest

from tansiq.cases.figures import case_figures, together
from tansiq.models import AvoidedOverlap, CaseMember, OverlapCase
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.schema_client import ask
from tests.people import SALMA
from tests.people import portal as portal_of
from tests.register import Register
from tests.worked_cases import enter_worked_cases, free_people

FIGURES = "month opened settled avoided daysToSettle peopleFreed"
PERIOD = 'period: {from: "2025-01-01", to: "2026-12-31"}'
NAMES = ("opened", "settled", "avoided", "peopleFreed")


@pytest.fixture
def worked(register: Register) -> Register:
    enter_worked_cases(register)
    free_people(register, 354)
    return register


def _told(viewer: Viewer, more: str = "") -> list[list[object]]:
    found = ask(f"{{ caseFigures({PERIOD}{more}) {{ area {{ pcode }} {FIGURES} }} }}", viewer)["caseFigures"]
    return [[one["area"] and one["area"]["pcode"], *(one[name] for name in FIGURES.split())] for one in found]


def test_they_are_told_by_area_and_month_the_earliest_first(worked: Register) -> None:
    assert _told(portal_of()) == [
        ["YE1211", "2025-12-01", 0, 0, 1, None, 0],
        ["YE1211", "2026-02-01", 1, 1, 0, 9.0, 0],
        ["YE1211", "2026-03-01", 1, 0, 0, None, 354],
        ["YE1927", "2026-03-01", 1, 0, 0, None, 0],
    ]
    assert [line[0] for line in _told(portal_of(), ', within: "YE12", level: GOVERNORATE')] == ["YE12"] * 3


def test_they_equal_those_of_the_page(worked: Register) -> None:
    told = ask(f"{{ caseFigures({PERIOD}, level: COUNTRY) {{ {FIGURES} }} }}", portal_of())["caseFigures"]
    page = together(case_figures(SALMA, Period(date(2025, 1, 1), date(2026, 12, 31))).values())
    sums = tuple(sum(one[name] for one in told) for name in NAMES)
    assert sums == (page.opened, page.settled, page.avoided, page.people_freed) == (3, 1, 1, 354)


def test_a_token_is_told_of_what_lies_within_its_limits(worked: Register) -> None:
    areas = portal_of(worked.areas["YE19"].id)
    assert _told(areas) == [["YE1927", "2026-03-01", 1, 0, 0, None, 0]]
    case = OverlapCase.get(OverlapCase.case_state == "SETTLED")
    for acronym in ("NRA", "ADR"):
        CaseMember.create(case=case.id, intervention=worked.intervention(acronym).id)
    mine, theirs = (portal_of(organization_ids=(worked.organization(name).id,)) for name in ("NRA", "ADR"))
    assert [line[2:] for line in _told(mine)] == [[1, 1, 0, 9.0, 0], [0, 0, 0, None, 354]]
    # Who left was another one, and what was avoided is nobody's.
    assert [line[2:] for line in _told(theirs)] == [[1, 1, 0, 9.0, 0]]
    assert _told(portal_of(scopes=("coverage:read", "duplication:read"))) == _told(portal_of())
    assert AvoidedOverlap.select().count() == 1


def test_what_cannot_be_asked_is_refused_with_its_field(
    portal: Portal, worked: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.headers |= token_of(enter_client())
    asked = {"level: SETTLEMENT": "OUT_OF_RANGE", 'within: "YE99"': "NOT_FOUND"}
    for more, code in asked.items():
        [error] = body(portal.ask(f"{{ caseFigures({PERIOD}, {more}) {{ opened }} }}"))["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, more.partition(":")[0])
    [error] = body(portal.ask('{ caseFigures(period: {from: "2026-02-01", to: "2026-01-01"}) { opened } }'))["errors"]
    assert error["extensions"]["code"] == "DATES_REVERSED"
    monkeypatch.setattr("api.types.figures_of_cases.MOST", 1)
    [error] = body(portal.ask(f"{{ caseFigures({PERIOD}) {{ opened }} }}"))["errors"]
    assert error["extensions"]["code"] == "TOO_MANY_CELLS"


def test_nobody_is_told_without_a_token(portal: Portal, worked: Register) -> None:
    assert portal.data(f"{{ caseFigures({PERIOD}) {{ opened }} }}")["caseFigures"] == []
