"""Which entry a row of a sheet is of: by its number, by all that it says, by what it is called where it lies."""

from pathlib import Path

import pytest

from tansiq.models import Entry, FieldDefinition
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.wells import HEADER, ROWS, Wells, told


def test_a_row_is_known_by_its_number_and_changes_what_it_says(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    ids = [row.id for row in Entry.select().order_by(Entry.id)]
    header = ("Entry number", "Name", "Depth (m)")
    outcome = wells.take(wells.sheet(tmp_path, [[ids[0], "Bir al-Kawd 2", ""], [ids[1], "Bir Amran", 52]], header))
    assert (outcome.plan.tally.changed, outcome.plan.tally.unchanged, outcome.plan.tally.new) == (1, 1, 0)
    assert (wells.held("wellName")[0], wells.held("depth")) == ("Bir al-Kawd 2", [None, 52, None])
    assert wells.held("state") == ["WORKS", "BROKEN", None]


@pytest.mark.parametrize(
    ("number", "code"), [("9999", "entry-unknown"), ("x", "entry-unknown"), ("1e3", "entry-unknown")]
)
def test_a_number_that_is_no_entry_of_the_register_is_told(
    register: Register, tmp_path: Path, number: str, code: str
) -> None:
    wells = Wells()
    outcome = wells.take(wells.sheet(tmp_path, [[number, "Bir"]], ("Entry number", "Name")))
    assert told(outcome) == [("wells!A2", code)]


def test_a_row_without_number_is_known_by_its_name_in_its_area(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    rows = [["بير al-Kawd", "Khanfar", 1], ["BIR AL-KAWD", "Khanfar", 45], ["Bir al-Kawd", "Zinjibar", 7]]
    outcome = wells.take(wells.sheet(tmp_path, rows, HEADER[:3]))
    assert (outcome.plan.tally.changed, outcome.plan.tally.new) == (1, 2)
    assert wells.held("depth") == [45, 52, None, 1, 7]


def test_of_two_entries_of_one_name_none_is_guessed(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    first = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 1], ["Bir", "Khanfar", 2]], HEADER[:3]))
    assert (told(first, "warning"), first.plan.tally.new) == ([("wells!A3", "same-name")], 2)
    assert wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 2]], HEADER[:3])).plan.tally.unchanged == 1
    other = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 3]], HEADER[:3]))
    assert told(other) == [("wells!A2", "entry-ambiguous")]


def test_rows_equal_to_the_letter_are_entered_once(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    outcome = wells.take(wells.sheet(tmp_path, [ROWS[0], ROWS[1], ROWS[0]]))
    assert (outcome.plan.tally.new, outcome.plan.tally.repeated, outcome.plan.again) == (2, 1, [(4, 2)])


def test_what_has_to_be_filled_is_asked_of_new_rows_alone(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    depth = FieldDefinition.get_by_id(wells.fields["depth"].id)
    depth.is_required = True
    changes.save(SALMA, depth)
    rows = [
        ["Bir Zinjibar", "Zinjibar", "", "Works"],
        ["Bir new", "Khanfar", "", ""],
        ["Bir Amran", "Khanfar", "", "Works"],
    ]
    outcome = wells.take(wells.sheet(tmp_path, rows, HEADER[:4]))
    assert told(outcome) == [("wells!C3", "missing"), ("wells!C4", "missing")]
    assert outcome.plan.tally.changed == 1
