"""A deed in a process of its own that is killed at some moment, as a power cut or the system's memory killer would."""

import os
import signal
import time
from collections.abc import Callable

from tansiq.platform.database import db, open_database, use


def killed(url: str, deed: Callable[[], object], after: float | None) -> float:
    """Do a deed in a process of its own with the database at `url`, killed `after` seconds unless it was done before.

    Nobody may be connected in this process meanwhile. The seconds it lasted are returned. Raises RuntimeError where
    the deed itself failed.
    """
    began = time.monotonic()
    child = begun(url, deed)
    status = os.waitpid(child, 0)[1] if after is None else _killed(child, began + after)
    if status not in (0, signal.SIGKILL):
        raise RuntimeError(f"the deed ended with {status}")
    return time.monotonic() - began


def begun(url: str, deed: Callable[[], object]) -> int:
    """The number of a process of its own that does a deed with the database at `url`; `kill` ends it.

    Nobody may be connected in this process when it begins.
    """
    child = os.fork()
    if child == 0:
        _do(url, deed)
    return child


def kill(child: int) -> None:
    """Kill a process that was begun here."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _do(url: str, deed: Callable[[], object]) -> None:
    code = 1
    try:
        database = use(open_database(url))
        database.connect()
        deed()
        database.close()
        code = 0
    finally:
        # Nothing of the test goes on in this process.
        os._exit(code)


def _killed(child: int, moment: float) -> int:
    while time.monotonic() < moment:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def let_go() -> None:
    """Close the connection of this process, before another one is made of it."""
    if not db.is_closed():
        db.close()
