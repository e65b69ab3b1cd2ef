"""Whoever is killed while the marked workbook is written leaves the step undone, and it is done whole by the next."""

import os
import signal
from pathlib import Path

import orjson
import pytest

from tansiq.exchange.export import marked_workbook
from tansiq.imports import jobs, runs, workbook_files
from tansiq.models import ImportRun
from tansiq.platform.background import Order
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tests.conftest import Committed
from tests.fivew import csv_file, row, workbook
from tests.killing import killed, let_go
from tests.tansiq.imports.run_steps import OTHER, WRONG, fresh
from tests.tansiq.imports.test_kills import administrator

__all__ = ["administrator"]


def test_a_preview_comes_with_its_marked_workbook(committed: Committed, administrator: Viewer, tmp_path: Path) -> None:
    run = _planning(administrator, workbook(tmp_path, [row(), WRONG]))
    _killed_while_marking(committed.url, run, "plan")
    assert (fresh(run).state, _is_marked(run)) == ("PLANNING", False)
    _do(run, "plan")
    assert (fresh(run).state, _is_marked(run)) == ("PLANNED", True)


def test_a_new_preview_comes_with_its_marked_workbook(
    committed: Committed, administrator: Viewer, tmp_path: Path
) -> None:
    run = _planning(administrator, workbook(tmp_path, [row(), OTHER]))
    _do(run, "plan")
    other = _planning(administrator, csv_file(tmp_path, [row()]))
    for job in ("plan", "apply"):
        if job == "apply":
            runs.enter(administrator, fresh(other), fresh(other).agreed, False)
        _do(other, job)
    runs.enter(administrator, fresh(run), fresh(run).agreed, False)
    workbook_files.marked_of(run.stored).unlink(missing_ok=True)
    _killed_while_marking(committed.url, run, "apply")
    assert (fresh(run).state, _is_marked(run)) == ("APPLYING", False)
    _do(run, "apply")
    assert (fresh(run).state, orjson.loads(fresh(run).tally)["unchanged"], _is_marked(run)) == ("PLANNED", 1, True)


def test_nothing_half_is_left_of_a_file_that_is_thrown_away(
    committed: Committed, administrator: Viewer, tmp_path: Path
) -> None:
    run = _planning(administrator, workbook(tmp_path, [WRONG]))
    _killed_while_marking(committed.url, run, "plan")
    ImportRun.update(state="UNDERSTOOD").where(ImportRun.id == run.id).execute()
    runs.discard(administrator, fresh(run))
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_file_that_was_thrown_away_goes_though_its_web_process_was_killed(
    committed: Committed, administrator: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _planning(administrator, workbook(tmp_path, [row()]))
    _do(run, "plan")
    let_go()
    with monkeypatch.context() as patched:
        patched.setattr(workbook_files, "remove", _die)
        killed(committed.url, lambda: runs.discard(administrator, fresh(run)), None)
    db.connect()
    assert fresh(run).state == "DISCARDED"
    jobs.ALL["sweep"](Order("sweep"), lambda _stage, _count: None)
    assert list((tmp_path / "uploads").iterdir()) == []


def _planning(viewer: Viewer, path: Path) -> ImportRun:
    with path.open("rb") as source:
        run = runs.upload(viewer, source, path.name)
    _do(run, "understand")
    runs.choose_columns(viewer, fresh(run), {}, "")
    return fresh(run)


def _do(run: ImportRun, job: str) -> None:
    jobs.ALL[job](Order(job, run.id, run.account_id, "en"), lambda _stage, _count: None)


def _is_marked(run: ImportRun) -> bool:
    return workbook_files.marked_of(run.stored).exists()


def _killed_while_marking(url: str, run: ImportRun, job: str) -> None:
    def doomed() -> None:
        pytest.MonkeyPatch().setattr(marked_workbook, "mark_to", _die)
        _do(run, job)

    let_go()
    killed(url, doomed, None)
    db.connect()


def _die(*_given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
