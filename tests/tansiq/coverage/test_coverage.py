"""What is covered: the figures of the field's rules."""

from datetime import date

import pytest

from tansiq.coverage import CoverageQuestion, coverage, coverage_ratio
from tansiq.period import Period
from tests.people import SALMA
from tests.register import Register

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_people_are_not_added_up_across_sectors(register: Register) -> None:
    for sector, reached in (("FSC", 15_000), ("WSH", 10_000), ("HEA", 5_000)):
        register.site(register.intervention("NRA", sector), "YE121121", reached=reached)
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, period=YEAR))
    assert answer.totals.people_reached == 15_000
    assert [cell.people_reached for cell in answer.cells] == [15_000, None]


def test_coverage_is_reached_of_targeted(register: Register) -> None:
    register.site(register.intervention("NRA"), targeted=606_773, reached=131_474)
    totals = coverage(SALMA, CoverageQuestion("YE", 1, period=YEAR)).totals
    assert coverage_ratio(totals) == pytest.approx(0.217, abs=0.0005)
