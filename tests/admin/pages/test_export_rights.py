"""Whose long files are: others do not see them, and whoever lost rights gets none."""

import pytest

from tansiq.accounts.people import enter_person
from tansiq.exports import runs
from tansiq.models import Account, AccountRole, ExportRun
from tansiq.platform import background
from tests.admin.conftest import PASSWORD, Reader
from tests.admin.pages.long_files import fetch, order, state, work
from tests.people import SALMA
from tests.register import Register

pytestmark = pytest.mark.usefixtures("few")


def test_another_person_s_file_answers_like_one_that_is_not_there(salma: Reader, works: Register) -> None:
    number = order(salma, "intervention/export/csv/")
    other = enter_person(SALMA, Account(email="omar@example.org", name="Omar"), PASSWORD, "ADMIN")
    omar = Reader(salma.client.application.test_client()).become(other)
    for page in ("run", "file", "progress"):
        assert [omar.get(f"exports/{page}/?id={one}").status_code for one in (number, 99999)] == [404, 404]
    assert omar.post("exports/cancel/", "exports/", id=number).status_code == 404
    assert state(number) == "READY"
    assert "Interventions" not in omar.get("exports/").text.split("<main")[1]


def test_a_file_holds_what_its_owner_may_see_when_it_is_written(
    salma: Reader, works: Register, waiting: background.Queue
) -> None:
    number = order(salma, "history/export/csv/")
    AccountRole.delete().execute()
    work(number)
    assert state(number) == "FAILED"
    assert "You may no longer read" in ExportRun.get_by_id(number).error


def test_a_disabled_account_gets_no_file(salma: Reader, works: Register, waiting: background.Queue) -> None:
    number = order(salma, "intervention/export/csv/")
    Account.update(active=False).execute()
    work(number)
    assert state(number) == "FAILED"


def test_whoever_lost_rights_does_not_fetch_what_was_written_before(salma: Reader, works: Register) -> None:
    other = enter_person(SALMA, Account(email="rana@example.org", name="Rana"), PASSWORD, "AUDITOR")
    rana = Reader(salma.client.application.test_client()).become(other)
    number = order(rana, "intervention/export/csv/")
    assert fetch(rana, number).status_code == 200
    AccountRole.delete().where(AccountRole.account == other.id).execute()
    assert fetch(rana, number).status_code == 404
    assert "Your rights changed" in rana.get(f"exports/run/?id={number}").text


def test_one_person_has_few_files_written_at_once(salma: Reader, works: Register, waiting: background.Queue) -> None:
    for number in range(runs.MOST_WAITING):
        order(salma, f"intervention/export/csv/?search=Work&page={number + 1}&sort=title&desc={number}")
    answer = salma.get("intervention/export/xlsx/")
    assert answer.location == "/admin/exports/"
    assert "are being written" in salma.get("exports/").text
