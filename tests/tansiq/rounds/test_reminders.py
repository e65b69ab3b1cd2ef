"""Who speaks for an organisation is reminded before, on and after the due day, each once, and not once it submitted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tansiq.models import Account, Notice, Round, RoundReport
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.rounds.deciding import send_back
from tansiq.rounds.reminders import stage_of
from tansiq.rounds.stating import submit
from tests.asked_rounds import opened_round, report_of, shifted
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _told(name: str) -> list[str]:
    mine = Notice.select().join(Account).where(Account.name == name, Notice.kind == "ROUND_DUE").order_by(Notice.id)
    return [one.event for one in mine]


@pytest.mark.parametrize(
    ("days", "stage"),
    [(0, "OPENED"), (6, "OPENED"), (7, "DUE_SOON"), (9, "DUE_SOON"), (10, "DUE_TODAY"), (11, "OVERDUE"), (71, "")],
)
def test_what_is_told_follows_the_days(register: Register, days: int, stage: str) -> None:
    row = opened_round(register, "NRA")
    report, day = report_of(row, register.organization("NRA")), row.opens_on + timedelta(days=days)
    assert stage_of(row, report, day) == stage
    report.round_state = "SUBMITTED"
    assert stage_of(row, report, day) == ""


def test_where_no_late_report_is_taken_nobody_is_reminded_after_the_days_of_grace(register: Register) -> None:
    row = opened_round(register, "NRA", takes_late=False, grace_days=2)
    report = report_of(row, register.organization("NRA"))
    assert [stage_of(row, report, row.due_on + timedelta(days=days)) for days in (2, 3)] == ["OVERDUE", ""]


def test_each_reminder_comes_once_before_on_and_after_the_due_day(register: Register, people: People) -> None:
    row = opened_round(register, "NRA")
    tell_due()
    for step in (8, 2, 1):
        shifted(row, step)
        tell_due()
        tell_due()
    assert _told("Khaled") == ["OPENED", "DUE_SOON", "DUE_TODAY", "OVERDUE"]
    assert [_told(name) for name in ("Huda", "Nadia", "Salma")] == [[], [], []]


def test_whoever_submitted_is_not_reminded_until_it_is_returned(register: Register, people: People) -> None:
    row = opened_round(register, "NRA", "ADR")
    report = report_of(row, register.organization("NRA"))
    submit(replace(people.khaled, account_id=None), report)
    shifted(row, 12)
    tell_due()
    assert (_told("Khaled"), _told("Huda")) == ([], ["OVERDUE"])
    send_back(SALMA, report, "More.")
    tell_due()
    assert _told("Khaled") == ["RETURNED"]


def test_nothing_is_told_of_a_round_that_did_not_open_or_was_archived(register: Register, people: People) -> None:
    row = opened_round(register, "NRA")
    Round.update(archived_at=clock.today()).where(Round.id == row.id).execute()
    tell_due()
    assert _told("Khaled") == []
    assert RoundReport.select().count() == 1
