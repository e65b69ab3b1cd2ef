"""A worker process writes long files, through the console's own door; what a killed one was at is written anew."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.exports import jobs, runs
from tansiq.models import Account, ExportRun
from tansiq.platform import background, uploads
from tansiq.policy.viewer import Viewer
from tests.conftest import Committed
from tests.people import SALMA

ROOT = Path(__file__).resolve().parents[3]
CONSOLE = "import sys; sys.argv = ['tansiq', 'worker', 'run']; from tansiq.commands.script import main; main()"


def _worker(folder: Path, address: str) -> "subprocess.Popen[bytes]":
    settings = {
        "TANSIQ_DATABASE_URL": address,
        "TANSIQ_QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{folder}/uploads",
        "TANSIQ_ENVIRONMENT": "development",
        "PYTHONPATH": str(ROOT),
    }
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-c", CONSOLE], cwd=folder, env={**os.environ, **settings}, stdout=quiet, stderr=quiet
    )


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end, "the worker did not come to it"
        time.sleep(0.1)


def _order(viewer: Viewer, address: str) -> ExportRun:
    return runs.order(viewer, address, "Sectors")


def test_a_worker_writes_files_and_one_that_was_killed_has_them_written_by_the_next(
    committed: Committed, tmp_path: Path
) -> None:
    uploads.use(tmp_path / "uploads", 25)
    background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", jobs.ALL))
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk to Ja'ar", "ADMIN")
    viewer = viewer_of(account.id, "en")
    run = _order(viewer, "/admin/sector/export/csv/?")
    first = _worker(tmp_path, committed.url)
    try:
        _until(background.is_working)
    finally:
        first.kill()
        first.wait()
    _until(lambda: not background.how_far(run.id, {runs.JOB}).is_running)
    second = _worker(tmp_path, committed.url)
    try:
        _until(lambda: str(ExportRun.get_by_id(run.id).state) == "READY")
    finally:
        second.terminate()
        second.wait()
    done = ExportRun.get_by_id(run.id)
    assert uploads.path_of(done.stored).read_bytes().count(b"\n") > 1
    assert runs.may_fetch(viewer, done)
