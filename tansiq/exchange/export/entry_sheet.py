"""A register of a ministry's own as a workbook: its entries, one row each, with the numbers by which they come back.

Below the headers stands a hidden row of tags with the numbers of the fields: whatever they are called by the time the
sheet comes back, each column is found.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tansiq.exchange.export.entry_rendering import EntryRenderer
from tansiq.exchange.export.exporting import cell
from tansiq.exchange.export.month_layout import SheetColumn
from tansiq.exchange.export.own_rendering import own_choices, own_fields_shown
from tansiq.exchange.export.workbook_writer import BookLayout, Format, plain, write_book
from tansiq.exchange.sheet.fields import static_fields_of
from tansiq.exchange.sheet.own_fields import kind_of_type
from tansiq.exchange.workbook.formula_guard import sheet_title
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import Area, Entry, TypeDefinition
from tansiq.models.data_stamps import held_still
from tansiq.models.extra import extra_name, number_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_SHOWN_PLACES = ("adm1_name", "adm2_name", "adm3_name", "settlement_name")
_AT_ONCE = 500
_MOST_OFFERED = 1_000
"""Words that a drop-down offers."""


def entry_columns(viewer: Viewer, kind: TypeDefinition) -> list[SheetColumn]:
    """The columns of the sheet in their order: which entry, its own fields, who and where."""
    code = kind_of_type(kind.id)
    names = [field.name for field in static_fields_of(code)]
    names = [name for name in names if not name.startswith(("adm", "settlement")) or name in _SHOWN_PLACES]
    own = [extra_name(one.number) for one in own_fields_shown(viewer, code, Entry, is_by_row=True)]
    # What an entry is called by its own fields comes right after its number and its owner.
    first = sum(name in ("entry_id", "owner") for name in names)
    return [SheetColumn(name) for name in (*names[:first], *own, *names[first:])]


def write_entries(viewer: Viewer, kind: TypeDefinition, path: Path, form: Format = "xlsx") -> int:
    """Write the entries of a type that `viewer` sees, in the language now spoken, to `path`; how many there are."""
    if form == "xlsx":
        with path.open("wb") as out:
            return write_entries_xlsx(viewer, kind, out)
    with held_still(), path.open("w", encoding="utf-8-sig", newline="") as text:
        told, writer, count = entry_columns(viewer, kind), csv.writer(text), 0
        writer.writerows([[cell(column.header) for column in told], [column.tag for column in told]])
        for line in entry_rows(viewer, kind, told):
            writer.writerow([plain(value) for value in line])
            count += 1
    return count


def write_entries_xlsx(viewer: Viewer, kind: TypeDefinition, out: Any, is_empty: bool = False) -> int:
    """The same as a workbook to a binary stream; without rows, to be filled in, where it is to be empty."""
    with held_still():
        told = entry_columns(viewer, kind)
        title = sheet_title(pick(kind, "many")) or "1"
        rows = iter(()) if is_empty else entry_rows(viewer, kind, told)
        return write_book(BookLayout(title, told, _choices(viewer, told), has_hidden_tags=True), rows, out)


def entry_rows(viewer: Viewer, kind: TypeDefinition, told: list[SheetColumn]) -> Iterator[list[Any]]:
    """The cells of every standing entry below the columns; text that could run as a formula is made harmless."""
    renderer = EntryRenderer(viewer, kind)
    for row in _standing(viewer, kind):
        cells = renderer.cells(row)
        yield [cell(cells.get(column.field)) for column in told]


def _standing(viewer: Viewer, kind: TypeDefinition) -> Iterator[Entry]:
    last = 0
    while True:
        standing = visible(Entry, viewer).where(Entry.record_type == kind.id, Entry.archived_at.is_null())
        piece = list(standing.where(Entry.id > last).order_by(Entry.id).limit(_AT_ONCE))
        if not piece:
            return
        last = piece[-1].id
        yield from piece


def _choices(viewer: Viewer, told: list[SheetColumn]) -> dict[str, list[str]]:
    """What columns offer: the answers of a list, yes and no, the names of governorates and districts."""
    names = [column.field for column in told]
    found: dict[str, list[str]] = {}
    for name in names:
        if number_of(name) is not None:
            found |= own_choices([name])
        elif name == "is_published":
            found[name] = [gettext("Yes"), gettext("No")]
        elif name in _SHOWN_PLACES[:2]:
            found[name] = _areas(viewer, _SHOWN_PLACES.index(name) + 1)
    return {name: words[:_MOST_OFFERED] for name, words in found.items() if words}


def _areas(viewer: Viewer, level: int) -> list[str]:
    """The names of the standing areas of a level, each once."""
    rows = visible(Area, viewer).where(Area.level == level, Area.archived_at.is_null()).order_by(Area.pcode)
    return list(dict.fromkeys(pick(row, "name") for row in rows))
