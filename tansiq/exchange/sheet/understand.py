"""A 5W sheet understood: which sheet, which header row, what each column means, and its rows one by one.

path --open_book--> sheets --choose--> the sheet --read_head--> columns --rows()--> Row, Row, ...
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tansiq.exchange.sheet.columns import Column
from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.mapping import fold_mapping, refuse_doubled, refuse_unused
from tansiq.exchange.sheet.notices import Notices
from tansiq.exchange.sheet.rows import Row, UnderstoodSheet
from tansiq.exchange.sheet.sheet_choice import Candidate, ConsideredSheet, Wishes, choose_sheet, others_alike
from tansiq.exchange.values.countries import country_code
from tansiq.exchange.values.periods import year_in
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.book import Book
from tansiq.exchange.workbook.opening import open_book
from tansiq.language.words import say_count
from tansiq.models.data_stamps import held_still
from tansiq.platform.collecting import collected_seldom

__all__ = ["AS_IT_STANDS", "Column", "ConsideredSheet", "Row", "UnderstoodSheet", "Ways", "understand"]


@dataclass(frozen=True)
class Ways:
    """How a sheet is to be read: with the words for areas of a country (its code or name), whether hidden rows and
    columns are read too, and as what kind of sheet.
    """

    country: str | None = None
    with_hidden: bool = False
    kind: SheetKind = "FIVEW"


AS_IT_STANDS = Ways()


@collected_seldom()
def understand(
    path: Path,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    name: str | None = None,
    ways: Ways = AS_IT_STANDS,
) -> UnderstoodSheet:
    """Open a file, find the sheet of the kind in it and what its columns mean.

    `sheet` names the sheet to read instead of the best one; `mapping` gives fields to headers, HXL tags or
    column letters ("" leaves a column out); `name` is what the file is called, if not like
    the path. Raises `Unreadable` where the file as a whole cannot be read.
    """
    # Each header is held against what is defined.
    with held_still():
        return _understood(path, sheet, mapping or {}, name, ways)


def _understood(
    path: Path, sheet: str | None, mapping: Mapping[str, str], name: str | None, ways: Ways
) -> UnderstoodSheet:
    book = open_book(path, name)
    country = country_code(ways.country) if ways.country else None
    chosen, head, considered = choose_sheet(book, _wishes(sheet, mapping, country or "", ways))
    refuse_unused(mapping, head.columns)
    said = [column for column in (*head.columns, *head.second_claims) if column.field and column.by == "mapping"]
    refuse_doubled((column.header, str(column.field)) for column in said)
    looked_over = Notices(chosen.sheet.name, head, chosen.first)
    others = [] if sheet else others_alike(chosen, considered)
    return UnderstoodSheet(
        sheet=chosen.sheet.name,
        header_row=head.header_row,
        hxl_row=head.hxl_row,
        columns=looked_over.columns,
        considered=considered,
        book=book,
        year=year_in(chosen.sheet.name) or year_in(Path(name or path.name).stem),
        notices=[*book.notices, *others, *_hidden_rows(book, chosen, head.last_row), *looked_over.problems],
        unread=chosen.unread.rows,
        kind=ways.kind,
    )


def _wishes(sheet: str | None, mapping: Mapping[str, str], country: str, ways: Ways) -> Wishes:
    return Wishes(sheet, fold_mapping(mapping, ways.kind), country, ways.with_hidden, ways.kind)


def _hidden_rows(book: Book, chosen: Candidate, last_row: int) -> Iterator[Problem]:
    """How many rows lie hidden or filtered out below the head, and whether they are read."""
    count = book.hidden(chosen.sheet.name).rows.count_after(last_row)
    if not count:
        return
    if chosen.unread.rows:
        text = say_count("%(count)s row is hidden, and was not read. Show it, or choose to read what is hidden.",
                         "%(count)s rows are hidden, and were not read. Show them, or choose to read what is hidden.",
                         count)  # fmt: skip
    else:
        text = say_count("%(count)s row is hidden, and was read.", "%(count)s rows are hidden, and were read.", count)
    yield Problem(chosen.sheet.name, "", text, "warning" if chosen.unread.rows else "notice", "hidden-rows")
