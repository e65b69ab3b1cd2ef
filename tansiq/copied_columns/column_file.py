"""The file of a copy: a head that says what it is, then columns, each from the beginning of a page on.

It is written beside its place and moved there, so that nobody meets half a file; what is read is believed only where
every checksum, length and name is right.
"""

import hashlib
import mmap
import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from tansiq.copied_columns.rows import STANDS, CopiedRows
from tansiq.copied_columns.tables import CopiedTable, Numbers, tables
from tansiq.records import migrating

_PAGE = 4096
_HEAD = 4 * _PAGE
_SPARE, _LEAST_SPARE = 0.03, 2_000
"""Room for rows that come later: a share of those there are, and as many at least."""


class UnusableError(Exception):
    """The file is absent, damaged, or of another version."""


@dataclass(frozen=True)
class Step:
    """Where a stamp stood: its number, and the mark of the change that made it."""

    number: int
    mark: str


def version() -> str:
    """Differs where the program copies other columns, or its tables are others."""
    told = [(table.name, column.name, column.dtype) for table in tables().values() for column in table.columns]
    newest = max(path.name for path in migrating.MIGRATIONS.glob("0*.py"))
    return hashlib.sha256(orjson.dumps(["1", told, newest])).hexdigest()[:16]


def room_for(rows: int) -> int:
    """How many rows a file has room for that is built with so many."""
    return rows + max(int(rows * _SPARE), _LEAST_SPARE)


@dataclass
class Writing:
    """A file that is being written: its columns by table and name, in memory that is the file's own."""

    path: Path
    half_done: Path
    arrays: dict[str, dict[str, Numbers]]

    def finish(self, counts: Mapping[str, int], steps: Mapping[str, Step]) -> None:
        """Write the head and put the file in its place."""
        sums = {
            name: {each: _sum(array[: counts[name]]) for each, array in columns.items()}
            for name, columns in self.arrays.items()
        }
        rooms = {name: len(columns[STANDS]) for name, columns in self.arrays.items()}
        told = {name: [step.number, step.mark] for name, step in steps.items()}
        head = orjson.dumps({"version": version(), "counts": counts, "rooms": rooms, "steps": told, "sums": sums})
        framed = b"%08x%08x" % (len(head), zlib.crc32(head)) + head
        with self.half_done.open("r+b") as file:
            file.write(framed)
            file.flush()
            os.fsync(file.fileno())
        self.half_done.replace(self.path)


def begin(path: Path, rooms: Mapping[str, int]) -> Writing:
    """Begin a file with room for so many rows of each table; what a builder left half done is removed. Raises
    OSError where the disk has no room for it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in path.parent.glob(f"{path.name}.*"):
        left.unlink(missing_ok=True)
    half_done = path.with_name(f"{path.name}.{os.getpid()}")
    half_done.touch(mode=0o600)
    _take_room(half_done, _size(rooms))
    return Writing(path, half_done, _arrays(_mapped(half_done, mmap.MAP_SHARED), rooms))


def _take_room(path: Path, size: int) -> None:
    """Make the file as long as it will be. Raises OSError where the disk is too full: a process that meets this only
    when it writes into mapped memory is killed."""
    with path.open("r+b") as file:
        file.truncate(size)
        # Not every system can; there the file has holes.
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)


def read(path: Path) -> tuple[dict[str, CopiedRows], dict[str, Step]]:
    """The rows of each table in a file, and the steps they are of. Raises UnusableError.

    What is written into the arrays stays with this process.
    """
    head: dict[str, Any]
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        head = _head(path)
        arrays = _arrays(_mapped(path, mmap.MAP_PRIVATE), head["rooms"])
        if head["version"] == version() and path.stat().st_size == _size(head["rooms"]):
            _check(arrays, head)
            rows = {name: CopiedRows(table, arrays[name], head["counts"][name]) for name, table in tables().items()}
            return rows, {name: Step(*told) for name, told in head["steps"].items()}
    raise UnusableError(path.name)


def _head(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        begun = file.read(_HEAD)
    length, told = int(begun[:8], 16), int(begun[8:16], 16)
    text = begun[16 : 16 + length]
    if zlib.crc32(text) != told:
        raise ValueError("the head is damaged")
    head: dict[str, Any] = orjson.loads(text)
    return head


def _check(arrays: Mapping[str, Mapping[str, Numbers]], head: Mapping[str, Any]) -> None:
    for name, columns in arrays.items():
        found = {each: _sum(array[: head["counts"][name]]) for each, array in columns.items()}
        if found != head["sums"][name]:
            raise ValueError(f"{name} is damaged")


def _sum(array: Numbers) -> int:
    return zlib.crc32(array.view(np.uint8).data)


def _columns(table: CopiedTable) -> Iterable[tuple[str, str]]:
    yield from ((column.name, column.dtype) for column in table.columns)
    yield STANDS, "i1"


def _length(rows: int, dtype: str) -> int:
    """Bytes of a column, up to the beginning of a page."""
    return -(-rows * np.dtype(dtype).itemsize // _PAGE) * _PAGE


def _size(rooms: Mapping[str, int]) -> int:
    return _HEAD + sum(_length(rooms[name], kind) for name, table in tables().items() for _, kind in _columns(table))


def _mapped(path: Path, flags: int) -> mmap.mmap:
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), 0, flags=flags)


def _arrays(mapped: mmap.mmap, rooms: Mapping[str, int]) -> dict[str, dict[str, Numbers]]:
    """The columns where they lie in a mapped file. Raises ValueError where it is too short."""
    place = _HEAD
    found: dict[str, dict[str, Numbers]] = {}
    for name, table in tables().items():
        found[name] = columns = {}
        for each, dtype in _columns(table):
            columns[each] = np.frombuffer(mapped, dtype, rooms[name], place)
            place += _length(rooms[name], dtype)
    return found
