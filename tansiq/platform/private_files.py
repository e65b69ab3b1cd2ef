"""Files and folders of the register that nobody else on the machine reads: 600 and 700, whatever the umask says.

A file gets its rights as it is made, by the system call that makes it, so that it is never open to others for a moment.
No umask is changed: that would hold for every thread of the process.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

import structlog

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077
"""The bits by which others may read, write or enter."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_BESIDE = ("", "-wal", "-shm", "-journal")
"""A database and what SQLite keeps beside it. It gives the latter the rights of the database's own file."""

log = structlog.get_logger("files")


def opener(path: str, flags: int) -> int:
    """For `open(path, "xb", opener=opener)`: a new file is its owner's alone."""
    return os.open(path, flags, FILE)


def make_folder(path: Path) -> None:
    """Make a folder, and those above that are missing, for the owner alone; one that is there stays as it is."""
    for missing in [each for each in reversed((path, *path.parents)) if not each.exists()]:
        missing.mkdir(mode=FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for the owner alone, unless it is there.

    A file that is there is not opened: to close a database's file again would end the locks of this process on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))


def make_database(path: Path) -> None:
    """Make the file of an embedded database with its folder, and narrow what lies beside it.

    A folder that is there may hold more than ours and stays as it is; that others may put files into it is logged.
    """
    make_folder(path.parent)
    if path.parent.stat().st_mode & (OTHERS_WRITE | stat.S_ISVTX) in (OTHERS_WRITE, stat.S_IWGRP, stat.S_IWOTH):
        log.warning("others may put files beside the database: take their right to write", folder=str(path.parent))
    make_file(path)
    narrow_database(path)


def narrow_database(path: Path) -> None:
    """Take the rights of others from a database that is there, and from what lies beside it."""
    for beside in _BESIDE:
        narrow(path.with_name(path.name + beside))


def narrow(path: Path) -> None:
    """Take the rights of others from a file or folder that is there; where that is not ours to do, tell the log."""
    try:
        mode = path.stat().st_mode
        if mode & OTHERS:
            path.chmod(mode & ~OTHERS & 0o7777)
    except FileNotFoundError:
        # Another process tidied up meanwhile, as SQLite does with what lies beside a database.
        return
    except OSError as refused:
        log.warning("others may read this file", path=str(path), error=type(refused).__name__)
