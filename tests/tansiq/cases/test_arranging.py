"""Arrangements: who proposes them, who answers until when, and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tansiq.cases.answering import MOST_ANSWERS
from tansiq.cases.arranging import (
    MOST_A_DAY,
    TO_ANSWER,
    Step,
    arrange,
    arrangements,
    lapse,
    last_answers,
    reply,
    withdraw,
)
from tansiq.cases.deciding import decide_case
from tansiq.faults import Refused
from tansiq.models import (
    Arrangement,
    ArrangementAnswer,
    ArrangementStep,
    CaseMember,
    HistoryEntry,
    Intervention,
    Notice,
    OverlapCase,
)
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import AMIN, NOBODY, SALMA, portal
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


@pytest.fixture
def case(register: Register, people: People) -> OverlapCase:
    """Water by NRA and by ADR in Ja'ar."""
    return enter_case(register, work(register, "NRA"), work(register, "ADR"))


def _members(case: OverlapCase) -> list[int]:
    rows = CaseMember.select().where(CaseMember.case == case.id).order_by(CaseMember.intervention)
    return [row.intervention_id for row in rows]


def _move(viewer: Viewer, register: Register, case: OverlapCase, **said: object) -> Arrangement:
    step = Step(_members(case)[1], area_id=register.areas["YE121122"].id)
    return arrange(viewer, case, "MOVE", [step], **said)  # type: ignore[arg-type]


def _state(row: Arrangement) -> str:
    return Arrangement.get_by_id(row.id).arrangement_state


def _code(deed: object, *given: object, **said: object) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        deed(*given, **said)  # type: ignore[operator]
    return refused.value.code, refused.value.faults[0].field


def test_a_party_proposes_and_has_agreed_by_that(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case, note="We move to al-Kawd.")
    assert (row.organization_id, row.account_id, row.author) == (
        register.organization("ADR").id, people.huda.account_id, "Huda")  # fmt: skip
    assert (_state(row), row.answer_by) == ("PROPOSED", clock.today() + TO_ANSWER)
    [step] = ArrangementStep.select()
    assert (step.intervention_id, step.area_id, step.starts_on) == (
        _members(case)[1],
        register.areas["YE121122"].id,
        None,
    )
    assert [answer.reply for answer in ArrangementAnswer.select()] == ["AGREE"]
    assert stored(case).case_state == "IN_CONTACT"
    assert [one.id for one in arrangements(people.khaled, case)] == [row.id]
    assert list(arrangements(NOBODY, case)) == []


def test_what_a_party_proposes_is_told_as_theirs_and_changed_by_nobody(
    register: Register, people: People, case: OverlapCase
) -> None:
    row = _move(people.huda, register, case)
    entries = HistoryEntry.select().where(HistoryEntry.record_type == "arrangement")
    assert {(entry.actor, entry.account_id) for entry in entries} == {("Huda", people.huda.account_id)}
    nobody = [people.huda, people.khaled, people.said, AMIN, NOBODY]
    for viewer, code in [(one, "FORBIDDEN") for one in nobody] + [(people.nadia, "ARRANGED"), (SALMA, "ARRANGED")]:
        assert _code(changes.replace_parts, viewer, Arrangement.get_by_id(row.id), ArrangementStep, [])[0] == code
        changed = Arrangement.get_by_id(row.id)
        changed.note = "Something else"
        assert _code(changes.save, viewer, changed)[0] == code


def test_an_officer_proposes_and_all_parties_answer(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.nadia, register, case)
    assert (row.organization_id, _state(row)) == (None, "PROPOSED")
    reply(people.khaled, row, register.organization("NRA").id, "AGREE")
    assert _state(row) == "PROPOSED"
    reply(people.huda, row, None, "AGREE", "With pleasure.")
    assert (_state(row), row.arrangement_state) == ("AGREED", "AGREED")
    assert stored(case).case_state == "AGREED"


def test_nobody_else_proposes_or_answers(register: Register, people: People, case: OverlapCase) -> None:
    nra, adr = register.organization("NRA").id, register.organization("ADR").id
    for viewer in (people.said, AMIN):
        assert _code(_move, viewer, register, case)[0] == "FORBIDDEN"
    assert _code(_move, NOBODY, register, case)[0] == "NOT_FOUND"
    assert _code(_move, people.nadia, register, case, organization_id=nra) == ("FORBIDDEN", "organization")
    assert _code(_move, people.khaled, register, case, organization_id=adr) == ("FORBIDDEN", "organization")
    row = _move(people.huda, register, case)
    for viewer in (people.said, people.huda, AMIN):
        assert _code(reply, viewer, row, nra, "AGREE") == ("FORBIDDEN", "organization")
    assert _code(reply, people.said, row, None, "AGREE")[0] == "FORBIDDEN"
    assert _code(reply, NOBODY, row, nra, "AGREE")[0] == "NOT_FOUND"
    stranger = register.organization("BKC").id
    assert _code(reply, people.nadia, row, stranger, "AGREE") == ("FORBIDDEN", "organization")
    of_bkc = replace(people.khaled, organization_ids=frozenset({stranger}))
    assert _code(reply, of_bkc, row, stranger, "AGREE")[0] == "NOT_FOUND"


