"""Late units are given more time together, in one deed that can be taken back; it only ever gives."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.forms.extending import MoreTime, extend, may_extend
from tansiq.forms.filling import submit
from tansiq.forms.following import follow
from tansiq.forms.late import Person, late_reports, people_of, phones_of
from tansiq.models import Account, Extension, Report, Unit, UnitPerson
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import among, may
from tansiq.records import changes, undoing
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, SALMA, clerk, officer, partner
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _until(days: int = 10) -> date:
    return clock.today() + timedelta(days=days)


def _refusal(municipal: FilledForm, *chosen: tuple[int, str], **more: Any) -> set[str]:
    given = {"closes_on": _until(), "reason": "Flood", **more}
    with pytest.raises(Refused) as refused:
        extend(SALMA, municipal.form, chosen, MoreTime(**given))
    return {fault.code for fault in refused.value.faults}


def _refusal_of(row: Extension) -> str:
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, row)
    return refused.value.code


def _late(municipal: FilledForm) -> Iterator[tuple[str, str]]:
    periods = [municipal.period(back) for back in (3, 4)]
    for one in late_reports(follow(SALMA, municipal.form, periods)):
        yield one.unit.name_en, one.period.key


def test_those_are_late_who_sent_nothing_the_latest_first(municipal: FilledForm) -> None:
    third, fourth = municipal.period(3).key, municipal.period(4).key
    submit(SALMA, municipal.begun(back=3), municipal.values(vehicles=1))
    assert list(_late(municipal)) == [("Ja'ar", fourth), ("Zinjibar", fourth), ("Zinjibar", third)]


def test_a_period_may_be_typed_in_small_letters(municipal: FilledForm) -> None:
    period, unit_id = municipal.period(4), municipal.units[0].id
    given = {"form": municipal.form.id, "unit": unit_id, "closes_on": _until(), "due_on": _until(), "reason": "Flood"}
    changes.save(SALMA, Extension(period=period.key.lower(), **given))
    assert ("Ja'ar", period.key) not in list(_late(municipal))
    assert _refusal_of(Extension(period=period.key, **given)) == "TAKEN"


def test_the_chosen_are_given_more_time_and_it_is_taken_back_in_one(municipal: FilledForm) -> None:
    first, second = (unit.id for unit in municipal.units)
    third, fourth = municipal.period(3).key, municipal.period(4).key
    chosen = {(first, third), (second, third), (second, fourth), (first, "2019-Q1")}
    done = extend(SALMA, municipal.form, chosen, MoreTime(_until(), _until(5), "The road was cut."))
    assert done.count == 3
    assert list(_late(municipal)) == [("Ja'ar", fourth)]
    kept = {(one.unit_id, one.period): (one.closes_on, one.due_on, one.reason) for one in Extension.select()}
    assert kept == dict.fromkeys(chosen - {(first, "2019-Q1")}, (_until(), _until(5), "The road was cut."))
    undoing.undo(SALMA, done.batch)
    assert len(list(_late(municipal))) == 4
    extend(SALMA, municipal.form, [(first, third)], MoreTime(_until(3), reason="Once more"))
    again = Extension.get(Extension.unit == first)
    assert (again.closes_on, again.due_on, again.archived_at) == (_until(3), None, None)


def test_what_was_given_is_prolonged_and_never_shortened(municipal: FilledForm) -> None:
    pair = (municipal.units[0].id, municipal.period(3).key)
    extend(SALMA, municipal.form, [pair], MoreTime(_until(), _until(4), "Flood"))
    extend(SALMA, municipal.form, [pair], MoreTime(_until(2), None, "Flood again"))
    kept = Extension.get()
    assert (kept.closes_on, kept.due_on, kept.reason) == (_until(), _until(4), "Flood again")


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(municipal: FilledForm) -> None:
    unit, key = municipal.units[0].id, municipal.period(3).key
    submit(SALMA, municipal.begun(back=3), municipal.values(vehicles=1))
    assert _refusal(municipal) == {"NOTHING_TO_DO"}
    assert _refusal(municipal, (unit, key)) == {"NOTHING_TO_DO"}
    other = (municipal.units[1].id, key)
    assert _refusal(municipal, other, closes_on=None) == {"MISSING"}
    assert _refusal(municipal, other, closes_on=_until(-1)) == {"PAST"}
    assert _refusal(municipal, other, due_on=_until(11)) == {"DATES_REVERSED"}
    assert _refusal(municipal, other, reason="") == {"MISSING"}
    assert _refusal(municipal, (unit, "spring")) == {"UNKNOWN_PERIOD"}
    assert not Extension.select().exists()


def test_who_is_in_charge_of_no_area_gives_nobody_more_time(municipal: FilledForm) -> None:
    pair = (municipal.units[0].id, municipal.period(3).key)
    assert may_extend(SALMA, municipal.form)
    for person in (AMIN, clerk(pair[0]), partner("Khaled", 1)):
        assert not may_extend(person, municipal.form)
        with pytest.raises(Refused, match="FORBIDDEN"):
            extend(person, municipal.form, [pair], MoreTime(_until(), None, "Flood"))


def test_the_people_to_call_are_those_who_fill_in_as_far_as_somebody_may_know_them(
    municipal: FilledForm, register: Register
) -> None:
    unit = municipal.units[0]
    people = [Account.create(email=f"{name}@example.org", name=name, fs_uniquifier=name) for name in ("Samir", "Rima")]
    for account, role in zip(people, ("FILLS", "APPROVES"), strict=True):
        UnitPerson.create(unit=unit.id, account=account.id, unit_role=role)
    units = list(Unit.select())
    assert people_of(SALMA, units) == people_of(AMIN, units) == {unit.id: [Person("Samir", "Samir@example.org")]}
    assert people_of(officer(register.areas["YE12"].id), units) == {unit.id: [Person("Samir")]}
    for other in (officer(register.areas["YE19"].id), clerk(unit.id)):
        assert people_of(other, units) == {}
    for viewer in (SALMA, AMIN, officer(register.areas["YE12"].id), clerk(unit.id)):
        assert set(phones_of(viewer, units)) == {one.id for one in units if may_see_field(viewer, "phone", one)}
    gone = people[0]
    gone.active = False
    changes.save(SALMA, gone)
    assert people_of(SALMA, units) == {}


def test_officers_give_more_time_to_the_units_of_their_areas_and_to_no_others(register: Register) -> None:
    own, other = register.unit("Ja'ar"), register.unit("Seiyun", pcode="YE1927")
    municipal = municipal_form(own, other)
    nadia, period = officer(register.areas["YE12"].id), municipal.period(3)
    assert may_extend(nadia, municipal.form)
    both = {(unit.id, period.key) for unit in (own, other)}
    assert extend(nadia, municipal.form, both, MoreTime(_until(), None, "Flood")).count == 1
    [given] = Extension.select()
    assert (given.unit_id, given.reason) == (own.id, "Flood")
    elsewhere = Extension(form=municipal.form.id, unit=other.id, period=period.key, closes_on=_until(), reason="Flood")
    assert not may(nadia, "CREATE", elsewhere)
    assert may(nadia, "PROPOSE", elsewhere)
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(nadia, elsewhere)
    given.closes_on = _until(20)
    assert changes.save(nadia, given).closes_on == _until(20)
    theirs = changes.save(SALMA, elsewhere)
    for act in ("CHANGE", "ARCHIVE"):
        assert [may(nadia, act, row) for row in (given, theirs)] == [True, False]
    with pytest.raises(Refused, match="NOTHING_TO_DO"):
        extend(nadia, municipal.form, [(other.id, period.key)], MoreTime(_until(), None, "Flood"))


def test_of_forms_for_administrators_officers_neither_give_time_nor_fill(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"))
    nadia, unit = officer(register.areas["YE12"].id), municipal.units[0]
    rows = [kind(form=municipal.form.id, unit=unit.id, period=municipal.period().key) for kind in (Extension, Report)]
    assert [may(nadia, "CREATE", row) for row in rows] == [True, True]
    municipal.form.policy = "ADMINISTRATORS"
    changes.save(SALMA, municipal.form)
    assert [may(nadia, "CREATE", row) for row in rows] == [False, False]
    assert [among(nadia, "CREATE", [row]) for row in rows] == [[], []]
    assert not may_extend(nadia, municipal.form)
