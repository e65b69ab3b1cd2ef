"""Counts that are merged over several rows: one number for all of them, of which each row's part is not known.

Merged texts, days and codes hold for every row that they cover; people would be counted once for each.
"""

from collections.abc import Iterable, Iterator

from tansiq.exchange.sheet.fields import field_named
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.language.words import say


def refuse_merged_counts(table: UnderstoodSheet, readings: Iterable[Reading], others: Iterable[int] = ()) -> None:
    """Tell of each count that covers two data rows or more, at each of its rows, which are wrong then.

    To be asked once all rows were read; `others` are the numbers of data rows that have no reading.
    """
    by_number = {reading.row.number: reading for reading in readings}
    numbers = {*by_number, *others}
    for name, covered in _covered(table):
        rows = [number for number in covered if number in numbers]
        for reading in (by_number[number] for number in rows if number in by_number and len(rows) > 1):
            if name in reading.values:
                reading.tell("error", "merged-count", name, _MERGED)


def _covered(table: UnderstoodSheet) -> Iterator[tuple[str, range]]:
    """The counts of the sheet that are merged downwards: their field, and the rows that they cover."""
    counts = {column.index: column.field for column in table.columns if column.field}
    for merged in table.book.merged(table.sheet):
        name = counts.get(merged.left)
        if name and field_named(name).kind == "count" and merged.bottom > merged.top:
            yield name, range(merged.top, merged.bottom + 1)


_MERGED = say(
    "One number is merged over several rows, and how many people belong to each is not known. Write each row its own."
)
