"""Which interventions changed since the cases were last brought up to date, by the steps of the stamps.

A progress report changes no case: figures of people are left out here. What cannot be told intervention by intervention
(a large sheet, an area that came to lie elsewhere) has everything looked at.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from peewee import chunked

from tansiq.models import DataChange, DataVersion, Intervention, Site

NAMES = ("intervention", "site")
"""The stamps that are followed."""
_AT_ONCE = 500

Steps = dict[str, tuple[int, str]]
"""By followed stamp: its number, and the mark of the step that made it ("" before the first)."""


def steps_of_now() -> Steps:
    """Where the stamps stand."""
    rows: Any = DataVersion.select(DataVersion.name, DataVersion.number).where(DataVersion.name.in_(NAMES)).tuples()
    numbers = dict.fromkeys(NAMES, 0) | dict(iter(rows))
    return {name: (number, _mark(name, number)) for name, number in numbers.items()}


def _mark(name: str, number: int) -> str:
    there = (DataChange.name == name) & (DataChange.number == number)
    return DataChange.select(DataChange.mark).where(there).scalar() or ""


def read_steps(text: str) -> Steps:
    """Steps as `write_steps` wrote them; none of "", by which everything is to be looked at."""
    return {name: (number, mark) for name, (number, mark) in orjson.loads(text or "{}").items()}


def write_steps(steps: Steps) -> str:
    """Steps as text."""
    return orjson.dumps(steps).decode()


def changed_works(since: Steps, now: Steps) -> set[int] | None:
    """The ids of the interventions that changed; None where that cannot be told."""
    found: set[int] = set()
    for name in NAMES:
        told = _told(name, since[name], now[name]) if name in since else None
        if told is None:
            return None
        for table, ids in told:
            works = _WAYS[table](ids) if table in _WAYS else None
            if works is None:
                return None
            found |= works
    return found


def _told(name: str, since: tuple[int, str], now: tuple[int, str]) -> list[tuple[str, Sequence[int]]] | None:
    """By table the rows that the steps from one to the other name; None where one is missing, or names none."""
    if now == since:
        return []
    (first, mark), (last, _mark_now) = since, now
    columns = (DataChange.number, DataChange.mark, DataChange.rows)
    steps = DataChange.select(*columns).where(DataChange.name == name, DataChange.number.between(first, last))
    kept: Any = list(steps.order_by(DataChange.number).tuples())
    if first == 0:
        kept = [(0, "", None), *kept]
    is_whole = [number for number, *_ in kept] == list(range(first, last + 1))
    if not is_whole or kept[0][1] != mark or any(rows is None for _number, _own, rows in kept[1:]):
        return None
    return [one for _number, _own, rows in kept[1:] for one in orjson.loads(rows).items()]


def _themselves(ids: Sequence[int]) -> set[int]:
    return set(ids)


def _of_sites(ids: Sequence[int]) -> set[int] | None:
    """Of a site that is gone for good nothing can be told."""
    found = _pairs(Site, Site.id, Site.intervention, ids)
    return {work for _site, work in found} if len(found) == len(set(ids)) else None


def _of_organizations(ids: Sequence[int]) -> set[int]:
    """An organisation that was merged changes who carries out all that is its own."""
    return {work for _owner, work in _pairs(Intervention, Intervention.organization, Intervention.id, ids)}


def _pairs(table: Any, key: Any, value: Any, ids: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for piece in chunked(sorted(set(ids)), _AT_ONCE):
        found += list(table.select(key, value).where(key.in_(piece)).tuples())
    return found


_WAYS: Mapping[str, Callable[[Sequence[int]], set[int] | None]] = {
    "intervention": _themselves,
    "site": _of_sites,
    "organization": _of_organizations,
    "reached_figure": lambda _ids: set(),
}
"""By table that changed: the interventions that it changes for cases."""
