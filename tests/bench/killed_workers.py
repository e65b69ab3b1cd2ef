"""Workers killed at random moments of an import: how soon it goes on by itself once a worker runs again."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tansiq.accounts.viewers import viewer_of
from tansiq.imports import jobs, runs
from tansiq.models import Account, ImportRun, Site
from tansiq.platform import background, uploads
from tansiq.platform.order_file import KeptOrder, OrderFile
from tansiq.policy.viewer import Viewer
from tests.bench.beside_import import FOLDER, environment, sheet
from tests.bench.report import AT_MOST, Finding

ROWS = 500
SOON = 10
"""Seconds from the start of the next worker until the job tells how far it is, at most."""
_QUEUE = FOLDER / "queue.db"


def killed_workers(kind: str, address: str, districts: list[tuple[str, str, str]], times: int) -> list[Finding]:
    """How many imports were half or twice after their worker was killed, and the longest that one did not go on.

    The database at `address` is in use and connected.
    """
    seed = random.SystemRandom().randrange(10**9)
    print(f"{kind}: workers are killed at the moments of seed {seed}")  # noqa: T201  The bench speaks to whoever runs it.
    dice, longest, wrong, pauses = random.Random(seed), 0.0, 0, list[float]()  # noqa: S311  Moments, no secrets.
    viewer = _administrator()
    for number in range(times + 1):
        before = Site.select().count()
        file = sheet(FOLDER / "killed.csv", ROWS, seed + number, districts)
        with _worker(address):
            run_id = _ordered(viewer, file)
            _until(partial(_is_at_work, run_id, 0))
            began = time.perf_counter()
            _wait(run_id, dice.uniform(0, longest) if number else None)
            longest = longest or time.perf_counter() - began
        if _state(run_id) == "APPLYING":
            wrong += Site.select().count() != before
            pauses.append(_gone_on(address, run_id))
        wrong += Site.select().count() != before + ROWS
    worst = max(pauses, default=None)
    name = f"of {times} workers killed within an import"
    return [
        Finding(f"half or twice, {name}", kind, ROWS, "", wrong, None, wrong, AT_MOST, 0),
        Finding(f"in the midst, {name}", kind, ROWS, "", len(pauses), None, None, AT_MOST, None),
        Finding(f"at work again, longest {name}", kind, ROWS, "s", worst or 0.0, None, worst, AT_MOST, SOON),
    ]


def _administrator() -> Viewer:
    uploads.use(FOLDER / "uploads", 25)
    background.use(background.open_queue(f"sqlite:///{_QUEUE}", jobs.ALL))
    return viewer_of(Account.get(Account.email == "admin@demo.tansiq.example").id, "en")


def _ordered(viewer: Viewer, path: Path) -> int:
    """The number of an import that was looked at and agreed to; the worker that runs is about to enter it."""
    with path.open("rb") as source:
        run = runs.upload(viewer, source, path.name)
    _until(lambda: _state(run.id) == "UNDERSTOOD")
    runs.choose_columns(viewer, ImportRun.get_by_id(run.id), {}, "")
    _until(lambda: _kept(run.id) is None and _state(run.id) == "PLANNED")
    planned = ImportRun.get_by_id(run.id)
    runs.enter(viewer, planned, planned.agreed, True)
    return int(run.id)


def _gone_on(address: str, run_id: int) -> float:
    """Seconds from the start of a worker's process until the job is at work again; it is then waited for."""
    kept, began = _kept(run_id), time.perf_counter()
    with _worker(address):
        _until(lambda: _is_at_work(run_id, kept.tries if kept else 0))
        pause = time.perf_counter() - began
        _wait(run_id, None)
    return pause


@contextmanager
def _worker(address: str) -> Iterator[None]:
    """A worker as an operator starts it, killed at the end of the block."""
    command = [sys.executable, "-c", "from tansiq.commands.script import main; main()", "worker", "run"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment(address), stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _kept(run_id: int) -> KeptOrder | None:
    """The order of a run; None once it is struck off."""
    return next((kept for kept in OrderFile(_QUEUE).all() if kept.order.row_id == run_id), None)


def _is_at_work(run_id: int, tries: int) -> bool:
    """Whether a try after so many tells how far it is, or is done."""
    kept = _kept(run_id)
    return kept is None or (kept.tries > tries and kept.stage != "")


def _state(run_id: int) -> str:
    return str(ImportRun.get_by_id(run_id).state)


def _wait(run_id: int, seconds: float | None) -> None:
    """Wait so many seconds, at most until the order of a run is struck off."""
    until = time.perf_counter() + seconds if seconds is not None else None
    _until(lambda: _kept(run_id) is None or (until is not None and time.perf_counter() >= until))


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 600
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the import does not go on by itself")
        time.sleep(0.02)
