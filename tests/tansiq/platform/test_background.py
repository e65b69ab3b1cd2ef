"""Orders in a queue and the worker that carries them out: its progress, its heartbeats, its sudden end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import Database

from tansiq.accounts.people import enter_person
from tansiq.imports import jobs, runs
from tansiq.models import Account, ImportRun, Site
from tansiq.platform import background, uploads
from tansiq.platform.background import Order, Queue
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import ADMINISTRATOR, Viewer
from tests.conftest import Committed
from tests.fivew import row, workbook
from tests.people import SALMA

ROOT = Path(__file__).resolve().parents[3]


def test_an_order_is_carried_out_with_its_values_and_progress(database: Database) -> None:
    done: list[Order] = []

    def job(order: Order, progress: Progress) -> None:
        progress("half", 5)
        done.append(order)

    background.use(background.open_queue(background.AT_ONCE, {"try": job}))
    background.put(Order("try", 7, 3, "en"))
    assert done == [Order("try", 7, 3, "en")]
    assert background.is_working()


def test_a_job_that_breaks_does_not_break_the_page_that_ordered_it(database: Database) -> None:
    def job(order: Order, progress: Progress) -> None:
        raise RuntimeError("broken")

    background.use(background.open_queue(background.AT_ONCE, {"try": job}))
    background.put(Order("try", 7))
    assert background.how_far(7).is_broken_off


def test_an_order_waits_until_somebody_works_and_is_known_to_be_broken_off(tmp_path: Path) -> None:
    background.use(background.open_queue(f"sqlite:///{tmp_path}/q.db", {}))
    background.put(Order("try", 7))
    assert not background.is_working()
    assert background.how_far(7).is_waiting
    assert not background.how_far(7).is_broken_off
    assert background.how_far(8).is_broken_off


def test_a_round_that_waits_already_is_not_ordered_once_more(tmp_path: Path) -> None:
    background.use(background.open_queue(f"sqlite:///{tmp_path}/q.db", {}))
    for job in ("mail", "mail", "sweep", "mail"):
        background.hurry(job)
    assert background.open_orders() == [Order("mail"), Order("sweep")]


def test_a_queue_that_is_away_breaks_nothing_that_hurries_a_round(tmp_path: Path) -> None:
    background.use(background.open_queue(f"sqlite:///{tmp_path}/q.db", {}))
    (tmp_path / "q.db").mkdir()
    background.hurry("mail")
    (tmp_path / "q.db").rmdir()
    assert background.open_orders() == []


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    """A queue in a file, shared with a worker process."""
    return background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", jobs.ALL))


@pytest.fixture
def salma(tmp_path: Path, queue: Queue, committed: Committed) -> Viewer:
    """Salma, and a register that is shared with a worker process."""
    uploads.use(tmp_path / "uploads", 25)
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk", "ADMIN")
    return Viewer(roles=ADMINISTRATOR, account_id=account.id, name="Salma", language="en")


def _worker(folder: Path, address: str) -> "subprocess.Popen[bytes]":
    settings = {
        "FLASK_APP": "app:create_app",
        "TANSIQ_DATABASE_URL": address,
        "TANSIQ_QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{folder}/uploads",
        "TANSIQ_ENVIRONMENT": "development",
    }
    command = [sys.executable, "-m", "flask", "worker", "run"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end, "the worker did not come to it"
        time.sleep(0.1)


def _state(run: ImportRun) -> str:
    return ImportRun.get_by_id(run.id).state


def _enter_until_under_way(salma: Viewer, run: ImportRun) -> None:
    """Have a worker enter an import, until it is at the interventions or, being quick, done."""
    _until(background.is_working)
    _until(lambda: _state(run) == "UNDERSTOOD")
    runs.choose_columns(salma, ImportRun.get_by_id(run.id), {}, "")
    _until(lambda: _state(run) == "PLANNED")
    run = ImportRun.get_by_id(run.id)
    runs.enter(salma, run, run.agreed, False)
    _until(lambda: background.how_far(run.id).stage == "interventions" or _state(run) == "APPLIED")


@pytest.mark.parametrize("count", [30, pytest.param(3000, marks=pytest.mark.long)])
def test_a_worker_process_imports_and_one_that_was_killed_leaves_nothing_half_done(
    salma: Viewer, committed: Committed, tmp_path: Path, count: int
) -> None:
    rows = [row(Title=f"Work {number}", Reached_people=number) for number in range(1, count + 1)]
    with workbook(tmp_path, rows).open("rb") as source:
        run = runs.upload(salma, source, "5w.xlsx")
    first = _worker(tmp_path, committed.url)
    try:
        _enter_until_under_way(salma, run)
    finally:
        first.kill()
        first.wait()
    assert not background.is_working()
    _until(lambda: not background.how_far(run.id).is_running)
    if _state(run) == "APPLYING":
        assert not Site.select().exists()
        assert not background.how_far(run.id).is_broken_off
    second = _worker(tmp_path, committed.url)
    try:
        _until(background.is_working)
        _until(lambda: _state(run) == "APPLIED")
        assert Site.select().count() == count
    finally:
        second.send_signal(signal.SIGINT)
        assert second.wait(timeout=60) == 0
