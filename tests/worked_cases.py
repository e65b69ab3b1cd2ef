"""Cases of duplication that somebody worked on: what figures of cases are told of."""

from datetime import date, datetime, time
from typing import Any

from tansiq.models import Arrangement, ArrangementStep, AvoidedOverlap, OverlapCase
from tests.register import Register

TWO_YEARS = "from=2025-01-01&to=2026-12-31"
FREED_ON = datetime.combine(date(2026, 3, 9), time(9))


def enter_worked_cases(register: Register) -> None:
    """Two cases in Khanfar, one settled after nine days, and one in Hadramawt; an overlap avoided."""
    sector = register.sectors["WSH"].id
    facts: dict[str, Any] = {"settled_on": date(2026, 2, 10), "case_state": "SETTLED"}
    OverlapCase.create(area=register.areas["YE121121"].id, sector=sector, opened_on=date(2026, 2, 1), **facts)
    for pcode, month in (("YE121122", 3), ("YE1927", 3)):
        OverlapCase.create(area=register.areas[pcode].id, sector=sector, opened_on=date(2026, month, 1))
    AvoidedOverlap.create(area=register.areas["YE121121"].id, sector=sector, avoided_on=date(2025, 12, 31))


def free_people(register: Register, people: int) -> None:
    """In March one left the settled case in Khanfar for Zinjibar, as it was arranged."""
    case = OverlapCase.get(OverlapCase.case_state == "SETTLED")
    moved, there = register.intervention("NRA", title_en="Moved"), register.areas["YE121001"].id
    register.site(moved, "YE121001", targeted=people)
    facts = {"arrangement_kind": "MOVE", "arrangement_state": "CARRIED_OUT", "changed_at": FREED_ON}
    row = Arrangement.create(case=case.id, **facts)
    ArrangementStep.create(arrangement=row.id, intervention=moved.id, area=there)
