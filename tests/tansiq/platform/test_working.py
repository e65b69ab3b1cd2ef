"""The worker as a process: jobs in processes of their own, within limits, and what becomes of them when it ends."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tansiq.platform.job_limits import GENTLE, Limits
from tansiq.platform.order_file import KeptOrder, Order, OrderFile
from tansiq.platform.working import Worker
from tests.tansiq.platform.worker_program import PROGRAM

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def orders(tmp_path: Path) -> OrderFile:
    """The orders that are shared with the worker."""
    return OrderFile(tmp_path / "queue.db")


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Begin a worker; what still runs in the end is killed."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin(minutes: float = 5, *more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", PROGRAM, str(tmp_path), str(minutes), *more]
        quiet = subprocess.DEVNULL
        begun.append(subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet))
        return begun[-1]

    yield begin
    for worker in begun:
        worker.kill()
        worker.wait()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "it did not come to it"
        time.sleep(0.05)


def _kept(orders: OrderFile) -> list[KeptOrder]:
    """The orders that a test put in; the worker orders a sweep by itself."""
    return [kept for kept in orders.all() if kept.order.job != "sweep"]


Begin = Callable[..., "subprocess.Popen[bytes]"]


def test_a_long_job_does_not_keep_others_from_being_done(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("slow", 1))
    orders.put(Order("quick", 1))
    orders.put(Order("quick", 2))
    begin()
    _until((tmp_path / "done-2").exists)
    assert not (tmp_path / "done-1").exists()
    _until(lambda: len(_kept(orders)) == 2)
    kept, following = _kept(orders)
    assert (kept.stage, kept.count, orders.is_held(kept.id)) == ("half", 5, True)
    # The second order of the same row waits for the first.
    assert not orders.is_held(following.id)
    (tmp_path / "go").touch()
    _until(lambda: _kept(orders) == [])


def test_of_two_rounds_of_one_job_the_second_waits(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("slow"))
    orders.put(Order("slow"))
    orders.put(Order("quick"))
    begin()
    _until((tmp_path / "done-0").exists)
    _until(lambda: len(_kept(orders)) == 2)
    assert [orders.is_held(kept.id) for kept in _kept(orders)] == [True, False]
    assert (tmp_path / "begun-0").read_text() == "x"
    (tmp_path / "go").touch()
    _until(lambda: _kept(orders) == [])


@pytest.mark.parametrize(("job", "why"), [("greedy", "memory"), ("broken", "broken")])
def test_a_job_that_ends_its_process_is_told_and_the_worker_goes_on(
    tmp_path: Path, orders: OrderFile, begin: Begin, job: str, why: str
) -> None:
    orders.put(Order(job, 1))
    worker = begin()
    _until((tmp_path / "done-1").exists)
    _until(lambda: _kept(orders) == [])
    assert (tmp_path / "done-1").read_text() == why
    orders.put(Order("quick", 2))
    _until((tmp_path / "done-2").exists)
    assert worker.poll() is None


def test_a_job_that_lasts_too_long_is_stopped_and_told(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("slow", 1))
    begin(minutes=0.01)
    _until((tmp_path / "done-1").exists)
    assert (tmp_path / "done-1").read_text() == "time"


def test_a_worker_that_is_told_to_stop_puts_its_job_back_for_the_next(
    tmp_path: Path, orders: OrderFile, begin: Begin
) -> None:
    orders.put(Order("slow", 1))
    worker = begin()
    _until((tmp_path / "begun-1").exists)
    worker.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    (kept,) = _kept(orders)
    assert (kept.tries, kept.order.ended, orders.is_held(kept.id), orders.has_worker()) == (0, "", False, False)
    begin()
    _until(lambda: (tmp_path / "begun-1").read_text() == "xx")
    (tmp_path / "go").touch()
    _until(lambda: _kept(orders) == [])


def test_a_job_that_ends_in_a_moment_is_waited_for(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("slow", 1))
    worker = begin()
    _until((tmp_path / "begun-1").exists)
    worker.send_signal(signal.SIGINT)
    (tmp_path / "go").touch()
    assert worker.wait(timeout=30) == 0
    assert _kept(orders) == []


def test_the_job_of_a_worker_that_was_killed_is_free_at_once(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("slow", 1))
    worker = begin()
    _until((tmp_path / "begun-1").exists)
    worker.kill()
    worker.wait()
    (kept,) = _kept(orders)
    _until(lambda: not orders.is_held(kept.id))
    assert not orders.has_worker()
    begin()
    _until(lambda: (tmp_path / "begun-1").read_text() == "xx")


def test_a_job_that_is_killed_from_outside_is_tried_once_more(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    for row_id in (1, 2):
        orders.put(Order("killed", row_id))
    begin()
    _until(lambda: _kept(orders) == [])
    assert [(tmp_path / f"begun-{row_id}").read_text() for row_id in (1, 2)] == ["xx", "xxx"]
    assert [(tmp_path / f"done-{row_id}").read_text() for row_id in (1, 2)] == ["", "memory"]


def test_what_cannot_be_done_now_is_tried_again(tmp_path: Path, orders: OrderFile, begin: Begin) -> None:
    orders.put(Order("unlucky", 1))
    begin()
    _until(lambda: [kept.tries for kept in _kept(orders)] == [1])
    (tmp_path / "go").touch()
    _until((tmp_path / "done-1").exists)


def test_an_order_that_never_comes_to_its_end_is_given_up(orders: OrderFile, monkeypatch: pytest.MonkeyPatch) -> None:
    orders.put(Order("quick", 1))
    for _ in range(30):
        orders.begin(1)
    worker = Worker(orders, lambda kept: True, Limits())
    worker._begin_some()
    assert [kept.order.ended for kept in _kept(orders)] == ["broken"]


def test_a_disk_that_is_full_for_a_moment_stops_no_worker(orders: OrderFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look at the orders fails twice; the third one finds the sweep done, and asks the worker to stop."""
    worker = Worker(orders, lambda kept: True, Limits())
    failures = [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")]
    whole = worker._tick

    def tick() -> None:
        if failures:
            raise failures.pop()
        whole()
        worker._asked_to_stop = 2

    monkeypatch.setattr(worker, "_tick", tick)
    monkeypatch.setattr("tansiq.platform.working.TICK", 0.01)
    worker.run()
    assert failures == []


def test_nobody_is_at_an_order_that_two_would_take(orders: OrderFile) -> None:
    orders.put(Order("quick", 7))
    first = orders.take(1)
    assert first is not None
    assert orders.take(1) is None
    assert orders.is_held(1)
    assert not orders.is_held(2)


def test_no_clock_says_whether_a_worker_lives(tmp_path: Path, orders: OrderFile) -> None:
    held = orders.be_worker()
    later = time.time() + 1e6
    os.utime(tmp_path / "queue.db.held" / "worker", (later, later))
    assert orders.has_worker()
    os.close(held)
    assert not orders.has_worker()


def test_a_worker_orders_its_rounds_by_itself_each_at_its_time(
    orders: OrderFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 1000.0
    monkeypatch.setattr("tansiq.platform.working.time.monotonic", lambda: moment)
    worker = Worker(orders, lambda kept: True, Limits(), {"often": 10.0, "seldom": 1000.0})

    def ordered() -> list[str]:
        worker._go_round()
        found = [kept.order.job for kept in orders.all()]
        for kept in orders.all():
            orders.done(kept.id)
        return found

    assert ordered() == ["often", "seldom"]
    moment += 5
    assert ordered() == []
    moment += 10
    assert ordered() == ["often"]


def test_a_round_that_waits_is_not_ordered_twice(orders: OrderFile) -> None:
    for _ in range(2):
        Worker(orders, lambda kept: True, Limits(), {"often": 0.0})._go_round()
    assert [kept.order.job for kept in orders.all()] == ["often"]


@pytest.mark.parametrize("more", [(), ("PostgreSQL",)])
def test_a_job_gives_way_to_those_who_answer_people_unless_all_who_save_wait_for_it(
    tmp_path: Path, orders: OrderFile, begin: Begin, more: tuple[str, ...]
) -> None:
    orders.put(Order("priority", 1))
    begin(5, *more)
    _until((tmp_path / "done-1").exists)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    told = [int((tmp_path / f"nice-of-{one}").read_text()) for one in ("job", "worker")]
    assert told == [max(GENTLE, ours) if more else ours, ours]
