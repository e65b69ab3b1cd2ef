"""Deciding a case: all pairs in one deed that can be taken back, by whoever is in charge and read it as it is."""

from datetime import timedelta
from itertools import combinations

import pytest

from tansiq.cases.deciding import decide_case, reopen, set_deadline, take_over
from tansiq.cases.members import MOST_PAIRS, pairs_of
from tansiq.cases.thread import write
from tansiq.cases.upkeep import keep_up
from tansiq.duplication.find_overlaps import count_overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.faults import Refused
from tansiq.models import CaseMember, HistoryEntry, Notice, OverlapCase, OverlapDecision
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import AMIN, SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People

JAAR = OverlapQuestion("YE121121")


@pytest.fixture
def case(register: Register, people: People) -> OverlapCase:
    """Water by three organisations in Ja'ar: three pairs."""
    return enter_case(register, *(work(register, name) for name in ("NRA", "ADR", "BKC")))


def test_one_deed_decides_on_all_pairs_and_settles_the_case(people: People, case: OverlapCase) -> None:
    assert count_overlaps(SALMA, JAAR) == 3
    decide_case(people.nadia, case, "COMPLEMENTARY", "They agreed by telephone.")
    assert count_overlaps(SALMA, JAAR) == 0
    rows = list(OverlapDecision.select())
    assert {(row.decision, row.note, row.account_id) for row in rows} == {
        ("COMPLEMENTARY", "They agreed by telephone.", people.nadia.account_id)
    }
    now = stored(case)
    assert (now.case_state, now.settled_as, now.settled_on) == ("SETTLED", "COMPLEMENTARY", clock.today())
    assert (case.case_state, case.version) == (now.case_state, now.version)
    assert all(member.facts for member in CaseMember.select())


def test_taking_the_deed_back_returns_the_pairs_and_the_case(people: People, case: OverlapCase) -> None:
    batch = decide_case(people.nadia, case, "DUPLICATE", "One of them goes.")
    again = undo(people.nadia, batch)
    assert again.left == []
    now = stored(case)
    assert (now.case_state, now.settled_as, now.settled_on, now.note) == ("OPEN", None, None, "")
    assert count_overlaps(SALMA, JAAR) == 3
    undo(people.nadia, again.batch)
    now = stored(case)
    assert (now.case_state, now.settled_on) == ("SETTLED", clock.today())
    assert count_overlaps(SALMA, JAAR) == 0


def test_a_case_that_returned_is_as_it_was_when_another_decision_is_taken_back(
    register: Register, people: People
) -> None:
    works = [work(register, name, ends_on=None) for name in ("NRA", "ADR")]
    keep_up()
    decide_case(people.nadia, OverlapCase.get(), "COMPLEMENTARY")
    works[0].modality = "CASH"
    changes.save(SALMA, works[0])
    keep_up()
    assert (OverlapCase.get().case_state, count_overlaps(SALMA, JAAR)) == ("RETURNED", 1)
    undo(people.nadia, decide_case(people.nadia, OverlapCase.get(), "NOT_SAME"))
    keep_up()
    assert (OverlapCase.get().case_state, count_overlaps(SALMA, JAAR)) == ("RETURNED", 1)


def test_what_is_not_the_same_is_dismissed_and_what_waits_stays_open(people: People, case: OverlapCase) -> None:
    decide_case(people.nadia, case, "LATER", "After the assessment.")
    now = stored(case)
    assert (now.case_state, now.settled_as, now.settled_on, now.note) == (
        "OPEN", "LATER", None, "After the assessment.")  # fmt: skip
    assert not any(member.facts for member in CaseMember.select())
    decide_case(people.nadia, case, "NOT_SAME")
    assert (stored(case).case_state, stored(case).settled_as) == ("DISMISSED", "NOT_SAME")
    assert OverlapDecision.select().count() == 3


def test_of_two_officers_at_once_the_second_is_told(people: People, case: OverlapCase) -> None:
    seen = stored(case)
    decide_case(people.nadia, case, "COMPLEMENTARY")
    with pytest.raises(Refused) as refused:
        decide_case(people.salma, seen, "DUPLICATE")
    assert refused.value.code == "CHANGED_MEANWHILE"
    assert {row.decision for row in OverlapDecision.select()} == {"COMPLEMENTARY"}


def test_of_two_who_put_it_off_at_once_the_second_is_told_as_well(people: People, case: OverlapCase) -> None:
    seen = stored(case)
    decide_case(people.nadia, case, "LATER")
    with pytest.raises(Refused) as refused:
        decide_case(people.salma, seen, "LATER")
    assert refused.value.code == "CHANGED_MEANWHILE"


def test_whoever_is_not_in_charge_is_told_whom_to_ask(people: People, case: OverlapCase) -> None:
    for viewer in (people.said, people.khaled, AMIN):
        for deed in (lambda one: decide_case(one, case, "DUPLICATE"), lambda one: take_over(one, case),
                     lambda one: set_deadline(one, case, None), lambda one: reopen(one, case, "Why")):  # fmt: skip
            with pytest.raises(Refused) as refused:
                deed(viewer)
            assert refused.value.code == "FORBIDDEN"
            assert "officers in charge of Ja'ar" in str(refused.value.faults[0].sentence)
    assert OverlapDecision.select().count() == 0


