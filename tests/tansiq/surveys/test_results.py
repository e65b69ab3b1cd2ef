"""Results: exact for whoever reads the answers, without small cells for everybody, and that after the end alone."""

from datetime import timedelta

import pytest

from tansiq.models import Entry, Proposal, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tansiq.surveys.answering import Sender
from tansiq.surveys.results import Results, public_results, results
from tests.definitions import answers
from tests.people import AMIN, SALMA, officer
from tests.register import Register
from tests.surveys import answer_with, outcomes, question, survey, work_question, yesterday


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(has_area=False, policy="PUBLIC")


def _cells(told: Results, place: int = 0) -> list[int | None]:
    return [cell.count for cell in told.fields[place].cells]


def _ended(asked: Survey) -> Survey:
    """The survey once it is over."""
    Survey.update(starts_on=yesterday() - timedelta(days=9), ends_on=yesterday()).where(Survey.id == asked.id).execute()
    return Survey.get_by_id(asked.id)


def test_answers_are_counted_and_numbers_averaged(trained: TypeDefinition) -> None:
    work, age = work_question(trained), question(trained, "age", "WHOLE")
    needs = question(trained, "needs", "CHOICES", choice_list=answers("TOOLS", "MONEY").id)
    content, said = question(trained, "content", "YES_NO"), question(trained, "said")
    asked = survey(trained)
    answer_with(asked, {work: "GROUP", age: 20, needs: ["TOOLS", "MONEY"], content: True, said: "Thank you"})
    answer_with(asked, {work: "GROUP", age: 31, needs: ["MONEY"], content: False})
    answer_with(asked, {})
    told = results(SALMA, asked)
    assert (told.total, told.waiting) == (3, 0)
    by_key = {one.field.key: one for one in told.fields}
    assert "said" not in by_key
    assert [(cell.label, cell.count) for cell in by_key["work"].cells] == [
        ("Employed", 0), ("Group", 2), ("Nothing", 0), ("No answer", 1)
    ]  # fmt: skip
    assert (by_key["age"].average, by_key["age"].answered) == (25.5, 2)
    assert [cell.count for cell in by_key["needs"].cells] == [1, 2]
    assert [cell.count for cell in by_key["content"].cells] == [1, 1, 1]


def test_everybody_sees_no_small_cell_and_nothing_before_the_end(trained: TypeDefinition) -> None:
    work, age = work_question(trained), question(trained, "age", "WHOLE")
    hidden = question(trained, "kept", "YES_NO", is_published=False)
    asked = survey(trained, has_public_results=True, ends_on=clock.today())
    for place in range(12):
        code = "GROUP" if place < 3 else "EMPLOYED"
        answer_with(asked, {work: code, hidden: True, **({age: 30} if place < 10 else {})})
    assert public_results(asked) is None
    told = public_results(_ended(asked))
    assert told is not None
    assert told.total == 12
    assert [one.field.key for one in told.fields] == ["work", "age"]
    assert _cells(told) == [None, None, 0, 0]
    # Two did not answer: of how many the average is would tell of them.
    assert (told.fields[1].average, told.fields[1].answered) == (30, None)


def test_of_fewer_than_five_answers_not_even_their_number_is_told(trained: TypeDefinition) -> None:
    work = work_question(trained)
    asked = survey(trained, has_public_results=True, ends_on=clock.today())
    for _answer in range(4):
        answer_with(asked, {work: "GROUP"})
    told = public_results(_ended(asked))
    assert told == Results(None, 0, ())


def test_nothing_is_told_to_everybody_unless_the_survey_says_so(trained: TypeDefinition) -> None:
    asked = survey(trained, ends_on=clock.today())
    for _answer in range(9):
        answer_with(asked, {})
    assert public_results(_ended(asked)) is None


def test_answers_count_once_they_are_approved_and_not_once_they_are_archived(trained: TypeDefinition) -> None:
    work = work_question(trained)
    asked = survey(trained, is_reviewed=True)
    for _answer in range(2):
        answer_with(asked, {work: "GROUP"})
    assert (results(SALMA, asked).total, results(SALMA, asked).waiting) == (0, 2)
    approve(SALMA, Proposal.select().first())
    told = results(SALMA, asked)
    assert (told.total, told.waiting, _cells(told)) == (1, 1, [0, 1, 0, 0])
    changes.archive(SALMA, Entry.get())
    assert results(SALMA, asked).total == 0


def test_an_officer_counts_the_answers_of_their_areas_and_nothing_personal(register: Register) -> None:
    of, areas = outcomes(), register.areas
    work, health = work_question(of), question(of, "health", "YES_NO", is_personal=True)
    asked = survey(of, consent_en="I agree", retention_months=6)
    for pcode in ("YE1211", "YE1210", "YE1927"):
        answer_with(asked, {work: "GROUP", health: True}, Sender(has_agreed=True), area=areas[pcode].id)
    told = [results(who, asked) for who in (SALMA, AMIN, officer(areas["YE12"].id))]
    assert [one.total for one in told] == [3, 3, 2]
    assert [[field.field.key for field in one.fields] for one in told] == [["work", "health"], ["work"], ["work"]]
