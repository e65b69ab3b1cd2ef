"""Where the items of a sheet stand: by codes, by indented names, by columns of levels; on six levels at most."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Alignment

from tansiq.exchange.export.plan_sheet import write_plan
from tansiq.language.words import speaking
from tansiq.models import PlanItem
from tests.fivew import workbook
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.plan_sheets import HEADER, sheet, take, told_of
from tests.tansiq.plans.outlines import named, outline


def test_numbering_that_jumps_is_told_and_nothing_is_made_up_between(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    rows: list[list[Any]] = [["1", "Water"], ["1.2", "Networks"], ["1.4.1", "Trench"], ["3.1", "Health"]]
    outcome = take(plan, sheet(tmp_path, rows, HEADER[:2]))
    assert told_of(outcome, "warning") == [("plan!A4", "code-jumps"), ("plan!A5", "code-jumps")]
    assert told_of(outcome, "notice") == [(f"plan!A{row}", "own-code") for row in (3, 4, 5)]
    assert outline(plan) == [("1", "Water"), ("1.2", "Networks"), ("1.4.1", "Trench"), ("3.1", "Health")]
    assert (named("Trench").parent, named("Health").parent) == (named("Water"), None)
    path = tmp_path / "out.xlsx"
    write_plan(SALMA, plan, path)
    assert take(plan, path).plan.tally.unchanged == 4


def test_a_code_in_arabic_digits_with_strokes_or_as_a_number_is_the_same_code(
    register: Register, tmp_path: Path
) -> None:
    plan = register.plan()
    rows: list[list[Any]] = [["١", "Water"], ["١٫١", "a"], ["1-2", "b"], ["1.3.", "c"]]
    assert take(plan, sheet(tmp_path, rows, HEADER[:2])).plan.problems == []
    assert outline(plan) == [("1", "Water"), ("1.1", "a"), ("1.2", "b"), ("1.3", "c")]
    numbers: list[list[Any]] = [[1, "Water"], *([float(f"1.{at}"), f"x{at}"] for at in range(1, 11))]
    other = register.plan("YE1210")
    outcome = take(other, workbook(tmp_path, numbers, HEADER[:2]))
    assert told_of(outcome, "notice") == [("5W!A12", "code-tenth")]
    assert outline(other)[-1] == ("1.10", "x10")


def test_names_that_are_indented_by_their_cells_stand_under_those_that_are_not(
    register: Register, tmp_path: Path
) -> None:
    plan = register.plan()
    path = workbook(tmp_path, [[1, "Water", "x"], [2, "Networks", "x"], [3, "Trench", "x"], [4, "Health", "x"]],
                    ("No", "Item", "Description"))  # fmt: skip
    book = load_workbook(path)
    for number, steps in ((3, 1), (4, 2)):
        book["5W"].cell(number, 2).alignment = Alignment(indent=steps)
    book.save(path)
    assert take(plan, path).plan.layout == "indentation"
    assert outline(plan) == [("1", "Water"), ("1.1", "Networks"), ("1.1.1", "Trench"), ("2", "Health")]


def test_columns_of_levels_are_read_repeated_or_written_once(register: Register, tmp_path: Path) -> None:
    header = ("المحور", "الهدف", "النشاط", "الوزن")
    rows: list[list[Any]] = [
        ["المياه", "الشبكات", "حفر", "60%"],
        ["", "", "مد", "40 %"],
        ["المياه", "الآبار", "حفر", ""],
        ["الصحة", "", "لقاح", ""],
    ]
    plan = register.plan()
    assert take(plan, sheet(tmp_path, rows, header)).plan.problems == []
    told = [(item.code, item.name_ar, item.item_kind) for item in PlanItem.select().order_by(PlanItem.order_key)]
    assert told == [
        ("1", "المياه", "AXIS"), ("1.1", "الشبكات", "OBJECTIVE"), ("1.1.1", "حفر", "ACTIVITY"),
        ("1.1.2", "مد", "ACTIVITY"), ("1.2", "الآبار", "OBJECTIVE"), ("1.2.1", "حفر", "ACTIVITY"),
        ("2", "الصحة", "AXIS"), ("2.1", "لقاح", "ACTIVITY"),
    ]  # fmt: skip
    assert take(plan, sheet(tmp_path, rows, header)).plan.tally.unchanged == 8


LEVELS = ["Water", "Networks", "Lines", "Trenches", "Pits", "Stones", "Pebbles"]


def _by_codes(folder: Path) -> Path:
    return sheet(folder, [[".".join("1" * level), name] for level, name in enumerate(LEVELS, 1)], HEADER[:2])


def _by_indents(folder: Path) -> Path:
    return sheet(folder, [["   " * level + name, "x"] for level, name in enumerate(LEVELS)], ("Item", "Description"))


def _by_names_above(folder: Path) -> Path:
    codes = [f"W-{name[:3]}" for name in LEVELS]
    rows = [[code, name, above] for code, name, above in zip(codes, LEVELS, ["", *codes], strict=False)]
    return sheet(folder, rows, ("Code", "Item", "Under"))


@pytest.mark.parametrize(
    ("make", "cell"), [(_by_codes, "plan!B8"), (_by_indents, "plan!A8"), (_by_names_above, "plan!B8")]
)
def test_a_seventh_level_is_told_at_its_cell_and_six_are_entered(
    register: Register, tmp_path: Path, make: Callable[[Path], Path], cell: str
) -> None:
    plan, path = register.plan(), make(tmp_path)
    outcome = take(plan, path)
    assert told_of(outcome) == [(cell, "too-deep")]
    [problem] = outcome.plan.errors
    with speaking("en"):
        assert str(problem.sentence) == "A plan has at most 6 levels; this would make more."
    assert (outcome.is_written, outline(plan)) == (False, [])
    take(plan, path, good_rows_only=True)
    assert [name for _, name in outline(plan)] == LEVELS[:6]


def test_a_branch_that_is_moved_too_deep_is_told_at_its_cells(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    rows = [[".".join("1" * level), name] for level, name in enumerate(LEVELS[:5], 1)]
    take(plan, sheet(tmp_path, [*rows, ["2", "Wells"], ["2.1", "Pumps"], ["2.1.1", "Motors"]], HEADER[:2]))
    moved = [*rows, ["1.1.1.1.1.1", "Wells"], ["1.1.1.1.1.1.1", "Pumps"]]
    assert ("plan!B8", "too-deep") in told_of(take(plan, sheet(tmp_path, moved, HEADER[:2])))


def test_numbers_that_only_count_the_rows_are_no_codes(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    rows: list[list[Any]] = [[1, "Water", "Wells"], [2, "", "Pipes"], [3, "Health", "Vaccines"]]
    assert take(plan, sheet(tmp_path, rows, ("No", "Axis", "Activity"))).plan.problems == []
    assert outline(plan) == [("1", "Water"), ("1.1", "Wells"), ("1.2", "Pipes"), ("2", "Health"), ("2.1", "Vaccines")]
