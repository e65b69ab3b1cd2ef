"""A report is begun for who is expected, kept unfinished, and submitted whole or as having nothing to report."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approve, open_notes, send_back
from tansiq.forms.filling import begin, days_of, discard, keep, submit, take_back
from tansiq.forms.versions import publish
from tansiq.models import Extension, Figure, FormVersion, HistoryEntry, Report
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.records.undoing import begin_batch, undo
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, NOBODY, SALMA, approver, clerk, officer, partner
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _refusal(deed: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        deed()
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_a_draft_may_be_unfinished_and_is_asked_whole_when_it_is_submitted(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    report = municipal.begun(samir)
    keep(samir, report, municipal.values(working=8))
    assert Report.get_by_id(report.id).extra == {str(municipal.number("working")): 8}
    vehicles = f"extra.{municipal.number('vehicles')}"
    assert _refusal(lambda: submit(samir, report)) == [("MISSING", vehicles)]
    report = changes.find(samir, Report, report.id)
    working = f"extra.{municipal.number('working')}"
    assert _refusal(lambda: submit(samir, report, municipal.values(vehicles=5))) == [("RULE_BROKEN", working)]
    report = changes.find(samir, Report, report.id)
    submit(samir, report, municipal.values(vehicles=12, waste={"DRY": 2.5, "WET": 0.1}))
    stored = Report.get_by_id(report.id)
    assert (stored.report_state, stored.first_submitted_at) == ("SUBMITTED", stored.submitted_at)
    assert stored.first_submitted_at is not None
    assert _refusal(lambda: keep(samir, stored, {})) == [("LOCKED", "")]


def test_what_was_kept_as_a_draft_is_asked_its_rules_when_it_is_sent_unchanged(municipal: FilledForm) -> None:
    working = f"extra.{municipal.number('working')}"
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=5, working=8))
    assert _refusal(lambda: submit(SALMA, draft)) == [("RULE_BROKEN", working)]
    assert Report.get_by_id(draft.id).report_state == "DRAFT"
    much = keep(SALMA, municipal.begun(unit=1), municipal.values(vehicles=5, waste={"DRY": 600, "WET": 400}))
    assert [code for code, _ in _refusal(lambda: submit(SALMA, much))] == ["RULE_WARNS"]


def test_a_rule_that_warns_is_answered_and_the_answer_stands_in_the_history(municipal: FilledForm) -> None:
    waste = municipal.values(vehicles=3, waste={"DRY": 600, "WET": 400})
    report = municipal.begun(SALMA)
    assert [code for code, _ in _refusal(lambda: submit(SALMA, report, waste))] == ["RULE_WARNS"]
    report = changes.find(SALMA, Report, report.id)
    submit(SALMA.giving("The landfill was cleared."), report, waste)
    last = HistoryEntry.select().where(HistoryEntry.record_type == "report").order_by(HistoryEntry.id.desc()).first()
    assert last is not None
    assert last.reason == "The landfill was cleared."


@pytest.mark.parametrize(
    ("waste", "code"),
    [
        ({"DRY": -1}, "NEGATIVE"),
        ({"GLASS": 1}, "UNKNOWN_CODE"),
        ({"DRY": None}, "INVALID"),
        ({"DRY": "many"}, "INVALID"),
        ({"DRY": 1.25}, "TOO_PRECISE"),
        (12, "INVALID"),
        ([1], "INVALID"),
    ],
)
def test_each_cell_is_checked_as_its_item_is(municipal: FilledForm, waste: object, code: str) -> None:
    report = municipal.begun()
    named = f"extra.{municipal.number('waste')}"
    assert _refusal(lambda: keep(SALMA, report, municipal.values(waste=waste))) == [(code, named)]


def test_nothing_to_report_is_declared_with_a_reason_and_holds_no_figures(municipal: FilledForm) -> None:
    report = municipal.begun()
    assert _refusal(lambda: submit(SALMA, report)) == [("EMPTY", "")]
    keep(SALMA, report, municipal.values(vehicles=0))
    submit(SALMA, report, nil_reason="The municipality was closed.")
    stored = Report.get_by_id(report.id)
    assert (stored.is_nil, stored.extra, stored.report_state) == (True, {}, "SUBMITTED")


def test_a_zero_is_a_figure(municipal: FilledForm) -> None:
    report = municipal.begun()
    submit(SALMA, report, municipal.values(vehicles=0, working=0))
    assert Report.get_by_id(report.id).extra == {str(municipal.number(key)): 0 for key in ("vehicles", "working")}


def test_only_a_unit_that_fills_the_form_then_begins_a_report(municipal: FilledForm, register: Register) -> None:
    other = register.unit("Lawdar")
    period = municipal.period()
    assert _refusal(lambda: begin(SALMA, municipal.form, other, period)) == [("NOT_EXPECTED", "unit")]
    now = municipal.period(0)
    assert _refusal(lambda: begin(SALMA, municipal.form, municipal.units[0], now)) == [("NOT_OPEN", "period")]


def test_the_report_of_a_unit_and_period_is_begun_once(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    first = municipal.begun(samir)
    assert municipal.begun(SALMA).id == first.id
    twice = Report(form=municipal.form.id, unit=municipal.units[0].id, period=municipal.period().key)
    assert _refusal(lambda: changes.save(SALMA, twice)) == [("TAKEN", "period")]
    discard(samir, changes.find(samir, Report, first.id))
    again = municipal.begun(samir)
    assert (again.id, Report.get_by_id(first.id).archived_at) == (first.id, None)


def test_what_a_deed_submitted_is_filled_again_once_that_is_taken_back(municipal: FilledForm) -> None:
    samir, batch = clerk(municipal.units[0].id), begin_batch(SALMA, "IMPORT")
    acting = SALMA.within(batch.id)
    sent = submit(acting, municipal.begun(acting), municipal.values(vehicles=1))
    assert undo(SALMA, batch).left == []
    again = keep(samir, municipal.begun(samir), municipal.values(vehicles=2))
    assert (again.id, again.report_state, again.first_submitted_at) == (sent.id, "DRAFT", None)
    assert Figure.select().count() == 0


def test_two_people_who_fill_one_report_do_not_overwrite_each_other(municipal: FilledForm) -> None:
    first, second = municipal.begun(), municipal.begun()
    keep(SALMA, first, municipal.values(vehicles=3))
    assert _refusal(lambda: keep(SALMA, second, municipal.values(vehicles=4))) == [("CHANGED_MEANWHILE", "")]


def test_after_the_last_day_nothing_is_taken_but_with_an_extension(register: Register) -> None:
    unit = register.unit("Ja'ar")
    municipal = municipal_form(unit, closes_days=20)
    period = municipal.period(3)
    assert _refusal(lambda: municipal.begun(back=3)) == [("CLOSED", "period")]
    until = clock.today() + timedelta(days=3)
    given = {"form": municipal.form.id, "unit": unit.id, "period": period.key, "reason": "The road was cut."}
    changes.save(SALMA, Extension(closes_on=until, **given))
    report = municipal.begun(back=3)
    days = days_of(report.form_version, unit.id, period)
    assert (days.closes_on, days.due_on) == (until, period.ends + timedelta(days=10))
    submit(SALMA, report, municipal.values(vehicles=1))
    assert Report.get_by_id(report.id).report_state == "SUBMITTED"


def test_what_was_submitted_can_be_taken_back_and_counts_as_not_submitted(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    report = submit(samir, municipal.begun(samir), municipal.values(vehicles=1))
    assert _refusal(lambda: discard(samir, report)) == [("LOCKED", "")]
    take_back(samir, report)
    stored = Report.get_by_id(report.id)
    assert (stored.report_state, stored.first_submitted_at) == ("DRAFT", None)
    assert _refusal(lambda: take_back(samir, stored)) == [("NOT_SUBMITTED", "")]


def test_what_was_returned_before_keeps_its_first_day_when_it_is_taken_back(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    first = submit(samir, municipal.begun(samir), municipal.values(vehicles=1))
    day = first.first_submitted_at
    again = submit(samir, send_back(SALMA, first, {None: "One?"}), municipal.values(vehicles=2))
    back = take_back(samir, again)
    assert (back.report_state, back.first_submitted_at) == ("RETURNED", day)
    assert [note.text for note in open_notes(back)] == ["One?"]
    FormVersion.update(closes_days=0).execute()
    assert submit(samir, Report.get_by_id(back.id)).first_submitted_at == day


def test_nothing_that_was_submitted_is_thrown_away(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    report = submit(samir, municipal.begun(samir), municipal.values(vehicles=1))
    assert _refusal(lambda: discard(samir, report)) == [("LOCKED", "")]
    returned = send_back(SALMA, report, {None: "One?"})
    assert _refusal(lambda: discard(samir, returned)) == [("LOCKED", "")]
    approved = approve(SALMA, approve(SALMA, submit(samir, returned)))
    assert _refusal(lambda: discard(samir, approved)) == [("LOCKED", "")]
    assert Report.get_by_id(report.id).archived_at is None


def test_without_levels_of_approval_what_is_submitted_is_approved(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), approval_levels=0)
    report = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    assert Report.get_by_id(report.id).report_state == "APPROVED"


def test_a_report_is_asked_as_its_version_was(municipal: FilledForm) -> None:
    report = municipal.begun()
    stored = changes.find(SALMA, type(municipal.items["vehicles"]), municipal.number("vehicles"))
    stored.is_required = False
    changes.save(SALMA, stored)
    publish(SALMA, municipal.form, municipal.period(-4).begins)
    vehicles = f"extra.{municipal.number('vehicles')}"
    assert _refusal(lambda: submit(SALMA, report, municipal.values(working=0))) == [("MISSING", vehicles)]


def test_who_fills_in_for_a_unit_fills_its_reports_and_nobody_elses(municipal: FilledForm, register: Register) -> None:
    own, other = municipal.units
    samir, rima, nadia = clerk(own.id), approver(own.id), officer(register.areas["YE12"].id)
    lahj = officer(register.areas["YE1101"].id) if "YE1101" in register.areas else officer(0)
    assert municipal.begun(samir).unit_id == own.id
    for person in (samir, partner("Khaled", 1), AMIN, NOBODY, lahj):
        assert _refusal(lambda person=person: municipal.begun(person, unit=1)) == [("FORBIDDEN", "")]  # type: ignore[misc]  # Bound at once.
    report = municipal.begun(rima)
    assert _refusal(lambda: keep(rima, report, municipal.values(vehicles=1))) == [("FORBIDDEN", "")]
    assert keep(nadia, municipal.begun(nadia, unit=1), municipal.values(vehicles=1)).unit_id == other.id
