"""Rows of a reference table brought into the database: new ones entered, differing ones changed, the rest left.

What a person has corrected in the back office or through a portal stays as the person wrote it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from tansiq.models import HistoryEntry, Record
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes

LOADER = replace(OPERATOR, name="reference tables")
"""Who the history names for what these tables wrote; it tells loaded areas from those that people entered."""

_BY_HAND = ("PANEL", "GRAPHQL")
_PIECE = 5_000


@dataclass
class Outcome:
    """How many rows of one table were new, changed, closed, left as people corrected them, or equal already."""

    new: int = 0
    changed: int = 0
    closed: int = 0
    corrected: int = 0
    same: int = 0


def merge(
    model: type[Record], key: str, wanted: Sequence[Mapping[str, Any]], outcome: Outcome
) -> tuple[dict[str, Any], list[Any]]:
    """Make the rows of `model` have these values; rows are matched by the unique field `key`.

    Returns all the rows by key, and the list of those that are new: these are filled but not entered, since
    some want their copies first. Counts into `outcome`.
    """
    stored = {getattr(row, key): row for row in _stored(model, key, [values[key] for values in wanted])}
    by_hand = _corrections(model, [row.id for row in stored.values()])
    fresh = []
    for values in wanted:
        row = stored.get(values[key])
        if row is None:
            row = stored[values[key]] = model(**values)
            fresh.append(row)
        else:
            _change(row, values, by_hand[row.id], outcome)
    outcome.new += len(fresh)
    return stored, fresh


def merge_list(model: type[Record], wanted: Sequence[Mapping[str, Any]], outcome: Outcome) -> dict[str, int]:
    """`merge` for a short list by `code`, new rows entered. Returns the ids by code."""
    rows, fresh = merge(model, "code", wanted, outcome)
    bulk.enter(LOADER, fresh)
    return {code: row.id for code, row in rows.items()}


def loaded_ids(model: type[Record]) -> set[int]:
    """The ids of all rows of a table that a load of reference tables ever entered or changed."""
    told = _history_of(model, HistoryEntry.actor == LOADER.name).select(HistoryEntry.record_id).distinct()
    return {row_id for (row_id,) in told.tuples()}


def _stored(model: type[Record], key: str, codes: Sequence[str]) -> Iterable[Any]:
    field = getattr(model, key)
    for start in range(0, len(codes), _PIECE):
        yield from visible(model, LOADER).where(field.in_(codes[start : start + _PIECE]))


def _corrections(model: type[Record], ids: Sequence[int]) -> defaultdict[int, set[str]]:
    """The fields of each row that people changed by hand."""
    fields: defaultdict[int, set[str]] = defaultdict(set)
    wanted = set(ids)
    for entry in _history_of(model, HistoryEntry.face.in_(_BY_HAND)):
        if entry.record_id in wanted:
            fields[entry.record_id].update(orjson.loads(entry.changes))
    return fields


def _history_of(model: type[Record], condition: Any) -> Any:
    """The history of a table's rows under one more condition."""
    of_table = HistoryEntry.record_type == table_name(model)
    return visible(HistoryEntry, LOADER).where(of_table & condition)


def _change(row: Any, values: Mapping[str, Any], by_hand: set[str], outcome: Outcome) -> None:
    current = row.values()
    differing = {name: value for name, value in values.items() if current[name] != value}
    wanted = {name: value for name, value in differing.items() if name not in by_hand}
    for name, value in wanted.items():
        setattr(row, name, value)
    if wanted:
        changes.save(LOADER, row)
        outcome.changed += 1
    elif differing:
        outcome.corrected += 1
    else:
        outcome.same += 1
