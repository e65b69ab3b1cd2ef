"""The workbook of a form for one period, to be filled offline: a sheet for each unit, locked but for its cells.

   A (hidden)   B item          C unit   D now   E before   F now   G before ...
1  mark         name of the form
2               unit and period
3               until when
4               how it is filled
5  nil#         why nothing        -     [    ]
6  -#           Item            Unit     Value   1st quarter 2026
7  12#          Vehicles                 [ 12 ]  10
   end#         End of the form
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.reporting.filled_units import Standing
from tansiq.exchange.reporting.formulas import formula_of
from tansiq.exchange.reporting.lines import Line, items_of, lines_of
from tansiq.exchange.reporting.locked_sheet import Lists, LockedSheet
from tansiq.exchange.reporting.marks import END, NIL, NOTHING, RECKONED, Place, SheetMark
from tansiq.exchange.reporting.shown_cells import kept_in, offered, shown_in, typed_format
from tansiq.exchange.values.problems import Problem
from tansiq.forms.filling import days_of
from tansiq.language.bilingual import pick
from tansiq.language.spoken_days import Day
from tansiq.language.words import gettext
from tansiq.models.definitions import ENTRY
from tansiq.models.frozen_definitions import definitions_for
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.records.extra_values import reckoner

WRONG_ROW, _NIL_ROW, _HEADS = 2, 5, 6
"""The row at which it is told what is wrong with all of a sheet, that of the reason, and the last above its lines."""


def write_reports(viewer: Viewer, rows: list[Standing], out: Any, progress: Progress = silent) -> int:
    """Write a workbook with a sheet for each of these reports to a binary stream, in the language now spoken; how many
    sheets it has."""
    book = Workbook(write_only=True)
    lists, renderer = Lists(), OwnRenderer(viewer)
    for count, row in enumerate(rows, start=1):
        SheetWriter(viewer, row, LockedSheet(book, pick(row.unit, "name"), lists), renderer).write()
        progress("write", count)
    lists.write(book)
    book.save(out)
    return len(rows)


@dataclass(frozen=True)
class Typed:
    """What a sheet says that is given back: by place (NIL that of the reason) what was typed there, Marked where it is
    wrong, and what is wrong with all of the sheet."""

    cells: Mapping[Place | str, Any]
    problems: Sequence[Problem] = ()


class SheetWriter:
    """Writes the sheet of one unit: what its report says, or what was `typed`. `addresses` are those of its cells."""

    def __init__(
        self, viewer: Viewer, row: Standing, sheet: LockedSheet, renderer: OwnRenderer, typed: Typed | None = None
    ) -> None:
        self._row, self._sheet, self._renderer, self._typed = row, sheet, renderer, typed
        self.addresses: dict[Place | str, str] = {NIL: sheet.address(_NIL_ROW, 0)}
        self._report = row.report
        self._definitions = definitions_for(self._report)
        items = items_of(viewer, self._report, self._definitions)
        self._lines = list(lines_of(self._definitions, items))
        version, form = self._report.form_version, self._report.form
        sheet.mark = SheetMark(form.key, version.number, version.digest, self._report.period, self._report.unit_id)
        self._cells: dict[int, list[str]] = {}
        for at, line in enumerate(self._lines, start=_HEADS + 1):
            self._place(line, at)
        self._before = self._reckoned_before()

    def write(self) -> None:
        """Write it from the top."""
        for place, text in enumerate(self._head(), start=1):
            self._sheet.add_words(text, self._typed.problems if self._typed and place == WRONG_ROW else ())
        self._sheet.add_filled(NIL, [gettext("Why there is nothing to report"), None], [(self._nil(), "@", ())], [None])
        before = str(self._report.reported.after(-1).name)
        self._sheet.add(NOTHING, [gettext("Item"), gettext("Unit"), gettext("Value"), before], look="head")
        for line in self._lines:
            self._add(line)
        self._sheet.add(END, [gettext("End of the form")], look="words")

    def _nil(self) -> Any:
        return self._typed.cells.get(NIL) if self._typed else self._report.nil_reason or None

    def _head(self) -> Iterator[str]:
        report = self._report
        days = days_of(report.form_version, report.unit_id, report.reported)
        yield pick(report.form, "many")
        yield f"{pick(self._row.unit, 'name')} · {report.reported.name}"
        yield gettext("Due on %(day)s", day=Day(days.due_on))
        yield gettext("Fill in the white cells and send this workbook again. A cell that stays empty is not known; a "
                      "zero is a zero.")  # fmt: skip

    def _place(self, line: Line, row: int) -> None:
        for at, place in enumerate(line.places):
            self.addresses[place] = self._sheet.address(row, at)
            self._cells.setdefault(place[0], []).append(self.addresses[place])
        if line.text == RECKONED and line.one is not None:
            self._cells[line.one.number] = [self._sheet.address(row, 0)]

    def _add(self, line: Line) -> None:
        one = line.one
        unit = pick(one, "unit") if one is not None and not line.is_heading else None
        if line.places and one is not None:
            words = offered(self._definitions, one)
            before = self._row.before.extra if self._row.before else None
            told = [self._now(line, place) for place in line.places]
            filled = [(value, typed_format(one, value), words) for value in told]
            self._sheet.add_filled(line.text, [self._label(line), unit], filled,
                                   [self._shown(line, before, *place) for place in line.places])  # fmt: skip
        elif line.text == RECKONED and one is not None:
            self._sheet.add(RECKONED, [line.label, unit, *self._reckoned(line)], look="reckoned")
        else:
            heads = [text for head in line.heads for text in (head, None)]
            look = "group" if line.is_heading else "head" if heads else "item"
            self._sheet.add(NOTHING, [self._label(line), unit, *heads], look=look)

    def _label(self, line: Line) -> str:
        is_required = line.one is not None and line.one.is_required and (not line.label.startswith(" "))
        return f"{line.label} {gettext('(required)')}" if is_required else line.label

    def _now(self, line: Line, place: Place) -> Any:
        return self._typed.cells.get(place) if self._typed else self._shown(line, self._report.extra, *place)

    def _shown(self, line: Line, kept: Any, number: int, key: str) -> Any:
        one = line.one
        return None if one is None else shown_in(self._definitions, self._renderer, one, kept_in(kept, number, key))

    def _reckoned(self, line: Line) -> list[Any]:
        """The formula, and what it came to for the period before; a word where this program alone reckons it."""
        one = line.one
        if one is None:
            return []
        tree = self._definitions.calculated_in((ENTRY, self._report.form_id)).get(one.number)
        shares = tree is not None and any(self._definitions.fields[number].is_share for number in tree.fields)
        # What is typed as 45% is a fraction to a spreadsheet: it would reckon with 0.45.
        formula = None if tree is None or shares else formula_of(tree, self._cells)
        return [formula or gettext("reckoned when it is sent"), self._before.get(one.number)]

    def _reckoned_before(self) -> dict[int, Any]:
        """By number: what calculated items came to for the period before, where that is a number."""
        if self._row.before is None:
            return {}
        values = reckoner(self._definitions, (ENTRY, self._report.form_id))(self._row.before.extra or {})
        return {number: value for number, value in values.items() if type(value) in (int, float, Decimal)}
