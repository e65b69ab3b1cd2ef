"""The workbooks people send: looked at, kept in the folder of uploads with what is marked in them, removed in time."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.opening import look
from tansiq.language.words import say
from tansiq.platform.uploads import MEGABYTE, limit_mb, new_file, path_of, tidy_name

KEPT_DAYS = 90
"""Days after which the worker removes a file and what was written beside it."""
_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class StoredWorkbook:
    """A kept workbook: the name people know it by, its own random name, its digest and its bytes."""

    file_name: str
    stored: str
    digest: str
    size: int


def marked_of(stored: str) -> Path:
    """Where the marked workbook of a kept file lies, once it is written."""
    return path_of(stored).with_suffix(".marked")


def unfinished_of(stored: str) -> Path:
    """Where the marked workbook of a kept file lies while it is written."""
    return path_of(stored).with_suffix(".unfinished")


def keep(source: IO[bytes], name: str) -> StoredWorkbook:
    """Keep what a person sent. Raises Unreadable, and keeps nothing, where it is empty, too large or no workbook."""
    stored = secrets.token_hex(16)
    path = path_of(stored)
    try:
        digest, size = _copy(source, path)
        look(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return StoredWorkbook(tidy_name(name), stored, digest, size)


def _copy(source: IO[bytes], path: Path) -> tuple[str, int]:
    digest, size, most = hashlib.blake2b(digest_size=32), 0, limit_mb() * MEGABYTE
    with new_file(path) as out:
        while piece := source.read(_AT_ONCE):
            size += len(piece)
            if size > most:
                raise Unreadable(say("The file is larger than %(limit)s megabytes. Delete sheets and pictures that "
                                     "nobody needs, or send it in parts.", limit=limit_mb()))  # fmt: skip
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest(), size


def remove(stored: str) -> None:
    """Remove a kept file and its marked workbook; what is gone already is no fault."""
    if stored:
        for path in (path_of(stored), marked_of(stored), unfinished_of(stored)):
            path.unlink(missing_ok=True)
