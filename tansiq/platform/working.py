"""The worker: it begins a process for each order, watches over it, and is itself at none of them.

    orders --take--> process of an order: the job -------- done --> struck off
                          | more memory or time than it may
                          '-- stopped --> the job is called once more, to tell its row why

It holds no connection to the database and does not die of a job. Told to stop, it begins nothing, gives what is under
way a moment, and stops the rest, which the next worker takes up. Killed, its processes end with it, and their orders
are free at once.
"""

import ctypes
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

import structlog

from tansiq.platform.job_limits import (
    BROKEN,
    TOO_MUCH_MEMORY,
    TOO_MUCH_TIME,
    Limits,
    give_way,
    limit_own_memory,
    memory_of,
)
from tansiq.platform.order_file import KeptOrder, Order, OrderFile

TICK = 0.25
"""Seconds between two looks at the orders and at what is under way."""
GRACE = 5.0
"""Seconds that what is under way may go on once the worker is told to stop."""
PAUSE = 5.0
"""Seconds until an order is tried again that could not be done now, because the database was away."""
MOST_TRIES = 30
"""An order that was begun so often and never came to its end is given up; a worker may be killed that often."""
ROUNDS: Mapping[str, float] = {
    "orders": 5.0,
    "sweep": 6 * 3600.0,
    "notices": 3600.0,
    "mail": 300.0,
    "registrations": 300.0,
    "snapshots": 6 * 3600.0,
    "reporting_rounds": 3600.0,
    "retention": 24 * 3600.0,
    "survey_retention": 24 * 3600.0,
    "survey_mail": 300.0,
    "feedback_mail": 300.0,
    "meeting_mail": 300.0,
    "own_indexes": 300.0,
    "entry_texts": 60.0,
    "copied_columns": 60.0,
    "overlap_cases": 10.0,
    "arrangements": 3600.0,
    "search_index": 60.0,
}
"""What the worker orders by itself: by job, the seconds between two rounds."""

_DONE, _FAILED, _OUT_OF_MEMORY = 0, 1, 3
_ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h.

Perform = Callable[[KeptOrder], bool]
"""Carry an order out in this process; whether it came to its end. It closes what it opens."""


@dataclass
class _UnderWay:
    """A process at an order: since when, and why it was told to end, if it was."""

    number: int
    row_id: int
    since: float
    stopped: str = ""


