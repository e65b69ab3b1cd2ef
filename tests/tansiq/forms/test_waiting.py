"""The queue holds what its reader would not be refused to approve, and nothing else."""

from dataclasses import replace

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approve, approve_many
from tansiq.forms.filling import submit
from tansiq.forms.waiting import levels_of, waiting_reports
from tansiq.models import Account, Report
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, undoing
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, NOBODY, SALMA, approver, clerk, officer, partner, portal
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"), register.unit("Seiyun", pcode="YE1927"))


def _account(name: str) -> int:
    return int(Account.create(email=f"{name}@example.org", name=name, fs_uniquifier=name).id)


def _is_taken(viewer: Viewer, report: Report) -> bool:
    """Whether an approval goes through; it is taken back at once."""
    with db.atomic() as tried:
        try:
            approve(viewer, report)
        except Refused:
            return False
        finally:
            tried.rollback()
    return True


def _enter(municipal: FilledForm, samir: Viewer, rima: Viewer) -> None:
    """A draft, one of Samir's, one that Rima sent herself, one that she approved, one approved by all, one archived."""
    vehicles = municipal.values(vehicles=2)
    municipal.begun(back=5)
    submit(samir, municipal.begun(samir), vehicles)
    submit(replace(SALMA, account_id=rima.account_id), municipal.begun(unit=1), vehicles)
    approve(rima, submit(SALMA, municipal.begun(back=2), vehicles))
    submit(SALMA, municipal.begun(unit=2), vehicles)
    done = submit(SALMA, municipal.begun(back=3), vehicles)
    approve(SALMA, approve(SALMA, done))
    changes.archive(SALMA, submit(SALMA, municipal.begun(back=4), vehicles))


def test_each_is_offered_just_what_they_may_approve_now(municipal: FilledForm, register: Register) -> None:
    first, second, third = (unit.id for unit in municipal.units)
    samir, rima = clerk(first, account_id=_account("Samir")), approver(first, second, account_id=_account("Rima"))
    _enter(municipal, samir, rima)
    nadia = replace(officer(register.areas["YE12"].id), account_id=_account("Nadia"))
    others = (approver(third), AMIN, NOBODY, partner("Khaled", 1), portal(register.areas["YE12"].id), officer(0))
    expected = {SALMA: 4, rima: 1, nadia: 3, samir: 0, replace(nadia, account_id=rima.account_id): 1}
    for person in (*expected, *others):
        waiting = [report.id for report in waiting_reports(person)]
        assert waiting == sorted(report.id for report in Report.select() if _is_taken(person, report))
        assert len(waiting) == expected.get(person, len(waiting))
    assert set(levels_of(list(waiting_reports(SALMA))).values()) == {2}


def test_people_of_units_approve_many_in_one_deed_and_take_it_back(municipal: FilledForm) -> None:
    rima = approver(*(unit.id for unit in municipal.units), account_id=_account("Rima"))
    for unit in range(3):
        submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=unit))
    done = approve_many(rima, list(waiting_reports(rima)))
    assert len(done.reports) == 3
    assert list(waiting_reports(rima)) == []
    undoing.undo(rima, done.batch)
    assert {report.approved_level for report in Report.select()} == {0}
    assert waiting_reports(rima).count() == 3


def test_a_clerk_approves_none(municipal: FilledForm) -> None:
    report = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    with pytest.raises(Refused, match="NOTHING_TO_DO"):
        approve_many(clerk(report.unit_id, account_id=_account("Samir")), [report])
