"""How far the plans of an area are, as the matrix of plans tells it: of each plan the items that lie in the area."""

from collections.abc import Iterator

from tansiq.area_reports.content import Content, Line, Measure, Number, Table, told
from tansiq.area_reports.question import Asked
from tansiq.area_reports.sections import Section, register
from tansiq.language.plan_vocabulary import PLAN_KINDS
from tansiq.language.words import InBoth, say
from tansiq.plans.matrix import MatrixCell, MatrixQuestion, PlanMatrix, kinds_of_plans, plan_matrix
from tansiq.platform import clock

PLANS = Measure(
    "plans", say("Plans"), say("Plans with a day in the period that have items in the area, archived ones left out.")
)
ITEMS = Measure(
    "items",
    say("Plan items"),
    say("Items in the area at the ends of the trees of plans; cancelled ones are left out."),
)
DONE = Measure("done", say("Items done"), say("Those of them that are done."))
LATE = Measure(
    "late",
    say("Items late"),
    say("Those of them that are past their last day and not done, or behind by more than the plan's tolerance."),
)
PROGRESS = Measure(
    "progress",
    say("Progress"),
    say("How far these items are, from 0 to 100, each by its weight in its plan."),
    "POINTS",
)
OF_PLANS = (ITEMS, DONE, LATE, PROGRESS)


def _tell(asked: Asked) -> Content:
    found = {kind: _matrix(asked, kind) for kind in sorted(_kinds(asked), key=PLAN_KINDS.codes.index)}
    whole = [matrix.totals for matrix in found.values()]
    items, done = sum(one.item_count for one in whole), sum(one.done_count for one in whole)
    late = sum(one.late_count for one in whole)
    plans = sum(len(matrix.columns) for matrix in found.values())
    lines = [line for matrix in found.values() for line in _lines(matrix)]
    figures = told((PLANS, ITEMS, DONE, LATE), (plans, items, done, late))
    return Content(
        figures,
        [Table("by_plan", say("By plan"), say("Plan"), OF_PLANS, lines)],
        [say("Progress is told as it stands today.")],
    )


def _kinds(asked: Asked) -> set[str]:
    return kinds_of_plans(asked.viewer, asked.period, asked.area)


def _matrix(asked: Asked, kind: str) -> PlanMatrix:
    question = MatrixQuestion(kind, asked.period, asked.area, asked.area.level, "PLAN")
    return plan_matrix(asked.viewer, question, clock.today())


def _lines(matrix: PlanMatrix) -> Iterator[Line]:
    for column, cell in zip(matrix.columns, matrix.of_columns, strict=True):
        called = InBoth(column.name_en, arabic=column.name_ar)
        yield Line(_values(cell), record=("plan", column.ids[0]), label=called)


def _values(cell: MatrixCell) -> tuple[Number, ...]:
    return (cell.item_count, cell.done_count, cell.late_count, cell.progress)


PLAN_PROGRESS = register(
    Section(
        "plans",
        40,
        say("Progress of plans"),
        say("How far the plans are that have items in the area, as the matrix of plans tells it."),
        "plans:read",
        _tell,
    )
)
