"""Stamps of the data: a number per table that grows with every change, so that caches know when to forget.

A change empties no cache. What is kept is kept under the stamps of the tables it was made of; under other stamps it
is made anew, and what nobody asks for any more gives way. There are three kinds:

    platform/lru.py          in memory, for one process: coverage/cached_answers.py, geography/, api/planner/
    records/slow_answers.py  in memory too; what took long is given for a while although the stamps have moved on
    geography/file_cache.py  files, named by a mark of the very rows they were made of: they outlive the process

The stamps are what all changes have in common. So a transaction counts its tables once, in the order of their names,
as the last thing it does: whoever waits for a stamp holds everything else already, and waits for a commit alone.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, TypeVar

import orjson
from peewee import Model

from tansiq.models.data_changes import FOLLOWED, Changes, Rows
from tansiq.models.history import DataVersion
from tansiq.platform.database import db, is_postgres

T = TypeVar("T")

_STAMPS = 'SELECT json_group_object("name", "number") FROM "data_version"'
_STAMPS_ON_POSTGRES = 'SELECT json_object_agg("name", "number")::text FROM "data_version"'
_STAMP = 'SELECT "number" FROM "data_version" WHERE "name" = ?'
_STAMP_ON_POSTGRES = _STAMP.replace("?", "%s")
"""Written out: every request of a portal asks it, and putting it together took longer than asking."""


def table_name(model: type[Model]) -> str:
    """The name under which a table's history and stamp are kept."""
    return str(model._meta.table_name)


class Gathered(dict[str, int]):
    """The tables that a block of changes touched, each with a number that no stored stamp has; and with which rows."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = Changes()

    def clear(self) -> None:
        """Forget what was gathered, whose changes were taken back."""
        super().clear()
        self.changes.clear()

    def take_over(self, inner: "Gathered") -> None:
        """Gather what an inner block did."""
        self.update(inner)
        self.changes.add_all(inner.changes)


class _Gathering(threading.local):
    """The blocks that this thread is in, the outermost first."""

    def __init__(self) -> None:
        self.blocks: list[Gathered] = []
        self.is_held = False
        self.held: dict[str, int] | None = None
        self.answers: dict[Hashable, Any] = {}

    def let_go(self) -> None:
        """Hold nothing still any more: something has changed, or a block ends."""
        self.held, self.answers = None, {}


_gathering = _Gathering()
_unheard_of = count(1)


@contextmanager
def gathering() -> Iterator[Gathered]:
    """Count the changes of a block at its end: within another such block at the end of that one.

    What a block gathered that is left by an exception is forgotten with its changes.
    """
    blocks, mine = _gathering.blocks, Gathered()
    blocks.append(mine)
    try:
        yield mine
        if len(blocks) > 1:
            blocks[-2].take_over(mine)
        else:
            _count(mine, mine.changes)
    finally:
        blocks.pop()
        _gathering.let_go()


def is_gathering() -> bool:
    """Whether this thread is within changes that are not counted yet."""
    return bool(_gathering.blocks)


def bump(names: Iterable[str], rows: Rows | None = None) -> None:
    """Count one more change to each of these tables; part of the change's own transaction.

    `rows` are those from whose changes it follows, by their table; None where it may be any.
    """
    names = list(names)
    _gathering.let_go()
    if _gathering.blocks:
        _gathering.blocks[-1].update({name: -next(_unheard_of) for name in names})
        _gathering.blocks[-1].changes.add(names, rows)
    else:
        changes = Changes()
        changes.add(names, rows)
        _count(names, changes)


def _count(names: Iterable[str], changes: Changes) -> None:
    for name in sorted(set(names)):
        one_more = {DataVersion.number: DataVersion.number + 1}
        if not DataVersion.update(one_more).where(DataVersion.name == name).execute():
            first = DataVersion.insert(name=name, number=1)
            first.on_conflict(conflict_target=[DataVersion.name], update=one_more).execute()
        if name in FOLLOWED:
            changes.write(name)


def stamps() -> dict[str, int]:
    """The number of every table that was ever changed, by name; one short statement.

    Within changes that are not committed yet, their tables have numbers of their own: what is kept under these is
    given to nobody else.
    """
    # One row with all of them is read in half the time of a row for each; there is none before the first change.
    [text] = db.execute_sql(_STAMPS_ON_POSTGRES if is_postgres() else _STAMPS).fetchone()
    known: dict[str, int] = orjson.loads(text or "{}")
    for block in _gathering.blocks:
        known.update(block)
    return known


@contextmanager
def held_still() -> Iterator[None]:
    """Let `stamps_of_now` ask the database once within a block, such as one request, and again after each change
    that this thread makes itself; what others change meanwhile is met by the next request."""
    before = _gathering.is_held
    _gathering.is_held = True
    _gathering.let_go()
    try:
        yield
    finally:
        _gathering.is_held = before
        _gathering.let_go()


@contextmanager
def held_at_least() -> Iterator[None]:
    """The same for what may be asked within such a block as well as alone: what is held there already goes on."""
    if _gathering.is_held:
        yield
        return
    with held_still():
        yield


def stamps_of_now() -> dict[str, int]:
    """As `stamps`, read once in a block that is `held_still`."""
    if _gathering.held is not None:
        return _gathering.held
    found = stamps()
    if _gathering.is_held:
        _gathering.held = found
    return found


def stamp_of_now(name: str) -> int | None:
    """The number of one table, None where it was never changed: for whoever needs no other, and is asked often."""
    if _gathering.is_held:
        return stamps_of_now().get(name)
    for block in reversed(_gathering.blocks):
        if name in block:
            return block[name]
    row = db.execute_sql(_STAMP_ON_POSTGRES if is_postgres() else _STAMP, (name,)).fetchone()
    return None if row is None else int(row[0])


def asked_once(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question that one page puts several times, such as whether its reader is in charge of a row:
    asked once in a block that is `held_still`, and each time within changes, which may answer it anew.

    The key names all that the answer depends on but the data, the viewer above all.
    """
    if not _gathering.is_held or _gathering.blocks:
        return ask()
    if key not in _gathering.answers:
        _gathering.answers[key] = ask()
    found: T = _gathering.answers[key]
    return found
