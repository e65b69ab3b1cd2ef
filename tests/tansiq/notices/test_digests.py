"""Mail about what is unread: when it is due, what it says, and that each thing is mailed once."""

import threading
from datetime import datetime, timedelta

import pytest

from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, Notice, NoticeChoice, Organization
from tansiq.models.record import now
from tansiq.notices import digests
from tansiq.notices.choices import choice_of, choose
from tansiq.notices.digests import last_due, send_due
from tansiq.notices.kinds import News
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.mentions import MENTION
from tansiq.notices.telling import tell
from tansiq.platform import clock, mailing
from tansiq.platform.database import db
from tansiq.platform.mailing import Delivery, Mail, NoPost, Outbox
from tansiq.policy.viewer import Viewer
from tests.conftest import Committed
from tests.people import NOBODY, SALMA
from tests.tansiq.conftest import People

ALL = [LICENCE_DUE.code, MENTION.code]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("digest", "moment", "due"),
    [
        ("AT_ONCE", "2027-03-03T17:20", "2027-03-03T17:20"),
        ("DAILY", "2027-03-03T17:20", "2027-03-03T05:00"),
        ("DAILY", "2027-03-03T05:00", "2027-03-03T05:00"),
        ("DAILY", "2027-03-03T04:59", "2027-03-02T05:00"),
        # The seventh of March 2027 is a Sunday.
        ("WEEKLY", "2027-03-07T05:00", "2027-03-07T05:00"),
        ("WEEKLY", "2027-03-07T04:59", "2027-02-28T05:00"),
        ("WEEKLY", "2027-03-13T23:00", "2027-03-07T05:00"),
        ("WEEKLY", "2027-03-01T08:00", "2027-02-28T05:00"),
    ],
)
def test_mail_is_due_in_the_morning_of_a_day_or_of_sunday(digest: str, moment: str, due: str) -> None:
    assert last_due(digest, _at(moment)) == _at(due)
    assert last_due("NEVER", _at(moment)) is None


@pytest.mark.parametrize(
    ("hour", "zone", "moment", "due"),
    [
        (17, "Asia/Aden", "2027-03-03T14:00", "2027-03-03T14:00"),
        (17, "Asia/Aden", "2027-03-03T13:59", "2027-03-02T14:00"),
        # It is the fourth already in Baghdad.
        (0, "Asia/Baghdad", "2027-03-03T21:30", "2027-03-03T21:00"),
        # Cairo puts its clocks forward at the end of April, and back at the end of October.
        (8, "Africa/Cairo", "2027-03-03T07:00", "2027-03-03T06:00"),
        (8, "Africa/Cairo", "2027-07-03T07:00", "2027-07-03T05:00"),
    ],
)
def test_the_hour_is_that_of_the_country(hour: int, zone: str, moment: str, due: str) -> None:
    digests.use("", hour)
    clock.go_by("YE", zone)
    try:
        assert last_due("DAILY", _at(moment)) == _at(due)
    finally:
        digests.use("")
        clock.go_by("YE")


def test_a_week_begins_on_the_sunday_of_the_country() -> None:
    digests.use("", 1)
    try:
        # Half past one on Sunday in Aden is still Saturday in UTC.
        assert last_due("WEEKLY", _at("2027-03-06T22:30")) == _at("2027-03-06T22:00")
        assert last_due("WEEKLY", _at("2027-03-06T21:59")) == _at("2027-02-27T22:00")
    finally:
        digests.use("")


def _tell(viewer: Viewer, row: int = 1, ago: timedelta = timedelta()) -> None:
    tell(LICENCE_DUE, [viewer.account_id or 0], News("OVER", Organization, row))
    Notice.update(at=now() - ago).where(Notice.record_id == row).execute()


def test_it_says_how_much_there_is_in_the_language_of_the_account_and_names_nobody(
    people: People, outbox: Outbox
) -> None:
    choose(people.khaled, "AT_ONCE", ALL)
    Account.update(language="en").where(Account.id == people.khaled.account_id).execute()
    for row in (1, 2):
        _tell(people.khaled, row)
    tell(MENTION, [people.khaled.account_id or 0], News("NAMED", Organization, 1))
    assert send_due() == 1
    [mail] = outbox.mails
    assert (mail.to, mail.subject) == ("khaled@example.org", "Tansiq: 2 notices")
    assert "- You are named in a note\n- 2 licences end soon or are over\n" in mail.text
    assert "https://tansiq.example/admin/notices/" in mail.text
    assert "https://tansiq.example/admin/profile/#notices" in mail.text
    assert "Khaled" not in mail.text
    assert "NRA" not in mail.text


