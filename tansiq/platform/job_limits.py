"""How much memory and time one job may take, and how a process is held to it, and gives way to others."""

import os
import resource
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tansiq.platform.database import is_postgres

_MEGABYTE = 1 << 20

TOO_MUCH_MEMORY, TOO_MUCH_TIME, BROKEN = "memory", "time", "broken"
"""Why a job was stopped for good. BROKEN is neither: its process ended by itself, or never came to the end."""
GENTLE = 10
"""How nice, from -20 to 19, a process is that nobody waits for with a page before them."""


@dataclass(frozen=True)
class Limits:
    """Megabytes beyond what the program itself takes, minutes by the clock on the wall, and jobs side by side."""

    memory_mb: int = 2048
    minutes: int = 60
    at_once: int = 2


def limit_own_memory(megabytes: int) -> None:
    """Have this process fail to get more memory than that, beyond what it has. Some systems do not keep to it."""
    most = _virtual() + megabytes * _MEGABYTE
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def give_way() -> None:
    """Have this process compute, for good, with what those leave of the processors who answer people.

    Not on SQLite: whoever writes there keeps everybody else from writing, and slowed down keeps them longer.
    """
    if not is_postgres():
        return
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, max(GENTLE, os.getpriority(os.PRIO_PROCESS, 0)))


def memory_of(pid: int) -> int:
    """Megabytes that a process holds; 0 where nobody can tell."""
    with suppress(OSError, ValueError, IndexError):
        if Path("/proc/self/statm").exists():
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // _MEGABYTE
        # The system of a Mac has no such files.
        asked = ["/bin/ps", "-o", "rss=", "-p", str(pid)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603  A number of our own.
        return int(told.stdout) // 1024
    return 0


def _virtual() -> int:
    """Bytes of addresses that this process uses."""
    with suppress(OSError, ValueError):
        return int(Path(f"/proc/{os.getpid()}/statm").read_text().split()[0]) * resource.getpagesize()
    return 0
