"""A 5W sheet understood: which sheet, which header row, what each column means, and its rows one by one.

path --open_book--> sheets --choose--> the sheet --read_head--> columns --rows()--> Row, Row, ...
"""

from collections.abc import Mapping
from pathlib import Path

from tansiq.exchange.sheet.columns import Column
from tansiq.exchange.sheet.mapping import folded, refuse_unused
from tansiq.exchange.sheet.notices import Notices
from tansiq.exchange.sheet.rows import Row, Understood
from tansiq.exchange.sheet.sheets import Considered, choose, others_alike
from tansiq.exchange.values.periods import year_in
from tansiq.exchange.workbook.opening import open_book

__all__ = ["Column", "Considered", "Row", "Understood", "understand"]


def understand(
    path: Path, sheet: str | None = None, mapping: Mapping[str, str] | None = None, name: str | None = None
) -> Understood:
    """Open a file, find the 5W sheet in it and what its columns mean.

    `sheet` names the sheet to read instead of the best one; `mapping` gives fields to headers, HXL tags or
    column letters ("" leaves a column out); `name` is what the file is called, if not like
    the path. Raises `Unreadable` where the file as a whole cannot be read.
    """
    mapping = mapping or {}
    book = open_book(path, name)
    chosen, head, considered = choose(book, sheet, folded(mapping))
    refuse_unused(mapping, head.columns)
    looked_over = Notices(chosen.sheet.name, head, chosen.first)
    others = [] if sheet else others_alike(chosen, considered)
    return Understood(
        sheet=chosen.sheet.name,
        header_row=head.header_row,
        hxl_row=head.hxl_row,
        columns=looked_over.columns,
        considered=considered,
        book=book,
        year=year_in(chosen.sheet.name) or year_in(Path(name or path.name).stem),
        notices=[*book.notices, *others, *looked_over.problems],
    )
