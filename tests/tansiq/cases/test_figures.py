"""Figures of cases by area and month: opened, settled, avoided at entry, days to settle, people freed."""

from datetime import date, datetime, time
from typing import Any

import pytest

from tansiq.cases.figures import CaseFigures, case_figures, together
from tansiq.faults import Refused
from tansiq.models import Arrangement, ArrangementStep, AvoidedOverlap, Intervention, OverlapCase, Site
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register
from tests.statements import told

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
# At midnight in Aden it is still February elsewhere.
CARRIED_OUT_AT = datetime.combine(date(2026, 2, 28), time(21, 30))


def _case(register: Register, pcode: str = "YE121121", **values: Any) -> OverlapCase:
    facts = {"area": register.areas[pcode].id, "sector": register.sectors["WSH"].id, "opened_on": date(2026, 1, 10)}
    return OverlapCase.create(**(facts | values))


def _arranged(
    case: OverlapCase, work: Intervention, kind: str, area_id: int | None = None, state: str = "CARRIED_OUT"
) -> None:
    facts: dict[str, Any] = {"arrangement_kind": kind, "arrangement_state": state}
    row = Arrangement.create(case=case.id, changed_at=CARRIED_OUT_AT, **facts)
    ArrangementStep.create(arrangement=row.id, intervention=work.id, area=area_id)


def _told(
    register: Register, by: Viewer = SALMA, period: Period = YEAR, level: int = 2, pcodes: tuple[str, ...] = ()
) -> dict[tuple[str | None, date], CaseFigures]:
    names = {area.id: pcode for pcode, area in register.areas.items()}
    found = case_figures(by, period, level, [register.areas[pcode].id for pcode in pcodes])
    return {(None if area_id is None else names[area_id], month): row for (area_id, month), row in found.items()}


def test_cases_count_by_area_and_month_of_opening_and_settling(register: Register) -> None:
    for day in (10, 20):
        _case(register, opened_on=date(2026, 1, day), settled_on=date(2026, 3, 21), case_state="SETTLED")
    _case(register, "YE1210", settled_on=date(2026, 1, 13), case_state="DISMISSED")
    _case(register, "YE12")
    assert _told(register) == {
        ("YE1211", JANUARY): CaseFigures(opened=2),
        ("YE1211", MARCH): CaseFigures(settled=2, days=(60, 70)),
        ("YE1210", JANUARY): CaseFigures(opened=1, settled=1, days=(3,)),
        (None, JANUARY): CaseFigures(opened=1),
    }
    assert together(_told(register).values()).days_to_settle == 60
    assert together(_told(register, level=0).values()) == together(_told(register).values())


def test_days_are_the_median_and_not_known_where_nothing_was_settled() -> None:
    assert CaseFigures(settled=4, days=(1, 2, 30, 4)).days_to_settle == 3
    assert together([]).days_to_settle is None


def test_a_case_that_returned_or_became_part_of_another_is_not_told_twice(register: Register) -> None:
    first = _case(register, settled_on=date(2026, 3, 1), case_state="RETURNED")
    _case(register, joined_into=first.id, end_kind="JOINED", ended_on=date(2026, 2, 1))
    assert _told(register) == {("YE1211", JANUARY): CaseFigures(opened=1)}


def test_what_was_avoided_at_entry_is_counted(register: Register) -> None:
    for sector, day in (("WSH", 5), ("HEA", 6)):
        facts = {"area": register.areas["YE121122"].id, "sector": register.sectors[sector].id}
        AvoidedOverlap.create(avoided_on=date(2026, 3, day), **facts)
    assert _told(register) == {("YE1211", MARCH): CaseFigures(avoided=2)}


def test_people_are_freed_by_those_who_left_as_it_was_arranged(register: Register) -> None:
    """Who moved stands in the other place, who withdrew is archived or cancelled; others stay."""
    case, zinjibar = _case(register), register.areas["YE121001"].id
    moved, gone, given_up, stays = (register.intervention(name) for name in ("NRA", "ADR", "BKC", "GOV"))
    register.site(moved, "YE121001", targeted=300)
    register.site(moved, "YE121122", targeted=7)
    changes.archive(SALMA, register.site(gone, "YE121121", targeted=50))
    register.site(gone, "YE121122", targeted=9)
    register.site(given_up, "YE1211", targeted=4)
    given_up.status = "CANCELLED"
    changes.save(SALMA, given_up)
    register.site(stays, "YE121121", targeted=1000)
    _arranged(case, moved, "MOVE", zinjibar)
    for work in (gone, given_up, stays):
        _arranged(case, work, "WITHDRAW")
    _arranged(case, stays, "DATES")
    _arranged(case, stays, "AREAS", case.area_id)
    assert _told(register)["YE1211", MARCH] == CaseFigures(people_freed=354)


@pytest.mark.parametrize("state", ["PROPOSED", "AGREED", "REFUSED"])
def test_nobody_is_freed_before_it_is_carried_out(register: Register, state: str) -> None:
    work = register.intervention("NRA")
    register.site(work, "YE121001", targeted=300)
    _arranged(_case(register), work, "MOVE", register.areas["YE121001"].id, state)
    assert _told(register) == {("YE1211", JANUARY): CaseFigures(opened=1)}


def test_what_is_not_published_any_more_frees_nobody(register: Register) -> None:
    work = register.intervention("NRA")
    register.site(work, "YE121001", targeted=300)
    _arranged(_case(register), work, "MOVE", register.areas["YE121001"].id)
    Site.update(is_published=False).execute()
    assert ("YE1211", MARCH) not in _told(register)


def test_figures_are_those_of_some_areas_and_of_the_period(register: Register) -> None:
    for pcode in ("YE121121", "YE121001", "YE1927"):
        _case(register, pcode)
    assert set(_told(register, pcodes=("YE1211", "YE1927"))) == {("YE1211", JANUARY), ("YE1927", JANUARY)}
    assert set(_told(register, pcodes=("YE12",), level=1)) == {("YE12", JANUARY)}
    assert _told(register, period=Period(date(2026, 1, 11), date(9999, 12, 31))) == {}
    with pytest.raises(Refused):
        _told(register, period=Period(MARCH, JANUARY))


def test_figures_are_those_of_what_one_sees(register: Register) -> None:
    _case(register)
    AvoidedOverlap.create(area=register.areas["YE121121"].id, sector=register.sectors["WSH"].id)
    for viewer, is_told in ((officer(register.areas["YE19"].id), True), (NOBODY, False), (partner("Huda", 99), False)):
        assert bool(_told(register, viewer)) is is_told


def test_more_cases_cost_no_more_statements(register: Register) -> None:
    counts = []
    for number in range(2):
        for _ in range(1 + 5 * number):
            case = _case(register, settled_on=date(2026, 3, 21), case_state="SETTLED")
            _arranged(case, register.intervention("NRA"), "WITHDRAW")
        with told() as statements:
            _told(register, pcodes=("YE12",))
        counts.append(len(statements))
    assert counts == [4, 4]
