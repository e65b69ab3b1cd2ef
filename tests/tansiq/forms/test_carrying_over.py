"""What is being filled goes over to the version of its period, by number; what was submitted stays as it was asked."""

from decimal import Decimal

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approve, reopen, send_back
from tansiq.forms.carrying_over import WhatBecomes, carried_over, what_becomes
from tansiq.forms.filling import discard, keep, submit
from tansiq.forms.version_changes import ADDED, LEFT_OUT
from tansiq.forms.versions import publish, versions_of, withdraw
from tansiq.models import FieldDefinition, Figure, FormVersion, HistoryEntry, Report, ReportNote, RuleDefinition
from tansiq.records import changes
from tests.definitions import item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, clerk
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _retired(municipal: FilledForm, key: str) -> FieldDefinition:
    one = changes.find(SALMA, FieldDefinition, municipal.number(key))
    one.use_state = "RETIRED"
    return changes.save(SALMA, one)


def _second(municipal: FilledForm, back: int = 1) -> FormVersion:
    """Version 2 leaves out the waste, asks for lights, and holds from that period on."""
    _retired_rule()
    _retired(municipal, "waste")
    item(municipal.form, "lights")
    return publish(SALMA, municipal.form, municipal.period(back).begins)


def _retired_rule() -> None:
    for one in RuleDefinition.select().where(RuleDefinition.rule_severity == "WARN"):
        one.use_state = "RETIRED"
        changes.save(SALMA, one)


def _stored(report: Report) -> Report:
    return Report.get_by_id(report.id)


def _filled(municipal: FilledForm, **values: object) -> dict[str, object]:
    return {str(municipal.number(key)): value for key, value in values.items()}


def test_a_draft_goes_over_by_number_and_what_is_taken_out_is_told(municipal: FilledForm) -> None:
    samir, unit = clerk(municipal.units[0].id), 0
    draft = keep(samir, municipal.begun(samir, unit), municipal.values(vehicles=12, waste={"DRY": 3}))
    earlier = keep(SALMA, municipal.begun(back=2), municipal.values(vehicles=9, waste={"DRY": 1}))
    second = _second(municipal)
    over = _stored(draft)
    assert (over.form_version, over.extra, over.version) == (second, _filled(municipal, vehicles=12), draft.version + 1)
    assert _stored(earlier).form_version.number == 1
    told = carried_over(over)
    assert told is not None
    kinds = {(one.kind, one.name) for one in told.changes if isinstance(one.row, FieldDefinition)}
    assert (told.before.number, kinds) == (1, {(ADDED, "lights"), (LEFT_OUT, "waste")})
    assert told.taken_out == {municipal.number("waste"): {"DRY": 3}}
    last = HistoryEntry.select().where(HistoryEntry.record_type == "report").order_by(HistoryEntry.id.desc()).first()
    assert last is not None
    assert str(municipal.number("waste")) in last.changes
    kept = keep(samir, changes.find(samir, Report, draft.id), municipal.values(working=4))
    assert carried_over(_stored(kept)) is None
    submit(samir, kept)
    assert _stored(draft).report_state == "SUBMITTED"


def test_what_was_submitted_or_opened_again_stays_and_what_was_returned_goes_over(municipal: FilledForm) -> None:
    values = municipal.values(vehicles=12, waste={"DRY": 3})
    sent = submit(SALMA, municipal.begun(), values)
    opened = submit(SALMA, municipal.begun(unit=1), values)
    for _ in range(2):
        approve(SALMA, changes.find(SALMA, Report, opened.id))
    reopen(SALMA, opened, "A wrong sum.")
    returned = send_back(SALMA, submit(SALMA, municipal.begun(back=2), values), {None: "Really?"})
    second = _second(municipal, back=2)
    assert [_stored(one).form_version.number for one in (sent, opened)] == [1, 1]
    assert _stored(sent).extra == {str(number): value for number, value in values.items()}
    over = _stored(returned)
    assert (over.form_version, over.report_state, over.first_submitted_at) == (
        second,
        "RETURNED",
        returned.first_submitted_at,
    )
    assert ReportNote.select().where(ReportNote.report == over.id).count() == 1
    assert Figure.select().where(Figure.report == sent.id).exists()


