"""An import from the upload to the report."""

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from openpyxl import load_workbook
from peewee import OperationalError

from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.imports import importing, jobs, runs, workbook_files
from tansiq.imports.stored_texts import sentence_from_json
from tansiq.models import Batch, HistoryEntry, ImportRun, Intervention, Organization, Site
from tansiq.models.record import now
from tansiq.platform import background
from tansiq.platform.background import Order
from tansiq.policy.viewer import Viewer
from tests.fivew import HEADER, csv_file, row, with_hidden_row, workbook
from tests.tansiq.imports.run_steps import OTHER, WRONG, enter, errors, fresh, send, standing

pytestmark = pytest.mark.usefixtures("at_once", "folder")


def test_a_file_is_understood_previewed_entered_and_taken_back(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row(), OTHER]))
    assert (run.state, run.sheet, standing(Site)) == ("PLANNED", "5W", 0)
    tally, preview = orjson.loads(run.tally), orjson.loads(run.report)
    assert (tally["new"], tally["organizations"], tally["wrong"]) == (2, 2, 0)
    assert [(one["row"], one["organization"]["code"], one["reached"]) for one in preview["new"]] == [
        (2, "NRA", 200),
        (3, "ADR", 200),
    ]
    run = enter(salma, run)
    assert (runs.state_of(run), standing(Site), standing(Organization)) == ("APPLIED", 2, 2)
    assert {entry.account_id for entry in HistoryEntry.select().where(HistoryEntry.face == "IMPORT")} == {
        salma.account_id
    }
    runs.undo(salma, run)
    run = fresh(run)
    assert (runs.state_of(run), standing(Site), standing(Intervention), standing(Organization)) == ("UNDONE", 0, 0, 0)
    assert orjson.loads(run.left)["count"] == 0


def test_everything_that_an_import_writes_belongs_to_its_batch(salma: Viewer, tmp_path: Path) -> None:
    header = [*HEADER, "Donor", "Project code", "Settlement"]
    before = HistoryEntry.select().count()
    run = enter(salma, send(salma, workbook(tmp_path, [[*row(), "Helping Hands", "P-1", "New camp"]], header)))
    touched = {name for (name,) in _entries(run).select(HistoryEntry.record_type).tuples()}
    assert touched == {"area", "organization", "project", "intervention", "site", "reached_figure"}
    assert _entries(run).count() == HistoryEntry.select().count() - before


def _entries(run: ImportRun) -> Any:
    from tansiq.models import BatchEntry

    return HistoryEntry.select().join(BatchEntry).where(BatchEntry.batch == run.batch_id)


def test_good_rows_are_entered_and_the_marked_workbook_tells_of_the_others(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row(), WRONG]))
    preview = orjson.loads(run.report)
    assert [(cause["count"], cause["cells"][0][0]) for cause in preview["wrong"]] == [(1, "5W!E3")]
    run = enter(salma, run, good_rows_only=True)
    assert (runs.state_of(run), standing(Site)) == ("APPLIED", 1)
    book = load_workbook(io.BytesIO(workbook_files.marked_of(run.stored).read_bytes()))
    assert book["5W"]["E3"].comment is not None


def test_all_rows_or_none_are_entered_unless_the_good_ones_are_asked_for(salma: Viewer, tmp_path: Path) -> None:
    run = enter(salma, send(salma, workbook(tmp_path, [row(), WRONG])))
    assert (run.state, standing(Site)) == ("PLANNED", 0)


def test_changes_are_told_with_cell_and_names(salma: Viewer, tmp_path: Path) -> None:
    enter(salma, send(salma, workbook(tmp_path, [row()])))
    run = send(salma, workbook(tmp_path, [row(Reached_people=450, Status="Completed")]))
    (changed,) = orjson.loads(run.report)["changed"]
    assert changed["row"] == 2
    assert {(one["field"], one["old"], one["new"], one["cell"]) for one in changed["changes"]} == {
        ("reached", 200, 450, "5W!O2"),
        ("status", "ONGOING", "COMPLETED", "5W!L2"),
    }


def test_unchanged_and_repeated_rows_are_listed(salma: Viewer, tmp_path: Path) -> None:
    enter(salma, send(salma, workbook(tmp_path, [row()])))
    preview = orjson.loads(send(salma, workbook(tmp_path, [row(), row(), OTHER])).report)
    assert preview["unchanged"] == [[2, Intervention.get().id]]
    assert preview["again"] == [[3, 2]]


def test_nothing_unseen_is_entered(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row(), OTHER]))
    enter(salma, send(salma, workbook(tmp_path, [row()])))
    before = run.agreed
    run = enter(salma, run)
    assert (run.state, orjson.loads(run.tally)["unchanged"], standing(Site)) == ("PLANNED", 1, 1)
    assert run.agreed != before
    assert "register changed" in errors(run)
    assert runs.state_of(enter(salma, run)) == "APPLIED"
    assert standing(Site) == 2


def test_a_step_is_taken_once(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row()]))
    enter(salma, run)
    with pytest.raises(Refused, match="MOVED_ON"):
        runs.enter(salma, run, run.agreed, False)
    with pytest.raises(Refused, match="MOVED_ON"):
        runs.discard(salma, run)
    background.put(Order("apply", run.id, salma.account_id, "en"))
    assert (standing(Site), Batch.select().where(Batch.kind == "IMPORT").count()) == (1, 1)


