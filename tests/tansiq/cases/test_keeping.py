"""What becomes of a case as the register changes: it stays itself, returns, ends, or is joined."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.cases.deciding import decide_case
from tansiq.cases.thread import write
from tansiq.cases.upkeep import keep_up
from tansiq.cases.what_changed import what_changed
from tansiq.language.words import speaking
from tansiq.models import CaseMember, HistoryEntry, Intervention, OverlapCase, Site
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.cases import entered_cases
from tests.tansiq.cases.entered_cases import stored
from tests.tansiq.conftest import People


def work(register: Register, acronym: str, **values: Any) -> Intervention:
    """One that is under way, unless said otherwise."""
    days = {"starts_on": clock.today() - timedelta(10), "ends_on": clock.today() + timedelta(20)}
    return entered_cases.work(register, acronym, **(days | values))


def _only() -> OverlapCase:
    keep_up()
    [case] = OverlapCase.select()
    return case


def _change(row: Intervention, **values: object) -> None:
    row = Intervention.get_by_id(row.id)
    for name, value in values.items():
        setattr(row, name, value)
    changes.save(SALMA, row)


@pytest.fixture
def three(register: Register) -> list[Intervention]:
    """Water by three organisations in Ja'ar."""
    return [work(register, name) for name in ("NRA", "ADR", "BKC")]


def test_three_in_one_place_are_one_case_that_is_opened_by_itself(
    register: Register, three: list[Intervention]
) -> None:
    case = _only()
    assert (case.area_id, case.sector_id) == (register.areas["YE121121"].id, register.sectors["WSH"].id)
    assert (case.organization_count, case.intervention_count) == (3, 3)
    assert (case.case_state, case.opened_on, case.ended_on) == ("OPEN", clock.today(), None)


def test_a_progress_report_does_not_return_what_was_decided(people: People, three: list[Intervention]) -> None:
    decide_case(people.nadia, _only(), "COMPLEMENTARY")
    site = Site.get(Site.intervention == three[0].id)
    site.reached, site.targeted = 120, 900
    changes.save(SALMA, site)
    _change(three[1], title_en="Another title", remarks="Seen on the ground.", budget=None)
    case = _only()
    assert (case.case_state, case.returned_because) == ("SETTLED", "")


def test_a_changed_date_returns_it_and_says_so(people: People, three: list[Intervention]) -> None:
    decide_case(people.nadia, _only(), "COMPLEMENTARY")
    was = Intervention.get_by_id(three[0].id).ends_on
    assert was is not None
    _change(three[0], ends_on=was + timedelta(9))
    case = _only()
    assert case.case_state == "RETURNED"
    [sentence] = what_changed(SALMA, case)
    with speaking("en"):
        assert str(sentence).startswith("The last day of “NRA WSH” was ")
    entry = HistoryEntry.select().order_by(HistoryEntry.id.desc()).first()
    told = json.loads(entry.changes)
    assert (entry.record_type, told["case_state"]) == ("overlap_case", ["SETTLED", "RETURNED"])


def test_what_is_taken_back_settles_it_again(people: People, three: list[Intervention]) -> None:
    decide_case(people.nadia, _only(), "NOT_SAME")
    was = Intervention.get_by_id(three[0].id).ends_on
    assert was is not None
    _change(three[0], ends_on=was + timedelta(9))
    assert _only().case_state == "RETURNED"
    _change(three[0], ends_on=was)
    case = _only()
    assert (case.case_state, case.returned_because) == ("DISMISSED", "")


def test_another_organisation_that_comes_returns_it_and_is_named(
    register: Register, people: People, three: list[Intervention]
) -> None:
    decide_case(people.nadia, _only(), "COMPLEMENTARY")
    work(register, "GOV")
    case = _only()
    assert (case.case_state, case.intervention_count) == ("RETURNED", 4)
    assert len(what_changed(SALMA, case)) == 1


def test_one_that_leaves_does_not_return_it(people: People, three: list[Intervention]) -> None:
    decide_case(people.nadia, _only(), "COMPLEMENTARY")
    _change(three[2], status="CANCELLED")
    case = _only()
    assert (case.case_state, case.intervention_count, case.organization_count) == ("SETTLED", 2, 2)
    left = CaseMember.get(CaseMember.intervention == three[2].id)
    assert left.left_on == clock.today()


