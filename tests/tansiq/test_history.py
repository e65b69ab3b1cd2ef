"""The history: what differs, and who may read of it."""

from datetime import date
from decimal import Decimal

from tansiq import changes, history
from tests.people import NOBODY, SALMA
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
    told = list(history.of(SALMA, row))
    assert [(entry.act, entry.actor, entry.face) for entry in told] == [
        ("ARCHIVE", "Salma", "PANEL"),
        ("CHANGE", "Salma", "PANEL"),
        ("CREATE", "Salma", "PANEL"),
    ]
    assert list(history.of(NOBODY, row)) == []
