"""The end of an import is told to whoever sent the workbook."""

from pathlib import Path

import pytest

from tansiq.imports import runs
from tansiq.models import ImportRun, Notice
from tansiq.policy.viewer import Viewer
from tests.fivew import row, workbook
from tests.tansiq.imports.run_steps import enter, send

pytestmark = pytest.mark.usefixtures("at_once", "folder")


def _told() -> list[tuple[int, str, int]]:
    return [(one.account_id, one.event, one.record_id) for one in Notice.select().order_by(Notice.id)]


def test_the_sender_is_told_when_it_is_ready_and_when_it_is_entered(salma: Viewer, tmp_path: Path) -> None:
    run = enter(salma, send(salma, workbook(tmp_path, [row()])))
    assert _told() == [(salma.account_id, "READY", run.id), (salma.account_id, "ENTERED", run.id)]


def test_what_could_not_be_read_is_told(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row()]))
    ImportRun.update(state="READING", sheet="no such sheet").where(ImportRun.id == run.id).execute()
    runs.order(salma, run)
    assert _told()[-1] == (salma.account_id, "UNREADABLE", run.id)


def test_steps_that_a_person_takes_are_not_told(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row()]))
    Notice.delete().execute()
    runs.discard(salma, run)
    assert _told() == []
