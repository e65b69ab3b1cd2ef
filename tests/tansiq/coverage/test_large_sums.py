"""Sums beyond what 32 bits hold: reckoned whole on both databases, in every face."""

from tansiq.coverage import CoverageQuestion, coverage, gap
from tests.people import SALMA
from tests.register import Register

MOST = 2**31 - 1


def enter_multitudes(register: Register) -> None:
    """More people than 32 bits hold, in need, targeted and reached: two sub-districts of Khanfar, one of Zinjibar."""
    for acronym, pcode in (("NRA", "YE121121"), ("ADR", "YE121122"), ("DON", "YE121001")):
        work = register.intervention(acronym)
        register.site(work, pcode, targeted=MOST, reached=MOST - 47, is_distinct_people=True)
        register.need(pcode, "WSH", MOST)


def test_sums_of_people_are_whole(register: Register) -> None:
    enter_multitudes(register)
    answer = coverage(
        SALMA.counting(), CoverageQuestion(within=register.areas["YE12"], level=2, by=frozenset({"SECTOR"}))
    )
    totals = answer.totals
    assert (totals.people_targeted, totals.people_reached) == (3 * MOST, 3 * MOST - 141)
    assert (totals.people_in_need, gap(totals)) == (3 * MOST, 141)
