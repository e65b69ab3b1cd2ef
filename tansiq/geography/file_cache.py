"""Files that were computed once, kept in a folder (tansiq.models.data_stamps tells of all caches)."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from shapely.errors import ShapelyError  # type: ignore[attr-defined]  # It is exported by name alone.

T = TypeVar("T")


def cached_file(folder: Path, name: str, make: Callable[[], bytes], read: Callable[[bytes], T]) -> T:
    """What `read` makes of the file `name`, which `make` writes if it is absent or broken."""
    path = folder / name
    with suppress(OSError, ValueError, TypeError, ShapelyError):
        return read(path.read_bytes())
    content = make()
    # A folder that cannot be written to costs time, nothing else.
    with suppress(OSError):
        _write(path, content)
    return read(content)


def remove_stale(folder: Path, begins: str, but: str) -> None:
    """Remove the files whose names begin with `begins`, but for those that go on with `but`: they are stale."""
    for path in folder.glob(f"{begins}*"):
        if not path.name.startswith(begins + but):
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Several processes may do this at once: each puts a whole file in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_done = path.with_name(f"{path.name}.{os.getpid()}")
    half_done.write_bytes(content)
    half_done.replace(path)
