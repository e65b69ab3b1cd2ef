"""What an arrangement would do, over GraphQL: as the domain foretells it, to those who may ask what is covered."""

from typing import Any

import pytest

from api.planner import kept_figures
from tansiq.cases.arranging import arrange
from tansiq.cases.effects import effect
from tansiq.cases.foretelling import MOST
from tansiq.cases.terms import Step
from tansiq.coverage.figures import gap
from tansiq.language.vocabulary import SCOPES
from tansiq.models import Area, Arrangement, HistoryEntry, Intervention, OverlapCase, data_stamps
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.schema_client import ask
from tests.people import SALMA
from tests.people import portal as portal_of
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, work

FIGURES = "organizationCount peopleTargeted peopleReached gap unmetNeed coverageRatio state aboveLevelCount"
AREAS = f"areas {{ area {{ pcode }} gapClosed before {{ {FIGURES} }} after {{ {FIGURES} }} }}"
EFFECT = f"effect {{ startsOn endsOn peopleFreed endsCase {AREAS} }}"
CASE = f"query ($id: ID!) {{ overlapCase(id: $id) {{ arrangements {{ kind {EFFECT} }} }} }}"


@pytest.fixture
def works(register: Register) -> list[Intervention]:
    """Three organisations truck water to Ja'ar; in al-Kawd 4,000 people need some, and nobody comes."""
    register.need("YE121121", "WSH", 3_000)
    register.need("YE121122", "WSH", 4_000)
    people: dict[str, dict[str, Any]] = {
        "NRA": {"targeted": 2_600, "reached": 2_000},
        "ADR": {"targeted": 2_400},
        "BKC": {"targeted": 1_800},
    }
    return [work(register, acronym, **facts) for acronym, facts in people.items()]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    return enter_case(register, *works)


@pytest.fixture
def move(register: Register, works: list[Intervention]) -> list[Step]:
    """One moves to al-Kawd."""
    return [Step(works[1].id, area_id=register.areas["YE121122"].id)]


def _told(viewer: Viewer, case: OverlapCase) -> list[Any]:
    return [one["effect"] for one in ask(CASE, viewer, {"id": case.id})["overlapCase"]["arrangements"]]


def test_it_is_what_the_domain_foretells(case: OverlapCase, move: list[Step]) -> None:
    arrange(SALMA, case, "MOVE", move)
    viewer = portal_of()
    expected = effect(viewer, case, "MOVE", move)
    [told] = _told(viewer, case)
    assert (told["peopleFreed"], told["endsCase"]) == (expected.people_freed, expected.is_ended) == (2_400, False)
    assert (told["startsOn"], told["endsOn"]) == (str(expected.period.begins), str(expected.period.ends))
    assert [one["area"]["pcode"] for one in told["areas"]] == ["YE121121", "YE121122"]
    for one, found in zip(told["areas"], expected.areas, strict=True):
        for time, figures in (("before", found.before), ("after", found.after)):
            assert (one[time]["peopleTargeted"], one[time]["gap"], one[time]["organizationCount"]) == (
                figures.people_targeted, gap(figures), figures.organization_count,
            )  # fmt: skip


def test_before_and_after_are_what_coverage_answers(register: Register, case: OverlapCase, move: list[Step]) -> None:
    arrange(SALMA, case, "MOVE", move)
    [told] = _told(portal_of(), case)
    year = f'period: {{from: "{told["startsOn"]}", to: "{told["endsOn"]}"}}'
    of_place = f'within: "YE121122", level: SETTLEMENT, sectors: ["WSH"], {year}'
    query = f"{{ coverage({of_place}) {{ totals {{ {FIGURES} }} }} }}"
    assert told["areas"][1]["before"] == ask(query, portal_of())["coverage"]["totals"]


def test_it_is_told_while_the_parties_decide(case: OverlapCase, move: list[Step]) -> None:
    for state in ("PROPOSED", "OBJECTED", "AGREED", "CARRIED_OUT", "LAPSED", "REFUSED"):
        row = changes.save(SALMA, Arrangement(case=case.id, arrangement_kind="COMPLEMENTARY", author="Salma"))
        Arrangement.update(arrangement_state=state).where(Arrangement.id == row.id).execute()
    told = [one is not None for one in _told(portal_of(), case)]
    assert told == [True, True, True, False, False, False]


def test_the_newest_alone_are_tried(case: OverlapCase) -> None:
    for _ in range(MOST + 2):
        changes.save(SALMA, Arrangement(case=case.id, arrangement_kind="COMPLEMENTARY", author="Salma"))
    assert [one is not None for one in _told(portal_of(), case)] == [False] * 2 + [True] * MOST


def test_what_cannot_be_done_any_more_has_none(
    register: Register, works: list[Intervention], case: OverlapCase, move: list[Step]
) -> None:
    arrange(SALMA, case, "MOVE", move)
    register.site(works[1], "YE121122")
    assert _told(portal_of(), case) == [None]


def test_asking_leaves_nothing_behind(case: OverlapCase, move: list[Step]) -> None:
    arrange(SALMA, case, "MOVE", move)
    stamps, entries = data_stamps.stamps(), HistoryEntry.select().count()
    assert _told(portal_of(), case) != [None]
    assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, entries)


def test_without_the_scope_for_coverage_there_is_none(case: OverlapCase, move: list[Step]) -> None:
    arrange(SALMA, case, "MOVE", move)
    kept_figures.forget()
    for scopes in (("duplication:read",), tuple(SCOPES.codes)):
        told = _told(portal_of(scopes=scopes), case)
        assert (told != [None]) == ("coverage:read" in scopes)


def test_limits_narrow_it_as_they_do_coverage(register: Register, works: list[Intervention], case: OverlapCase) -> None:
    away = [Step(works[1].id, area_id=register.areas["YE1927"].id)]
    arrange(SALMA, case, "MOVE", away)
    area, all_of_it = portal_of(register.areas["YE12"].id), portal_of()
    assert [one["area"]["pcode"] for one in _told(area, case)[0]["areas"]] == ["YE121121"]
    assert [one["area"]["pcode"] for one in _told(all_of_it, case)[0]["areas"]] == ["YE121121", "YE1927"]
    party, other = (portal_of(organization_ids=(works[place].organization_id,)) for place in (1, 0))
    assert (_told(party, case)[0]["peopleFreed"], _told(other, case)[0]["peopleFreed"]) == (2_400, None)
    here = Area.get_by_id(case.area_id)
    assert [_told(one, case)[0]["areas"][0]["before"]["organizationCount"] for one in (party, other)] == [1, 1], here


def test_lists_of_effects_are_too_costly(portal: Portal, case: OverlapCase) -> None:
    portal.headers |= token_of(enter_client())
    asked = "{ overlapCases(first: %s) { edges { node { arrangements { effect { peopleFreed } } } } } }"
    assert body(portal.ask(asked % 100))["errors"][0]["extensions"]["code"] == "TOO_COSTLY"
    assert "errors" not in body(portal.ask(asked % 5))
    assert int(portal.ask(CASE, id=case.id).headers["RateLimit-Cost"]) > 1
