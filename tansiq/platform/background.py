"""Work in the background: pages put orders into a queue, and a worker has them carried out.

    page: put(Order("plan", 7, ...)) -> file of orders -> worker -> process of the order: the job called "plan"
          how_far(7)      <---------------'  '-------------- progress ---------'

Progress is kept beside the queue and not in the database: a job's own transaction would hide it until it is over.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from tansiq.platform import private_files
from tansiq.platform.database import db, let_go
from tansiq.platform.job_limits import Limits
from tansiq.platform.order_file import KeptOrder, Order, OrderFile
from tansiq.platform.progress import Progress

__all__ = ["Order"]

AT_ONCE = "memory:"
"""The address of a queue whose orders are carried out within the call that puts them: for tests."""
_BETWEEN = 0.5
"""Seconds between two tellings of how far a job is."""


@dataclass(frozen=True)
class HowFar:
    """Where the job of a row is, as far as it has told: a stage, and how many rows are done in it."""

    stage: str = ""
    count: int = 0
    is_waiting: bool = False
    is_running: bool = False

    @property
    def is_broken_off(self) -> bool:
        """Neither in the queue nor at work: its order was lost."""
        return not (self.is_waiting or self.is_running)


Job = Callable[[Order, Progress], None]


@dataclass(frozen=True)
class Queue:
    """Where orders are put, None for a queue that carries them out at once, the jobs by name, and their limits."""

    orders: OrderFile | None
    jobs: Mapping[str, Job]
    limits: Limits


_in_use: list[Queue] = []


def open_queue(url: str, jobs: Mapping[str, Job], limits: Limits | None = None) -> Queue:
    """The queue in the file that an address such as sqlite:///instance/queue.db names, or one AT_ONCE.

    `jobs` are the functions that carry orders out, by name.
    """
    if url == AT_ONCE:
        return Queue(None, jobs, Limits())
    place = Path(url.removeprefix("sqlite:///"))
    private_files.make_folder(place.parent)
    private_files.narrow_database(place)
    return Queue(OrderFile(place), jobs, limits or Limits())


def use(queue: Queue) -> Queue:
    """Make `queue` the one that orders are put into."""
    _in_use[:] = [queue]
    return queue


def put(order: Order) -> None:
    """Have an order carried out. One that cannot be put now is put later, by whoever looks for those that are lost:
    the state of its row asks for it."""
    queue = _in_use[0]
    if queue.orders is not None:
        try:
            queue.orders.put(order)
        except (OSError, sqlite3.Error) as broken:
            structlog.get_logger("worker").warning("not put", job=order.job, row=order.row_id, error=str(broken))
        return
    try:
        _perform(queue.jobs[order.job], order, lambda stage, count: None)
    except Exception:
        structlog.get_logger("worker").exception("broken off", job=order.job, row=order.row_id)


def hurry(job: str) -> None:
    """Have the next round of a job made now. One that waits already is enough, however many ask for it."""
    try:
        is_waiting = how_far(0, (job,)).is_waiting
    except (OSError, sqlite3.Error):
        is_waiting = False
    if not is_waiting:
        put(Order(job))


def open_orders() -> list[Order]:
    """Every order that is not done, the oldest first; none where orders are carried out at once."""
    orders = _in_use[0].orders
    return [] if orders is None else [one.order for one in orders.all()]


def how_far(row_id: int, names: Collection[str] = ()) -> HowFar:
    """How far the newest order of a row is, of the jobs with these names (all if none)."""
    orders = _in_use[0].orders
    if orders is None:
        return HowFar()
    kept = next((kept for kept in reversed(orders.all()) if _is_about(kept, row_id, names)), None)
    if kept is None:
        return HowFar()
    is_running = orders.is_held(kept.id)
    return HowFar(kept.stage, kept.count, not is_running, is_running)


def _is_about(kept: KeptOrder, row_id: int, names: Collection[str]) -> bool:
    return kept.order.row_id == row_id and (not names or kept.order.job in names)


def is_working() -> bool:
    """Whether a worker runs."""
    orders = _in_use[0].orders
    return orders is None or orders.has_worker()


def check() -> None:
    """Raise sqlite3.Error where the queue cannot be reached."""
    orders = _in_use[0].orders
    if orders is not None:
        orders.all()


def work() -> None:
    """Be a worker until a signal comes."""
    from tansiq.platform.working import ROUNDS, Worker

    queue = _in_use[0]
    if queue.orders is None:
        raise ValueError("This queue carries orders out at once; there is nothing to wait for.")
    # A connection that is open in two processes is of use to neither.
    let_go()
    orders = queue.orders
    rounds = {job: seconds for job, seconds in ROUNDS.items() if job in queue.jobs}
    Worker(orders, lambda kept: _carry_out(orders, queue.jobs, kept), queue.limits, rounds).run()


def _carry_out(orders: OrderFile, jobs: Mapping[str, Job], kept: KeptOrder) -> bool:
    """Carry an order out and strike it off. Jobs tell their rows what went wrong; what they raise is tried again."""
    log = structlog.get_logger("worker").bind(job=kept.order.job, row=kept.order.row_id)
    try:
        _perform(jobs[kept.order.job], kept.order, _teller(orders, kept.id))
    except MemoryError:
        raise
    except Exception:
        log.exception("broken off")
        return False
    orders.done(kept.id)
    # A round that found nothing to do is no news.
    (log.info if kept.order.row_id else log.debug)("done")
    return True


def _perform(job: Job, order: Order, progress: Progress) -> None:
    """Carry an order out, in a connection of its own unless one is open."""
    opened = db.connect(reuse_if_open=True)
    try:
        job(order, progress)
    finally:
        if opened:
            db.close()


def _teller(orders: OrderFile, number: int) -> Progress:
    """Somebody to tell how far a job is; a disk that is full keeps nobody from working."""
    last: tuple[str, float] = ("", 0.0)

    def progress(stage: str, count: int) -> None:
        nonlocal last
        if stage != last[0] or time.monotonic() - last[1] > _BETWEEN:
            last = (stage, time.monotonic())
            with suppress(OSError, sqlite3.Error):
                orders.tell(number, stage, count)

    return progress
