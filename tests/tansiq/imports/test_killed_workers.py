"""What a worker was at when it was killed goes on by itself once a worker runs again: all of it, once."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tansiq.models import Batch
from tansiq.platform import background
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tests.conftest import Committed
from tests.killing import begun, kill, let_go
from tests.tansiq.imports.run_steps import fresh
from tests.tansiq.imports.test_kills import KILLS, WHOLE, administrator, counts, ordered, sheet

__all__ = ["administrator"]


@KILLS
def test_an_import_goes_on_by_itself_whenever_its_worker_was_killed(
    committed: Committed, administrator: Viewer, tmp_path: Path, kills: int
) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"the moments of seed {seed}")  # noqa: T201  Whoever reads of a failure may try the same moments.
    dice, longest, caught = random.Random(seed), 0.0, 0  # noqa: S311  Moments, no secrets.
    for number in range(kills + 1):
        run, before = ordered(administrator, sheet(tmp_path, number)), counts()
        # The first is not killed: it tells how long one takes. The second is killed as soon as it is begun.
        moment = dice.uniform(0, longest) if number > 1 else 0.0
        if number:
            with _worker(committed.url):
                _until(partial(_is_begun, run.id))
                time.sleep(moment)
            if fresh(run).state == "APPLYING":
                caught += 1
                assert counts() == before, "nothing half"
        with _worker(committed.url):
            began = time.monotonic()
            _until(partial(_is_done, run.id))
            longest = longest or time.monotonic() - began
        assert (fresh(run).state, fresh(run).batch_id) == ("APPLIED", Batch.select().order_by(Batch.id.desc()).get().id)
        assert [one - other for one, other in zip(counts(), before, strict=True)] == WHOLE, "all of it, once"
    assert caught, "no worker was killed in the midst of a job"


@contextmanager
def _worker(url: str) -> Iterator[None]:
    """A worker in a process of its own, killed at the end of the block."""
    let_go()
    worker = begun(url, background.work)
    db.connect()
    try:
        yield
    finally:
        kill(worker)


def _is_begun(run_id: int) -> bool:
    """Whether somebody is at the order of a run, or was and is done."""
    far = background.how_far(run_id)
    return far.is_running or far.is_broken_off


def _is_done(run_id: int) -> bool:
    """Whether the order of a run was struck off."""
    return background.how_far(run_id).is_broken_off


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end, "the import did not go on by itself"
        time.sleep(0.01)
