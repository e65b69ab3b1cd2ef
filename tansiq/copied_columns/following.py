"""Reading rows as numbers: all of a table for a new file, and those that changed since for a copy that follows.

Whatever a step of a stamp names leads to the keys of the rows that are to be read anew; where that cannot be told,
everything is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import orjson
from peewee import DateField, chunked, fn

from tansiq.copied_columns.column_file import Step
from tansiq.copied_columns.rows import CopiedRows
from tansiq.copied_columns.tables import NONE, Column, CopiedTable, Numbers, query
from tansiq.models import Area, DataChange, DataVersion, Intervention, ReachedFigure, Site
from tansiq.models.data_changes import FOLLOWED
from tansiq.platform.database import db

AT_ONCE = 20_000
"""Keys whose rows are read by one statement when everything is."""
_NAMED_AT_ONCE = 500


class LostError(Exception):
    """What changed cannot be told row by row: the whole is to be built anew."""


def all_rows(table: CopiedTable) -> Iterator[Numbers]:
    """Every row of a table, piece by piece, in the order of the key."""
    ends: Any = table.model.select(fn.MIN(table.key), fn.MAX(table.key)).tuples().get()
    first, last = ends
    for begin in range(first or 0, (last or -1) + 1, AT_ONCE):
        yield _numbers(table, table.key.between(begin, begin + AT_ONCE - 1))


def rows_of(table: CopiedTable, keys: Sequence[int]) -> Numbers:
    """The rows of these keys as they are now, in the order of the key."""
    pieces = [_numbers(table, table.key.in_(piece)) for piece in chunked(sorted(keys), _NAMED_AT_ONCE)]
    return np.concatenate([np.empty((0, len(table.columns)), np.int64), *pieces])


def _numbers(table: CopiedTable, condition: Any) -> Numbers:
    text, bound = query(table, condition).sql()
    found = db.execute_sql(text, bound).fetchall()
    try:
        numbers = np.array(found, np.int64).reshape(len(found), len(table.columns))
    except (ValueError, TypeError, OverflowError) as wrong:
        # SQLite holds whatever it was given: what is no number can be in no copy.
        raise LostError(table.name) from wrong
    _require(all(_is_kept(column, numbers[:, place]) for place, column in enumerate(table.columns)))
    return numbers


def _is_kept(column: Column, numbers: Numbers) -> bool:
    """Whether the column has room for all of the numbers; none but days lie below NONE."""
    bounds = np.iinfo(column.dtype)
    least = bounds.min if isinstance(column.field, DateField) else NONE
    return not len(numbers) or (numbers.min() >= least and numbers.max() <= bounds.max)


def steps_of_now() -> dict[str, Step]:
    """Where the followed stamps stand, for those whose present step is told."""
    standing: Any = DataVersion.select(DataVersion.name, DataVersion.number).tuples()
    numbers = dict.fromkeys(FOLLOWED, 0) | {name: number for name, number in standing if name in FOLLOWED}
    present = [(DataChange.name == name) & (DataChange.number == number) for name, number in numbers.items()]
    steps: Any = DataChange.select(DataChange.name, DataChange.number, DataChange.mark).where(reduce(or_, present))
    return {name: Step(number, mark) for name, number, mark in steps.tuples()}


def changed_since(steps: Mapping[str, Step]) -> tuple[dict[str, Step], dict[str, dict[str, set[int]]]]:
    """Where the stamps stand now, and by each that moved the rows from whose changes it follows.

    Raises LostError where a step is not told, or names no rows; and where `steps` are of another database.
    """
    now: dict[str, Step] = dict(steps)
    changed: dict[str, dict[str, set[int]]] = {}
    for name, number, mark, rows in _since(steps):
        known = now[name]
        if number == steps[name].number:
            _require(mark == known.mark)
            continue
        _require(number == known.number + 1 and rows is not None)
        now[name] = Step(number, mark)
        for table, ids in orjson.loads(rows).items():
            changed.setdefault(name, {}).setdefault(table, set()).update(ids)
    return now, changed


def _since(steps: Mapping[str, Step]) -> list[Any]:
    """The steps from the known ones on, these included: they say whether the database is still the same."""
    _require(steps.keys() >= FOLLOWED)
    later = [(DataChange.name == name) & (DataChange.number >= step.number) for name, step in steps.items()]
    columns = (DataChange.name, DataChange.number, DataChange.mark, DataChange.rows)
    steps_there = DataChange.select(*columns).where(reduce(or_, later)).order_by(DataChange.name, DataChange.number)
    found: list[Any] = list(steps_there.tuples())
    met = {name for name, number, *_ in found if number == steps[name].number}
    _require(met == set(steps))
    return found


def _require(is_so: bool) -> None:
    if not is_so:
        raise LostError


def keys_of(rows: CopiedRows, changed: Mapping[str, Mapping[str, set[int]]]) -> list[int]:
    """The keys of the rows of a table that follow from what changed. Raises LostError."""
    keys: set[int] = set()
    for table, ids in changed.get(rows.table.stamp, {}).items():
        way = _WAYS.get((rows.table.name, table))
        _require(way is not None)
        keys.update(way(rows, sorted(ids)))  # type: ignore[misc]  # It was required.
    return sorted(keys)


def _themselves(_rows: CopiedRows, ids: Sequence[int]) -> Iterable[int]:
    return ids


def _of_sites(rows: CopiedRows, ids: Sequence[int]) -> Iterable[int]:
    """Of the interventions where the sites are now, and where they were."""
    stood = rows.column("intervention")[np.isin(rows.column("id"), np.asarray(ids))]
    return [*stood.tolist(), *_ids(Site, Site.intervention, Site.id, ids)]


def _of_figures(rows: CopiedRows, ids: Sequence[int]) -> Iterable[int]:
    sites = _ids(ReachedFigure, ReachedFigure.site, ReachedFigure.id, ids)
    _require(len(sites) == len(ids))
    return _of_sites(rows, sorted(set(sites)))


def _of_organizations(rows: CopiedRows, ids: Sequence[int]) -> Iterable[int]:
    """An organisation that was merged, or parted again, changes who carries out all that is its own."""
    stood = rows.column("intervention")[np.isin(rows.column("organization"), np.asarray(ids))]
    work = _ids(Intervention, Intervention.id, Intervention.organization, ids)
    there = _ids(Site, Site.intervention, Site.organization, ids)
    return [*stood.tolist(), *work, *there]


def _of_areas(rows: CopiedRows, ids: Sequence[int]) -> Iterable[int]:
    """An area that came to lie elsewhere takes all with it that lies in it."""
    found = list(ids)
    for level in ("country", "governorate", "district", "subdistrict"):
        found += rows.column("id")[np.isin(rows.column(level), np.asarray(ids))].tolist()
        found += _ids(Area, Area.id, getattr(Area, level), ids)
    return found


def _nothing(_rows: CopiedRows, _ids_of_areas: Sequence[int]) -> Iterable[int]:
    """Sites tell their area alone; where that lies is told by the areas."""
    return ()


def _ids(model: Any, wanted: Any, field: Any, ids: Sequence[int]) -> list[int]:
    found: list[int] = []
    for piece in chunked(ids, _NAMED_AT_ONCE):
        found += [number for (number,) in iter(model.select(wanted).where(field.in_(piece)).tuples())]
    return found


_WAYS: dict[tuple[str, str], Callable[[CopiedRows, Sequence[int]], Iterable[int]]] = {
    ("site", "site"): _of_sites,
    ("site", "intervention"): _themselves,
    ("site", "reached_figure"): _of_figures,
    ("site", "organization"): _of_organizations,
    ("site", "area"): _nothing,
    ("intervention", "intervention"): _themselves,
    ("partnership", "intervention"): _themselves,
    ("need", "need"): _themselves,
    ("area", "area"): _of_areas,
}
"""By copied table and table that changed: the keys of the rows that follow."""
