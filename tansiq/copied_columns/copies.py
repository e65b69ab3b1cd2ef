"""The copy of this process: mapped from the file, kept in step, and not believed where it cannot be.

with reading() as copy:      None: the question goes to the database, and a file is ordered from the worker
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from tansiq.copied_columns import column_file, following
from tansiq.copied_columns.column_file import Step, UnusableError
from tansiq.copied_columns.folder import folder_in_use, order
from tansiq.copied_columns.following import LostError
from tansiq.copied_columns.places import Places
from tansiq.copied_columns.rows import CopiedRows, NoRoomError
from tansiq.copied_columns.tables import tables
from tansiq.models import data_stamps
from tansiq.models.data_changes import FOLLOWED, MOST_ROWS
from tansiq.platform.database import db, snapshot
from tansiq.platform.lru import LruCache


class Copy:
    """The rows of every copied table as of one moment."""

    def __init__(self, rows: Mapping[str, CopiedRows], steps: Mapping[str, Step]) -> None:
        self.rows, self.steps = rows, steps
        self.places = Places(rows["area"])

    def follow(self) -> None:
        """Take over what changed since. Raises LostError or NoRoomError; the copy is of no use then."""
        with snapshot():
            steps, changed = following.changed_since(self.steps)
            for name, table in tables().items():
                keys = following.keys_of(self.rows[name], changed)
                if len(keys) > MOST_ROWS:
                    raise LostError
                if keys:
                    self.rows[name].replace(keys, following.rows_of(table, keys))
        if "area" in changed:
            self.places = Places(self.rows["area"])
        self.steps = steps


_turn = threading.RLock()
"""One question at a time looks into the copy of this process."""
_copies: LruCache[Copy] = LruCache(2)
_refused: LruCache[float] = LruCache(8)
"""When a file was not to be believed, by what tells it from the next."""
_TRY_AGAIN = 60.0
"""Seconds after which it is tried again: it may have been a row that is corrected by now."""


@contextmanager
def reading() -> Iterator[Copy | None]:
    """The copy as of now or later, for the questions of a block; None where there is none to be believed.

    Within changes that are not committed yet there is none: nobody else may see these.
    """
    if folder_in_use() is None or data_stamps.is_gathering():
        yield None
        return
    with _turn:
        copy = _present()
        if copy is not None:
            yield copy
            return
    order()
    yield None


def path() -> Path:
    """The place of the file of the database in use. Raises LookupError where nothing is copied."""
    folder = folder_in_use()
    if folder is None:
        raise LookupError("nothing is copied")
    place: Any = db.obj.database, sorted((getattr(db.obj, "connect_params", None) or {}).items())
    return folder / f"{sha256(repr(place).encode()).hexdigest()[:16]}.columns"


def open_file() -> Copy:
    """The copy that the file holds, kept in step. Raises UnusableError, LostError or NoRoomError."""
    copy = Copy(*column_file.read(path()))
    copy.follow()
    return copy


def _present() -> Copy | None:
    copy = _copies.find(db.obj)
    if copy is not None and _is_in_step(copy):
        return copy
    fresh = _from_file()
    if fresh is None:
        _copies.clear()
    else:
        _copies.keep(db.obj, fresh)
    return fresh


def _is_in_step(copy: Copy) -> bool:
    """Whether it is of now, perhaps after having followed."""
    if not _is_behind(copy, data_stamps.stamps_of_now()) and not _is_ahead(copy):
        return True
    try:
        copy.follow()
    except (LostError, NoRoomError):
        return False
    return True


def _is_behind(copy: Copy, stamps: Mapping[str, int]) -> bool:
    return any(stamps.get(name, 0) > copy.steps[name].number for name in FOLLOWED)


def _is_ahead(copy: Copy) -> bool:
    """Whether its steps are not those of this database, into which an older state was brought back."""
    return any(data_stamps.stamps_of_now().get(name, 0) < copy.steps[name].number for name in FOLLOWED) and any(
        data_stamps.stamps().get(name, 0) < copy.steps[name].number for name in FOLLOWED
    )


def _from_file() -> Copy | None:
    """What the file holds; the same file is not tried again for a while after it was of no use."""
    try:
        told = path().stat()
    except OSError:
        return None
    known = (path(), told.st_ino, told.st_mtime_ns, told.st_size)
    refused = _refused.find(known)
    if refused is not None and time.monotonic() - refused < _TRY_AGAIN:
        return None
    try:
        return open_file()
    except (UnusableError, LostError, NoRoomError):
        _refused.keep(known, time.monotonic())
        return None
