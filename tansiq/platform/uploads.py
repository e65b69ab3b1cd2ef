"""The folder of the files people send: out of the web's reach, each under a random name, none larger than a limit."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tansiq.platform import private_files

MEGABYTE = 1_000_000
_LONGEST_NAME = 120


@dataclass
class UploadFolder:
    """Where the files lie, and how large one may be in megabytes."""

    folder: Path
    limit_mb: int = 25


_in_use: list[UploadFolder] = []


def use(folder: Path, limit_mb: int) -> None:
    """Keep files in this folder from now on; others on the machine may not look into it."""
    private_files.narrow(folder)
    _in_use[:] = [UploadFolder(folder, limit_mb)]


def limit_mb() -> int:
    """Megabytes that a file may have."""
    return _in_use[0].limit_mb


def path_of(stored: str) -> Path:
    """Where a file of this random name lies. Raises LookupError for any other name."""
    if not (stored.isascii() and stored.isalnum()):
        raise LookupError(f"{stored!r} is no name of a kept file")
    return _in_use[0].folder / stored


def new_file(path: Path) -> BinaryIO:
    """A new file in the folder, which is made if need be, open for writing; its owner's alone."""
    private_files.make_folder(path.parent)
    return open(path, "xb", opener=private_files.opener)


def tidy_name(name: str) -> str:
    """The name of a file as a person may see it: no folders, no control or direction marks, not overlong."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME:
        plain = f"{(stem or suffix)[: _LONGEST_NAME - 10]}{dot}{suffix[:9]}" if stem else plain[:_LONGEST_NAME]
    return plain or "5w"