def test_an_unknown_decision_is_refused(people: People, case: OverlapCase) -> None:
    with pytest.raises(Refused) as refused:
        decide_case(people.nadia, case, "PERHAPS")
    assert (refused.value.code, refused.value.faults[0].field) == ("UNKNOWN_CODE", "decision")


def test_pairs_decided_before_are_decided_again(people: People, case: OverlapCase) -> None:
    decide_case(people.nadia, case, "LATER")
    undo(people.nadia, decide_case(people.nadia, case, "DUPLICATE"))
    decide_case(people.nadia, stored(case), "SAME_PROJECT")
    assert {row.decision for row in OverlapDecision.select()} == {"SAME_PROJECT"}
    assert OverlapDecision.select().where(OverlapDecision.archived_at.is_null()).count() == 3


def test_28_pairs_take_hardly_more_statements_than_three(register: Register, people: People, case: OverlapCase) -> None:
    large = enter_case(register, *(work(register, f"ORG{n}", "YE121122") for n in range(8)), pcode="YE121122")
    assert len(pairs_of(SALMA, large)) == len(list(combinations(range(8), 2)))
    counts = []
    for row in (case, large):
        with told() as statements:
            decide_case(people.nadia, row, "DUPLICATE")
        counts.append(len(statements))
    assert OverlapDecision.select().count() == 31
    assert counts[1] <= counts[0] + 10


def test_it_is_taken_over_and_given_a_day(people: People, case: OverlapCase) -> None:
    take_over(people.nadia, case)
    set_deadline(people.nadia, case, clock.today() + timedelta(days=7))
    now = stored(case)
    assert (now.owner_id, now.due_on) == (people.nadia.account_id, clock.today() + timedelta(days=7))
    with pytest.raises(Refused) as refused:
        set_deadline(people.nadia, case, clock.today() - timedelta(days=1))
    assert (refused.value.code, refused.value.faults[0].field) == ("DAY_PASSED", "due_on")
    set_deadline(people.nadia, case, None)
    assert stored(case).due_on is None


def test_it_is_opened_again_with_a_reason_and_its_pairs_return(people: People, case: OverlapCase) -> None:
    with pytest.raises(Refused) as refused:
        reopen(people.nadia, case, "Why not")
    assert refused.value.code == "NOT_SETTLED"
    decide_case(people.nadia, case, "NOT_SAME", "Other wells.")
    with pytest.raises(Refused) as refused:
        reopen(people.nadia, case, "  ")
    assert refused.value.faults[0].field == "note"
    batch = reopen(people.nadia, case, "They are the same wells.")
    now = stored(case)
    assert (now.case_state, now.settled_as, now.settled_on) == ("RETURNED", None, None)
    assert count_overlaps(SALMA, JAAR) == 3
    assert {row.event for row in Notice.select()} == {"DECIDED", "RETURNED"}
    undo(people.nadia, batch)
    assert (stored(case).case_state, count_overlaps(SALMA, JAAR)) == ("DISMISSED", 0)


def test_what_the_program_keeps_meanwhile_is_not_overwritten(people: People, case: OverlapCase) -> None:
    write(people.huda, case, "Hello")
    read = stored(case)
    OverlapCase.update(points=5_000).where(OverlapCase.id == case.id).execute()
    decide_case(people.nadia, read, "COMPLEMENTARY")
    assert stored(case).points == 5_000


def test_the_parties_learn_what_was_decided_but_not_that_it_waits(people: People, case: OverlapCase) -> None:
    decide_case(people.nadia, case, "LATER")
    assert list(Notice.select()) == []
    decide_case(people.nadia, case, "DUPLICATE")
    told = {(row.event, row.account_id) for row in Notice.select()}
    assert told == {("DECIDED", people.khaled.account_id), ("DECIDED", people.huda.account_id)}


def test_each_deed_is_told_in_the_history_of_the_case(people: People, case: OverlapCase) -> None:
    decide_case(people.nadia, case, "COMPLEMENTARY")
    entry = (
        HistoryEntry.select().where(HistoryEntry.record_type == "overlap_case").order_by(HistoryEntry.id.desc()).get()
    )
    assert (entry.actor, entry.account_id) == ("Nadia", people.nadia.account_id)


def test_of_a_case_with_more_pairs_than_a_page_tells_none_is_left(register: Register, people: People) -> None:
    many = 33
    large = enter_case(register, *(work(register, f"ORG{n}", "YE121122") for n in range(many)), pcode="YE121122")
    assert many * (many - 1) // 2 > MOST_PAIRS
    decide_case(people.nadia, large, "COMPLEMENTARY")
    assert count_overlaps(SALMA, OverlapQuestion("YE121122")) == 0
    reopen(people.nadia, stored(large), "Looked at once more.")
    assert count_overlaps(SALMA, OverlapQuestion("YE121122")) == many * (many - 1) // 2
