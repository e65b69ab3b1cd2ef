"""What each hostile file costs: python -m tests.bench.hostile_files [REPEATS] prints seconds, memory and the answer."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.tansiq.exchange.hostile import HOSTILE, MANY

_READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (8 << 30,) * 2)
from tansiq.language.words import speaking
from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.sheet.understand import understand
with speaking("en"):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        said = f"{sum(1 for _ in understand(Path(sys.argv[1])).rows())} rows"
    except Unreadable as refused:
        said = str(refused)
    except BaseException as broken:
        said = f"BROKEN {broken!r:.60}"
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10, said)
"""
_LONGEST = 300


def main(repeats: int) -> None:
    """Make every file, read it in a process of its own, and print a line."""
    for name, make in HOSTILE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = make(Path(folder), repeats)
            began = time.monotonic()
            memory, answer = _read(path)
            seconds, size = time.monotonic() - began, path.stat().st_size / 1e6
        # The bench speaks to whoever runs it.
        print(f"{name:50} {size:7.1f} MB sent {seconds:6.1f} s {memory:>5} MB  {answer[:90]}", flush=True)  # noqa: T201


def _read(path: Path) -> tuple[str, str]:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return "?", f"BROKEN not done in {_LONGEST} s"
    memory, _, answer = done.stdout.strip().partition(" ")
    return (memory, answer) if answer else ("?", f"BROKEN {done.stderr.strip()[-80:]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
