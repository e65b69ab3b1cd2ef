"""Carrying out a statement: what differs changes the register in the usual way, and the report keeps who stated it.

    state(viewer, report, Statement) -> pieces -> entered as one batch, or proposed    -> SUBMITTED, RoundChange
                                              `-> Refused: every fault at its cell, nothing is changed

The same is done by the page, by a workbook that comes back, and by the endpoint.
"""

from collections.abc import Sequence

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence, say
from tansiq.models import Batch, ImportRun, Proposal, RoundChange, RoundReport
from tansiq.models.extra import extra_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import amend, submit, withdraw
from tansiq.records import changes, undoing
from tansiq.rounds.asked_rows import Asked, asked_rows
from tansiq.rounds.statement import EMPTY, Piece, Statement, entering, pieces
from tansiq.rounds.statement_changes import Outcome, forget_if_empty, note_changes
from tansiq.rounds.stating import find_to_state, may_state, require_open
from tansiq.rounds.stating import submit as submit_report
from tansiq.rounds.waiting import waiting_of


def state(viewer: Viewer, report: RoundReport, said: Statement) -> Outcome:
    """Submit a report: enter or propose what differs, all of it or nothing.

    Raises Refused: as `stating.submit`; EMPTY, NOT_FILLED (it says that nothing was done, and something),
    CHANGED_MEANWHILE, NOT_FOUND, and what is wrong with cells, each at its own.
    """
    with changes.together():
        report = find_to_state(viewer, report.id)
        require_open(report)
        asked = asked_rows(viewer, report)
        found = pieces(asked, waiting_of(viewer, asked), said)
        _require_something(report, said, found)
        batch_id, proposals = _carry_out(viewer, asked, found)
        outcome = note_changes(viewer, report, batch_id, proposals)
        _conclude(viewer, report, said)
    return outcome


def state_by_import(viewer: Viewer, run: ImportRun, batch: Batch | None, proposals: Sequence[int]) -> None:
    """Let a report be stated by the workbook of an import, in whose transaction the caller is.

    Raises Refused as `stating.submit` does.
    """
    report = find_to_state(viewer, run.for_round)
    require_open(report)
    note_changes(viewer, report, batch.id if batch is not None else None, proposals, run)
    _conclude(viewer, report, Statement(is_unchanged=True))


def follow_undo(viewer: Viewer, run: ImportRun, is_undone: bool) -> None:
    """Let a report that an import stated be filled again once that was taken back, and stand submitted again once it
    was entered again; one that was decided on meanwhile stays. In the transaction of the caller."""
    report = RoundReport.get_or_none(RoundReport.id == run.for_round) if run.for_round is not None else None
    if report is None or report.round_state != ("SUBMITTED" if is_undone else "DRAFT"):
        return
    if is_undone:
        report.round_state = "DRAFT"
        changes.save(viewer, report)
    else:
        submit_report(viewer, report)


def may_state_now(viewer: Viewer, report: RoundReport) -> bool:
    """Whether the viewer may fill the report now."""
    try:
        require_open(report)
    except Refused:
        return False
    return report.archived_at is None and may_state(viewer, report)


def _conclude(viewer: Viewer, report: RoundReport, said: Statement) -> None:
    for number, value in said.own.items():
        report.enter(extra_name(number), value)
    changes.save(viewer, report)
    submit_report(viewer, report, said.nil_reason)


def _require_something(report: RoundReport, said: Statement, found: list[Piece]) -> None:
    if said.nil_reason.strip():
        if found:
            text = say("A report that says that nothing was done changes nothing. Empty one of the two.")
            raise Refused(Fault("NOT_FILLED", "nil_reason", text))
        return
    if not (found or said.is_unchanged or RoundChange.select().where(RoundChange.report == report.id).exists()):
        raise Refused(Fault("EMPTY", "", EMPTY))


def _carry_out(viewer: Viewer, asked: Asked, found: list[Piece]) -> tuple[int | None, list[int]]:
    """Enter or propose the pieces; the batch of what was entered, and the new proposals."""
    batch = _batch(viewer, asked.report) if found and may(viewer, "CREATE", Batch) else None
    acting, proposals, faults = viewer.within(batch.id) if batch else viewer, list[int](), list[Fault]()
    for piece in found:
        try:
            made = _done(acting, asked, piece)
        except Refused as refusal:
            faults += refusal.faults
        else:
            proposals += [made.id] if made is not None else []
    if faults:
        raise Refused(*faults)
    return forget_if_empty(batch) if batch is not None else None, proposals


def _batch(viewer: Viewer, report: RoundReport) -> Batch:
    return undoing.begin_batch(viewer, "CHANGE", pick(report.round, "name")[:300])


def _done(viewer: Viewer, asked: Asked, piece: Piece) -> Proposal | None:
    """Enter a piece, or propose it; the proposal that is new."""
    deed = entering(asked, piece.values)
    if piece.amends is None:
        return submit(viewer, deed)
    if piece.values:
        amend(viewer, piece.amends, deed)
    else:
        # It says again what the register holds.
        withdraw(viewer, piece.amends)
    return None


def told_outcome(outcome: Outcome) -> Sentence:
    """What came of a statement, in a sentence."""
    if outcome.proposed:
        return say("Submitted. What differs is sent for review and enters the register once an officer approves it.")
    if outcome.entered:
        return say("Submitted. What differs stands in the register.")
    return say("Submitted. Nothing was changed in the register.")
