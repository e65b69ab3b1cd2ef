"""Deciding a case in the panel: all pairs in one deed that can be taken back, who may, and what is kept if refused."""

import re
from datetime import date, timedelta

import pytest
from werkzeug.test import TestResponse

from tansiq.models import Account, OverlapCase, OverlapDecision
from tansiq.platform import clock
from tests.admin.cases.conftest import Cases
from tests.admin.cases.test_page import page_of
from tests.admin.conftest import Reader, Readers


def _do(reader: Reader, case: OverlapCase, deed: str, **values: object) -> TestResponse:
    given = {"id": case.id, "version": OverlapCase.get_by_id(case.id).version, **values}
    return reader.post(f"cases/case/{deed}/", page="", **given)


def _following(reader: Reader, answer: TestResponse) -> str:
    assert answer.status_code == 302
    return reader.client.get(answer.headers["Location"]).text


def _state(case: OverlapCase) -> str:
    return OverlapCase.get_by_id(case.id).case_state


def test_all_pairs_are_decided_in_one_deed_that_can_be_taken_back(nadia: Reader, case: OverlapCase) -> None:
    page = _following(nadia, _do(nadia, case, "decide", decision="COMPLEMENTARY", note="Other quarters."))
    assert "Decided on the whole case: Complementary." in page
    assert {row.decision for row in OverlapDecision.select()} == {"COMPLEMENTARY"}
    assert OverlapDecision.select().count() == 3
    assert _state(case) == "SETTLED"
    assert "Other quarters." in page
    found = re.search(r'action="/admin/batches/undo/".*?name="id" value="(\d+)"', page, re.S)
    assert found is not None
    nadia.post("batches/undo/", page="", id=found[1])
    assert _state(case) == "OPEN"
    assert all(row.archived_at for row in OverlapDecision.select())


def test_what_is_not_the_same_is_dismissed_and_what_waits_stays(nadia: Reader, case: OverlapCase) -> None:
    page = _following(nadia, _do(nadia, case, "decide", decision="LATER"))
    assert "Noted. The case stays on the list." in page
    assert _state(case) == "OPEN"
    _do(nadia, case, "decide", decision="NOT_SAME")
    assert _state(case) == "DISMISSED"


@pytest.mark.parametrize("decision", ["", "NEVER", "DUPLICATE\x00"])
def test_a_decision_that_is_not_offered_is_refused_and_the_note_kept(
    nadia: Reader, case: OverlapCase, decision: str
) -> None:
    answer = _do(nadia, case, "decide", decision=decision, note="They <agreed>.")
    assert answer.status_code == 200
    page = answer.text
    assert "Choose one of the listed decisions." in page
    assert "They &lt;agreed&gt;.</textarea>" in page
    assert not OverlapDecision.select().exists()


def test_of_two_officers_at_once_the_second_is_told_and_keeps_the_note(
    nadia: Reader, salma: Reader, case: OverlapCase
) -> None:
    _do(salma, case, "decide", decision="COMPLEMENTARY", note="First")
    answer = nadia.post("cases/case/decide/", page="", id=case.id, version=1, decision="DUPLICATE", note="Second")
    assert "Somebody changed this record meanwhile." in answer.text
    assert "Second</textarea>" in answer.text
    assert OverlapCase.get_by_id(case.id).settled_as == "COMPLEMENTARY"


@pytest.mark.parametrize("who", ["amin", "khaled", "nadia"])
def test_who_may_not_decide_sees_whom_to_ask_and_loses_nothing(reader: Readers, cases: Cases, who: str) -> None:
    case, person = cases("YE1927", of=("NRA", "BKC")), reader(who)
    page = page_of(person, case)
    assert "Decide on the whole case" not in page
    assert "Take the case over" not in page
    assert "officers in charge of Al Mukalla City" in page
    answer = _do(person, case, "decide", decision="DUPLICATE", note="Seen <twice> by my team.")
    assert answer.status_code == 403
    assert "Seen &lt;twice&gt; by my team." in answer.text
    for deed, values in (("take-over", {}), ("deadline", {"due_on": ""}), ("reopen", {"note": "Again"})):
        assert _do(person, case, deed, **values).status_code == 403, deed
    assert not OverlapDecision.select().exists()


def test_a_case_is_taken_over_and_has_a_day(nadia: Reader, case: OverlapCase) -> None:
    account = Account.get(Account.email == "nadia@example.org")
    page = _following(nadia, _do(nadia, case, "take-over"))
    assert OverlapCase.get_by_id(case.id).owner_id == account.id
    assert "In the hands of: <bdi>Nadia</bdi>" in page
    assert "Take the case over" not in page
    day = clock.today() + timedelta(days=9)
    page = _following(nadia, _do(nadia, case, "deadline", due_on=day.isoformat()))
    assert OverlapCase.get_by_id(case.id).due_on == day
    assert "To be settled by" in page
    _do(nadia, case, "deadline", due_on="")
    assert OverlapCase.get_by_id(case.id).due_on is None


@pytest.mark.parametrize(
    ("day", "text"),
    [("1/3/2020", "This day has passed already."), ("soon", 'value="soon"'), ("2026-02-31", 'aria-invalid="true"')],
)
def test_a_day_that_cannot_be_is_told_and_kept(nadia: Reader, case: OverlapCase, day: str, text: str) -> None:
    answer = _do(nadia, case, "deadline", due_on=day)
    assert answer.status_code == 200
    assert text in answer.text
    assert OverlapCase.get_by_id(case.id).due_on is None


def test_a_settled_case_is_opened_again_with_a_reason(nadia: Reader, case: OverlapCase) -> None:
    _do(nadia, case, "decide", decision="COMPLEMENTARY")
    answer = _do(nadia, case, "reopen", note=" ")
    assert "Say why it is opened again." in answer.text
    page = _following(nadia, _do(nadia, case, "reopen", note="They meet after all."))
    assert "The case is open again." in page
    assert _state(case) == "RETURNED"


@pytest.mark.parametrize("deed", ["decide", "take-over", "deadline", "reopen"])
def test_forged_cases_are_not_there(salma: Reader, case: OverlapCase, deed: str) -> None:
    for given in ("", "x", "999999"):
        assert salma.post(f"cases/case/{deed}/", page="", id=given, version="1").status_code == 404
    assert case.due_on != date(2026, 1, 1)
