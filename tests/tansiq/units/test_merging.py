"""Units made one on a day: what they were and where others stood under them is kept, and all is taken back at once."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Batch, Unit, UnitFormerParent, UnitSuccessor
from tansiq.policy.viewer import Viewer
from tansiq.records.undoing import undo
from tansiq.units.merging import merge
from tansiq.units.on_day import parents_on, predecessors, units_on
from tests.people import SALMA, officer
from tests.register import Register

JULY, EVE = date(2026, 7, 1), date(2026, 6, 30)


def _read(*rows: Unit) -> list[Unit]:
    return [Unit.get_by_id(row.id) for row in rows]


def _new(register: Register, **values: Any) -> Unit:
    facts: dict[str, Any] = {"name_en": "Both", "unit_kind": "MUNICIPALITY", "area": register.areas["YE1211"].id}
    return Unit(**(facts | values))


def _on(day: date) -> list[str]:
    return sorted(unit.name_en for unit in units_on(SALMA, day))


def _state() -> list[dict[str, Any]]:
    return [unit.values() for unit in Unit.select().where(Unit.archived_at.is_null()).order_by(Unit.id)]


def test_two_become_a_new_one_and_the_past_stays(register: Register) -> None:
    top = register.unit("Governorate")
    one, other = register.unit("One", top), register.unit("Other", top)
    office = register.unit("Office", one)
    merge(SALMA, [one, other], into := _new(register, parent=top.id), JULY)
    assert _on(EVE) == ["Governorate", "Office", "One", "Other"]
    assert _on(JULY) == ["Both", "Governorate", "Office"]
    assert [unit.name_en for unit in Unit.select().where(predecessors(into)).order_by(Unit.id)] == ["One", "Other"]
    [office] = _read(office)
    assert [parents_on([office], day) for day in (EVE, JULY)] == [{office.id: one.id}, {office.id: into.id}]


def test_it_is_taken_back_as_a_whole_and_done_again(register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other")
    register.unit("Office", one)
    before = _state()
    batch = merge(SALMA, [one, other], _new(register), JULY)
    after = _state()
    undone = undo(SALMA, batch)
    assert not undone.left
    assert _state() == before
    assert not UnitSuccessor.select().exists()
    assert not UnitFormerParent.select().exists()
    assert not undo(SALMA, Batch.get_by_id(undone.batch.id)).left
    assert _state() == after
    assert UnitSuccessor.select().count() == 2


def test_a_unit_takes_another_one_in(register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other")
    office = register.unit("Office", other)
    merge(SALMA, [one, other], one, JULY)
    one, other, office = _read(one, other, office)
    assert (one.ends_on, other.ends_on, office.parent_id) == (None, EVE, one.id)


def test_one_that_stands_below_the_other_is_merged_with_it(register: Register) -> None:
    top = register.unit("Top")
    low = register.unit("Low", top)
    office = register.unit("Office", low)
    merge(SALMA, [top, low], _new(register), JULY)
    assert _on(EVE) == ["Low", "Office", "Top"]
    assert _on(JULY) == ["Both", "Office"]
    assert parents_on(_read(low, office), EVE) == {low.id: top.id, office.id: low.id}


def test_what_ended_before_stays_where_it_was(register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other")
    former = register.unit("Former office", one, ends_on=date(2025, 12, 31))
    later = register.unit("Later office", one, starts_on=date(2027, 1, 1))
    merge(SALMA, [one, other], into := _new(register), JULY)
    former, later = _read(former, later)
    assert (former.parent_id, later.parent_id) == (one.id, into.id)
    assert not UnitFormerParent.select().exists()


@pytest.mark.parametrize(
    "code", ["TOO_FEW", "NOT_IN_BEING", "INTO_BELOW", "CHANGED_MEANWHILE", "ARCHIVED", "FORBIDDEN"]
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(register: Register, code: str) -> None:
    one, other = register.unit("One"), register.unit("Other")
    low, gone = register.unit("Low", one), register.unit("Gone", ends_on=EVE)
    far = register.unit("Far", pcode="YE1927")
    asked: dict[str, tuple[Viewer, list[Unit], Unit]] = {
        "TOO_FEW": (SALMA, [one, one], _new(register)),
        "NOT_IN_BEING": (SALMA, [one, gone], _new(register)),
        "INTO_BELOW": (SALMA, [one, other], low),
        "CHANGED_MEANWHILE": (SALMA, [one, other], _new(register)),
        "ARCHIVED": (SALMA, [one, other], _new(register)),
        "FORBIDDEN": (officer(register.areas["YE12"].id), [one, far], _new(register)),
    }
    if code == "CHANGED_MEANWHILE":
        Unit.update(version=9).where(Unit.id == other.id).execute()
    if code == "ARCHIVED":
        Unit.update(archived_at=JULY).where(Unit.id == other.id).execute()
    before = _state()
    with pytest.raises(Refused, match=code):
        merge(*asked[code], JULY)
    assert _state() == before
    assert not Batch.select().exists()


def test_an_officer_of_the_area_merges(register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other", pcode="YE1210")
    merge(officer(register.areas["YE12"].id), [one, other], _new(register), JULY)
    assert _on(JULY) == ["Both"]
