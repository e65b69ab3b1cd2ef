"""A web process that is killed after it set a state, and before it put the order, keeps nobody waiting for good."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tansiq.accounts.people import enter_person
from tansiq.exports import jobs as export_jobs
from tansiq.exports import runs as exports
from tansiq.exports.jobs import MadeFile
from tansiq.imports import jobs, lost_orders, runs
from tansiq.models import Account, ExportRun, ImportRun
from tansiq.platform import background
from tansiq.platform.background import Order
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tests.conftest import Committed
from tests.killing import begun, kill, killed, let_go
from tests.people import SALMA
from tests.tansiq.imports.run_steps import fresh
from tests.tansiq.imports.test_kills import administrator, ordered, sheet

__all__ = ["administrator"]

SOON = 10.0
"""Seconds within which a worker that runs finds what was lost."""


@pytest.fixture
def asking(administrator: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Whoever orders, with a queue of all jobs; long files hold their own address."""
    monkeypatch.setattr(export_jobs, "_writers", [lambda _viewer, address, _tell: MadeFile(address.encode(), "", "")])
    known = {**jobs.ALL, **export_jobs.ALL, **lost_orders.JOBS}
    background.use(background.open_queue(f"sqlite:///{tmp_path}/lost.db", known))
    return administrator


@pytest.mark.parametrize("step", ["upload", "columns", "enter", "undo", "redo"])
def test_a_step_of_an_import_goes_on_whose_order_was_lost(
    committed: Committed, asking: Viewer, tmp_path: Path, step: str
) -> None:
    path = sheet(tmp_path, 1)
    run = None if step == "upload" else _before(asking, path, step)
    _die_before_the_order(committed.url, partial(_take, asking, path, run, step))
    run = ImportRun.get()
    assert (run.state in runs.JOBS, background.how_far(run.id).is_broken_off) == (True, True)
    ends = {"upload": "UNDERSTOOD", "columns": "PLANNED"}
    _work_until(committed.url, lambda: fresh(run).state == ends.get(step, "APPLIED"))


def test_a_long_file_is_written_whose_order_was_lost(committed: Committed, asking: Viewer) -> None:
    _die_before_the_order(committed.url, lambda: exports.order(asking, "/admin/site/export/csv/", "Sites"))
    assert ExportRun.get().state == "WAITING"
    _work_until(committed.url, lambda: ExportRun.get().state == "READY")


def test_a_queue_that_cannot_be_written_keeps_nobody_from_their_step(
    committed: Committed, asking: Viewer, tmp_path: Path
) -> None:
    run = _before(asking, sheet(tmp_path, 1), "enter")
    (tmp_path / "lost.db").rename(tmp_path / "away.db")
    (tmp_path / "lost.db").mkdir()
    runs.enter(asking, run, run.agreed, False)
    (tmp_path / "lost.db").rmdir()
    (tmp_path / "away.db").rename(tmp_path / "lost.db")
    _work_until(committed.url, lambda: fresh(run).state == "APPLIED")


def test_the_step_is_that_of_whoever_took_it(committed: Committed, asking: Viewer, tmp_path: Path) -> None:
    nobody = Account(email="huda@example.org", name="Huda")
    sender = enter_person(SALMA, nobody, "a long walk to Lawdar", "AUDITOR")
    run = _before(asking, sheet(tmp_path, 1), "enter")
    ImportRun.update(account=sender.id).where(ImportRun.id == run.id).execute()
    _die_before_the_order(committed.url, lambda: runs.enter(asking, fresh(run), run.agreed, False))
    lost_orders.put_lost(Order("orders"), lambda _stage, _count: None)
    assert background.open_orders() == [Order("apply", run.id, asking.account_id, "en")]


def test_what_is_in_the_queue_is_not_put_twice(committed: Committed, asking: Viewer, tmp_path: Path) -> None:
    with sheet(tmp_path, 1).open("rb") as source:
        runs.upload(asking, source, "1.csv")
    exports.order(asking, "/admin/site/export/csv/", "Sites")
    before = background.open_orders()
    for ended in ("", "time"):
        lost_orders.put_lost(Order("orders", ended=ended), lambda _stage, _count: None)
    assert background.open_orders() == before


def _before(viewer: Viewer, path: Path, step: str) -> ImportRun:
    """An import whose next step is this one."""
    run = ordered(viewer, path)
    if step == "columns":
        ImportRun.update(state="UNDERSTOOD").where(ImportRun.id == run.id).execute()
    elif step == "enter":
        ImportRun.update(state="PLANNED").where(ImportRun.id == run.id).execute()
    else:
        for job in ["apply", "undo"] if step == "redo" else ["apply"]:
            if job == "undo":
                runs.undo(viewer, fresh(run))
            jobs.ALL[job](Order(job, run.id, viewer.account_id, "en"), lambda _stage, _count: None)
    _empty_queue()
    return fresh(run)


def _empty_queue() -> None:
    orders = background._in_use[0].orders
    assert orders is not None
    for kept in orders.all():
        orders.done(kept.id)


def _take(viewer: Viewer, path: Path, run: ImportRun | None, step: str) -> None:
    if run is None:
        with path.open("rb") as source:
            runs.upload(viewer, source, path.name)
    elif step == "columns":
        runs.choose_columns(viewer, run, {}, "")
    elif step == "enter":
        runs.enter(viewer, run, run.agreed, False)
    else:
        {"undo": runs.undo, "redo": runs.redo}[step](viewer, run)


def _die_before_the_order(url: str, deed: Callable[[], object]) -> None:
    """Do a deed in a process that is killed as it puts its order."""

    def die(_order: Order) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def doomed() -> None:
        pytest.MonkeyPatch().setattr(background, "put", die)
        deed()

    let_go()
    before = background.put
    killed(url, doomed, None)
    assert background.put is before
    db.connect()


def _work_until(url: str, holds: Callable[[], bool]) -> None:
    let_go()
    worker = begun(url, background.work)
    db.connect()
    try:
        end = time.monotonic() + SOON + 20  # Beyond the ten seconds this machine may be busy with other tests.
        while not holds():
            assert time.monotonic() < end, "nobody found what was lost"
            time.sleep(0.02)
    finally:
        kill(worker)
