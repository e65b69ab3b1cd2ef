"""A report in a round goes from draft to accepted; its first day counts, whatever becomes of it afterwards."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import RoundReport
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.rounds.counts import counts_of
from tansiq.rounds.days import punctuality_of
from tansiq.rounds.deciding import accept, answer, rate, send_back
from tansiq.rounds.stating import keep_draft, may_state, submit
from tests.asked_rounds import opened_round, report_of, shifted
from tests.people import AMIN, SALMA, officer, partner
from tests.register import Register


def _refusal(deed: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code


@pytest.fixture
def asked(register: Register) -> tuple[RoundReport, Viewer, Viewer]:
    """The report that NRA is asked for, Khaled who speaks for it, and Nadia who looks at it."""
    row = opened_round(register, "NRA", "ADR")
    khaled = partner("Khaled", register.organization("NRA").id)
    return report_of(row, register.organization("NRA")), khaled, officer(register.areas["YE12"].id)


def test_it_is_drafted_submitted_returned_submitted_again_accepted_rated_and_answered(
    asked: tuple[RoundReport, Viewer, Viewer],
) -> None:
    report, khaled, nadia = asked
    assert keep_draft(khaled, report, '{"7": 40}', 0).round_state == "DRAFT"
    first = submit(khaled, report)
    assert (first.round_state, first.draft, first.draft_number) == ("SUBMITTED", "", 2)
    RoundReport.update(first_submitted_at=now() - timedelta(days=3)).where(RoundReport.id == report.id).execute()
    returned = send_back(nadia, report, "The people of January are missing.")
    assert (returned.round_state, returned.comment) == ("RETURNED", "The people of January are missing.")
    again = submit(khaled, report)
    assert again.first_submitted_at is not None
    assert again.submitted_at is not None
    assert again.submitted_at - again.first_submitted_at >= timedelta(days=3)
    assert accept(nadia, report).round_state == "ACCEPTED"
    assert rate(nadia, report, "PARTLY", "Water came late.").rating == "PARTLY"
    assert answer(khaled, report, "The road was closed.").answer == "The road was closed."
    # What is answered is answered to what was said: said anew, it waits for an answer again.
    assert rate(nadia, report, "ACHIEVED", "Water came late.").answer == ""


def test_each_deed_is_refused_to_whom_it_is_not(asked: tuple[RoundReport, Viewer, Viewer]) -> None:
    report, khaled, nadia = asked
    huda = partner("Huda", 999_999)
    assert [may_state(one, report) for one in (khaled, nadia, SALMA, AMIN, huda)] == [True, True, True, False, False]
    assert _refusal(lambda: keep_draft(huda, report, "{}")) == "NOT_FOUND"
    assert _refusal(lambda: submit(AMIN, report)) == "FORBIDDEN"
    assert _refusal(lambda: accept(nadia, report)) == "NOT_SUBMITTED"
    submit(khaled, report)
    assert _refusal(lambda: accept(khaled, report)) == "FORBIDDEN"
    assert _refusal(lambda: rate(khaled, report, "EXCEEDED", "")) == "FORBIDDEN"
    assert _refusal(lambda: send_back(nadia, report, "  ")) == "MISSING"
    assert _refusal(lambda: answer(khaled, report, "Why?")) == "NOT_RATED"
    assert _refusal(lambda: rate(nadia, report, "SUPERB", "")) == "UNKNOWN_CODE"
    rate(nadia, report, None, "Thank you.")
    assert _refusal(lambda: answer(nadia, report, "Thanks.")) == "FORBIDDEN"
    assert _refusal(lambda: keep_draft(khaled, report, "{}")) == "LOCKED"
    assert _refusal(lambda: submit(khaled, report)) == "LOCKED"


def test_of_two_who_fill_it_the_second_is_told(asked: tuple[RoundReport, Viewer, Viewer]) -> None:
    report, khaled, _nadia = asked
    keep_draft(khaled, report, '{"7": 40}', 0)
    assert _refusal(lambda: keep_draft(khaled, report, '{"7": 50}', 0)) == "CHANGED_MEANWHILE"
    assert RoundReport.get_by_id(report.id).draft == '{"7": 40}'
    assert keep_draft(khaled, report, '{"7": 50}', 1).draft_number == 2


def test_after_the_days_of_grace_a_report_is_late_or_refused(register: Register) -> None:
    takes = shifted(opened_round(register, "NRA", grace_days=2), 13)
    refuses = shifted(opened_round(register, "ADR", pcode="YE19", grace_days=2, takes_late=False), 13)
    late = submit(SALMA, report_of(takes, register.organization("NRA")))
    assert punctuality_of(takes, late.first_submitted_at).code == "LATE"
    assert _refusal(lambda: submit(SALMA, report_of(refuses, register.organization("ADR")))) == "CLOSED"
    last = shifted(refuses, -1)
    assert punctuality_of(
        last, submit(SALMA, report_of(last, register.organization("ADR"))).first_submitted_at
    ).code == ("ON_TIME")
    # Returned in time, it is corrected although the round is closed by then.
    send_back(SALMA, report_of(last, register.organization("ADR")), "More.")
    shifted(last, 30)
    assert submit(SALMA, report_of(last, register.organization("ADR"))).round_state == "SUBMITTED"


def test_nothing_is_stated_in_a_round_that_was_archived(asked: tuple[RoundReport, Viewer, Viewer]) -> None:
    report, _khaled, _nadia = asked
    changes.archive(SALMA, report.round)
    assert _refusal(lambda: submit(SALMA, report)) == "NOT_OPEN"


def test_that_there_was_nothing_to_report_is_a_report(asked: tuple[RoundReport, Viewer, Viewer]) -> None:
    report, khaled, _nadia = asked
    stated = submit(khaled, report, "  No work\nthis quarter. ")
    assert (stated.is_nil, stated.nil_reason) == (True, "No work this quarter.")
    assert counts_of(SALMA, [stated.round])[stated.round_id].submitted == 1
