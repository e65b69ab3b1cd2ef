"""What imports keep of personal values goes with them, once they are struck out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tansiq.imports import jobs, runs
from tansiq.models import Entry, FieldDefinition, HistoryEntry, ImportRun
from tansiq.models.record import now
from tansiq.platform import clock, uploads
from tansiq.platform.background import Order
from tansiq.policy.viewer import Viewer
from tansiq.struck_values import strike_out, strike_out_overdue
from tests.tansiq.exchange.wells import Wells
from tests.tansiq.imports.run_steps import enter, errors, fresh

pytestmark = pytest.mark.usefixtures("at_once", "folder")

_HEADER = ("Name", "District", "Caretaker")


def _wells(**values: Any) -> tuple[Wells, FieldDefinition]:
    wells = Wells()
    return wells, wells.field("caretaker", label_en="Caretaker", is_personal=True, **values)


def _sent(viewer: Viewer, wells: Wells, path: Path) -> ImportRun:
    with path.open("rb") as source:
        run = fresh(runs.upload(viewer, source, path.name, wells.kind))
    runs.choose_columns(viewer, run, {}, "")
    return fresh(run)


def _kept() -> str:
    return " ".join(f"{run.report} {run.understanding} {run.error}" for run in ImportRun.select())


def test_entered_workbooks_are_removed_and_previews_are_to_be_made_anew(salma: Viewer, tmp_path: Path) -> None:
    wells, caretaker = _wells()
    entered = enter(salma, _sent(salma, wells, wells.sheet(tmp_path, [["Bir", "Khanfar", "Amal"]], _HEADER)))
    waiting = _sent(salma, wells, wells.sheet(tmp_path, [["Bir", "Khanfar", "Huda"]], _HEADER))
    other = enter(salma, _sent(salma, wells, wells.sheet(tmp_path, [["Ain", "Khanfar"]], _HEADER[:2])))
    assert "Amal" in _kept()
    stored = entered.stored
    strike_out(salma, caretaker)
    assert "Amal" not in _kept()
    assert (fresh(entered).stored, uploads.path_of(stored).exists(), fresh(other).stored) == ("", False, other.stored)
    assert (fresh(entered).state, fresh(waiting).state) == ("APPLIED", "UNDERSTOOD")
    assert "Compare the rows anew" in errors(fresh(waiting))
    runs.choose_columns(salma, fresh(waiting), {}, "")
    enter(salma, fresh(waiting))
    assert wells.held("wellName") == ["Bir", "Ain"]


def test_what_is_kept_for_a_time_takes_the_workbooks_of_then_along(salma: Viewer, tmp_path: Path) -> None:
    wells, _ = _wells(retention_months=1)
    old = enter(salma, _sent(salma, wells, wells.sheet(tmp_path, [["Bir", "Khanfar", "Amal"]], _HEADER)))
    long_ago = now() - timedelta(days=60)
    HistoryEntry.update(at=long_ago).execute()
    ImportRun.update(created_at=long_ago).execute()
    Entry.update(created_at=long_ago).execute()
    new = enter(salma, _sent(salma, wells, wells.sheet(tmp_path, [["Ain", "Khanfar", "Huda"]], _HEADER)))
    assert strike_out_overdue(clock.today()) == 1
    assert (fresh(old).stored, fresh(new).stored) == ("", new.stored)


def test_a_preview_that_is_made_while_values_are_struck_out_is_not_shown(salma: Viewer, tmp_path: Path) -> None:
    wells, caretaker = _wells()
    enter(salma, _sent(salma, wells, wells.sheet(tmp_path, [["Bir", "Khanfar", "Amal"]], _HEADER)))
    waiting = _sent(salma, wells, wells.sheet(tmp_path, [["Bir", "Khanfar", "Huda"]], _HEADER))
    ImportRun.update(state="PLANNING").where(ImportRun.id == waiting.id).execute()
    told: list[str] = []

    def progress(stage: str, _count: int) -> None:
        if stage == "match" and not told:
            told.append(stage)
            strike_out(salma, caretaker)

    jobs.ALL["plan"](Order("plan", waiting.id, salma.account_id, "en"), progress)
    assert (fresh(waiting).state, told, "Amal" in _kept()) == ("UNDERSTOOD", ["match"], False)