def test_a_preview_that_is_no_longer_shown_is_not_agreed_to(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [row()]))
    for agreed in ("", "0" * 64):
        with pytest.raises(Refused, match="MOVED_ON"):
            runs.enter(salma, run, agreed, False)


def test_a_file_that_is_no_5w_says_so_and_may_be_corrected(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [["1", "2"]], ["some", "thing"]))
    assert run.state == "FAILED"
    assert "No header row" in errors(run)


def test_hidden_rows_are_read_where_somebody_chooses_it_and_the_choice_lasts(salma: Viewer, tmp_path: Path) -> None:
    path = with_hidden_row(tmp_path, [row(), OTHER])
    run = send(salma, path)
    assert orjson.loads(run.tally)["new"] == 1
    (told,) = runs.understanding(run)["hidden"]
    assert str(sentence_from_json(told["text"])).startswith("1 row is hidden, and was not read.")
    runs.choose_sheet(salma, run, run.sheet, True)
    runs.choose_sheet(salma, fresh(run), run.sheet)
    runs.choose_columns(salma, fresh(run), {}, "")
    assert orjson.loads(fresh(run).tally)["new"] == 2
    assert standing(Site) == 0
    assert runs.state_of(enter(salma, fresh(run))) == "APPLIED"
    assert standing(Site) == 2


def test_a_file_of_hidden_rows_alone_may_be_read_again_with_them(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, with_hidden_row(tmp_path, [row()]))
    assert "are hidden" in errors(run)
    runs.choose_sheet(salma, run, "", True)
    runs.choose_columns(salma, fresh(run), {}, "")
    assert orjson.loads(fresh(run).tally)["new"] == 1


def test_a_mapping_is_remembered_for_sheets_of_the_same_shape(salma: Viewer, tmp_path: Path) -> None:
    header = ["Body doing it" if name == "Organisation" else name for name in HEADER]
    header[HEADER.index("Acronym")] = "Shorthand"
    run = send(salma, workbook(tmp_path, [row()], header))
    assert orjson.loads(run.tally)["wrong"] == 1
    send(salma, workbook(tmp_path, [row()], header), A="organization_name", B="organization_acronym")
    with workbook(tmp_path, [OTHER], [name.upper() for name in header]).open("rb") as source:
        third = fresh(runs.upload(salma, source, "next.xlsx"))
    understood = runs.understanding(third)
    assert understood["is_remembered"]
    assert [(one["field"], one["by"], one["alone"]) for one in understood["columns"][:2]] == [
        ("organization_name", "mapping", ""),
        ("organization_acronym", "mapping", ""),
    ]


def test_a_field_is_not_given_to_two_columns(salma: Viewer, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="two columns"):
        send(salma, workbook(tmp_path, [row()]), B="organization_name")


def test_personal_columns_show_no_samples(salma: Viewer, tmp_path: Path) -> None:
    with csv_file(tmp_path, [[*row(), "Mona", "777123456"]], [*HEADER, "Contact name", "Phone"]).open("rb") as source:
        run = fresh(runs.upload(salma, source, "5w.csv"))
    assert "777123456" not in run.understanding
    assert "Mona" not in run.understanding


def test_whoever_lost_the_role_meanwhile_enters_nothing(salma: Viewer, tmp_path: Path) -> None:
    from tansiq.models import Account

    run = send(salma, workbook(tmp_path, [row()]))
    Account.update(active=False).where(Account.id == salma.account_id).execute()
    run = enter(salma, run)
    assert (run.state, standing(Site)) == ("PLANNED", 0)
    assert "may not" in errors(run)


def test_old_files_are_removed_and_undecided_imports_thrown_away(salma: Viewer, folder: Path, tmp_path: Path) -> None:
    done = enter(salma, send(salma, workbook(tmp_path, [row()])))
    waiting = send(salma, workbook(tmp_path, [OTHER]))
    assert len(list(folder.iterdir())) >= 2
    ImportRun.update(created_at=now().replace(year=2020)).execute()
    jobs.ALL["sweep"](Order("sweep"), lambda stage, count: None)
    assert list(folder.iterdir()) == []
    assert (runs.state_of(fresh(done)), fresh(waiting).state, fresh(done).stored) == ("APPLIED", "DISCARDED", "")
    runs.undo(salma, fresh(done))
    assert standing(Site) == 0


@pytest.mark.parametrize(("why", "said"), [("memory", "more memory"), ("time", "longer"), ("broken", "on our side")])
def test_a_job_that_was_stopped_for_good_tells_its_run_why(salma: Viewer, tmp_path: Path, why: str, said: str) -> None:
    run = send(salma, workbook(tmp_path, [row()]))
    ImportRun.update(state="APPLYING").where(ImportRun.id == run.id).execute()
    background.put(Order("apply", run.id, salma.account_id, "en", why))
    assert (fresh(run).state, standing(Site)) == ("PLANNED", 0)
    assert said in errors(fresh(run))
    jobs.ALL["sweep"](Order("sweep", ended=why), lambda stage, count: None)


def test_a_job_without_memory_says_so(salma: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(importing, "import_fivew", exhaust)
    run = send(salma, workbook(tmp_path, [row()]))
    assert run.state == "UNDERSTOOD"
    assert "more memory" in errors(run)


def test_a_job_leaves_its_state_while_the_register_is_away(
    salma: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(importing, "import_fivew", fail)
    assert send(salma, workbook(tmp_path, [row()])).state == "PLANNING"
