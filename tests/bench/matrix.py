"""The matrix of plans by district and axis, against the bare SQL of the same aggregates."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tansiq.models import Area
from tansiq.period import Period
from tansiq.plans.matrix import MatrixQuestion, PlanMatrix, plan_matrix
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import ANONYMOUS
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 7, 15)
MOST = 1.5
Bare = Callable[[], list[tuple[Any, ...]]]


def matrix(kind: str, address: str, rows: int) -> list[Finding]:
    """The question asked of the domain, beside the bare statement."""
    db.connect(reuse_if_open=True)
    try:
        statement = bare()
        check_equal(statement)
        ways: dict[str, Callable[[], object]] = {"domain": asked, "bare": statement}
        taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
    finally:
        db.close()
    ratio = taken["domain"] / taken["bare"]
    return [Finding("matrix of plans", kind, rows, "ms", taken["domain"], taken["bare"], ratio, AT_MOST, MOST)]


def asked() -> PlanMatrix:
    """The answer of the program."""
    return plan_matrix(ANONYMOUS, MatrixQuestion("ANNUAL", PERIOD, "YE", 2), TODAY)


def bare(today: date = TODAY) -> Bare:
    """A call that runs the statement by hand and fetches its rows."""
    statement = Path(__file__).with_name("bare_matrix.sql").read_text()
    bound = {"country": Area.get(Area.pcode == "YE").id, "begins": str(PERIOD.begins), "ends": str(PERIOD.ends)}
    bound |= {"today": str(today), "month": str(today.replace(day=1))}
    if is_postgres():
        statement = re.sub(r"DAYS\((\S+), (\S+)\)", r"(CAST(\1 AS date) - \2)", statement)
        statement = re.sub(r":(\w+)", r"%(\1)s", statement)
    else:
        statement = re.sub(r"DAYS\((\S+), (\S+)\)", r"(JULIANDAY(\1) - JULIANDAY(\2))", statement)
        statement = statement.replace("GREATEST(", "MAX(").replace("LEAST(", "MIN(")

    def run() -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = db.execute_sql(statement, bound).fetchall()
        return found

    return run


def check_equal(statement: Bare) -> None:
    """Raise ValueError where the two do not find the same: then a ratio would say nothing."""
    found = asked()
    axes = {row_id: place for place, column in enumerate(found.columns) for row_id in column.ids}
    ours = {(row.area.id, place): cell for row in found.rows for place, cell in enumerate(row.cells) if cell.item_count}
    theirs = {
        (cell, axes[axis]): (items, done, late, shared / share, change / known)
        for cell, axis, items, done, late, _now, _share, _shared, share, shared, *_rest, known, change in statement()
    }
    if set(ours) != set(theirs) or not all(_agree(cell, theirs[place]) for place, cell in ours.items()):
        raise ValueError("the program and the bare statement do not agree")


def _agree(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    """Whether counts are the same, and means but for the rounding."""
    is_near = all(abs(float(one) - float(other)) < 0.01 for one, other in zip(ours[3:], theirs[3:], strict=True))
    return is_near and all(one == other for one, other in zip(ours[:3], theirs[:3], strict=True))
