"""News of cases: told once to those who speak for a party and to the officers of its area; mail holds nothing of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.cases.arranging import arrange, reply
from tansiq.cases.case_notices import CASE, concerned_in
from tansiq.cases.deciding import decide_case
from tansiq.cases.thread import write
from tansiq.cases.upkeep import keep_up
from tansiq.models import Account, CaseMember, Intervention, Notice, OverlapCase
from tansiq.models.record import now
from tansiq.notices.digests import send_due
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


@pytest.fixture
def works(register: Register, people: People) -> list[Intervention]:
    """Water by NRA and by ADR in Ja'ar, still going on."""
    return [work(register, name, ends_on=None) for name in ("NRA", "ADR")]


def _told(event: str = "") -> list[tuple[str, str]]:
    rows = Notice.select(Notice, Account).join(Account).where(Notice.kind == CASE.code).order_by(Notice.id)
    return sorted((row.account.name, row.event) for row in rows if not event or row.event == event)


def test_a_case_that_opens_is_told_once_to_the_parties_and_the_officers_of_its_area(works: list[Intervention]) -> None:
    keep_up()
    for _ in range(2):
        tell_due()
    assert _told() == [("Huda", "OPENED"), ("Khaled", "OPENED"), ("Nadia", "OPENED")]
    assert {row.record_id for row in Notice.select().where(Notice.kind == CASE.code)} == {OverlapCase.get().id}


def test_one_that_returns_is_told_again_each_time(people: People, works: list[Intervention]) -> None:
    keep_up()
    for modality in ("CASH", "VOUCHER"):
        decide_case(people.nadia, OverlapCase.get(), "COMPLEMENTARY")
        row = Intervention.get_by_id(works[0].id)
        row.modality = modality
        changes.save(SALMA, row)
        keep_up()
        assert OverlapCase.get().case_state == "RETURNED"
        for _ in range(2):
            tell_due()
    assert _told("RETURNED") == [(name, "RETURNED") for name in ("Huda", "Huda", "Khaled", "Khaled", "Nadia", "Nadia")]


def test_ended_cases_and_those_of_long_ago_are_no_news(register: Register, works: list[Intervention]) -> None:
    case = enter_case(register, *works, ended_on=clock.today(), end_kind="CHANGED")
    tell_due()
    assert _told() == []
    OverlapCase.update(ended_on=None, opened_on=works[0].starts_on).where(OverlapCase.id == case.id).execute()
    tell_due()
    assert _told() == []


def test_those_who_speak_for_a_merged_organisation_are_told_and_those_who_left_are_not(
    register: Register, people: People, works: list[Intervention]
) -> None:
    case = enter_case(register, *works)
    merged = register.organization("OLD", canonical=register.organization("NRA").id)
    account = Account(email="omar@example.org", name="Omar")
    enter_person(SALMA, account, "a long walk", Rights(frozenset({"PARTNER"}), organization_ids=frozenset({merged.id})))
    people_told = {people.khaled.account_id, people.huda.account_id, people.nadia.account_id}
    assert concerned_in(case) == people_told | {account.id}
    CaseMember.update(left_on=clock.today()).where(CaseMember.intervention == works[1].id).execute()
    assert concerned_in(case) == (people_told | {account.id}) - {people.huda.account_id}


def test_whoever_may_not_sign_in_any_more_is_told_nothing(
    register: Register, people: People, works: list[Intervention]
) -> None:
    case = enter_case(register, *works)
    Account.update(active=False).where(Account.id == people.huda.account_id).execute()
    assert concerned_in(case) == {people.khaled.account_id, people.nadia.account_id}


def test_what_was_arranged_is_told_step_by_step(register: Register, people: People, works: list[Intervention]) -> None:
    case = enter_case(register, *works)
    row = arrange(people.huda, case, "NOT_SAME", [])
    reply(people.khaled, row, None, "AGREE")
    assert _told() == [("Huda", "AGREED"), ("Khaled", "ARRANGED"), ("Nadia", "AGREED"), ("Nadia", "ARRANGED")]


def test_a_message_and_an_arrangement_of_one_number_are_two_pieces_of_news(
    register: Register, people: People, works: list[Intervention]
) -> None:
    case = enter_case(register, *works)
    write(people.huda, case, "Hello")
    arrange(people.huda, case, "NOT_SAME", [])
    assert len(_told()) == 4


def test_mail_says_no_more_than_that_there_is_something(
    register: Register, people: People, works: list[Intervention], outbox: Outbox
) -> None:
    case = enter_case(register, *works)
    write(replace(people.huda, language="en"), case, "Call +967 700 000 000 or huda@example.org.")
    Notice.update(at=now() - timedelta(days=2)).execute()
    send_due()
    assert sorted(mail.to for mail in outbox.mails) == ["khaled@example.org", "nadia@example.org"]
    for mail in outbox.mails:
        for secret in ("967", "huda", "ADR", "Huda", "Ja'ar", "Call"):
            assert secret not in mail.text + mail.subject
    assert stored(case).case_state == "IN_CONTACT"
