"""Building the file of a copy: by the worker, from one state of the database, while everybody else goes on."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog
from peewee import DatabaseError

from tansiq.copied_columns import column_file, copies, following
from tansiq.copied_columns.column_file import UnusableError, Writing, room_for
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.following import LostError
from tansiq.copied_columns.rows import STANDS, NoRoomError
from tansiq.copied_columns.tables import tables
from tansiq.models.data_changes import FOLLOWED, write_step
from tansiq.platform.database import snapshot
from tansiq.records.transactions import together

_FULL = 0.5
"""The share of the room for later rows from which on a new file is built ahead."""


def build_if_needed() -> bool:
    """Build the file anew where it is of no use, or nearly full; whether that was so."""
    return not is_good() and build()


def is_good() -> bool:
    """Whether there is a file that can be followed, with room for what comes."""
    with suppress(UnusableError, LostError, NoRoomError):
        return not _is_nearly_full(copies.open_file())
    return False


def build() -> bool:
    """Build the file; False where another process is about it, a row holds what is no number, the disk is full, or the
    database is a replica that may not be told where its stamps stand.

    It waits for nobody, and nobody waits for it.
    """
    with _alone(copies.path()) as is_alone:
        if not is_alone:
            return False
        try:
            _tell_steps()
            with snapshot():
                _build()
        except (LostError, OSError, DatabaseError) as reason:
            structlog.get_logger("columns").warning("not built", reason=str(reason))
            return False
    return True


def _build() -> None:
    steps = following.steps_of_now()
    counts = {name: table.model.select().count() for name, table in tables().items()}
    writing = column_file.begin(copies.path(), {name: room_for(count) for name, count in counts.items()})
    for name in tables():
        _fill(writing, name)
    writing.finish(counts, steps)
    structlog.get_logger("columns").info("built", **counts)


def _fill(writing: Writing, name: str) -> None:
    table, arrays, place = tables()[name], writing.arrays[name], 0
    for rows in following.all_rows(table):
        end = place + len(rows)
        for number, column in enumerate(table.columns):
            arrays[column.name][place:end] = rows[:, number]
        arrays[STANDS][place:end] = 1
        place = end


def _tell_steps() -> None:
    """See to it that each stamp stands at a step that is told: a copy is known by it."""
    lacking = FOLLOWED - following.steps_of_now().keys()
    if lacking:
        with together():
            for name in sorted(lacking):
                write_step(name, None)


def _is_nearly_full(copy: Copy) -> bool:
    return any(rows.count - rows.base > _FULL * (len(rows.arrays[STANDS]) - rows.base) for rows in copy.rows.values())


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether no other process builds the same file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
