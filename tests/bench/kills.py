"""Imports killed at random moments: python -m tests.bench.kills [sqlite|postgres] [KILLS].

Each is a process of its own, as an operator starts it, that is killed at some moment of the time that one takes; then
the same file is sent again to its end. Nothing may be half, nothing twice. Then workers are killed in the midst of
imports that the back office ordered, which go on by themselves (tests/bench/killed_workers.py).
"""

import random
import subprocess
import sys
import time
from contextlib import closing
from typing import Any

from tansiq.models import Area, Batch, BatchEntry, HistoryEntry, ImportedRow, Intervention, Site
from tansiq.platform.database import open_database, use
from tests.bench import loading
from tests.bench.beside_import import FOLDER, SEED, environment, prepared, sheet, tansiq
from tests.bench.killed_workers import killed_workers
from tests.bench.report import AT_MOST, Finding, table

KILLS, ROWS = 20, 2_000
COUNTED = (Intervention, Site, ImportedRow, HistoryEntry, Batch, BatchEntry)


def kills(kind: str, server: Any, times: int = KILLS) -> list[Finding]:
    """How many of so many killed imports left something half or twice, and how many had been entered already."""
    address, dice = prepared(kind, server), random.Random(SEED)  # noqa: S311  The same moments in every run.
    with closing(use(open_database(address))) as database:
        database.connect()
        districts = [(area.parent.name_en, area.name_en, area.pcode) for area in Area.select().where(Area.level == 2)]
    longest, wrong, entered = 0.0, 0, 0
    for number in range(times + 1):
        words = ("fivew", "import", str(sheet(FOLDER / "killed.csv", ROWS, SEED + number, districts)))
        before = _counts(address)
        longest = max(longest, _killed(address, words, dice.uniform(0, longest) if number else None))
        after = _counts(address)
        if number:
            entered += after != before
            wrong += after != before and after[1] - before[1] != ROWS
            tansiq(address, *words).check_returncode()
            wrong += _counts(address)[1] - before[1] != ROWS
    with closing(use(open_database(address))) as database:
        database.connect()
        gone_on = killed_workers(kind, address, districts, times)
    return [
        Finding(f"half or twice, of {times} killed imports", kind, ROWS, "", wrong, None, wrong, AT_MOST, 0),
        Finding(f"entered before the kill, of {times}", kind, ROWS, "", entered, None, None, AT_MOST, None),
        *gone_on,
    ]


def _counts(address: str) -> list[int]:
    with closing(use(open_database(address))) as database:
        database.connect()
        return [int(model.select().count()) for model in COUNTED]


def _killed(address: str, words: tuple[str, ...], after: float | None) -> float:
    command = [sys.executable, "-c", "from tansiq.commands.script import main; main()", *words]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(address), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return time.perf_counter() - began


def main(words: list[str]) -> None:
    """Kill on one kind of database, or on both."""
    times = next((int(word) for word in words if word.isdigit()), KILLS)
    with loading.postgres_server() as server:
        for kind in [word for word in words if word in loading.KINDS] or list(loading.KINDS):
            print(table(kills(kind, server, times)), flush=True)  # noqa: T201  The bench speaks to whoever runs it.


if __name__ == "__main__":
    main(sys.argv[1:])
