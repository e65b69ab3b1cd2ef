"""What the worker does for an import. Each job leaves the state that ordered it, be it by success or by a refusal.

A job whose state has moved on meanwhile does nothing. A job that writes does all of it in one transaction, its
own change of state included: whoever kills the worker in the middle finds the run as before, to be ordered again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from peewee import InterfaceError, OperationalError

from tansiq.accounts.viewers import viewer_of
from tansiq.exchange.report_import import ReportsOutcome
from tansiq.exchange.reporting.report_draft import ReportsPlan
from tansiq.exchange.sheet.understand import understand as understand_sheet
from tansiq.exchange.values.problems import Unreadable
from tansiq.exports import runs as exports
from tansiq.faults import Refused
from tansiq.files import keeping
from tansiq.imports import column_memory, made_proposals, runs, sheet_summary, workbook_files
from tansiq.imports.importing import AnyOutcome, imported, previewed, ways_of
from tansiq.imports.reports_preview import reports_understanding
from tansiq.imports.runs import OPEN, settle
from tansiq.imports.stored_texts import json_text, sentence_to_json
from tansiq.imports.struck_previews import COMPARE_ANEW
from tansiq.language.words import Sentence, say, speaking
from tansiq.models import Batch, ImportRun
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.platform import private_files, uploads
from tansiq.platform.background import Job, Order
from tansiq.platform.job_limits import TOO_MUCH_MEMORY, TOO_MUCH_TIME
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.proposals import documents, registering
from tansiq.proposals.creating_once import forget_old
from tansiq.records import changes, undoing
from tansiq.records.transactions import again
from tansiq.rounds.carrying_out import follow_undo, state_by_import

Step = Callable[[Viewer, ImportRun, Progress], None]

ALL: dict[str, Job] = {}
"""The jobs by name."""

_OUR_SIDE = say("Something went wrong on our side, and nothing was written. Try again; if it stays so, tell whoever "
                "runs this register.")  # fmt: skip
_STOPPED = {
    TOO_MUCH_MEMORY: say("This took more memory than one job may have. It was stopped, and nothing was written. Send "
                         "fewer rows at a time, or ask whoever runs this register to allow more."),
    TOO_MUCH_TIME: say("This took longer than one job may run. It was stopped, and nothing was written. Send fewer "
                       "rows at a time, or ask whoever runs this register to allow more."),
}  # fmt: skip
_ANOTHER_PLAN = say(
    "The register changed since this preview was made, so nothing was entered. Look at the new preview."
)
_NAMED = 200
"""Rows left by an undoing that are named; all are counted."""


def _step(name: str, state: str, fallback: str) -> Callable[[Step], Step]:
    """Register a step as a job: done in `state`, which a refusal takes to `fallback` with its sentences."""

    def register(step: Step) -> Step:
        def perform(order: Order, progress: Progress) -> None:
            run = ImportRun.get_or_none((ImportRun.id == order.row_id) & (ImportRun.state == state))
            if run is not None:
                if order.ended:
                    _fail(run, state, fallback, _STOPPED.get(order.ended, _OUR_SIDE))
                    return
                with speaking(order.language), _refusals(run, state, fallback):
                    again(lambda: step(viewer_of(order.account_id, order.language), run, progress))

        ALL[name] = perform
        return step

    return register


@contextmanager
def _refusals(run: ImportRun, state: str, fallback: str) -> Iterator[None]:
    try:
        yield
    except Unreadable as unreadable:
        _fail(run, state, fallback, unreadable.sentence)
    except Refused as refused:
        _fail(run, state, fallback, *(fault.sentence for fault in refused.faults))
    except MemoryError:
        _fail(run, state, fallback, _STOPPED[TOO_MUCH_MEMORY])
    except (OperationalError, InterfaceError):
        # The register may be away for a moment: the order stays, and is tried again.
        raise
    except Exception:
        _fail(run, state, fallback, _OUR_SIDE)
        raise


def _fail(run: ImportRun, state: str, fallback: str, *sentences: Sentence) -> None:
    settle(run, (state,), fallback, error=json_text([sentence_to_json(sentence) for sentence in sentences[:20]]))


@_step("understand", "READING", "FAILED")
def understand(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Find the sheet and what its columns mean, with what people said of such sheets before."""
    changes.require(viewer, "CHANGE", run)
    progress("open", 0)
    if run.for_form is not None:
        _compare_reports(viewer, run, progress)
        return
    ways = ways_of(run)
    alone = understand_sheet(uploads.path_of(run.stored), run.sheet or None, name=run.file_name, ways=ways)
    recalled = column_memory.recall(viewer, sheet_summary.shape_of(alone.columns, alone.kind))
    mapping, country = recalled or ({}, "")
    told = sheet_summary.as_json(alone, mapping, recalled is not None)
    kept = json_text({**told, "with_hidden": ways.with_hidden})
    values = {"sheet": alone.sheet, "mapping": json_text(mapping), "country": country, "understanding": kept}
    settle(run, ("READING",), "UNDERSTOOD", **values)