def test_what_was_returned_is_not_made_late_by_another_due_day(municipal: FilledForm) -> None:
    values = municipal.values(vehicles=12)
    returned = send_back(SALMA, submit(SALMA, municipal.begun(), values), {None: "Really?"})
    draft = municipal.begun(unit=1)
    municipal.form.due_days = 1
    changes.save(SALMA, municipal.form)
    second = _second(municipal)
    assert [_stored(one).form_version.number for one in (returned, draft)] == [1, second.number]


def test_what_its_new_version_does_not_take_is_taken_out(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12, working=4))
    working = changes.find(SALMA, FieldDefinition, municipal.number("working"))
    working.most = Decimal(3)
    changes.save(SALMA, working)
    publish(SALMA, municipal.form, municipal.period().begins)
    over = _stored(draft)
    assert over.extra == _filled(municipal, vehicles=12)
    told = carried_over(over)
    assert told is not None
    assert told.taken_out == {municipal.number("working"): 4}


def test_a_version_that_is_withdrawn_gives_its_drafts_back_with_what_they_held(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12, waste={"DRY": 3}))
    second = _second(municipal)
    sent = submit(SALMA, municipal.begun(unit=1), municipal.values(vehicles=1))
    assert what_becomes(second) == WhatBecomes(carried=1, stay=0, sent=1)
    withdraw(SALMA, second)
    back = _stored(draft)
    assert (back.form_version.number, back.extra) == (1, _filled(municipal, vehicles=12, waste={"DRY": 3}))
    # Nobody has seen the other version: nothing has changed for who fills it.
    assert carried_over(back) is None
    assert _stored(sent).form_version == second
    for _ in range(2):
        approve(SALMA, changes.find(SALMA, Report, sent.id))
    assert _stored(sent).report_state == "APPROVED"
    assert Figure.select().where(Figure.report == sent.id, Figure.is_approved).exists()


def test_what_was_emptied_by_hand_does_not_come_back(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12, waste={"DRY": 3}))
    second = _second(municipal)
    withdraw(SALMA, second)
    keep(
        SALMA, changes.find(SALMA, Report, draft.id), {municipal.number("waste"): None, municipal.number("working"): 1}
    )
    item(municipal.form, "poles")
    third = publish(SALMA, municipal.form, municipal.period().begins)
    withdraw(SALMA, third)
    assert _stored(draft).extra == _filled(municipal, vehicles=12, working=1)


def test_several_versions_that_nobody_has_seen_are_told_as_one_change(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12))
    _second(municipal, back=2)
    item(municipal.form, "poles")
    publish(SALMA, municipal.form, municipal.period().begins)
    told = carried_over(_stored(draft))
    assert told is not None
    assert told.before.number == 1
    assert {one.name for one in told.changes if one.kind == ADDED} == {"lights", "poles"}


def test_drafts_of_the_only_version_stay_in_it_and_can_be_sent(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12))
    [first] = versions_of(SALMA, municipal.form)
    assert what_becomes(first) == WhatBecomes(carried=0, stay=1, sent=0)
    withdraw(SALMA, first)
    submit(SALMA, changes.find(SALMA, Report, draft.id))
    assert _stored(draft).form_version == first
    with pytest.raises(Refused, match="NO_VERSION"):
        municipal.begun(unit=1)


def test_what_was_thrown_away_is_taken_up_in_the_version_of_today(municipal: FilledForm) -> None:
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12, waste={"DRY": 3}))
    discard(SALMA, draft)
    second = _second(municipal)
    assert _stored(draft).form_version.number == 1
    again = municipal.begun()
    assert (again.id, again.form_version, _stored(again).extra) == (draft.id, second, _filled(municipal, vehicles=12))
