"""The history: what differs, and who may read of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import HistoryEntry
from tansiq.models.record_type import record_types
from tansiq.policy.visibility import visible, visible_past
from tansiq.records import changes, history, undoing
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register


def test_only_what_differs_is_told_in_plain_values() -> None:
    old = {"title": "a", "budget": Decimal("10.00"), "on": date(2026, 1, 2), "note": None}
    new = {"title": "b", "budget": Decimal("10"), "on": date(2026, 1, 3), "note": None}
    assert history.differences(old, new) == {"title": ["a", "b"], "on": ["2026-01-02", "2026-01-03"]}


def test_a_cleared_field_is_told() -> None:
    assert history.differences({"title": "a"}, {"title": ""}) == {"title": ["a", ""]}


def test_the_history_of_a_row_is_read_newest_first_by_administrators_alone(register: Register) -> None:
    row = register.intervention("NRA")
    row.status = "COMPLETED"
    changes.save(SALMA, row)
    changes.archive(SALMA, row)
    told = list(history.entries_of(SALMA, row))
    assert [(entry.act, entry.actor, entry.face) for entry in told] == [
        ("ARCHIVE", "Salma", "PANEL"),
        ("CHANGE", "Salma", "PANEL"),
        ("CREATE", "Salma", "PANEL"),
    ]
    assert list(history.entries_of(NOBODY, row)) == []


def test_the_whole_history_is_searched_by_who_what_and_how(register: Register) -> None:
    row = register.intervention("NRA")
    row.status = "COMPLETED"
    changes.save(SALMA.through("IMPORT"), row)

    def found(**asked: Any) -> list[tuple[str, int]]:
        entries = history.search(SALMA, history.HistoryQuestion(**asked))
        return [(entry.act, entry.record_id) for entry in entries]

    assert found(table="intervention") == [("CHANGE", row.id), ("CREATE", row.id)]
    assert found(table="intervention", row=row.id, act="CHANGE") == [("CHANGE", row.id)]
    assert found(face="IMPORT") == [("CHANGE", row.id)]
    assert found(account=1) == []
    assert found(table="intervention", begins=date(2200, 1, 1)) == []
    assert found(table="intervention", ends=date(2000, 1, 1)) == []
    assert list(history.search(NOBODY, history.HistoryQuestion())) == []


def test_a_common_table_is_found_as_a_rare_one_is(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [register.intervention("NRA").id for _ in range(3)]
    monkeypatch.setattr(history, "COMMON", 2)
    entries = history.search(SALMA, history.HistoryQuestion(table="intervention"))
    assert [entry.record_id for entry in entries] == rows[::-1]


def test_a_page_goes_on_where_the_one_before_ended(register: Register) -> None:
    register.intervention("NRA")
    entries = list(history.search(SALMA, history.HistoryQuestion()))
    place = history.HistoryCursor(entries[3].at, entries[3].id)
    assert list(history.search(SALMA, history.HistoryQuestion(), place)) == entries[4:]


def test_what_was_done_together_is_found_by_its_batch(register: Register) -> None:
    row, other = register.intervention("NRA"), register.intervention("OTH")
    batch = undoing.begin_batch(SALMA, "ARCHIVE")
    changes.archive(SALMA.within(batch.id), row)
    changes.archive(SALMA, other)
    entries = history.search(SALMA, history.HistoryQuestion(batch=batch.id))
    assert [entry.record_id for entry in entries] == [row.id]


def test_the_past_of_a_table_is_that_part_of_the_history(register: Register) -> None:
    for acronym, pcode in (("NRA", "YE121121"), ("ADR", "YE1927")):
        register.site(register.intervention(acronym), pcode)
    for name, viewer in people_of(register).items():
        whole = {(one.record_type, one.id) for one in visible(HistoryEntry, viewer)}
        parts = {(kind.table, one.id) for kind in record_types() for one in visible_past(kind.model, viewer)}
        assert parts == whole, name
