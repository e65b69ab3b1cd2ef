"""Visits: what is new is what came after the visit before, for each person and page."""

from datetime import datetime, timedelta

import pytest
from peewee import Database, IntegrityError, OperationalError

from tansiq.accounts import visits
from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, Visit
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY, SALMA

MORNING = datetime.fromisoformat("2026-03-02T08:00:00")


@pytest.fixture
def reader(database: Database) -> Viewer:
    """Somebody with an account."""
    account = enter_person(SALMA, Account(email="a@example.org", name="A"), "a long walk to Ja'ar", "ANONYMOUS")
    return Viewer(account_id=account.id)


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(visits, "now", lambda: moment)


def test_the_first_visit_looks_back_a_week(reader: Viewer) -> None:
    found = visits.note_visit(reader, "start")
    assert abs(found - (now() - timedelta(days=7))) < timedelta(minutes=1)
    assert Visit.select().count() == 1


def test_what_is_new_at_a_first_visit_is_told_from_one_moment_as_long_as_it_lasts(
    reader: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Visit.create(account=reader.account_id, page="start", at=MORNING)
    for minutes in (1, 20):
        _at(monkeypatch, MORNING + timedelta(minutes=minutes))
        assert visits.note_visit(reader, "start") == visits.new_since(reader, "start") == MORNING - timedelta(days=7)


def test_the_next_visit_tells_what_came_since_the_one_before(reader: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    Visit.create(account=reader.account_id, page="start", at=MORNING)
    noon = MORNING + timedelta(hours=4)
    _at(monkeypatch, noon)
    assert visits.note_visit(reader, "start") == MORNING
    # Who stays, or comes back soon, still sees the same as new.
    _at(monkeypatch, noon + timedelta(minutes=20))
    assert visits.note_visit(reader, "start") == MORNING
    assert visits.new_since(reader, "start") == MORNING
    _at(monkeypatch, noon + timedelta(hours=1))
    assert visits.note_visit(reader, "start") == noon


def test_pages_and_people_are_told_apart(reader: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    Visit.create(account=reader.account_id, page="start", at=MORNING, before=MORNING - timedelta(days=1))
    assert visits.new_since(reader, "start") == MORNING - timedelta(days=1)
    assert visits.new_since(reader, "other") > MORNING
    assert visits.new_since(NOBODY, "start") > MORNING


def test_nobody_without_an_account_visits(database: Database) -> None:
    with pytest.raises(Refused) as refused:
        visits.note_visit(NOBODY, "start")
    assert refused.value.code == "FORBIDDEN"


@pytest.mark.parametrize("broken", [IntegrityError, OperationalError])
def test_a_visit_that_cannot_be_noted_stops_nobody(
    reader: Viewer, monkeypatch: pytest.MonkeyPatch, broken: type[Exception]
) -> None:
    def refuse(*_given: object) -> None:
        raise broken("database is locked")

    monkeypatch.setattr(visits, "_note", refuse)
    assert visits.note_visit(reader, "start") <= now()
    assert Visit.select().count() == 0
