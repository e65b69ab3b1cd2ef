"""What is wrong with many rows of one table by themselves: as `Record.all_faults` tells it, asked a column at a time.

A sheet says the same few organisations, days and numbers over and over: each value of a column is looked at once. Where
anything is wrong, every row is asked for itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import CharField

from tansiq.faults import Fault
from tansiq.models import Record
from tansiq.models.column_values import column_faults
from tansiq.models.record import cleaning


def faults_of_many(rows: Sequence[Record]) -> list[Fault]:
    """Everything wrong with rows, cleaned; [] and they are complete."""
    _clean(rows)
    if not rows or _are_right(rows):
        return []
    return [fault for row in rows for fault in row.all_faults()]


def _are_right(rows: Sequence[Record]) -> bool:
    table = type(rows[0])
    columns = [field.name for field in table._meta.sorted_fields if field.name not in table.derived | {"id"}]
    if not _are_kept(rows, columns) or any(True for row in rows for _ in row.faults()):
        return False
    for row in rows:
        row.complete()
    keys = [name for name in table.derived if isinstance(table._meta.fields[name], CharField)]
    return _are_kept(rows, keys, may_be_empty=True)


def _clean(rows: Sequence[Record]) -> None:
    for name, clean in cleaning(type(rows[0])).items() if rows else ():
        texts = {text for row in rows if isinstance(text := row.__data__.get(name), str)}
        cleaned = {text: better for text in texts if (better := clean(text)) != text}
        for row in rows if cleaned else ():
            if isinstance(text := row.__data__.get(name), str) and text in cleaned:
                setattr(row, name, cleaned[text])


def _are_kept(rows: Sequence[Record], columns: Iterable[str], may_be_empty: bool = False) -> bool:
    """Whether these columns keep what the rows hold; derived ones may not be known yet."""
    held = [row.__data__ for row in rows]
    for name in columns:
        values = _different(one.get(name) for one in held)
        asked = (value for value in values if not (may_be_empty and value is None))
        if any(any(column_faults(type(rows[0]), {name: value})) for value in asked):
            return False
    return True


def _different(values: Iterable[Any]) -> Iterable[Any]:
    """Each value once; True and 1 are two. Where some cannot be told apart quickly, all are looked at."""
    every = list(values)
    try:
        if len(set(map(type, every)) - {type(None)}) < 2:
            return set(every)
        return {(type(value), value): value for value in every}.values()
    except TypeError:
        return every
