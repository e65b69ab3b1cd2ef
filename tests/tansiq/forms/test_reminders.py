"""Who fills in is reminded once when a report opens, is soon due, overdue or returned; who approves, of what waits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tansiq.accounts.people import enter_person
from tansiq.forms.approving import approve, send_back
from tansiq.forms.deadlines import Deadlines
from tansiq.forms.extending import MoreTime, extend
from tansiq.forms.filling import submit
from tansiq.forms.following import Stand
from tansiq.forms.reminders import REPORT_DUE, REPORT_WAITING, stage_of, what_was_told
from tansiq.models import Account, FormVersion, Notice, Report, Unit, UnitPerson
from tansiq.models.record import now
from tansiq.notices.digests import send_due
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, approver
from tests.register import Register
from tests.tansiq.conftest import People

DUE = date(2026, 4, 10)
OPENED = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (OPENED, "OPENED"), (date(2026, 4, 6), "OPENED"), (date(2026, 4, 7), "DUE_SOON"), (DUE, "DUE_SOON"),
        (date(2026, 4, 11), "OVERDUE"), (date(2026, 6, 9), "OVERDUE"), (date(2026, 6, 10), ""),
    ],
)  # fmt: skip
def test_what_is_told_follows_the_days(today: date, stage: str) -> None:
    days = Deadlines(OPENED, DUE)
    assert stage_of(Stand("NOT_DUE", 0, days), today) == stage
    assert stage_of(Stand("LATE", 2, days, "RETURNED", 7), today) == "RETURNED"


def _enter(name: str, role: str, *units: Unit) -> int:
    account = enter_person(SALMA, Account(email=f"{name.lower()}@example.org", name=name), "a long walk", "ANONYMOUS")
    for unit in units:
        UnitPerson.create(unit=unit.id, account=account.id, unit_role=role)
    return int(account.id)


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Filled by two units; the report of the last quarter is due in a month."""
    today = clock.today()
    ended = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"), due_days=(today - ended).days + 30)


def _told(kind: str, name: str) -> list[tuple[str, str]]:
    """(event, occasion) of what somebody was told."""
    mine = Notice.select().join(Account).where(Account.name == name, Notice.kind == kind).order_by(Notice.id)
    return [(one.event, one.occasion) for one in mine]


def _of_period(name: str, municipal: FilledForm) -> list[str]:
    """The events of what somebody was told of the last quarter."""
    key = municipal.period().key
    return [event for event, occasion in _told("REPORT_DUE", name) if what_was_told(occasion)[1] == key]


def test_the_people_of_a_unit_are_told_once_that_a_report_opened(municipal: FilledForm) -> None:
    _enter("Samir", "FILLS", municipal.units[0])
    _enter("Rima", "APPROVES", municipal.units[0])
    for _again in range(2):
        tell_due()
    assert _of_period("Samir", municipal) == ["OPENED"]
    assert _told("REPORT_DUE", "Rima") == []
    assert {row.record_id for row in Notice.select().where(Notice.kind == REPORT_DUE.code)} == {municipal.units[0].id}


def test_each_stage_is_told_and_what_was_sent_no_more(municipal: FilledForm) -> None:
    _enter("Samir", "FILLS", *municipal.units)
    back = (clock.today() - municipal.period().ends).days
    for due_days in (back + 2, back - 5):
        FormVersion.update(due_days=due_days).execute()
        tell_due()
    assert _of_period("Samir", municipal) == ["DUE_SOON", "DUE_SOON", "OVERDUE", "OVERDUE"]
    sent = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    pair = (municipal.units[1].id, municipal.period().key)
    until = clock.today() + timedelta(days=3)
    extend(SALMA, municipal.form, [pair], MoreTime(until, until, "Flood"))
    tell_due()
    assert _of_period("Samir", municipal)[4:] == ["DUE_SOON"]
    send_back(SALMA, sent, {None: "One?"})
    tell_due()
    assert _of_period("Samir", municipal)[5:] == ["RETURNED"]


def test_a_report_that_is_returned_again_is_told_again(municipal: FilledForm) -> None:
    _enter("Samir", "FILLS", municipal.units[0])
    report = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    for hours in (2, 1):
        submitted = now() - timedelta(hours=hours)
        Report.update(submitted_at=submitted, report_state="SUBMITTED").where(Report.id == report.id).execute()
        send_back(SALMA, report, {None: "One?"})
        for _again in range(2):
            tell_due()
    assert _of_period("Samir", municipal) == ["RETURNED", "RETURNED"]


def test_whoever_may_no_longer_sign_in_is_told_nothing(municipal: FilledForm) -> None:
    _enter("Samir", "FILLS", municipal.units[0])
    _enter("Rima", "APPROVES", municipal.units[0])
    submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    Account.update(active=False).execute()
    tell_due()
    assert Notice.select().count() == 0


def test_those_who_approve_are_told_of_what_waits_for_them_at_each_level(municipal: FilledForm, people: People) -> None:
    rima = replace(
        approver(*(unit.id for unit in municipal.units)), account_id=_enter("Rima", "APPROVES", *municipal.units)
    )
    sent = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    for _again in range(2):
        tell_due()
    assert [len(_told("REPORT_WAITING", name)) for name in ("Rima", "Nadia", "Said", "Khaled")] == [1, 1, 0, 0]
    approve(rima, sent)
    tell_due()
    assert [len(_told("REPORT_WAITING", name)) for name in ("Rima", "Nadia")] == [1, 2]
    Report.update(submitted_at=now() - timedelta(days=61)).execute()
    Notice.delete().execute()
    tell_due()
    assert _told("REPORT_WAITING", "Nadia") == []
    assert REPORT_WAITING.events.keys() == {"WAITING"}


def test_it_is_mailed_without_saying_of_whom(municipal: FilledForm, outbox: Outbox) -> None:
    _enter("Samir", "FILLS", municipal.units[0])
    tell_due()
    Notice.update(at=now() - timedelta(days=2)).execute()
    assert send_due() == 1
    [mail] = outbox.mails
    assert "تقرير يمكن تعبئته الآن" in mail.text
    assert "Ja'ar" not in mail.text
