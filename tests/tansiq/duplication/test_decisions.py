"""Decisions on pairs: taken, listed, taken back, and taken again."""

import pytest

from tansiq.duplication.decisions import decide, decisions_on, decisions_taken, take_back
from tansiq.duplication.find_overlaps import count_overlaps, overlap_between
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Intervention, OverlapDecision
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register

KHANFAR = OverlapQuestion("YE1211")


def _pair(register: Register, first: str = "NRA", second: str = "ADR") -> tuple[Intervention, Intervention]:
    rows = register.intervention(first), register.intervention(second)
    for row in rows:
        register.site(row, "YE1211")
    return rows


def test_a_decision_taken_back_brings_the_pair_back_and_stays_in_the_history(register: Register) -> None:
    first, second = _pair(register)
    row = decide(SALMA, first, second, "DUPLICATE", "They agreed.")
    assert count_overlaps(SALMA, KHANFAR) == 0
    take_back(SALMA, row)
    assert count_overlaps(SALMA, KHANFAR) == 1
    told = HistoryEntry.select().where(HistoryEntry.record_type == "overlap_decision").order_by(HistoryEntry.id)
    assert [entry.act for entry in told] == ["CREATE", "ARCHIVE"]


@pytest.mark.parametrize("decision", ["DUPLICATE", "COMPLEMENTARY"])
def test_a_pair_is_decided_again_after_it_was_taken_back(register: Register, decision: str) -> None:
    first, second = _pair(register)
    take_back(SALMA, decide(SALMA, first, second, "DUPLICATE"))
    again = decide(SALMA, first, second, decision)
    stored = OverlapDecision.get_by_id(again.id)
    assert (stored.archived_at, stored.decision) == (None, decision)
    assert count_overlaps(SALMA, KHANFAR) == 0
    assert OverlapDecision.select().count() == 1


def test_a_decision_that_somebody_else_changed_is_not_taken_back(register: Register) -> None:
    first, second = _pair(register)
    seen = OverlapDecision.get_by_id(decide(SALMA, first, second, "DUPLICATE").id)
    decide(SALMA, first, second, "COMPLEMENTARY")
    with pytest.raises(Refused) as refused:
        take_back(SALMA, seen)
    assert refused.value.code == "CHANGED_MEANWHILE"
    with pytest.raises(Refused) as refused:
        take_back(NOBODY, OverlapDecision.get_by_id(seen.id))
    assert refused.value.code == "FORBIDDEN"


def test_decided_pairs_are_shown_to_whom_asks_for_them(register: Register) -> None:
    decide(SALMA, *_pair(register), "DUPLICATE")
    assert count_overlaps(SALMA, OverlapQuestion("YE1211", is_settled_too=True)) == 1


def test_the_list_holds_what_stands_newest_first_and_says_what_still_holds(register: Register) -> None:
    one, other = _pair(register), _pair(register, "BKC", "GRN")
    first = decide(SALMA, *one, "DUPLICATE")
    second = decide(SALMA, *other, "LATER")
    changed = Intervention.get_by_id(one[0].id)
    changed.modality = "CASH"
    changes.save(SALMA, changed)
    assert [(row.id, row.holds) for row in decisions_taken(SALMA)] == [(second.id, 1), (first.id, 0)]  # type: ignore[attr-defined]
    assert [row.id for row in decisions_taken(SALMA, "DUPLICATE")] == [first.id]
    take_back(SALMA, OverlapDecision.get_by_id(second.id))
    assert [row.id for row in decisions_taken(SALMA)] == [first.id]
    assert list(decisions_taken(NOBODY)) == []


def test_decisions_are_found_by_their_pairs(register: Register) -> None:
    first, second = _pair(register)
    row = decide(SALMA, first, second, "LATER")
    asked = [(first.id, second.id), (first.id, first.id + 900)]
    assert {pair: found.id for pair, found in decisions_on(SALMA, asked).items()} == {(first.id, second.id): row.id}
    assert decisions_on(SALMA, []) == {}
    assert decisions_on(NOBODY, asked) == {}


def test_how_two_overlap_is_told_whether_or_not_it_is_decided(register: Register) -> None:
    first, second = _pair(register)
    register.site(first, "YE121121"), register.site(second, "YE121121")
    decide(SALMA, first, second, "DUPLICATE")
    found = overlap_between(SALMA, second, first)
    assert found is not None
    # The sub-district weighs more than the district.
    assert (found.first_id, found.second_id, found.area_id) == (first.id, second.id, register.areas["YE121121"].id)
    other = register.intervention("BKC", sector="HEA")
    assert overlap_between(SALMA, first, other) is None
