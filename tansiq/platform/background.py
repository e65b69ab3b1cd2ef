"""Work in the background: pages put orders into a queue, and one worker process carries them out.

    page: put(Order("plan", 7, ...)) -> queue file -> worker: the job called "plan" (order, progress)
          how_far(7)      <---------------'  '------- progress and heartbeats

Progress is kept beside the queue and not in the database: a job's own transaction would hide it until it is over.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from threading import Event, Thread
from typing import Any

import structlog

from tansiq.platform import private_files
from tansiq.platform.database import db
from tansiq.platform.progress import Progress

BEAT = 2.0
"""Seconds between two heartbeats."""
SILENT = 20.0
"""Seconds without a heartbeat after which the worker, or the job it was at, counts as ended."""
AT_ONCE = "memory:"
"""The address of a queue whose orders are carried out within the call that puts them: for tests."""
SWEEPING = 6 * 3600.0
"""Seconds between two rounds of the job called "sweep"."""


@dataclass(frozen=True)
class Order:
    """One thing to do: the job's name, the row it is about, and the account and language of whoever ordered it."""

    job: str
    row_id: int = 0
    account_id: int | None = None
    language: str = "ar"


@dataclass(frozen=True)
class HowFar:
    """Where the job of a row is, as far as it has told: a stage, and how many rows are done in it."""

    stage: str = ""
    count: int = 0
    is_waiting: bool = False
    is_running: bool = False

    @property
    def is_broken_off(self) -> bool:
        """Neither in the queue nor at work: whoever was at it ended in the middle."""
        return not (self.is_waiting or self.is_running)


Job = Callable[[Order, Progress], None]


class Queue:
    """A queue of orders, in a file that is opened when somebody first asks: `huey` keeps them, `enter` puts one in."""

    def __init__(self, place: Path | None, jobs: Mapping[str, Job]) -> None:
        self._place = place
        self._jobs = jobs

    @property
    def huey(self) -> Any:
        return self._opened[0]

    @property
    def enter(self) -> Any:
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        # It loads the clients of other servers too; most commands and many pages order nothing.
        from huey import MemoryHuey, SqliteHuey

        if self._place is None:
            huey = MemoryHuey("tansiq", immediate=True, results=False)
        else:
            private_files.make_database(self._place)
            huey = SqliteHuey("tansiq", filename=str(self._place), timeout=10, results=False)

        def perform(*values: Any) -> None:
            order = Order(*values)
            _perform(self._jobs[order.job], order)

        return huey, huey.task(name="perform")(perform)


_in_use: list[Queue] = []


def open_queue(url: str, jobs: Mapping[str, Job]) -> Queue:
    """The queue in the file that an address such as sqlite:///instance/queue.db names, or one AT_ONCE.

    `jobs` are the functions that carry orders out, by name.
    """
    if url == AT_ONCE:
        return Queue(None, jobs)
    place = Path(url.removeprefix("sqlite:///"))
    private_files.make_folder(place.parent)
    private_files.narrow_database(place)
    return Queue(place, jobs)


def use(queue: Queue) -> Queue:
    """Make `queue` the one that orders are put into."""
    _in_use[:] = [queue]
    return queue


def _huey() -> Any:
    return _in_use[0].huey


def put(order: Order) -> None:
    """Have an order carried out."""
    _tell(order.row_id, "", 0)
    _in_use[0].enter(*astuple(order))


def how_far(row_id: int) -> HowFar:
    """How far the job of a row is."""
    is_waiting = any(task.args[1] == row_id for task in _huey().pending())
    said = _huey().get(_key(row_id), peek=True)
    if said is None:
        return HowFar(is_waiting=is_waiting)
    stage, count, at = said
    return HowFar(stage, count, is_waiting, time.time() - at < SILENT)


def is_working() -> bool:
    """Whether a worker runs, by its heartbeat."""
    at = _huey().get("worker", peek=True)
    return bool(_huey().immediate) or (at is not None and time.time() - at < SILENT)


def _key(row_id: int) -> str:
    return f"job-{row_id}"


def _tell(row_id: int, stage: str, count: int) -> None:
    _huey().put(_key(row_id), (stage, count, time.time()))


def _perform(job: Job, order: Order) -> None:
    """Carry an order out, in a connection of its own. Jobs tell their rows what went wrong; the rest is logged."""
    log = structlog.get_logger("worker").bind(job=order.job, row=order.row_id)
    opened = db.connect(reuse_if_open=True)
    try:
        with _beating(order.row_id) as progress:
            job(order, progress)
        log.info("done")
    except Exception:
        log.exception("broken off")
    finally:
        if opened:
            db.close()


@contextmanager
def _beating(row_id: int) -> Iterator[Progress]:
    """Somebody to tell how far a job is; its heart beats until the block ends."""
    last, over = [("", 0)], Event()

    def progress(stage: str, count: int) -> None:
        last[:] = [(stage, count)]

    def beat() -> None:
        while not over.wait(BEAT / 2):
            _tell(row_id, *last[0])

    heart = Thread(target=beat, daemon=True)
    heart.start()
    try:
        yield progress
    finally:
        over.set()
        heart.join()
        _huey().get(_key(row_id))


def work(over: Event | None = None) -> None:
    """Be the worker: carry out orders one by one until a signal comes; its heart beats in a thread of its own."""
    over = over or Event()
    heart = Thread(target=_beat_as_worker, args=(over,), daemon=True)
    heart.start()
    try:
        # Until the consumer listens for signals itself, an interrupt ends it as it does later: in peace.
        with suppress(KeyboardInterrupt):
            _huey().create_consumer(workers=1, periodic=False, max_delay=1.0).run()
    finally:
        over.set()
        heart.join()
        _huey().get("worker")


def _beat_as_worker(over: Event) -> None:
    swept = 0.0
    while True:
        _huey().put("worker", time.time())
        if time.monotonic() - swept > SWEEPING or not swept:
            swept = time.monotonic()
            put(Order("sweep"))
        if over.wait(BEAT):
            return
