"""Cases of duplication: three organisations bring water to one settlement in March."""

from typing import Any, Protocol

import pytest

from tansiq.models import CaseMember, OverlapCase
from tansiq.records import changes
from tests.admin.overlaps.pairs import work
from tests.people import SALMA
from tests.register import Register


class Cases(Protocol):
    """Enters a case of some organisations, as the program finds it."""

    def __call__(self, pcode: str = "YE121121", of: tuple[str, ...] = ("NRA", "ADR"), **values: Any) -> OverlapCase: ...


@pytest.fixture
def cases(register: Register) -> Cases:
    """Cases with values of their own."""

    def entered(pcode: str = "YE121121", of: tuple[str, ...] = ("NRA", "ADR"), **values: Any) -> OverlapCase:
        works = [work(register, acronym, pcode) for acronym in of]
        days = {"overlaps_from": works[0].starts_on, "overlaps_to": works[0].ends_on}
        counts = {"organization_count": len(of), "intervention_count": len(of)}
        place = {"area": register.areas[pcode].id, "sector": register.sectors["WSH"].id}
        row = changes.save(SALMA, OverlapCase(**{"points": 8000, **days, **counts, **place, **values}))
        for one in works:
            CaseMember.create(case=row.id, intervention=one.id)
        return row

    return entered


@pytest.fixture
def case(cases: Cases) -> OverlapCase:
    """One of three in Ja'ar."""
    return cases(of=("NRA", "ADR", "BKC"))
