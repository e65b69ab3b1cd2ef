"""What is submitted is approved level by level, returned with notes, or opened again; nobody approves alone."""

from collections.abc import Callable

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approvals_of, approve, approve_many, open_notes, reopen, send_back
from tansiq.forms.filling import keep, submit, take_back
from tansiq.models import Account, Figure, Report
from tansiq.records import undoing
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, SALMA, approver, clerk, officer
from tests.register import Register
from tests.statements import told


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"), register.unit("Lawdar"))


@pytest.fixture
def report(municipal: FilledForm) -> Report:
    """One that Samir has submitted."""
    samir = clerk(municipal.units[0].id)
    return submit(samir, municipal.begun(samir), municipal.values(vehicles=12, working=8))


def _refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    [fault] = refused.value.faults
    return fault.code


def _account(name: str) -> int:
    return int(Account.create(email=f"{name}@example.org", name=name, fs_uniquifier=name).id)


def test_a_report_is_approved_when_every_level_has_approved_it(report: Report, register: Register) -> None:
    rima, nadia = approver(report.unit_id), officer(register.areas["YE12"].id)
    first = approve(rima, report)
    assert (first.report_state, first.approved_level) == ("SUBMITTED", 1)
    second = approve(nadia, report)
    assert (second.report_state, second.approved_level) == ("APPROVED", 2)
    assert [(one.level, one.actor) for one in approvals_of(second)] == [(1, "Rima"), (2, "Nadia")]
    assert _refusal(lambda: approve(SALMA, report)) == "NOT_SUBMITTED"


def test_nobody_approves_what_they_submitted_nor_two_levels(municipal: FilledForm, register: Register) -> None:
    unit = municipal.units[1].id
    both = approver(unit, account_id=_account("Rima"))
    clerk_too = clerk(unit, account_id=both.account_id)
    own = submit(clerk_too, municipal.begun(clerk_too, unit=1), municipal.values(vehicles=1))
    assert _refusal(lambda: approve(both, own)) == "OWN"
    other = submit(SALMA, municipal.begun(unit=2), municipal.values(vehicles=1))
    third = approver(municipal.units[2].id, account_id=both.account_id)
    approve(third, other)
    assert _refusal(lambda: approve(third, other)) == "OWN"
    assert approve(SALMA, other).report_state == "APPROVED"


def test_whoever_fills_in_or_looks_on_does_not_approve(report: Report, municipal: FilledForm) -> None:
    for person in (clerk(report.unit_id), AMIN):
        assert _refusal(lambda person=person: approve(person, report)) == "FORBIDDEN"  # type: ignore[misc]  # Bound at once.
    assert _refusal(lambda: approve(approver(municipal.units[1].id), report)) == "NOT_FOUND"


def test_a_returned_report_keeps_the_day_on_which_it_was_first_submitted(report: Report, municipal: FilledForm) -> None:
    first = report.first_submitted_at
    rima, samir = approver(report.unit_id), clerk(report.unit_id)
    assert _refusal(lambda: send_back(rima, report, {None: "  "})) == "MISSING"
    approve(rima, report)
    returned = send_back(SALMA, report, {municipal.number("vehicles"): "Twelve? It was three in spring.", None: ""})
    assert (returned.report_state, returned.approved_level) == ("RETURNED", 0)
    assert [(note.item, note.text) for note in open_notes(returned)] == [
        (municipal.number("vehicles"), "Twelve? It was three in spring.")
    ]
    again = submit(samir, returned, municipal.values(vehicles=3, working=2))
    assert (again.report_state, again.first_submitted_at, open_notes(again)) == ("SUBMITTED", first, [])
    assert approvals_of(again) == []


def test_an_approved_report_is_locked_until_it_is_opened_again(report: Report, municipal: FilledForm) -> None:
    samir = clerk(report.unit_id)
    approve(SALMA, report)
    approved = approve(SALMA, report)
    assert _refusal(lambda: keep(samir, approved, municipal.values(vehicles=9))) == "LOCKED"
    assert _refusal(lambda: take_back(samir, approved)) == "NOT_SUBMITTED"
    assert _refusal(lambda: reopen(SALMA, approved, "")) == "MISSING"
    opened = reopen(SALMA, approved, "The fire brigade was forgotten.")
    assert [note.text for note in open_notes(opened)] == ["The fire brigade was forgotten."]
    assert Figure.select().where(Figure.report == report.id).count() == 0
    assert submit(samir, opened, municipal.values(vehicles=13)).report_state == "SUBMITTED"


def test_what_somebody_approved_is_not_taken_back_by_who_submitted_it(report: Report) -> None:
    approve(approver(report.unit_id), report)
    samir = clerk(report.unit_id)
    assert _refusal(lambda: take_back(samir, Report.get_by_id(report.id))) == "LOCKED"


def test_versions_are_read_once_for_all_that_are_approved_in_one_deed(report: Report, municipal: FilledForm) -> None:
    others = [submit(SALMA, municipal.begun(unit=1, back=back), municipal.values(vehicles=1)) for back in (1, 2, 3)]
    counts = []
    for some in ([report], others):
        with told() as statements:
            assert len(approve_many(SALMA, [Report.get_by_id(one.id) for one in some]).reports) == len(some)
        counts.append(sum('FROM "form_version"' in text for text in statements))
    assert counts[0] == counts[1]


def test_many_are_approved_in_one_deed_and_taken_back_in_one(report: Report, municipal: FilledForm) -> None:
    other = submit(SALMA, municipal.begun(unit=1), municipal.values(vehicles=1))
    draft = municipal.begun(unit=2)
    done = approve_many(SALMA, [report, other, draft])
    assert [one.id for one in done.reports] == [report.id, other.id]
    assert [(one.id, faults[0].code) for one, faults in done.refused] == [(draft.id, "NOT_SUBMITTED")]
    undoing.undo(SALMA, done.batch)
    assert {one.approved_level for one in Report.select()} == {0}
    assert _refusal(lambda: approve_many(SALMA, [draft])) == "NOTHING_TO_DO"
