"""Full runs of cases that are killed in the midst and gone on with: python -m tests.bench.killed_cases [KIND] [ROWS].

Each run is a process of its own that says whenever it has committed some cells. One in peace tells how many times that
is, and when; every other one is killed so many commits after its beginning, and part of the way to the next.
"""

import random
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple

from tansiq.cases.full_run import on_the_way
from tansiq.cases.upkeep import keep_up
from tansiq.models import CaseMember, CaseUpkeep, OverlapCase
from tansiq.platform.database import db, open_database, use
from tansiq.platform.settings import read_settings
from tests.bench import loading
from tests.bench.beside_import import SEED, environment
from tests.bench.report import AT_LEAST, AT_MOST, Finding, table

DAY = date(2025, 1, 1)
"""The day on which cases are kept: the register that is generated goes on for a year after it."""
KILLS = 10


class Moment(NamedTuple):
    """Between two commits of a run: after so many of them, and so many seconds."""

    commits: int
    seconds: float


def killed_runs(kind: str, address: str, rows: int, times: int = KILLS) -> list[Finding]:
    """How many of so many full runs that were killed and gone on with left something else than one in peace, and how
    many were killed in the midst."""
    with closing(use(open_database(address))) as database:
        database.connect()
        forget()
        committed = _in_peace(address)
        expected, wrong, midst = _standing(), 0, 0
        for moment in moments(committed, times):
            forget()
            _killed(address, moment)
            midst += _is_in_the_midst()
            _in_peace(address)
            wrong += _standing() != expected
        forget()
    return [
        Finding("a full run of cases without columns", kind, rows, "s", committed[-1], None, None, AT_MOST, None),
        Finding(f"otherwise, of {times} killed full runs of cases", kind, rows, "", wrong, None, wrong, AT_MOST, 0),
        Finding(f"killed in the midst, of {times}", kind, rows, "", midst, None, midst, AT_LEAST, times),
    ]  # fmt: skip


def forget() -> None:
    """Leave the database in use without any case."""
    with db.atomic():
        for model in (CaseUpkeep, CaseMember, OverlapCase):
            model.delete().execute()


def moments(committed: list[float], times: int) -> list[Moment]:
    """Chance moments after the first and before the last commit of a run; the same ones for the same commits."""
    dice = random.Random(SEED)  # noqa: S311  The same moments in every run.
    chosen = [dice.randrange(1, len(committed)) for _ in range(times)]
    return [Moment(n, dice.uniform(0, committed[n] - committed[n - 1])) for n in chosen]


def _is_in_the_midst() -> bool:
    """Whether some cases are written, and the run has cells to come to."""
    upkeep = CaseUpkeep.select().first()
    return OverlapCase.select().exists() and upkeep is not None and on_the_way(upkeep.steps) is not None


def _standing() -> set[tuple[int, int, frozenset[int]]]:
    members: dict[tuple[int, int, int], set[int]] = {}
    query: Any = OverlapCase.select(OverlapCase.id, OverlapCase.area, OverlapCase.sector, CaseMember.intervention)
    for case, area, sector, work in query.join(CaseMember).where(OverlapCase.ended_on.is_null()).tuples():
        members.setdefault((case, area, sector), set()).add(work)
    found = [(area, sector, frozenset(those)) for (_case, area, sector), those in members.items()]
    # Twice the same would be lost in a set.
    return set(found) if len(set(found)) == len(found) else set()


def _in_peace(address: str) -> list[float]:
    """A full run: the seconds from its beginning to each of its commits."""
    with _begun(address) as process:
        assert process.stdout
        began, *committed = [time.perf_counter() for _line in process.stdout]
    return [moment - began for moment in committed]


def _killed(address: str, moment: Moment) -> None:
    with _begun(address) as process:
        assert process.stdout
        for _ in range(1 + moment.commits):
            process.stdout.readline()
        time.sleep(moment.seconds)
        process.kill()


def _begun(address: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.killed_cases", "run"]
    return subprocess.Popen(command, env=environment(address), stdout=subprocess.PIPE, text=True)


def _run() -> None:
    """Be the run that is killed: a line at its beginning, and one for each commit."""
    use(open_database(read_settings().database_url)).connect()
    print("begun", flush=True)  # noqa: T201  The process that kills this one reads it.
    keep_up(DAY, lambda _stage, count: print(count, flush=True))  # noqa: T201  The same.


def main(words: list[str]) -> None:
    """Kill, or be killed."""
    if words == ["run"]:
        _run()
        return
    rows = next((int(word) for word in words if word.isdigit()), 200_000)
    with loading.postgres_server() as server:
        for kind in [word for word in words if word in loading.KINDS] or list(loading.KINDS):
            print(table(killed_runs(kind, loading.address(kind, rows, server), rows)), flush=True)  # noqa: T201  The bench speaks to whoever runs it.


if __name__ == "__main__":
    main(sys.argv[1:])
