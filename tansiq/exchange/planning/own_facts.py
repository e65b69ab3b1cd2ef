"""What rows say by fields that a ministry defined: read, their references found, held against what is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.exchange.sheet.own_values import OwnCell, read_own
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import Sentence, say
from tansiq.models import FieldDefinition, Record
from tansiq.models.extra import number_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.records.extra_values import NOT_THERE
from tansiq.records.named_rows import NamedRows

Unfound = tuple[str, Sentence]
"""The code and the sentence of a text that means no row of the register, or several."""


NOT_READ = frozenset({"CALCULATED", *FILES})
"""Types of fields that no sheet fills: what is reckoned, and files, which are sent in the back office."""


@dataclass
class OwnColumns:
    """The columns of a sheet that mean fields of a ministry: those to be read, and the headers of those that are kept
    from the sender and of those that nobody fills."""

    read: list[tuple[str, FieldDefinition]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    calculated: list[str] = field(default_factory=list)


def own_columns(viewer: Viewer, table: UnderstoodSheet, model: type[Record], is_by_row: bool = False) -> OwnColumns:
    """The columns of fields that rows of `model` hold.

    With `is_by_row` officers are asked for each row whether they may see what is personal of it; else administrators
    alone read that.
    """
    found = OwnColumns()
    for column in table.columns:
        one = own_definition(column.field or "")
        if one is None or one.record_table != str(model._meta.table_name):
            continue
        if one.value_type in NOT_READ:
            found.calculated.append(column.header)
        elif may_see_field(viewer, str(column.field), model) or (is_by_row and viewer.area_ids):
            found.read.append((str(column.field), one))
        else:
            found.hidden.append(column.header)
    found.read.sort(key=lambda pair: number_of(pair[0]) or 0)
    return found


class OwnFacts:
    """Reads the own columns of one sheet; `renderer` says what an export would show."""

    def __init__(self, viewer: Viewer, columns: OwnColumns, renderer: OwnRenderer) -> None:
        self._viewer, self.columns, self._renderer = viewer, columns, renderer

    def read(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Unfound]]:
        """What a row says, by name, None for an empty cell; and what of it means no row, or several."""
        told, unfound = dict[str, Any](), dict[str, Unfound]()
        for name, one in self.columns.read:
            told[name] = values.get(name)
            if one.value_type == "REFERENCE" and told[name] is not None:
                told[name], wrong = find_one(self._renderer.rows_of(one), str(told[name]))
                unfound |= {name: wrong} if wrong is not None else {}
        return told, unfound

    def says_the_same(self, reading: Reading, name: str, stored: Record) -> bool:
        """Whether a cell says what an export would show of a stored row, or is not the sender's to see."""
        one = own_definition(name)
        if one is None or not may_see_field(self._viewer, name, stored):
            return True
        cell = self._renderer.cell(one, stored.entered(name))
        again = read_own(one, cell, OwnCell("")) if cell is not None else None
        return bool(again == reading.values.get(name))

    def changes(self, reading: Reading, stored: Record) -> Iterator[tuple[str, Any, Unfound | None]]:
        """(name, value, what it does not find) of each cell that says something new of a stored row."""
        told, unfound = self.read(reading.values)
        for name, value in told.items():
            if not self.says_the_same(reading, name, stored) and (name in unfound or stored.entered(name) != value):
                yield name, value, unfound.get(name)


def find_one(rows: NamedRows, text: str) -> tuple[int | None, Unfound | None]:
    """The id of the one row that a text calls, or what is wrong with it."""
    found = rows.find(text)
    if len(found) == 1:
        return found[0], None
    return None, ("reference-doubled", _SEVERAL) if found else ("reference-unknown", NOT_THERE)


_SEVERAL = say("Several records are called this. Write the number of the one that is meant, such as #12.")
