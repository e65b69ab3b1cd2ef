"""Arrangements that were not answered in time lapse: the worker looks for them, round by round."""

from datetime import date
from typing import Any

from tansiq.cases.speaking import hold_case
from tansiq.models import Arrangement, OverlapCase
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import OPERATOR
from tansiq.records import changes


def lapse(day: date | None = None) -> int:
    """Let all that was not answered in time lapse, as of a day (today): how many did."""
    day = day or clock.today()
    table = Arrangement
    late = (table.arrangement_state == "PROPOSED") & (table.answer_by < day) & table.archived_at.is_null()
    rows: Any = table.select(table.id, table.case).where(late).order_by(table.id).tuples()
    return sum(_lapse(row_id, case_id) for row_id, case_id in list(rows))


def _lapse(row_id: int, case_id: int) -> bool:
    with changes.together():
        hold_case(OPERATOR, OverlapCase(id=case_id))
        row = Arrangement.get_by_id(row_id)
        if row.arrangement_state != "PROPOSED" or row.archived_at is not None:
            return False
        row.arrangement_state = "LAPSED"
        changes.save(OPERATOR, row)
    return True


def _look(order: Order, _progress: Progress) -> None:
    if not order.ended:
        lapse()


JOBS: dict[str, Job] = {"arrangements": _look}
"""The jobs by name."""
