"""Whether columns are copied, where, and counting from them. NumPy is loaded only when something is counted: it takes a
sixth of a second, which most commands do without."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tansiq.models.data_stamps import held_still
from tansiq.platform import background
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy

T = TypeVar("T")

JOB = "copied_columns"
"""The job of the worker that builds files."""
_PATIENCE = 10.0
"""Seconds between two orders of one process for a new file."""


class _InUse:
    """Where this process finds files, and when it last ordered one."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.ordered = -_PATIENCE


_in_use = _InUse()


def use(folder: Path | None) -> Path | None:
    """Keep files in this folder; None: copy nothing. Returns the folder used so far."""
    before, _in_use.folder, _in_use.ordered = _in_use.folder, folder, -_PATIENCE
    return before


def folder_in_use() -> Path | None:
    """The folder of the files; None where nothing is copied."""
    return _in_use.folder


def counted(count: "Callable[[Copy], T]") -> T | None:
    """What `count` makes of the copied columns; None where there are none to be believed, or what it asks for is not
    copied: then the database is to be asked."""
    if _in_use.folder is None:
        return None
    from tansiq.copied_columns.copies import reading
    from tansiq.copied_columns.tables import UncopiedError

    # Another thread may have brought the copy further than what this request knows: beside it stands what is so now.
    with reading() as copy, held_still(), suppress(UncopiedError, OverflowError):
        return None if copy is None else count(copy)
    return None


def order() -> None:
    """Have the worker build a file, unless this process asked for it a moment ago."""
    if time.monotonic() - _in_use.ordered >= _PATIENCE:
        _in_use.ordered = time.monotonic()
        background.hurry(JOB)


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    from tansiq.copied_columns.building import build_if_needed

    if not order.ended and folder_in_use() is not None:
        build_if_needed()


JOBS: dict[str, Job] = {JOB: _look}
"""The jobs by name."""