def test_arabic_accounts_read_arabic(people: People, outbox: Outbox) -> None:
    choose(people.nadia, "AT_ONCE", ALL)
    _tell(people.nadia)
    send_due()
    assert "انتهى أحد التراخيص" in outbox.mails[0].text
    assert "notice" not in outbox.mails[0].subject


def test_what_was_mailed_or_read_is_not_mailed_again(people: People, outbox: Outbox) -> None:
    choose(people.nadia, "AT_ONCE", ALL)
    _tell(people.nadia, 1)
    assert [send_due(), send_due()] == [1, 0]
    _tell(people.nadia, 2)
    Notice.update(read_at=now()).where(Notice.record_id == 2).execute()
    assert send_due() == 0
    _tell(people.nadia, 3)
    send_due()
    assert "- A licence is over" in outbox.mails[-1].text or "انتهى أحد التراخيص" in outbox.mails[-1].text


def test_whoever_chose_nothing_is_mailed_in_the_morning(people: People, outbox: Outbox) -> None:
    assert choice_of(people.nadia).digest == "DAILY"
    _tell(people.nadia, 1)
    _tell(people.nadia, 2, ago=timedelta(days=1))
    send_due()
    assert [notice.record_id for notice in Notice.select().where(Notice.mailed_at.is_null(False))] == [2]


@pytest.mark.parametrize(("digest", "wanted"), [("NEVER", ALL), ("AT_ONCE", [MENTION.code])])
def test_nobody_is_mailed_what_they_do_not_want(digest: str, wanted: list[str], people: People, outbox: Outbox) -> None:
    choose(people.nadia, digest, wanted)
    _tell(people.nadia)
    assert send_due() == 0
    assert outbox.mails == []
    assert Notice.get().mailed_at is None


def test_a_choice_is_ones_own_and_one_of_those_offered(people: People) -> None:
    choose(people.nadia, "WEEKLY", ALL)
    choose(people.nadia, "NEVER", [])
    assert choice_of(people.nadia).digest == "NEVER"
    assert LICENCE_DUE.code in choice_of(people.nadia).left_out
    assert choice_of(people.said) == choice_of(NOBODY)
    assert NoticeChoice.select().count() == 1
    with pytest.raises(Refused, match="INVALID"):
        choose(people.nadia, "HOURLY", ALL)
    with pytest.raises(Refused, match="FORBIDDEN"):
        choose(NOBODY, "DAILY", ALL)


def test_old_news_and_people_who_never_came_are_not_mailed(people: People, outbox: Outbox) -> None:
    _tell(people.nadia, 1, ago=timedelta(days=15))
    _tell(people.said, 2, ago=timedelta(days=2))
    Account.update(password=None).where(Account.id == people.said.account_id).execute()
    assert send_due() == 0


class Away(Outbox):
    """A mail server that takes nothing; it counts how often it was asked."""

    def deliver(self, mail: Mail) -> Delivery:
        self.send(mail)
        return Delivery.AWAY


def test_a_server_that_is_away_is_asked_again_in_the_next_round(people: People, outbox: Outbox) -> None:
    everybody = [people.salma, people.nadia, people.said, people.khaled]
    for row, viewer in enumerate(everybody):
        choose(viewer, "AT_ONCE", ALL)
        _tell(viewer, row)
    away = Away()
    mailing.use(away)
    assert send_due() == 0
    assert len(away.mails) == mailing.MOST_FAILURES
    assert not Notice.select().where(Notice.mailed_at.is_null(False)).exists()
    mailing.use(outbox)
    assert send_due() == 4


def test_without_a_server_or_an_address_nothing_is_taken(people: People, outbox: Outbox) -> None:
    choose(people.nadia, "AT_ONCE", ALL)
    _tell(people.nadia)
    digests.use("")
    assert send_due() == 0
    digests.use("https://tansiq.example")
    mailing.use(NoPost())
    assert send_due() == 0
    assert Notice.get().mailed_at is None


def test_two_workers_send_one_mail(committed: Committed, outbox: Outbox) -> None:
    account = enter_person(SALMA, Account(email="omar@example.org", name="Omar"), "a long walk", "ADMIN")
    NoticeChoice.create(account=account.id, digest="AT_ONCE")
    for row in range(20):
        tell(LICENCE_DUE, [account.id], News("OVER", Organization, row))
    both = threading.Barrier(2)
    threads = [threading.Thread(target=_send_with, args=(both,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(outbox.mails) == 1


def _send_with(both: threading.Barrier) -> None:
    db.connect(reuse_if_open=True)
    both.wait(timeout=60)
    send_due()
    db.close()
