"""Plans as LibreOffice keeps them: each of the three layouts in ODS is read as it is in XLSX."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.style import ParagraphProperties, Style  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.table import Table, TableCell, TableColumn, TableRow  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.text import P  # type: ignore[import-untyped]  # odfpy ships no types.

from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan
from tansiq.models import Plan
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import Outline, outline

TREE: Outline = [("1", "Water"), ("1.1", "Networks"), ("1.1.1", "Trench"), ("1.2", "Wells"), ("2", "Health")]
LEVELS = [code.count(".") for code, _name in TREE]


def _ods(folder: Path, rows: Sequence[Sequence[Any]], margins: Sequence[str] = (), column: str = "") -> Path:
    """A sheet of these rows; `margins` are those of the first cells, `column` that of the first column as a whole."""
    document = OpenDocumentSpreadsheet()
    styles = {}
    for place, margin in enumerate(sorted({*margins, column} - {""})):
        styles[margin] = Style(name=f"ce{place}", family="table-cell")
        styles[margin].addElement(ParagraphProperties(marginleft=margin))
        document.automaticstyles.addElement(styles[margin])
    table = Table(name="plan")
    table.addElement(TableColumn(**({"defaultcellstylename": styles[column]} if column else {})))
    for number, row in enumerate(rows):
        line = TableRow()
        for place, text in enumerate(row):
            margin = margins[number - 1] if margins and number and place == 0 else ""
            cell = TableCell(valuetype="string", **({"stylename": styles[margin]} if margin else {}))
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(folder / "plan.ods")
    return folder / "plan.ods"


def _take(plan: Plan, path: Path) -> PlanOutcome:
    return import_plan(SALMA, path, PlanChoices(plan))


def test_codes_tell_the_levels(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    outcome = _take(plan, _ods(tmp_path, [("Code", "Item"), *TREE]))
    assert (outcome.plan.layout, outcome.plan.problems, outline(plan)) == ("numbering", [], TREE)


def test_columns_tell_the_levels(register: Register, tmp_path: Path) -> None:
    rows = [
        ("المحور", "الهدف", "النشاط"),
        *(("",) * level + (name,) for (_, name), level in zip(TREE, LEVELS, strict=True)),
    ]
    plan = register.plan()
    outcome = _take(plan, _ods(tmp_path, rows))
    assert (outcome.plan.layout, outcome.plan.errors, outline(plan)) == ("columns", [], TREE)


def _named(*texts: str) -> list[tuple[str, str]]:
    return [("Item", "Description"), *((text, "x") for text in texts)]


def test_spaces_tell_the_levels(register: Register, tmp_path: Path) -> None:
    texts = ["\u00a0" * 4 * level + name for (_, name), level in zip(TREE, LEVELS, strict=True)]
    plan = register.plan()
    outcome = _take(plan, _ods(tmp_path, _named(*texts)))
    assert (outcome.plan.layout, outcome.plan.errors, outline(plan)) == ("indentation", [], TREE)


@pytest.mark.parametrize(
    "margins",
    [("0cm", "0.353cm", "0.706cm"), ("", "10pt", "20pt"), ("0mm", "7.06mm", "10.59mm"), ("0in", "0.139in", "0.278in")],
)
def test_indents_of_cells_tell_the_levels(register: Register, tmp_path: Path, margins: Sequence[str]) -> None:
    plan = register.plan()
    rows = _named(*(name for _, name in TREE))
    outcome = _take(plan, _ods(tmp_path, rows, [margins[level] for level in LEVELS]))
    assert (outcome.plan.layout, outcome.plan.errors, outline(plan)) == ("indentation", [], TREE)


def test_a_cell_without_a_style_is_indented_as_its_column(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    margins = ["0cm" if level == 0 else "" if level == 1 else "0.706cm" for level in LEVELS]
    outcome = _take(plan, _ods(tmp_path, _named(*(name for _, name in TREE)), margins, column="0.353cm"))
    assert (outcome.plan.errors, outline(plan)) == ([], TREE)