def test_an_officer_records_what_a_party_answered_and_it_is_told_so(
    register: Register, people: People, case: OverlapCase
) -> None:
    row = _move(people.huda, register, case)
    answer = reply(people.nadia, row, register.organization("NRA").id, "AGREE", "By telephone.")
    assert (answer.is_recorded, answer.account_id) == (True, people.nadia.account_id)
    assert _state(row) == "AGREED"
    assert [one.is_recorded for one in ArrangementAnswer.select().order_by(ArrangementAnswer.id)] == [False, True]


def test_an_officer_says_whose_answer_it_is(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case)
    assert _code(reply, people.nadia, row, None, "AGREE") == ("MISSING", "organization")


def test_the_last_answer_counts_until_all_agree(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case)
    assert _code(reply, people.khaled, row, None, "OBJECT") == ("REASON_MISSING", "note")
    assert _code(reply, people.khaled, row, None, "OBJECT", "x" * 4_001) == ("TOO_LONG", "note")
    assert _code(reply, people.khaled, row, None, "PERHAPS") == ("UNKNOWN_CODE", "reply")
    reply(people.khaled, row, None, "OBJECT", "Too far away.")
    assert _state(row) == "OBJECTED"
    reply(people.khaled, row, None, "AGREE")
    assert _state(row) == "AGREED"
    assert _code(reply, people.khaled, row, None, "OBJECT", "No after all")[0] == "NOT_OPEN"
    answers = {party: one.reply for party, one in last_answers(row).items()}
    assert answers == {register.organization("NRA").id: "AGREE", register.organization("ADR").id: "AGREE"}


def test_an_answer_after_the_day_is_too_late(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case, answer_by=clock.today())
    assert lapse() == 0
    Arrangement.update(answer_by=clock.today() - timedelta(days=1)).execute()
    assert _code(reply, people.khaled, row, None, "AGREE")[0] == "TOO_LATE"
    assert lapse() == 1
    assert _state(row) == "LAPSED"
    assert _code(reply, people.khaled, row, None, "AGREE")[0] == "TOO_LATE"
    assert lapse() == 0
    assert stored(case).case_state == "IN_CONTACT"


def test_a_day_that_passed_is_no_day_to_answer_by(register: Register, people: People, case: OverlapCase) -> None:
    late = clock.today() - timedelta(days=1)
    assert _code(_move, people.huda, register, case, answer_by=late) == ("DAY_PASSED", "answer_by")


def test_all_faults_are_told_at_once_and_nothing_is_kept(people: People, case: OverlapCase) -> None:
    with pytest.raises(Refused) as refused:
        arrange(people.huda, case, "MOVE", [Step(10**6)], answer_by=clock.today() - timedelta(days=1))
    assert [fault.field for fault in refused.value.faults] == ["steps.0.intervention", "answer_by"]
    with pytest.raises(Refused) as refused:
        arrange(people.huda, case, "QUARREL", [])
    assert [fault.field for fault in refused.value.faults] == ["arrangement_kind"]
    assert (Arrangement.select().count(), stored(case).case_state) == (0, "OPEN")


def test_what_changes_nothing_or_cannot_be_done_is_told_before_anybody_is_asked(
    register: Register, people: People, case: OverlapCase
) -> None:
    _first, second = _members(case)
    same = Step(second, starts_on=stored(case).overlaps_from)
    assert _code(arrange, people.huda, case, "DATES", [same]) == ("NOTHING_DIFFERS", "steps")
    register.site(Intervention.get_by_id(second), "YE121122")
    assert _code(_move, people.huda, register, case) == ("SITE_TWICE", "steps.0")


def test_no_arrangement_on_a_case_that_ended_or_is_settled(
    register: Register, people: People, case: OverlapCase
) -> None:
    row = _move(people.nadia, register, case)
    OverlapCase.update(ended_on=clock.today(), end_kind="OVER").execute()
    assert _code(_move, people.huda, register, case)[0] == "ENDED"
    assert _code(reply, people.huda, row, None, "AGREE")[0] == "ENDED"
    OverlapCase.update(ended_on=None, end_kind=None).execute()
    decide_case(people.nadia, stored(case), "COMPLEMENTARY")
    assert _code(_move, people.huda, register, case)[0] == "SETTLED"


