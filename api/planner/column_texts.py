"""Answers written as JSON from columns: no object is made of a row, however many there are.

{ area { pcode } state gap }       of rows that are known by column (tansiq/platform/columns.py)

area_id   [7, 7, 9]                {"area":{"pcode":"YE11"}    once for each id, by the plan of what it refers to
state     0, 0, 4 of the codes     ,"state":"NO_PRESENCE"      once for each code
gap       [30, -1, 0]              ,"gap":30                   by orjson, the whole column at once
   `--> the texts of all rows, field by field, laid between each other and joined
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import orjson

from api.context import Context
from tansiq.platform.columns import Coded, Column, InColumns

Texts = Sequence[bytes]
NULL = b"null"
NONE = -1
"""Stands for nothing in columns of whole numbers, where it is the only negative one."""
_FEW = 256
"""Whole numbers below this are looked up instead of being written one by one."""


class UnwrittenError(Exception):
    """A field does not say by which column it is known: the answer is made row by row."""


Write = Callable[[InColumns, bytes, Context], Texts]
"""Gives for each row the text of its value behind a lead."""
Load = Callable[[set[Any], Context], Mapping[Any, Any]]


class WrittenField(NamedTuple):
    """A response key, and what writes its values."""

    key: str
    write: Write


def constant(value: object) -> Write:
    """The same value in every row."""
    text = orjson.dumps(value)
    return lambda rows, lead, _context: [lead + text] * len(rows)


def values(read: Callable[[InColumns], Column]) -> Write:
    """The values of a column."""
    return lambda rows, lead, _context: _texts_of(read(rows), lead)


def referred(key: str, load: Load) -> Write:
    """What `load` gives for the ids in a column: pieces of answers, nothing for some."""
    return partial(_referred, key, load)


def _referred(key: str, load: Load, rows: InColumns, lead: bytes, context: Context) -> Texts:
    ids = rows.column(key).tolist()
    different = set(ids)
    pieces = load({None if row_id == NONE else row_id for row_id in different}, context)
    return _looked_up(ids, {row_id: pieces.get(row_id) for row_id in different}, lead)


def written(fields: Sequence[WrittenField], rows: InColumns, context: Context) -> orjson.Fragment:
    """The list of all rows as JSON."""
    end = b"}," if fields else b"{},"
    count, width = len(rows), len(fields) + 1
    parts: list[bytes] = [end] * (count * width)
    for place, field in enumerate(fields):
        lead = f'{"," if place else "{"}"{field.key}":'.encode()
        parts[place::width] = field.write(rows, lead, context)
    if parts:
        parts[-1] = end[:-1]
    return orjson.Fragment(b"[" + b"".join(parts) + b"]")


def _texts_of(column: Column, lead: bytes) -> Texts:
    if isinstance(column, Coded):
        return _looked_up(column.places.tolist(), {NONE: None, **dict(enumerate(column.codes))}, lead)
    if column.dtype.kind == "b":
        return _looked_up(column.tolist(), {False: False, True: True}, lead)
    if column.dtype.kind == "i" and (most := int(column.max(initial=0))) < _FEW:
        return _looked_up(column.tolist(), {NONE: None, **dict(enumerate(range(most + 1)))}, lead)
    return _numbers(column, lead)


def _numbers(column: Any, lead: bytes) -> Texts:
    text = orjson.dumps(column.ravel(), option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]
    if not text:
        return []
    if column.dtype.kind == "i":
        text = text.replace(b"-1", NULL)
    # No number has an end of line in it.
    return (lead + text.replace(b",", b"\n" + lead)).split(b"\n")


def _looked_up(keys: Sequence[Any], told: Mapping[Any, Any], lead: bytes) -> Texts:
    texts = {key: lead + orjson.dumps(value) for key, value in told.items()}
    return list(map(texts.__getitem__, keys))
