"""A workbook of reports given back: each sheet as it was sent, its faulty cells coloured, to be mended and sent anew.

a sheet that was understood   -> written anew, locked, with its lists and formulas, and with what was typed in its cells
one that was torn, or of another form, version or period; rows of units -> its cells as they stand

Rows that somebody put between others are gone where a sheet is written anew: messages say where the cells are now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tansiq.exchange.export.marked_workbook import copy_rows, write_messages
from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.reporting.filled_units import Standing, standing
from tansiq.exchange.reporting.locked_sheet import Lists, LockedSheet
from tansiq.exchange.reporting.marks import NIL, Place
from tansiq.exchange.reporting.report_draft import ReportDraft, ReportsPlan
from tansiq.exchange.reporting.shown_cells import Marked
from tansiq.exchange.reporting.told_sheet import ToldReport
from tansiq.exchange.reporting.writing import WRONG_ROW, SheetWriter, Typed
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.opening import open_book
from tansiq.policy.viewer import Viewer

_TORN = frozenset({"shifted", "torn", "twice", "wrong-form", "wrong-period"})
"""What is wrong with a sheet whose cells cannot be told from each other, or belong elsewhere."""


def mark_reports(viewer: Viewer, path: Path, into: Path, plan: ReportsPlan) -> None:
    """Write the marked workbook of a file of reports, in the language now spoken. Raises Unreadable where the file is
    gone wrong since it was read."""
    with into.open("wb") as out:
        _Marking(viewer, path, plan).write(out)


class _Marking:
    """Writes the sheets of one workbook, and gathers what is told of them."""

    def __init__(self, viewer: Viewer, path: Path, plan: ReportsPlan) -> None:
        self._viewer, self._plan = viewer, plan
        self._source = open_book(path, plan.file_name)
        self._book, self._lists, self._renderer = Workbook(write_only=True), Lists(), OwnRenderer(viewer)
        self._standing = _standing(viewer, plan)
        self._told: list[Problem] = list(plan.file_problems)

    def write(self, out: Any) -> None:
        """All of it."""
        if any(draft.told.digest for draft in self._plan.drafts):
            for draft in self._plan.drafts:
                self._write(draft)
        else:
            self._told = list(self._plan.problems)
            copy_rows(self._book, self._plan.sheet, self._source.rows(self._plan.sheet), self._told)
        self._lists.write(self._book)
        write_messages(self._book, self._told)
        self._book.save(out)

    def _write(self, draft: ReportDraft) -> None:
        row = self._standing.get(id(draft))
        if row is None:
            self._copy(draft.told)
            return
        sheet = LockedSheet(self._book, draft.told.name, self._lists)
        placed, typed = _typed(draft.told)
        writer = SheetWriter(self._viewer, row, sheet, self._renderer, typed)
        writer.write()
        for place, problem in placed:
            at = writer.addresses.get(place) if place is not None else None
            self._told.append(replace(problem, address=f"{sheet.title}!{at or f'B{WRONG_ROW}'}"))

    def _copy(self, told: ToldReport) -> None:
        """The sheet as it stands; its marks stay hidden."""
        self._told += told.problems
        copy_rows(self._book, told.name, self._source.rows(told.name), told.problems, hidden="A")


def _standing(viewer: Viewer, plan: ReportsPlan) -> dict[int, Standing]:
    """By draft: the report of each sheet that can be written anew, with that of the period before."""
    found: dict[int, Standing] = {}
    drafts = [draft for draft in plan.drafts if _is_whole(draft)]
    for period in {draft.period for draft in drafts if draft.period is not None}:
        of_period = {draft.unit.id: draft for draft in drafts if draft.period == period and draft.unit is not None}
        units = [draft.unit for draft in of_period.values() if draft.unit is not None]
        rows = standing(viewer, plan.form, period, units)
        found |= {id(of_period[row.unit.id]): row for row in rows}
    return found


def _is_whole(draft: ReportDraft) -> bool:
    """Whether a sheet was read by its version, each cell at its place."""
    return bool(draft.told.digest and draft.definitions.fields) and _TORN.isdisjoint(
        problem.code for problem in draft.told.problems
    )


def _typed(told: ToldReport) -> tuple[list[tuple[Place | str | None, Problem]], Typed]:
    """Each problem with the place it is at, None where it concerns all of the sheet; and what was typed."""
    cells: dict[Place | str, Any] = {place: raw for place, (_, raw) in told.cells.items()}
    if told.nil is not None:
        cells[NIL] = told.nil[1]
    places = dict(_places(told))
    placed = [(places.get(problem.address), problem) for problem in told.problems]
    for place in {place for place, _ in placed if place is not None}:
        cells[place] = Marked(cells.get(place), _at(placed, place))
    return placed, Typed(cells, _at(placed, None))


def _places(told: ToldReport) -> Iterator[tuple[str, Place | str]]:
    yield from ((address, place) for place, (address, _) in told.cells.items())
    if told.nil is not None:
        yield told.nil[0], NIL


def _at(placed: Sequence[tuple[Place | str | None, Problem]], wanted: Place | str | None) -> list[Problem]:
    return [problem for place, problem in placed if place == wanted]
