"""Bringing reports in from a workbook: each one whole or not at all, as a batch to be undone.

read -> each report begun, kept, or submitted on trial -> what is refused told at its cells -> written, or taken back

All of it happens in one transaction, whose reports are tried one by one: a rule may rest on what is kept beside them.
"""

from dataclasses import dataclass
from pathlib import Path

from tansiq.exchange.applying import lock_imports
from tansiq.exchange.attempts import Conclude, SheetChoices, always, require_concluded
from tansiq.exchange.reporting.make_reports import make_reports
from tansiq.exchange.reporting.report_draft import ReportDraft, ReportsPlan
from tansiq.exchange.values.problems import Severity
from tansiq.faults import Fault, Refused
from tansiq.forms.filling import begin, keep, submit
from tansiq.language.words import say
from tansiq.models import Batch, Report, TypeDefinition
from tansiq.models.data_stamps import held_still
from tansiq.models.report import OPEN_STATES
from tansiq.platform.progress import Progress, silent
from tansiq.policy.entry_rule import knows
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes, undoing
from tansiq.records.history import differences
from tansiq.records.rule_faults import newly_broken, place_of, told_of
from tansiq.reporting_period import ReportingPeriod

WARNS = "rule-warns"
_TOLD: dict[str, tuple[Severity, str]] = {"WARN": ("warning", WARNS), "NOTE": ("notice", "rule-notes")}


@dataclass(frozen=True)
class ReportChoices(SheetChoices):
    """Of which form the reports are, of which period where one was asked for, and whether they are submitted instead
    of being kept as drafts."""

    form: TypeDefinition
    period: ReportingPeriod | None = None
    submits: bool = False


@dataclass
class ReportsOutcome:
    """What was planned, whether it was written, and as which batch."""

    plan: ReportsPlan
    is_written: bool = False
    batch: Batch | None = None


class _TakenBack(Exception):  # noqa: N818  Nothing went wrong.
    """Nothing of what was tried stays: it was a dry run, nothing changes, or reports are wrong."""


def require_importable(viewer: Viewer, form: TypeDefinition) -> None:
    """Raise Refused unless the viewer knows the form and fills in for some unit: NOT_FOUND, FORBIDDEN."""
    if not form.is_form or not knows(viewer, form):
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    if not may(viewer, "CREATE", Report):
        changes.require(viewer, "CREATE", Report(form=form.id))


def import_reports(
    viewer: Viewer, path: Path, choices: ReportChoices, progress: Progress = silent, conclude: Conclude = always
) -> ReportsOutcome:
    """Import reports as `viewer`, through the face IMPORT.

    Wrong reports keep the whole file out unless `good_rows_only` is chosen. Raises Unreadable where the file as a whole
    cannot be read, Refused where the viewer may not write; either way nothing was written.
    """
    viewer = viewer.through("IMPORT")
    require_importable(viewer, choices.form)
    plan = ReportsPlan(choices.name or path.name, "", choices.form, choices.submits)
    outcome = ReportsOutcome(plan)
    try:
        with changes.together():
            lock_imports()
            _take_in(viewer, path, outcome, choices, progress)
            require_concluded(conclude, outcome.batch)
    except _TakenBack:
        outcome.batch = None
    return outcome


def _take_in(viewer: Viewer, path: Path, outcome: ReportsOutcome, choices: ReportChoices, progress: Progress) -> None:
    """Plan and write. Raises _TakenBack where it is not to stay."""
    made = outcome.plan
    with held_still():
        make_reports(viewer, path, made, choices.period)
    progress("match", len(made.drafts))
    outcome.batch = batch = undoing.begin_batch(viewer, "IMPORT", made.file_name)
    for count, draft in enumerate(made.drafts, start=1):
        if not draft.is_wrong and not draft.told.is_empty:
            _try(viewer.within(batch.id), draft, made)
        progress("resolve", count)
    _conclude(made)
    outcome.is_written = not choices.is_dry and choices.may_write(made)
    if not outcome.is_written or not made.is_change:
        raise _TakenBack
    progress("write", made.tally.new + made.tally.changed)


def _try(viewer: Viewer, draft: ReportDraft, made: ReportsPlan) -> None:
    """Do with one report what is asked for; what is refused is told at its cells, and nothing of it stays."""
    stored = draft.stored
    is_same = draft.says_the_same()
    if is_same and (not made.submits or (stored is not None and stored.report_state not in OPEN_STATES)):
        return
    before = stored.values() if stored is not None else {}
    try:
        with changes.together():
            draft.row = _written(viewer, draft, made)
    except Refused as refusal:
        for fault in refusal.faults:
            draft.tell_fault(fault)
        return
    draft.is_written = True
    told = differences(before, draft.row.values())
    draft.changes = {name: pair for name, pair in told.items() if may_see_field(viewer, name, draft.row)}
    for rule, said in newly_broken(viewer, draft.row, {}):
        if (found := _TOLD.get(rule.rule_severity)) is not None:
            place = place_of(rule, said)
            draft.told.tell(found[1], told_of(viewer, draft.row, rule, said), draft.place_of(place), found[0])


def _written(viewer: Viewer, draft: ReportDraft, made: ReportsPlan) -> Report:
    if draft.unit is None or draft.period is None:
        raise LookupError("a report without its unit or period is wrong")
    report = draft.stored or begin(viewer, made.form, draft.unit, draft.period, made.versions)
    if made.submits:
        return submit(viewer, report, draft.values, draft.nil_reason)
    return keep(viewer, report, draft.values, draft.nil_reason)


def _conclude(made: ReportsPlan) -> None:
    tally, good = made.tally, [draft for draft in made.drafts if not draft.is_wrong]
    tally.rows = len(made.drafts)
    tally.new = sum(draft.stored is None for draft in good if draft.is_change)
    tally.changed = sum(draft.stored is not None for draft in good if draft.is_change)
    tally.unchanged = sum(not draft.is_change for draft in good)
    tally.wrong = len(made.drafts) - len(good)
    tally.warned = sum(any(one.code == WARNS for one in draft.told.problems) for draft in good if draft.is_change)
    made.problems = [*made.file_problems, *(problem for draft in made.drafts for problem in draft.told.problems)]
