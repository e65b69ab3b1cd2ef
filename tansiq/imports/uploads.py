"""The files people send: kept under random names outside of the web's reach, bounded, and removed in time."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.opening import look
from tansiq.language.words import say

KEPT_DAYS = 90
"""Days after which the worker removes a file and what was written beside it."""
MEGABYTE = 1_000_000
_LONGEST_NAME = 120
_AT_ONCE = 1 << 20


@dataclass
class Cupboard:
    """Where the files lie, and how large one may be in megabytes."""

    folder: Path
    limit_mb: int = 25


_in_use: list[Cupboard] = []


@dataclass(frozen=True)
class Kept:
    """A kept file: the name people know it by, its own random name, its digest and its bytes."""

    file_name: str
    stored: str
    digest: str
    size: int


def use(folder: Path, limit_mb: int) -> None:
    """Keep files in this folder from now on."""
    _in_use[:] = [Cupboard(folder, limit_mb)]


def limit_mb() -> int:
    """Megabytes that a file may have."""
    return _in_use[0].limit_mb


def path_of(stored: str) -> Path:
    """Where a file of this random name lies. Raises LookupError for any other name."""
    if not (stored.isascii() and stored.isalnum()):
        raise LookupError(f"{stored!r} is no name of a kept file")
    return _in_use[0].folder / stored


def marked_of(stored: str) -> Path:
    """Where the marked workbook of a kept file lies, once it is written."""
    return path_of(stored).with_suffix(".marked")


def keep(source: IO[bytes], name: str) -> Kept:
    """Keep what a person sent. Raises Unreadable, and keeps nothing, where it is empty, too large or no workbook."""
    stored = secrets.token_hex(16)
    path = path_of(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        digest, size = _copy(source, path)
        look(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Kept(tidy_name(name), stored, digest, size)


def _copy(source: IO[bytes], path: Path) -> tuple[str, int]:
    digest, size, most = hashlib.blake2b(digest_size=32), 0, limit_mb() * MEGABYTE
    with path.open("xb") as out:
        while piece := source.read(_AT_ONCE):
            size += len(piece)
            if size > most:
                raise Unreadable(say("The file is larger than %(limit)s megabytes. Delete sheets and pictures that "
                                     "nobody needs, or send it in parts.", limit=limit_mb()))  # fmt: skip
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest(), size


def tidy_name(name: str) -> str:
    """The name of a file as a person may see it: no folders, no control or direction marks, not overlong."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME:
        plain = f"{(stem or suffix)[: _LONGEST_NAME - 10]}{dot}{suffix[:9]}" if stem else plain[:_LONGEST_NAME]
    return plain or "5w"


def remove(stored: str) -> None:
    """Remove a kept file and its marked workbook; what is gone already is no fault."""
    if stored:
        path_of(stored).unlink(missing_ok=True)
        marked_of(stored).unlink(missing_ok=True)
