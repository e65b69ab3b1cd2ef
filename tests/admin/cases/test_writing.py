"""Messages of a case in the panel: who writes, for whom, what is kept if it is refused, and who learns whose name."""

import re

import pytest
from werkzeug.test import TestResponse

from tansiq.models import CaseMessage, OverlapCase
from tests.admin.cases.conftest import Cases
from tests.admin.cases.test_page import page_of
from tests.admin.conftest import Reader, Readers
from tests.register import Register


def _write(reader: Reader, case: OverlapCase, text: str = "Let us meet in Ja'ar.", **values: object) -> TestResponse:
    return reader.post("cases/case/write/", page=f"cases/case/?id={case.id}", id=case.id, text=text, **values)


def _thread(reader: Reader, case: OverlapCase, asked: str = "") -> str:
    page = reader.get(f"cases/case/?id={case.id}{asked}").text
    return page.split('id="thread"')[1].split("</section>")[0]


def test_parties_and_the_officer_write_and_read_the_oldest_first(
    khaled: Reader, huda: Reader, nadia: Reader, case: OverlapCase
) -> None:
    for reader, text in ((khaled, "We begin in May."), (huda, "So do we."), (nadia, "Which of you stays?")):
        answer = _write(reader, case, text)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/admin/cases/case/?id={case.id}#thread"
    thread = _thread(huda, case)
    places = [thread.index(text) for text in ("We begin in May.", "So do we.", "Which of you stays?")]
    assert places == sorted(places)
    for text in ("NRA Aid", "ADR Aid", "The officer"):
        assert text in thread
    assert OverlapCase.get_by_id(case.id).case_state == "IN_CONTACT"


def test_names_of_people_are_told_to_those_who_may_know_them(
    reader: Readers, khaled: Reader, case: OverlapCase
) -> None:
    _write(khaled, case)
    told = {who: "Khaled" in _thread(reader(who), case) for who in ("salma", "nadia", "huda", "amin")}
    assert told == {"salma": True, "nadia": True, "huda": False, "amin": False}


@pytest.mark.parametrize("text", ["", " \u200f ", "x" * 4001])
def test_what_is_refused_is_kept(khaled: Reader, case: OverlapCase, text: str) -> None:
    answer = _write(khaled, case, text)
    assert answer.status_code == 200
    assert "Nothing was saved. What you typed is still here; correct this:" in answer.text
    assert f'dir="auto">{text}</textarea>' in answer.text
    assert not CaseMessage.select().exists()


def test_a_form_that_is_sent_twice_writes_once(khaled: Reader, case: OverlapCase) -> None:
    found = re.search(r'name="form_key" value="([^"]+)"', page_of(khaled, case))
    assert found is not None
    for _time in (1, 2):
        assert _write(khaled, case, form_key=found[1]).status_code == 302
    assert CaseMessage.select().count() == 1


def test_who_takes_no_part_has_no_form_and_is_told_whom_to_ask(
    amin: Reader, nadia: Reader, visitor: Reader, huda: Reader, cases: Cases
) -> None:
    case = cases("YE1927", of=("NRA", "BKC"))
    for reader in (amin, nadia):
        assert "Send the message" not in page_of(reader, case)
        answer = _write(reader, case, "Seen <twice> by my team.")
        assert answer.status_code == 403
        assert "officers in charge of Al Mukalla City" in answer.text
        assert "Seen &lt;twice&gt; by my team." in answer.text
    for reader in (visitor, huda):
        assert reader.post("cases/case/write/", page="", id=case.id, text="Hello").status_code == 404
    assert not CaseMessage.select().exists()


def test_nobody_writes_for_an_organization_that_is_not_theirs(
    khaled: Reader, case: OverlapCase, register: Register
) -> None:
    answer = _write(khaled, case, "As the other", organization=register.organization("ADR").id)
    assert answer.status_code == 403
    assert "You do not speak for this organisation here" in answer.text
    assert "As the other" in answer.text


def test_texts_run_nothing_and_keep_their_lines(khaled: Reader, case: OverlapCase) -> None:
    _write(khaled, case, "<script>alert(1)</script>\nSecond line")
    thread = _thread(khaled, case)
    assert "<script>" not in thread
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nSecond line" in thread


def test_long_threads_are_told_in_pieces(salma: Reader, case: OverlapCase) -> None:
    rows = [{"case": case.id, "text": f"Message {number:03}"} for number in range(53)]
    CaseMessage.insert_many(rows).execute()
    thread = _thread(salma, case)
    assert "Message 003" in thread
    assert "Message 002" not in thread
    found = re.search(r"before=(\d+)", thread)
    assert found is not None
    assert "Message 002" in _thread(salma, case, f"&before={found[1]}")
    assert "Message 052" in _thread(salma, case, "&before=x")


@pytest.mark.parametrize("given", ["", "x", "999999", "999999999999999999999999"])
def test_a_message_to_a_forged_case_is_not_there(salma: Reader, case: OverlapCase, given: str) -> None:
    assert salma.post("cases/case/write/", page="", id=given, text="Hello").status_code == 404
