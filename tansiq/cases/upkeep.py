"""Keeping cases in step with the register: what changed since, or everything.

    steps of the stamps since --> interventions that changed --> their cells --> keep_cells       a few milliseconds
    too many, or not told ------> every cell that differs ---------------------> keep_cells ...   some at a time
    other weights of the score -> every cell that differs

How far cases follow is kept in one row (CaseUpkeep), with the cell that a look at everything has come to: whoever is
killed on the way is followed by somebody who does the rest (tansiq/cases/full_run.py).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import chunked

from tansiq.cases.changed_works import changed_works, read_steps, steps_of_now, write_steps
from tansiq.cases.clusters import Cell, clusters
from tansiq.cases.every_cell import pieces
from tansiq.cases.found_links import cells_around, links_in
from tansiq.cases.full_run import Run, on_the_way
from tansiq.cases.keeping import keep_cells
from tansiq.duplication.weights import in_use
from tansiq.models import CaseMember, CaseUpkeep, OverlapCase
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.database import one_at_a_time
from tansiq.platform.progress import Progress
from tansiq.records import changes

JOB = "overlap_cases"
"""The job of the worker that keeps cases."""
MOST_WORKS, MOST_CELLS = 500, 1_000
"""Changed interventions, and their cells, that are looked at one by one; of more, everything is looked at."""
_NUMBER = 0x0CA5E5
_AT_ONCE = 500


def keep_up(day: date | None = None, progress: Progress | None = None) -> None:
    """Bring all cases to what overlaps on a day (today): nothing to do takes two statements."""
    day = day or clock.today()
    with changes.together():
        one_at_a_time(_NUMBER)
        upkeep = _upkeep()
        now = Run(steps_of_now(), in_use().text, day)
        cells = _cells_to_look_at(upkeep, now)
        if cells is not None:
            if cells:
                keep_cells({cell: clusters(links) for cell, links in links_in(cells, day).items()}, day)
            _followed(upkeep, now)
            return
        before = on_the_way(upkeep.steps)
        run = now.after(before)
        weights = {upkeep.weights, before.weights if before else ""}
    is_rescored = not weights <= {"", now.weights}
    for count in _keep_all(run, day, is_rescored):
        if progress is not None:
            progress("CASES", count)
    with changes.together():
        one_at_a_time(_NUMBER)
        _followed(_upkeep(), run)


def _upkeep() -> CaseUpkeep:
    return CaseUpkeep.select().first() or CaseUpkeep()


def _keep_all(run: Run, day: date, is_rescored: bool) -> Iterator[int]:
    """Look at everything that the run has not come to, some cells in a transaction: how many were looked at so far."""
    count = 0
    for piece in pieces(day, run.cell):
        with changes.together():
            one_at_a_time(_NUMBER)
            keep_cells(piece, day, is_rescored)
            upkeep = _upkeep()
            upkeep.steps = run._replace(cell=max(piece)).text()
            upkeep.save()
        count += len(piece)
        yield count


def _followed(upkeep: CaseUpkeep, now: Run) -> None:
    done = (write_steps(now.steps), now.weights, now.day)
    if (upkeep.steps, upkeep.weights, upkeep.day) != done:
        upkeep.steps, upkeep.weights, upkeep.day = done
        upkeep.save()


def _cells_to_look_at(upkeep: CaseUpkeep, now: Run) -> set[Cell] | None:
    """The cells in which something may differ; None where everything is to be looked at."""
    if not upkeep.steps or on_the_way(upkeep.steps) or upkeep.weights != now.weights:
        return None
    if upkeep.day is None or now.day < upkeep.day:
        return None
    works = changed_works(read_steps(upkeep.steps), now.steps)
    if works is None or len(works) > MOST_WORKS:
        return None
    cells = _cells_of(works) if works else set()
    if now.day > upkeep.day:
        cells |= _cells_of_cases(OverlapCase.ended_on.is_null() & (OverlapCase.checked_until < now.day))
    return cells if len(cells) <= MOST_CELLS else None


def _cells_of(works: set[int]) -> set[Cell]:
    """Those of the cases in which they take part, or did, and those in which they may now."""
    cells = cells_around(works)
    for piece in chunked(sorted(works), _AT_ONCE):
        taking_part = CaseMember.select(CaseMember.case).where(CaseMember.intervention.in_(piece))
        cells |= _cells_of_cases(OverlapCase.id.in_(taking_part))
    return cells


def _cells_of_cases(condition: Any) -> set[Cell]:
    rows: Any = OverlapCase.select(OverlapCase.area, OverlapCase.sector).where(condition).distinct().tuples()
    return {Cell(area, sector) for area, sector in rows}


def _look(order: Order, progress: Progress) -> None:
    """One that was stopped is not tried again: the next round goes on where it came to."""
    if not order.ended:
        keep_up(progress=progress)


JOBS: dict[str, Job] = {JOB: _look}
"""The jobs by name."""
