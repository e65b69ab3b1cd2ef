"""Rows of the register written as a file: CSV for any program, XLSX with lists to choose from."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tansiq.exchange.export.exporting import Filters, columns, own_sheet_columns, rows
from tansiq.exchange.export.month_layout import ONE_A_SITE, MonthLayout, SheetColumn
from tansiq.exchange.export.own_rendering import own_choices
from tansiq.exchange.workbook.formula_guard import for_xml, guarded
from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import MODALITIES, ORGANIZATION_KINDS, STATUSES
from tansiq.language.words import direction, gettext
from tansiq.models import PopulationGroup, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Format = Literal["xlsx", "csv"]
_LISTS = "Lists"
_HEAD = PatternFill("solid", fgColor="1F5C4B")
_TAGS = PatternFill("solid", fgColor="E4EFEA")
THOUSAND = 3
_ROWS = 100_000
"""Rows below the head that offer the lists: people add rows to what they are sent."""


def export(viewer: Viewer, filters: Filters, path: Path, kind: Format, months: MonthLayout = "last") -> int:
    """Write the sites that pass, in the language now spoken, to `path`; return how many rows. Raises Refused."""
    if kind == "csv":
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            return write_csv(viewer, filters, out, months)
    with path.open("wb") as out:
        return write_xlsx(viewer, filters, out, months)


def write_csv(viewer: Viewer, filters: Filters, out: Any, months: MonthLayout = "last") -> int:
    """CSV with header and HXL rows to a text stream; the caller's encoding should begin with a BOM."""
    told = columns(viewer, filters, months)
    writer, count = csv.writer(out), 0
    writer.writerows([[column.header for column in told], [column.tag for column in told]])
    for cells in rows(viewer, filters, told):
        writer.writerow([plain(cell) for cell in cells])
        count += 1
    return count


def plain(value: Any) -> Any:
    """A value as the text of a CSV cell: numbers in full, without exponents."""
    if isinstance(value, float):
        return f"{value:.7f}".rstrip("0").rstrip(".")
    return _in_full(value) if isinstance(value, Decimal) else value


def _in_full(value: Decimal) -> str:
    """A number without exponent; three digits behind its mark could be read as thousands, so they are four."""
    text = format(value, "f")
    return f"{text}0" if len(text.partition(".")[2]) == THOUSAND else text


def write_xlsx(viewer: Viewer, filters: Filters, out: Any, months: MonthLayout = "last") -> int:
    """A workbook to a binary stream: right to left in Arabic, frozen head, and lists where words are coded."""
    told = columns(viewer, filters, months)
    return write_book(BookLayout(gettext("5W"), told, choices_of(viewer)), rows(viewer, filters, told), out)


def write_template(viewer: Viewer, out: Any) -> None:
    """The same workbook without rows, to be filled in, in the language now spoken."""
    told = [*ONE_A_SITE, *own_sheet_columns(viewer)]
    write_book(BookLayout(gettext("5W"), told, choices_of(viewer)), [], out)


@dataclass(frozen=True)
class BookLayout:
    """A workbook of one sheet: its title, its columns, and the words that coded columns offer. The row of tags may be
    hidden: programs read it all the same."""

    title: str
    columns: Sequence[SheetColumn]
    choices: Mapping[str, Sequence[str]]
    has_hidden_tags: bool = False


def write_book(layout: BookLayout, records: Iterable[Sequence[Any]], out: Any) -> int:
    """Write a workbook, headers and tags above its records, to a binary stream; how many records it holds."""
    book, told = Workbook(write_only=True), layout.columns
    sheet = book.create_sheet(layout.title)
    _lay_out(sheet, told)
    sheet.row_dimensions[2].hidden = layout.has_hidden_tags
    _offer_lists(book, sheet, told, layout.choices)
    sheet.append([_styled(sheet, guarded(for_xml(column.header)), _HEAD, "FFFFFF") for column in told])
    sheet.append([_styled(sheet, column.tag, _TAGS, "666666") for column in told])
    count = 0
    for cells in records:
        sheet.append([_cell(sheet, cell) for cell in cells])
        count += 1
    book.save(out)
    return count


def _lay_out(sheet: Any, told: Sequence[SheetColumn]) -> None:
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    sheet.freeze_panes = "A3"
    for position, column in enumerate(told, 1):
        sheet.column_dimensions[get_column_letter(position)].width = min(max(len(column.header) + 2, 12), 40)


def _styled(sheet: Any, text: str, fill: PatternFill, colour: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.fill, cell.font = fill, Font(bold=fill is _HEAD, color=colour)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, datetime.combine(value, time.min))
        cell.number_format = "yyyy-mm-dd"
        return cell
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, for_xml(value) or None)
    if value:
        cell.data_type = "s"
    return cell


def choices_of(viewer: Viewer) -> dict[str, list[str]]:
    """What each coded column may hold, in the language now spoken."""
    sectors = list(visible(Sector, viewer).where(Sector.archived_at.is_null()).order_by(Sector.position, Sector.id))
    groups = visible(PopulationGroup, viewer).where(PopulationGroup.archived_at.is_null())
    return {
        "status": [label for _, label in STATUSES.choices()],
        "modality": [label for _, label in MODALITIES.choices()],
        "organization_kind": [label for _, label in ORGANIZATION_KINDS.choices()],
        "sector": [pick(row, "name") for row in sectors if row.parent_id is None],
        "subsector": [pick(row, "name") for row in sectors if row.parent_id is not None],
        "population_group": [pick(row, "name") for row in groups.order_by(PopulationGroup.position)],
        "distinct_people": [gettext("Yes"), gettext("No")],
        **own_choices(column.field for column in own_sheet_columns(viewer)),
    }


def _offer_lists(book: Workbook, sheet: Any, told: Sequence[SheetColumn], choices: Mapping[str, Sequence[str]]) -> None:
    """A hidden sheet with a column for each list, and a drop-down from it on each coded column."""
    names = [column.field for column in told]
    lists: Any = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for row in _side_by_side(list(choices.values())) if choices else ():
        lists.append(row)
    for position, (name, words) in enumerate(choices.items(), 1):
        if words:
            source, target = get_column_letter(position), get_column_letter(names.index(name) + 1)
            offered = DataValidation("list", f"={_LISTS}!${source}$1:${source}${len(words)}", allow_blank=True)
            offered.add(f"{target}3:{target}{_ROWS}")
            sheet.data_validations.append(offered)


def _side_by_side(columns: Sequence[Sequence[str]]) -> Iterator[list[str | None]]:
    for at in range(max(map(len, columns))):
        yield [column[at] if at < len(column) else None for column in columns]