def _compare_reports(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Reports know their cells: nobody is asked about columns, and the preview is made at once."""
    strikes = exports.strikes()
    outcome = imported(viewer, run, progress, is_dry=True)
    _mark(viewer, run, outcome, progress)
    kept = json_text(reports_understanding(outcome.plan)) if isinstance(outcome.plan, ReportsPlan) else ""
    _show(run, "READING", strikes, {**previewed(viewer, outcome), "sheet": outcome.plan.sheet, "understanding": kept})


@_step("plan", "PLANNING", "UNDERSTOOD")
def plan(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Compare the rows with the register, keep the preview, and write the marked workbook if anything is told."""
    strikes = exports.strikes()
    outcome = imported(viewer, run, progress, is_dry=True)
    _mark(viewer, run, outcome, progress)
    _show(run, "PLANNING", strikes, previewed(viewer, outcome))


def _show(run: ImportRun, state: str, strikes: int, preview: dict[str, str]) -> None:
    """Keep a preview; where personal values were struck out while it was made, the rows are to be compared anew."""
    with exports.striking_waits():
        if exports.strikes() == strikes:
            settle(run, (state,), "PLANNED", **preview)
        else:
            settle(run, (state,), "UNDERSTOOD", error=json_text([sentence_to_json(COMPARE_ANEW)]))


def _mark(viewer: Viewer, run: ImportRun, outcome: AnyOutcome, progress: Progress) -> None:
    """Write the marked workbook, or remove the one of an earlier plan; it appears under its name when it is whole.

    The state is settled after it: whoever is killed before finds the step undone, and does it with this workbook anew.
    """
    path = workbook_files.marked_of(run.stored)
    if not (outcome.plan.is_faulty if isinstance(outcome, ReportsOutcome) else outcome.plan.problems):
        path.unlink(missing_ok=True)
        return
    progress("mark", 0)
    unfinished = workbook_files.unfinished_of(run.stored)
    private_files.make_file(unfinished)
    _write_marked(viewer, run, outcome, unfinished)
    unfinished.rename(path)


def _write_marked(viewer: Viewer, run: ImportRun, outcome: AnyOutcome, into: Path) -> None:
    if isinstance(outcome, ReportsOutcome):
        from tansiq.exchange.reporting.marked_reports import mark_reports

        mark_reports(viewer, uploads.path_of(run.stored), into, outcome.plan)
        return
    from tansiq.exchange.export.marked_workbook import mark_to

    mark_to(into, outcome.table, outcome.plan.problems)


@_step("apply", "APPLYING", "PLANNED")
def apply(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Enter what was agreed to; where the plan has become another one, nothing but the new preview is written."""

    def conclude(batch: Batch | None) -> bool:
        # Of two workers at the same run the second finds the state moved on, and all it wrote is taken back.
        is_settled = settle(run, ("APPLYING",), "APPLIED", applied_at=now(), batch=batch)
        if is_settled and run.for_round is not None:
            state_by_import(viewer, run, batch, made_proposals.ids_of(run))
        return is_settled

    strikes = exports.strikes()
    agreed = {"good_rows_only": run.good_rows_only, "agreed": run.agreed, "run_id": run.id}
    outcome = imported(viewer.giving(run.reason or ""), run, progress, conclude, **agreed)
    if not outcome.is_written:
        _mark(viewer, run, outcome, progress)
        news = {"error": json_text([sentence_to_json(_ANOTHER_PLAN)]), **previewed(viewer, outcome)}
        _show(run, "APPLYING", strikes, news)
    elif not outcome.plan.is_change:
        # A report in a round in which nothing differs says so.
        with changes.together():
            conclude(None)


@_step("undo", "UNDOING", "APPLIED")
def undo(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Take back what was entered; rows that changed since are left, and named."""
    with changes.together():
        if settle(run, ("UNDOING",), "APPLIED") and run.batch is not None:
            undone = undoing.undo(viewer, run.batch, lambda count: progress("undo", count))
            _tell_left(run, undone)
            follow_undo(viewer, run, is_undone=True)


@_step("redo", "REDOING", "APPLIED")
def redo(viewer: Viewer, run: ImportRun, progress: Progress) -> None:
    """Enter again what was taken back."""
    with changes.together():
        taking = undoing.standing_undo_of(run.batch) if run.batch is not None else None
        if settle(run, ("REDOING",), "APPLIED") and taking is not None:
            undone = undoing.undo(viewer, taking, lambda count: progress("undo", count))
            _tell_left(run, undone)
            follow_undo(viewer, run, is_undone=False)


def _tell_left(run: ImportRun, undone: undoing.UndoResult) -> None:
    rows = [[table_name(left.model), left.row_id] for left in undone.left[:_NAMED]]
    left = json_text({"count": len(undone.left), "done": undone.count, "rows": rows})
    ImportRun.update(left=left).where(ImportRun.id == run.id).execute()


def sweep(order: Order, _progress: Progress) -> None:
    """Remove files after their time, whoever left one undecided so long has thrown it away; and registrations."""
    if order.ended:
        return
    registering.remove_expired()
    documents.remove_unwanted_files()
    keeping.remove_unwanted_files()
    exports.remove_expired()
    is_old = ImportRun.created_at < now() - timedelta(days=workbook_files.KEPT_DAYS)
    for run in list(ImportRun.select().where(is_old | (ImportRun.state == "DISCARDED"), ImportRun.stored != "")):
        settle(run, OPEN, "DISCARDED")
        runs.remove_file(run)
    forget_old()


ALL["sweep"] = sweep
