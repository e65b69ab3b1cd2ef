"""Many writes reckoned before anybody has to wait for them, and then done in one go.

    with preparing() as writes: bulk.enter(...), bulk.change(...)   rows checked, ids handed out, values bound
    with together(): writes.carry_out()                             nothing but statements

The ids are kept free in the meantime: PostgreSQL's sequences see to that; on SQLite they lie a little above the
highest, and whoever finds them taken all the same is told that somebody was faster.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from peewee import Model, Select, Value, fn

from tansiq.platform.database import db, is_postgres

_LEFT_FREE = 1_000
"""Ids that others may use up on SQLite while the writes wait."""


class Overtaken(Exception):  # noqa: N818  Nothing is wrong: somebody was faster, and it is to be reckoned anew.
    """What the writes were reckoned from is no longer so; nothing of them was written."""


class Prepared:
    """Writes that wait for a transaction, in their order."""

    def __init__(self) -> None:
        self._deeds: list[Callable[[], object]] = []
        self._free: dict[type[Model], list[int]] = {}

    def add(self, deed: Callable[[], object]) -> None:
        """Have one more thing done."""
        self._deeds.append(deed)

    def free_ids(self, model: type[Model], count: int) -> list[int]:
        """Ids of a table that SQLite has not given to anybody yet."""
        if model not in self._free:
            first = _highest(model) + _LEFT_FREE
            self._free[model] = [first, first]
        begin = self._free[model][1]
        self._free[model][1] += count
        return list(range(begin, begin + count))

    def carry_out(self) -> None:
        """Do all of it, in the caller's transaction. Raises Overtaken, or whatever the writes themselves raise."""
        if any(_highest(model) >= first for model, (first, _) in self._free.items()):
            raise Overtaken
        _current.carried_out = self
        try:
            for deed in self._deeds:
                deed()
        finally:
            _current.carried_out = None


class _Current(threading.local):
    """The writes that this thread gathers at present, the latest last; and those that it is carrying out."""

    def __init__(self) -> None:
        self.writes: list[Prepared] = []
        self.carried_out: Prepared | None = None


_current = _Current()


@contextmanager
def preparing() -> Iterator[Prepared]:
    """Gather the writes of a block instead of doing them."""
    mine = Prepared()
    _current.writes.append(mine)
    try:
        yield mine
    finally:
        _current.writes.pop()


def do(deed: Callable[[], object]) -> None:
    """Do something that writes: now, or in its turn where writes are gathered."""
    if _current.writes:
        _current.writes[-1].add(deed)
    else:
        deed()


def hand_out(model: type[Model], count: int) -> list[int]:
    """Ids that nobody else gets: from the sequence, or above the highest under SQLite's one writer."""
    if is_postgres():
        key: Any = model._meta.primary_key
        sequence = fn.pg_get_serial_sequence(f'"{model._meta.table_name}"', key.column_name)
        numbers = Select([fn.generate_series(Value(1).cast("int"), Value(count).cast("int"))], [fn.nextval(sequence)])
        return [number for (number,) in numbers.tuples().execute(db.obj)]
    # A deed that writes at once among those that were prepared leaves them their ids.
    gathering = _current.writes[-1] if _current.writes else _current.carried_out
    if gathering is not None:
        return gathering.free_ids(model, count)
    last = _highest(model)
    return list(range(last + 1, last + count + 1))


def own_id(model: type[Model]) -> dict[str, int]:
    """The id of a row that is written by itself; {} where the database gives it: no prepared rows wait then."""
    return {"id": hand_out(model, 1)[0]} if _current.carried_out is not None and not is_postgres() else {}


def _highest(model: type[Model]) -> int:
    key: Any = model._meta.primary_key
    return int(model.select(fn.MAX(key)).scalar() or 0)
