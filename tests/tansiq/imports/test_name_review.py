"""Reviewing names of areas that imports taught: accepted, rejected, taken back; by whom, and what stands against it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.faults import Refused
from tansiq.imports import name_review
from tansiq.language.arabic import fold
from tansiq.models import Account, Area, HistoryEntry, LearnedName
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, undoing
from tests.fivew import csv_file, row, take, told
from tests.people import AMIN, SALMA, officer, partner
from tests.register import Register


def _learned(register: Register, name: str = "Khanfer", area: str = "YE1211", within: str = "YE12") -> LearnedName:
    facts = {"area": register.areas[area].id, "within": register.areas[within].id, "spelling": name}
    return changes.save(SALMA, LearnedName(**facts, is_for_all=True))


def _nadia(register: Register) -> Viewer:
    return officer(register.areas["YE12"].id)


def _do(viewer: Viewer, deed: str, *rows: LearnedName) -> Any:
    return name_review.carry_out(viewer, deed, [LearnedName.get_by_id(row.id) for row in rows])


def _state(row: LearnedName) -> tuple[str, str]:
    stored = LearnedName.get_by_id(row.id)
    return stored.name_state, stored.area.aliases


def _refused(viewer: Viewer, deed: str, *rows: LearnedName) -> list[str]:
    with pytest.raises(Refused) as refused:
        _do(viewer, deed, *rows)
    return [fault.code for fault in refused.value.faults]


def test_an_accepted_name_is_another_name_of_its_area(register: Register, tmp_path: Path) -> None:
    name = _learned(register)
    _do(_nadia(register), "ACCEPT", name)
    assert _state(name) == ("ACCEPTED", "Khanfer")
    assert fold("Khanfer") in Area.get(Area.pcode == "YE1211").search
    outcome = take(csv_file(tmp_path, [row(District="Khanfer", District_P_code="")]))
    assert (told(outcome), told(outcome, "warning")) == ([], [])
    entry = HistoryEntry.select().where(HistoryEntry.record_type == "area").order_by(HistoryEntry.id.desc()).get()
    assert (entry.actor, entry.changes) == ("Nadia", '{"aliases":["","Khanfer"]}')


def test_what_was_decided_is_taken_back_alone_or_with_its_batch(register: Register) -> None:
    kept = changes.find(SALMA, Area, register.areas["YE1211"].id)
    kept.aliases = "Hanfar"
    changes.save(SALMA, kept)
    one, other = _learned(register), _learned(register, "Ja'arr", "YE121121", "YE1211")
    rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({register.areas["YE12"].id}))
    account = enter_person(SALMA, Account(email="nadia@example.org", name="Nadia"), "a long walk to Ja'ar", rights)
    nadia = viewer_of(account.id, "en")
    batch = _do(nadia, "ACCEPT", one, other)
    assert (_state(one), _state(other)) == (("ACCEPTED", "Hanfar|Khanfer"), ("ACCEPTED", "Ja'arr"))
    _do(nadia, "REOPEN", one)
    assert _state(one) == ("WAITING", "Hanfar")
    undone = undoing.undo(nadia, batch)
    # What was decided anew since stays as it is.
    assert (_state(one), _state(other)) == (("WAITING", "Hanfar"), ("WAITING", ""))
    assert {left.model for left in undone.left} == {LearnedName, Area}


def test_a_rejected_name_is_no_name_of_the_area_even_where_it_was_accepted(register: Register) -> None:
    name = _learned(register)
    _do(SALMA, "ACCEPT", name)
    _do(SALMA, "REJECT", name)
    assert _state(name) == ("REJECTED", "")
    assert _refused(SALMA, "REJECT", name) == ["NOTHING_TO_DO"]


def test_a_name_that_a_neighbour_bears_is_not_accepted(register: Register) -> None:
    name = _learned(register, "Zinjibar")
    assert _refused(SALMA, "ACCEPT", name) == ["NAME_TAKEN"]
    one, other = _learned(register, "Markaz", "YE121121", "YE1211"), _learned(register, "Markaz", "YE121122", "YE1211")
    # Of two areas of one name none is taken for the other: all or none is accepted.
    assert _refused(SALMA, "ACCEPT", one, other) == ["NAME_TAKEN"]
    assert (_state(one), _state(other)) == (("WAITING", ""), ("WAITING", ""))
    _do(SALMA, "ACCEPT", one)
    assert _refused(SALMA, "ACCEPT", other) == ["NAME_TAKEN"]


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_area_that_is_no_more_gets_no_name(register: Register, is_closed: bool) -> None:
    name = _learned(register)
    area = Area.get(Area.pcode == "YE1211")
    if is_closed:
        area.valid_until = date(2020, 1, 1)
        changes.save(SALMA, area)
    else:
        changes.archive(SALMA, area)
    assert _refused(SALMA, "ACCEPT", name) == ["AREA_GONE"]
    _do(SALMA, "REJECT", name)


def test_names_are_reviewed_by_whoever_is_in_charge_of_their_area(register: Register) -> None:
    name = _learned(register)
    elsewhere = officer(register.areas["YE19"].id)
    assert [_refused(viewer, "ACCEPT", name) for viewer in (elsewhere, AMIN, partner("Khaled", 1))] == [
        ["NOTHING_TO_DO"]
    ] * 3
    assert [one.id for one in name_review.names_to_review(_nadia(register))] == [name.id]
    assert not list(name_review.names_to_review(elsewhere))
    assert name_review.offered_deeds(AMIN) == []


def test_an_officer_changes_nothing_of_an_area_but_its_other_names(register: Register) -> None:
    nadia, area = _nadia(register), Area.get(Area.pcode == "YE1211")
    area.aliases, area.name_en = "Khanfer", "Mine"
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(nadia, area)
    elsewhere = Area.get(Area.pcode == "YE1927")
    elsewhere.aliases = "Mukalla"
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(nadia, elsewhere)


def test_a_name_without_letters_or_of_two_names_is_refused(register: Register) -> None:
    for spelling in ("—", "12", "District", "One|Other", ""):
        with pytest.raises(Refused):
            _learned(register, spelling)
