"""Licences that end: who is told, when, and that nobody is told twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.models import Account, Licence, Notice
from tansiq.notices.licences import stage_of
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.mark.parametrize(
    ("left", "stage"),
    [(60, "WITHIN_60"), (31, "WITHIN_60"), (30, "WITHIN_30"), (8, "WITHIN_30"), (7, "WITHIN_7"), (0, "WITHIN_7"),
     (-1, "OVER")],
)  # fmt: skip
def test_what_is_told_follows_the_days_left(left: int, stage: str) -> None:
    today = date(2027, 3, 1)
    assert stage_of(today + timedelta(days=left), today) == stage


def _licence(register: Register, acronym: str, left: int, **values: Any) -> Licence:
    ends = clock.today() + timedelta(days=left)
    facts = {"organization": register.organization(acronym).id, "number": f"{acronym} {left}", "authority": "Office"}
    return changes.save(SALMA, Licence(issued_on=ends - timedelta(days=365), expires_on=ends, **facts, **values))


def _told() -> list[tuple[str, str]]:
    notices = Notice.select(Notice, Account).join(Account).order_by(Account.name, Notice.id)
    return [(notice.account.name, notice.event) for notice in notices]


def test_partners_hear_of_their_own_and_officers_of_those_seated_in_their_areas(
    register: Register, people: People
) -> None:
    _licence(register, "NRA", 20)
    _licence(register, "ADR", 100)
    tell_due()
    assert _told() == [("Khaled", "WITHIN_30"), ("Nadia", "WITHIN_30")]


def test_each_stage_is_told_once_and_a_renewal_begins_anew(register: Register, people: People) -> None:
    licence = _licence(register, "NRA", 20)
    tell_due()
    tell_due()
    assert len(_told()) == 2
    licence.expires_on = clock.today() + timedelta(days=5)
    changes.save(SALMA, licence)
    tell_due()
    assert [event for who, event in _told() if who == "Khaled"] == ["WITHIN_30", "WITHIN_7"]


def test_what_is_over_long_since_is_no_news(register: Register, people: People) -> None:
    _licence(register, "NRA", -1)
    _licence(register, "ADR", -61)
    tell_due()
    assert _told() == [("Khaled", "OVER"), ("Nadia", "OVER")]


def test_whoever_may_no_longer_sign_in_is_told_nothing(register: Register, people: People) -> None:
    Account.update(active=False).where(Account.name == "Khaled").execute()
    _licence(register, "NRA", 20)
    tell_due()
    assert [who for who, _event in _told()] == ["Nadia"]
