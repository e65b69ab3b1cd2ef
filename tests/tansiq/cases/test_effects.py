"""What an arrangement would do is what coverage says once it was carried out, on every kind."""

from datetime import date
from typing import Any

import pytest

from tansiq.cases.arranging import arrange, reply
from tansiq.cases.effects import Effect, effect, year_of
from tansiq.cases.members import pairs_of
from tansiq.cases.terms import Step
from tansiq.coverage.answer import coverage
from tansiq.coverage.figures import gap, unmet_need
from tansiq.coverage.question import CoverageQuestion
from tansiq.faults import Refused
from tansiq.models import Area, HistoryEntry, Intervention, OverlapCase, Proposal, Site, data_stamps
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def works(register: Register, people: People) -> list[Intervention]:
    """Three organisations truck water to Ja'ar; in al-Kawd 4,000 people need some, and nobody comes."""
    register.need("YE121121", "WSH", 3_000)
    register.need("YE121122", "WSH", 4_000)
    return [
        work(register, "NRA", targeted=2_600, reached=2_000),
        work(register, "ADR", targeted=2_400),
        work(register, "BKC", targeted=1_800, reached=100),
    ]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    """They are one case."""
    return enter_case(register, *works)


def _covered(viewer: Viewer, area_id: int) -> Any:
    area = Area.get_by_id(area_id)
    return coverage(viewer, CoverageQuestion(area, area.level, period=YEAR, sectors=("WSH",))).totals


def _terms(register: Register, works: list[Intervention], kind: str) -> dict[str, Any]:
    first, second, third = (row.id for row in works)
    there, displaced, hosts = register.areas["YE121122"].id, register.groups["IDP"].id, register.groups["HOST"].id
    steps = {
        "WITHDRAW": [Step(second), Step(third)],
        "MOVE": [Step(first, area_id=there)],
        "AREAS": [Step(first, area_id=register.areas["YE121121"].id), Step(second, area_id=there)],
        "DATES": [Step(second, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1))],
        "GROUPS": [Step(second, population_group_id=displaced), Step(third, population_group_id=hosts)],
    }
    return {"kind": kind, "steps": steps.get(kind, []), "lead_id": first if kind == "SAME_PROJECT" else None}


def _carry_out(people: People, case: OverlapCase, terms: dict[str, Any]) -> None:
    row = arrange(people.khaled, case, terms["kind"], terms["steps"], lead_id=terms["lead_id"])
    reply(people.huda, row, None, "AGREE")
    reply(people.nadia, row, Intervention.get(Intervention.title_en == "BKC WSH").organization_id, "AGREE")
    if row.proposal_id is not None:
        approve(people.nadia, Proposal.get_by_id(row.proposal_id))


@pytest.mark.parametrize("kind", ["WITHDRAW", "MOVE", "AREAS", "DATES", "GROUPS", "SAME_PROJECT", "COMPLEMENTARY"])
def test_it_is_what_coverage_says_once_it_was_carried_out(
    register: Register, people: People, works: list[Intervention], case: OverlapCase, kind: str
) -> None:
    terms = _terms(register, works, kind)
    before = {area.pcode: _covered(people.khaled, area.id) for area in register.areas.values()}
    told = effect(people.khaled, case, terms["kind"], terms["steps"], terms["lead_id"])
    assert {area.pcode: _covered(people.khaled, area.id) for area in register.areas.values()} == before
    _carry_out(people, case, terms)
    is_settled = told.is_ended or kind in ("SAME_PROJECT", "COMPLEMENTARY")
    assert stored(case).case_state == ("SETTLED" if is_settled else "IN_CONTACT")
    for one in told.areas:
        assert one.before == before[Area.get_by_id(one.area_id).pcode]
        assert one.after == _covered(people.khaled, one.area_id)
    assert told.is_ended == (not pairs_of(SALMA, case))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("WITHDRAW", (4_200, ["YE121121"])),
        ("MOVE", (2_600, ["YE121121", "YE121122"])),
        ("AREAS", (2_400, ["YE121121", "YE121122"])),
        ("DATES", (0, ["YE121121"])),
        ("GROUPS", (0, ["YE121121"])),
        ("SAME_PROJECT", (0, ["YE121121"])),
        ("NOT_SAME", (0, ["YE121121"])),
    ],
)
def test_it_says_who_is_freed_and_of_which_places(
    register: Register, works: list[Intervention], case: OverlapCase, kind: str, said: tuple[int, list[str]]
) -> None:
    terms = _terms(register, works, kind)
    told = effect(SALMA, case, terms["kind"], terms["steps"], terms["lead_id"])
    assert (told.people_freed, [Area.get_by_id(one.area_id).pcode for one in told.areas]) == said