def test_a_decision_lets_what_is_proposed_lapse_and_its_undoing_brings_it_back(
    register: Register, people: People, case: OverlapCase
) -> None:
    row = _move(people.huda, register, case)
    batch = decide_case(people.nadia, stored(case), "COMPLEMENTARY")
    assert _state(row) == "LAPSED"
    undo(people.nadia, batch)
    assert (_state(row), stored(case).case_state) == ("PROPOSED", "IN_CONTACT")


def test_what_is_agreed_is_decided_by_its_proposal_alone(register: Register, people: People, case: OverlapCase) -> None:
    other = _move(people.nadia, register, case)
    row = _move(people.huda, register, case)
    reply(people.khaled, row, None, "AGREE")
    assert (_state(row), _state(other)) == ("AGREED", "LAPSED")
    assert _code(decide_case, people.nadia, stored(case), "DUPLICATE")[0] == "AGREED"
    assert _code(_move, people.khaled, register, case)[0] == "AGREED"


def test_whoever_proposed_it_or_the_officer_withdraws_it(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case)
    for viewer in (people.khaled, people.said, AMIN):
        assert _code(withdraw, viewer, row)[0] == "FORBIDDEN"
    withdraw(people.huda, row)
    assert list(arrangements(people.khaled, case)) == []
    assert _code(reply, people.khaled, row, None, "AGREE")[0] in ("NOT_FOUND", "NOT_OPEN")
    second = _move(people.huda, register, case)
    withdraw(people.nadia, second)
    third = _move(people.huda, register, case)
    reply(people.khaled, third, None, "AGREE")
    assert _code(withdraw, people.huda, third)[0] == "NOT_OPEN"


def test_arrangements_and_answers_do_not_flood_the_others(
    register: Register, people: People, case: OverlapCase
) -> None:
    for _ in range(MOST_A_DAY):
        withdraw(people.huda, _move(people.huda, register, case))
    assert _code(_move, people.huda, register, case)[0] == "TOO_MANY_ARRANGEMENTS"
    row = _move(people.nadia, register, case)
    for number in range(MOST_ANSWERS):
        reply(people.khaled, row, None, "OBJECT", f"{number}")
    assert _code(reply, people.khaled, row, None, "AGREE")[0] == "TOO_MANY_ANSWERS"


def test_a_portal_proposes_and_answers_for_the_organisation_within_its_limits(
    register: Register, people: People, case: OverlapCase
) -> None:
    nra, adr = register.organization("NRA").id, register.organization("ADR").id
    of_nra, of_adr = portal(organization_ids=(nra,)), portal(organization_ids=(adr,))
    row = _move(of_adr, register, case)
    assert (row.organization_id, row.account_id, row.author) == (adr, None, "portal")
    assert _code(reply, of_nra, row, adr, "AGREE") == ("FORBIDDEN", "organization")
    reading = portal(organization_ids=(nra,), scopes=("duplication:read",))
    assert _code(reply, reading, row, nra, "AGREE")[0] == "FORBIDDEN"
    assert reply(of_nra, row, nra, "AGREE").is_recorded is False
    assert _state(row) == "AGREED"


def test_parties_that_come_later_are_asked_as_well(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case)
    late = work(register, "BKC")
    CaseMember.create(case=case.id, intervention=late.id)
    reply(people.khaled, row, None, "AGREE")
    assert _state(row) == "PROPOSED"
    reply(people.nadia, row, register.organization("BKC").id, "AGREE")
    assert _state(row) == "AGREED"


def test_each_step_is_told_to_the_others(register: Register, people: People, case: OverlapCase) -> None:
    row = _move(people.huda, register, case, note="Write to huda@example.org")
    reply(people.khaled, row, None, "OBJECT", "Too far away.")
    reply(people.khaled, row, None, "AGREE")
    told = [(row.event, row.account_id) for row in Notice.select().order_by(Notice.id)]
    khaled, huda, nadia = (one.account_id for one in (people.khaled, people.huda, people.nadia))
    assert [one for one in told if one[1] == khaled] == [("ARRANGED", khaled)]
    assert [one for one in told if one[1] == huda] == [("OBJECTED", huda), ("AGREED", huda)]
    assert [one[0] for one in told if one[1] == nadia] == ["ARRANGED", "OBJECTED", "AGREED"]
    assert "@" not in "".join(str(one.__data__) for one in Notice.select())
