"""A sheet that comes back with other donors: the partners of all its interventions are changed together."""

from pathlib import Path

from tansiq.models import HistoryEntry, Intervention, Partnership
from tansiq.records import undoing
from tests.fivew import HEADER, csv_file, row, take
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

WITH_DONOR = ["Record id", *HEADER, "Donor"]


def _sheet(folder: Path, numbers: range, donor: str) -> Path:
    rows = [[f"W-{number}", *row(Title=f"Work {number}"), donor] for number in numbers]
    return csv_file(folder, rows, WITH_DONOR)


def _donors() -> list[tuple[str, str]]:
    parts = Partnership.select().order_by(Partnership.intervention, Partnership.id)
    return [(part.intervention.record_id, part.organization.name_en) for part in parts]


def test_donors_that_changed_are_replaced(register: Register, tmp_path: Path) -> None:
    take(_sheet(tmp_path, range(3), "Fund A; Fund B"))
    again = take(_sheet(tmp_path, range(2), "Fund B; Fund C"))
    assert _donors() == [
        *[(f"W-{number}", f"Fund {name}") for number in range(2) for name in "BC"],
        ("W-2", "Fund A"),
        ("W-2", "Fund B"),
    ]
    assert again.batch is not None
    undoing.undo(SALMA, again.batch)
    assert _donors() == [(f"W-{number}", f"Fund {name}") for number in range(3) for name in "AB"]


def test_donors_of_records_that_came_back_are_replaced(register: Register, tmp_path: Path) -> None:
    first = take(_sheet(tmp_path, range(3), "Fund A")).batch
    assert first is not None
    undoing.undo(SALMA, first)
    take(_sheet(tmp_path, range(3), "Fund B"))
    assert _donors() == [(f"W-{number}", "Fund B") for number in range(3)]
    assert Intervention.select().count() == 3
    assert {work.archived_at for work in Intervention.select()} == {None}


def _cost(path: Path) -> int:
    with told() as statements:
        assert take(path).is_written
    return len(statements)


def test_forty_interventions_cost_no_more_statements_than_four(register: Register, tmp_path: Path) -> None:
    for donor in ("Fund A", "Fund B"):
        take(_sheet(tmp_path, range(44), donor))
    costs = [_cost(_sheet(tmp_path, numbers, "Fund A")) for numbers in (range(4), range(4, 44))]
    assert {name for _, name in _donors()} == {"Fund A"}
    assert HistoryEntry.select().where(HistoryEntry.changes.contains("partnership")).count() == 88
    assert costs[0] >= costs[1]


def test_records_that_came_back_cost_no_more_either(register: Register, tmp_path: Path) -> None:
    costs = []
    for numbers in (range(4), range(4, 8), range(8, 48)):
        batch = take(_sheet(tmp_path, numbers, "Fund A")).batch
        assert batch is not None
        undoing.undo(SALMA, batch)
        costs.append(_cost(_sheet(tmp_path, numbers, "Fund B")))
    assert costs[1] >= costs[2]