class Worker:
    """One worker. `perform` is called in a process of its own for each order; `rounds` are those of ROUNDS that it
    orders by itself."""

    def __init__(
        self, orders: OrderFile, perform: Perform, limits: Limits, rounds: Mapping[str, float] | None = None
    ) -> None:
        self._orders = orders
        self._perform = perform
        self._limits = limits
        self._under_way: dict[int, _UnderWay] = {}
        self._ends: dict[int, str] = {}
        self._paused: dict[int, float] = {}
        self._killed: set[int] = set()
        self._rounds = ROUNDS if rounds is None else rounds
        self._last_rounds: dict[str, float] = {}
        self._asked_to_stop = 0
        self._known_by = -1
        self._log = structlog.get_logger("worker")

    def run(self) -> None:
        """Carry out orders until a signal comes (SIGTERM, SIGINT), then end what is under way."""
        self._known_by = self._orders.be_worker()
        try:
            with self._listening():
                while not self._asked_to_stop:
                    self._once(self._tick)
                    time.sleep(TICK)
                self._end()
        finally:
            os.close(self._known_by)

    def _once(self, step: Callable[[], None]) -> None:
        """A full disk, or a file that somebody else writes to, passes: the worker goes on trying."""
        try:
            step()
        except (OSError, sqlite3.Error) as broken:
            self._log.warning("cannot work now", error=str(broken))

    def _tick(self) -> None:
        self._reap()
        self._stop_immoderate()
        for number, why in list(self._ends.items()):
            self._orders.end(number, why)
            del self._ends[number]
        self._go_round()
        if len(self._under_way) < self._limits.at_once:
            self._begin_some()

    def _go_round(self) -> None:
        for job, seconds in self._rounds.items():
            last = self._last_rounds.get(job)
            if last is None or time.monotonic() - last > seconds:
                if not any(kept.order.job == job for kept in self._orders.all()):
                    self._orders.put(Order(job))
                self._last_rounds[job] = time.monotonic()

    def _begin_some(self) -> None:
        """Begin the oldest orders that are free; those of one row, and the rounds of one job, one after the other."""
        seen: set[int | str] = set()
        for kept in self._orders.all():
            about = kept.order.row_id or kept.order.job
            is_first = about not in seen
            seen.add(about)
            if is_first and self._is_due(kept.id) and len(self._under_way) < self._limits.at_once:
                self._begin(kept)

    def _is_due(self, number: int) -> bool:
        is_busy = number in self._ends or any(job.number == number for job in self._under_way.values())
        return not is_busy and time.monotonic() >= self._paused.get(number, 0.0)

    def _begin(self, kept: KeptOrder) -> None:
        held = self._orders.take(kept.id)
        if held is None:
            return
        try:
            if not self._orders.begin(kept.id):
                return  # It was done while we looked.
            if kept.tries >= MOST_TRIES and not kept.order.ended:
                self._orders.end(kept.id, BROKEN)
                return
            worker, pid = os.getpid(), os.fork()
            if pid == 0:
                self._be_process_of(kept, worker)
            self._under_way[pid] = _UnderWay(kept.id, kept.order.row_id, time.monotonic())
        finally:
            os.close(held)

    def _be_process_of(self, kept: KeptOrder, worker: int) -> None:
        """What the process of an order does; it never returns."""
        code = _FAILED
        try:
            for told in (signal.SIGTERM, signal.SIGINT):
                signal.signal(told, signal.SIG_IGN)  # The worker decides what becomes of its processes.
            os.close(self._known_by)
            _end_with(worker)
            limit_own_memory(self._limits.memory_mb)
            give_way()
            code = _DONE if self._perform(kept) else _FAILED
        except MemoryError:
            code = _OUT_OF_MEMORY
        except BaseException:
            structlog.get_logger("worker").exception("broken off")
        finally:
            os._exit(code)

    def _reap(self) -> None:
        for pid, job in list(self._under_way.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._under_way[pid]
                self._settle(job, os.waitstatus_to_exitcode(status))

    def _settle(self, job: _UnderWay, code: int) -> None:
        """What becomes of the order of a process that ended. One that is killed from outside is tried once more: only
        if that ends so again was it the system, which had no memory left."""
        self._paused.pop(job.number, None)
        if code == _FAILED or self._is_killed_at_first(job, code):
            self._paused[job.number] = time.monotonic() + PAUSE
        elif code != _DONE:
            killed = code in (_OUT_OF_MEMORY, -signal.SIGKILL)
            self._ends[job.number] = job.stopped or (TOO_MUCH_MEMORY if killed else BROKEN)
            self._log.warning("stopped", order=job.number, row=job.row_id, why=self._ends[job.number], code=code)

    def _is_killed_at_first(self, job: _UnderWay, code: int) -> bool:
        if code != -signal.SIGKILL or job.stopped or job.number in self._killed:
            return False
        self._killed.add(job.number)
        return True

    def _stop_immoderate(self) -> None:
        own = memory_of(os.getpid())
        for pid, job in self._under_way.items():
            if time.monotonic() - job.since > self._limits.minutes * 60:
                job.stopped = TOO_MUCH_TIME
            elif memory_of(pid) > self._limits.memory_mb + own:
                job.stopped = TOO_MUCH_MEMORY
            if job.stopped:
                os.kill(pid, signal.SIGKILL)

    def _end(self) -> None:
        """Give what is under way a moment, a second signal less; then stop it, and put its orders back."""
        until = time.monotonic() + GRACE
        while self._under_way and time.monotonic() < until and self._asked_to_stop < 2:
            self._once(self._reap)
            time.sleep(TICK / 5)
        for pid, job in self._under_way.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            self._log.info("put back", order=job.number, row=job.row_id)
            with suppress(OSError, sqlite3.Error):
                self._orders.put_back(job.number)
        for number, why in self._ends.items():
            with suppress(OSError, sqlite3.Error):
                self._orders.end(number, why)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {told: signal.signal(told, self._ask_to_stop) for told in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for told, handler in before.items():
                signal.signal(told, handler)

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked_to_stop += 1


def _end_with(worker: int) -> None:
    """Have this process end when its worker ends: nobody would watch over it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL)
        if os.getppid() != worker:
            os._exit(_FAILED)
    else:
        threading.Thread(target=_watch, args=(worker,), daemon=True).start()


def _watch(worker: int) -> None:
    while os.getppid() == worker:
        time.sleep(TICK)
    os._exit(_FAILED)