def test_a_gap_is_closed_where_one_moves_to(register: Register, works: list[Intervention], case: OverlapCase) -> None:
    told = effect(SALMA, case, "MOVE", [Step(works[1].id, area_id=register.areas["YE121122"].id)])
    here, there = told.areas
    assert (here.before.organization_count, here.after.organization_count) == (3, 2)
    assert (there.before.people_targeted, there.after.people_targeted) == (None, 2_400)
    assert (there.before.organization_count, there.after.organization_count) == (0, 1)
    assert [(gap(one.before), unmet_need(one.before)) for one in told.areas] == [(600, 1_000), (None, 4_000)]
    assert not told.is_ended


def test_it_ends_where_nothing_overlaps_any_more(
    register: Register, works: list[Intervention], case: OverlapCase
) -> None:
    assert effect(SALMA, case, "WITHDRAW", [Step(works[0].id), Step(works[1].id)]).is_ended
    assert not effect(SALMA, case, "WITHDRAW", [Step(works[0].id)]).is_ended
    assert not effect(SALMA, case, "COMPLEMENTARY", []).is_ended


def test_nothing_is_left_of_the_trial(register: Register, works: list[Intervention], case: OverlapCase) -> None:
    stamps, entries = data_stamps.stamps(), HistoryEntry.select().count()
    effect(SALMA, case, "WITHDRAW", [Step(works[0].id)])
    assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, entries)
    assert Site.select().where(Site.archived_at.is_null(False)).count() == 0
    assert Intervention.select().where(Intervention.status == "CANCELLED").count() == 0


def test_people_of_whom_nobody_says_how_many_are_unknown(register: Register, people: People) -> None:
    works = [work(register, name, "YE121122", targeted=None) for name in ("NRA", "ADR")]
    case = enter_case(register, *works, pcode="YE121122")
    assert effect(SALMA, case, "WITHDRAW", [Step(works[0].id)]).people_freed is None


def test_what_is_hidden_counts_for_those_alone_who_see_it(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    hidden = register.intervention("GRN", is_published=False)
    register.site(hidden, "YE121122", targeted=900)
    move = [Step(works[1].id, area_id=register.areas["YE121122"].id)]

    def targeted(told: Effect) -> list[int | None]:
        return [told.areas[1].before.people_targeted, told.areas[1].after.people_targeted]

    assert targeted(effect(people.nadia, case, "MOVE", move)) == [900, 2_400]
    assert targeted(effect(people.khaled, case, "MOVE", move)) == [None, 2_400]
    assert targeted(effect(NOBODY, case, "MOVE", move)) == [None, 2_400]


def test_wrong_terms_and_what_cannot_be_done_are_refused(
    register: Register, works: list[Intervention], case: OverlapCase
) -> None:
    with pytest.raises(Refused) as refused:
        effect(SALMA, case, "MOVE", [Step(works[0].id)])
    assert refused.value.faults[0].field == "steps.0.area"
    register.site(works[0], "YE121122")
    with pytest.raises(Refused) as refused:
        effect(SALMA, case, "MOVE", [Step(works[0].id, area_id=register.areas["YE121122"].id)])
    assert (refused.value.code, refused.value.faults[0].field) == ("SITE_TWICE", "steps.0")
    assert Site.get(Site.intervention == works[0].id).area_id == case.area_id


def test_the_year_is_this_one_or_that_of_the_overlap() -> None:
    year = clock.today().year
    this = Period(date(year, 1, 1), date(year, 12, 31))
    assert year_of(OverlapCase()) == this
    assert year_of(OverlapCase(overlaps_from=date(year - 3, 5, 1))) == this
    former = OverlapCase(overlaps_from=date(year - 3, 5, 1), overlaps_to=date(year - 2, 5, 1))
    assert year_of(former) == Period(date(year - 3, 1, 1), date(year - 3, 12, 31))
