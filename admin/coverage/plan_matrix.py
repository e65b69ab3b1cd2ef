"""The page of the matrix: areas by axes, sectors or plans, the worst first; every cell opens its items.

?kind=ANNUAL&from=2026-01-01&to=2026-12-31&within=12&level=DISTRICT&by=AXIS&sort=name&on=water

It is asked and looks as the page of coverage does, whose reading of areas and periods it shares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, jsonify, request, url_for
from flask_admin import expose

from admin.coverage import choices as coverage
from admin.coverage.headings import period_words
from admin.coverage.matrix_cell import cell_lines, rows_of_items, titles_of_items
from admin.current_viewer import viewer
from admin.panel.list_export import TYPES, Cell, TableFile, list_file
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.signed_in_view import SignedInView
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.arabic import fold
from tansiq.language.plan_vocabulary import MATRIX_COLUMNS, PLAN_KINDS
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import (
    Area,
    Commitment,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Plan,
    PlanItem,
)
from tansiq.plans.followed_items import FOLLOWED
from tansiq.plans.matrix import (
    MatrixCell,
    MatrixColumn,
    MatrixQuestion,
    MatrixRow,
    PlanMatrix,
    cell_items,
    kinds_of_plans,
    plan_matrix,
)
from tansiq.plans.matrix_sums import Leaf
from tansiq.platform import clock
from tansiq.records import changes, slow_answers

USUAL_KIND = "ANNUAL"
MOST_ITEMS = 500
"""Items of one cell that are shown."""
STEPS = ((5, "STEP_0"), (10, "STEP_5"), (25, "STEP_10"), (50, "STEP_25"), (75, "STEP_50"), (100, "STEP_75"))
"""By progress below: the shade of a cell, those of coverage."""
_TABLES = (Area, Plan, PlanItem, Commitment, Indicator, IndicatorTarget, IndicatorValue, *FOLLOWED)


@dataclass(frozen=True)
class MatrixChoices:
    """One question as a person puts it; area, level and period are read as those of coverage are."""

    place: coverage.Choices
    kind: str
    by: str
    sort: str
    on: str

    def question(self, area: Area) -> MatrixQuestion:
        """What the domain is asked."""
        return MatrixQuestion(self.kind, self.place.period, area, self.place.level, self.by)

    def address(self, page: str = "index", /, **changed: Any) -> str:
        """The address of a page of the matrix for these choices, some of them changed; None leaves one out."""
        place = self.place.arguments()
        known = {name: place.get(name) for name in ("within", "level", "from", "to")}
        known |= {"kind": self.kind, "by": self.by, "on": self.on or None}
        known |= {"sort": self.sort if self.sort != "worst" else None, **changed}
        return url_for(f"matrix.{page}", **{name: value for name, value in known.items() if value is not None})


def read_choices(given: Any) -> MatrixChoices:
    """The choices in an address; whatever is missing or not understood has its usual value."""
    place = coverage.read_choices(given)
    return MatrixChoices(
        place,
        given.get("kind") if given.get("kind") in PLAN_KINDS else _usual_kind(place),
        given.get("by") if given.get("by") in MATRIX_COLUMNS else "AXIS",
        given.get("sort") if given.get("sort") in coverage.ORDERS else "worst",
        given.get("on", "")[:300],
    )


def _usual_kind(place: coverage.Choices) -> str:
    """Annual plans, or another kind where the area has plans of that one alone."""
    known = set() if place.area is None else kinds_of_plans(viewer(), place.period, place.area)
    return next((code for code in (USUAL_KIND, *PLAN_KINDS.codes) if code in known), USUAL_KIND)


class PlanMatrixPage(SignedInView):
    """/admin/matrix/"""

    title: Sentence = say("Matrix of plans")
    group = "plans"
    icon = "coverage"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="matrix", url="matrix")

    @expose("/")
    def index(self) -> Any:
        """The table with what it is asked."""
        choices = read_choices(request.args)
        found, faults = _answer(choices)
        return self.render(
            "panel/plan_matrix.html", choices=choices, faults=[*choices.place.faults, *faults], table=found,
            rows=ordered(found, choices) if found else [], **_words(choices),
        )  # fmt: skip

    @expose("/cell/")
    def cell(self) -> Any:
        """The items of one cell, or of a whole row, the latest first."""
        choices = read_choices(request.args)
        row, column, leaves = _cell(choices)
        shown = cell_lines(leaves[:MOST_ITEMS])
        return self.render(
            "panel/plan_matrix_cell.html", choices=choices, row=row, column=column, lines=shown, count=len(leaves),
            late=sum(leaf.late_days > 0 for leaf in leaves), **_words(choices),
        )  # fmt: skip

    @expose("/cell/export/<kind_of_file>")
    def cell_export(self, kind_of_file: str) -> Any:
        """All items of that cell as a workbook or a plain table."""
        choices = read_choices(request.args)
        row, column, leaves = _cell(choices)
        if kind_of_file not in TYPES:
            abort(404)
        if waits := put_off(len(leaves) > MOST_AT_ONCE, self.title):
            return waits
        chosen = [
            *in_force(choices),
            (gettext("Row"), name_of(row)),
            (gettext("Column"), column or gettext("All columns")),
        ]
        about = TableFile(gettext("Plan items"), row, chosen)
        return list_file(kind_of_file, about, titles_of_items(), rows_of_items(leaves))

    @expose("/areas/")
    def areas(self) -> Any:
        """Areas whose names hold what is typed."""
        return jsonify(coverage.lookup().get_list(request.args.get("query"), limit=12))

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """A row for every cell that holds anything, as a workbook or a plain table."""
        choices = read_choices(request.args)
        found, _faults = _answer(choices)
        if kind_of_file not in TYPES or found is None:
            abort(404)
        about = TableFile(self.title, found.area, in_force(choices))
        titles = [
            gettext("P-code"), gettext("Area"), MATRIX_COLUMNS.label(choices.by), gettext("Items"), gettext("Done"),
            gettext("Late"), gettext("Progress"), gettext("Since last month"),
        ]  # fmt: skip
        return list_file(kind_of_file, about, titles, _lines(found, ordered(found, choices)))


def _lines(found: PlanMatrix, rows: list[MatrixRow]) -> Iterator[list[Cell]]:
    for row in rows:
        for column, cell in zip(found.columns, row.cells, strict=True):
            figures = (None if value is None else float(value) for value in (cell.progress, cell.change))
            counts = (cell.item_count, cell.done_count, cell.late_count)
            yield [row.area.pcode, name_of(row.area), column_name(column), *counts, *figures]


def _cell(choices: MatrixChoices) -> tuple[Area, str, list[Leaf]]:
    """The area and the column ("" for all) of the cell that the address names, and its items; 404 where there is no
    such."""
    if choices.place.area is None:
        abort(404)
    key = request.args.get("column")
    try:
        row = changes.find(viewer(), Area, request.args.get("row"))
        leaves = cell_items(viewer(), choices.question(choices.place.area), row, key, clock.today())
    except Refused:
        abort(404)
    return row, _called(choices, key), leaves


def _called(choices: MatrixChoices, key: str | None) -> str:
    """The name of a column of the answer, "" for a row as a whole."""
    found, _faults = _answer(choices)
    return next((column_name(one) for one in found.columns if one.key == key), "") if found else ""


def column_name(column: MatrixColumn) -> str:
    """What a column is called."""
    return str(column.other) if column.other else name_of(column)


def ordered(found: PlanMatrix, choices: MatrixChoices) -> list[MatrixRow]:
    """The rows by name, or those first of which most is late and least is done: in the column chosen, or in all."""
    rows = sorted(found.rows, key=lambda row: (fold(name_of(row.area)), row.area.pcode))
    if choices.sort == "name":
        return rows
    return sorted(rows, key=lambda row: _worst(cell_on(found, row, choices)))


def cell_on(found: PlanMatrix, row: MatrixRow, choices: MatrixChoices) -> MatrixCell:
    """The cell of a row by which the table is ordered and that a telephone tells of."""
    place = next((n for n, column in enumerate(found.columns) if choices.on and column.key == choices.on), None)
    return row.total if place is None else row.cells[place]


def _worst(cell: MatrixCell) -> tuple[bool, float, float]:
    if not cell.item_count:
        return True, 0, 0
    return False, -cell.late_count / cell.item_count, float(cell.progress or 0)


def shade(cell: MatrixCell) -> str:
    """The step of the scale that a cell stands on."""
    if cell.progress is None:
        return "NO_NEED_DATA"
    return next((step for below, step in STEPS if cell.progress < below), "COVERED")


def change_text(value: Any) -> str:
    """A change in points, with its sign; those that round to nothing are none."""
    points = round(value)
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return sign + number_text(abs(points))


def in_force(choices: MatrixChoices) -> list[tuple[str, str]]:
    """(what it is, how it reads) of all that is chosen."""
    place = choices.place
    return [
        (gettext("Area"), name_of(place.area) if place.area else ""),
        (gettext("Kind of plan"), PLAN_KINDS.label(choices.kind)),
        (gettext("Level of the rows"), LEVELS.label(LEVEL_NAMES[place.level])),
        (gettext("Columns"), MATRIX_COLUMNS.label(choices.by)),
        (gettext("Period"), period_words(place.period)),
    ]


def _answer(choices: MatrixChoices) -> tuple[PlanMatrix | None, list[Any]]:
    """What is known, and why it is not told if it is refused; kept until an item changes."""
    area, who, today = choices.place.area, viewer(), clock.today()
    if area is None:
        return None, []
    question = choices.question(area)
    key = ("matrix", who.scope, area.id, question.kind, question.period, question.level, question.by)
    try:
        return slow_answers.cached(key, _TABLES, partial(plan_matrix, who, question, today)).value, []
    except Refused as refusal:
        return None, list(refusal.faults)


def _words(choices: MatrixChoices) -> dict[str, Any]:
    levels = coverage.levels_below(choices.place.area)
    return {
        "in_force": in_force(choices),
        "kinds": PLAN_KINDS.choices(),
        "dimensions": MATRIX_COLUMNS.choices(),
        "orders": coverage.ORDERS,
        "levels": [(LEVEL_NAMES[level], LEVELS.label(LEVEL_NAMES[level])) for level in levels],
        "presets": coverage.presets(),
        "column_name": column_name,
        "cell_on": cell_on,
        "shade": shade,
        "change_text": change_text,
    }