def test_who_splits_its_work_to_escape_stays_in_the_case(
    register: Register, people: People, three: list[Intervention]
) -> None:
    case = _only()
    decide_case(people.nadia, case, "DUPLICATE")
    _change(three[0], status="CANCELLED")
    again = work(register, "NRA")
    now = _only()
    assert (now.id, now.case_state) == (case.id, "RETURNED")
    there = CaseMember.select().where(CaseMember.case == now.id, CaseMember.left_on.is_null())
    assert again.id in {row.intervention_id for row in there}


def test_what_does_not_overlap_any_more_is_settled_by_itself_and_comes_back_as_the_same_case(
    three: list[Intervention],
) -> None:
    case = _only()
    for row in three[1:]:
        _change(row, status="CANCELLED")
    ended = _only()
    assert (ended.case_state, ended.ended_on, ended.end_kind) == ("SETTLED", clock.today(), "CHANGED")
    for row in three[1:]:
        _change(row, status="ONGOING")
    back = _only()
    assert (back.id, back.case_state, back.ended_on) == (case.id, "RETURNED", None)
    assert len(what_changed(SALMA, back)) == 1


def test_days_that_passed_end_a_case_and_settle_nothing(three: list[Intervention]) -> None:
    case = _only()
    assert case.overlaps_to is not None
    keep_up(case.overlaps_to)
    assert stored(case).ended_on is None
    keep_up(case.overlaps_to + timedelta(1))
    ended = stored(case)
    assert (ended.case_state, ended.end_kind) == ("OPEN", "OVER")


def test_two_cases_that_come_to_hang_together_become_the_older_one(register: Register) -> None:
    today = clock.today()
    early = [work(register, name, starts_on=today, ends_on=today + timedelta(20)) for name in ("NRA", "ADR")]
    late = [
        work(register, name, starts_on=today + timedelta(30), ends_on=today + timedelta(50)) for name in ("BKC", "GOV")
    ]
    keep_up()
    older, younger = OverlapCase.select().order_by(OverlapCase.id)
    _change(early[0], ends_on=today + timedelta(50))
    keep_up()
    assert (stored(older).intervention_count, stored(older).ended_on) == (4, None)
    joined = stored(younger)
    assert (joined.end_kind, joined.joined_into_id, joined.case_state) == ("JOINED", older.id, "OPEN")
    assert late


def test_a_draft_is_in_no_case_and_whoever_reads_none_is_told_of_none(
    register: Register, three: list[Intervention]
) -> None:
    keep_up()
    _change(three[0], is_published=False)
    case = _only()
    assert case.intervention_count == 2
    assert what_changed(NOBODY, case) == []


def test_nothing_to_do_writes_nothing(three: list[Intervention]) -> None:
    case = _only()
    keep_up()
    again = stored(case)
    assert (again.version, again.changed_at) == (case.version, case.changed_at)


def test_what_was_written_stays_with_the_part_that_has_most_of_it(people: People, register: Register) -> None:
    today = clock.today()
    ends = {"ends_on": today + timedelta(40)}
    held = [work(register, name, starts_on=today, **ends) for name in ("NRA", "ADR", "BKC")]
    bridge = work(register, "GOV", starts_on=today, ends_on=today + timedelta(90))
    other = work(register, "NEW", starts_on=today + timedelta(60), ends_on=today + timedelta(90))
    case = _only()
    write(people.nadia, case, "Who serves whom?")
    _change(bridge, starts_on=today + timedelta(60))
    keep_up()
    kept = stored(case)
    members = CaseMember.select().where(CaseMember.case == kept.id, CaseMember.left_on.is_null())
    assert {row.intervention_id for row in members} == {row.id for row in held}
    [apart] = OverlapCase.select().where(OverlapCase.id != case.id)
    assert {row.intervention_id for row in CaseMember.select().where(CaseMember.case == apart.id)} == {
        bridge.id,
        other.id,
    }


def test_a_day_before_the_first_is_no_reason_to_lose_anything(three: list[Intervention]) -> None:
    case = _only()
    keep_up(date(2020, 1, 1))
    assert stored(case).ended_on is None
