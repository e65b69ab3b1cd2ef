"""What the rows of a workbook are decides who reads them, and how what they would do is shown."""

from typing import Any

import orjson

from tansiq.exchange.attempts import Conclude, always
from tansiq.exchange.entry_import import EntryChoices, EntryOutcome, import_entries
from tansiq.exchange.fivew_import import Choices, Outcome, import_fivew
from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan
from tansiq.exchange.planning.entry_draft import EntriesPlan
from tansiq.exchange.planning.item_draft import ItemsPlan
from tansiq.exchange.planning.unit_draft import UnitsPlan
from tansiq.exchange.report_import import ReportChoices, ReportsOutcome, import_reports
from tansiq.exchange.reporting.report_draft import ReportsPlan
from tansiq.exchange.sheet.understand import Ways
from tansiq.exchange.units_import import UnitChoices, UnitsOutcome, import_units
from tansiq.faults import Fault, Refused
from tansiq.imports import runs
from tansiq.imports.entries_preview import entries_preview, entries_tally
from tansiq.imports.items_preview import items_preview, items_tally
from tansiq.imports.preview import preview_of, tally_of
from tansiq.imports.reports_preview import reports_preview, reports_tally
from tansiq.imports.stored_texts import Json, json_text
from tansiq.imports.units_preview import units_preview, units_tally
from tansiq.language.words import say
from tansiq.models import ImportRun, RoundReport
from tansiq.platform import uploads
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.reporting_period import period_named
from tansiq.rounds.asked_rows import own_ids

AnyOutcome = Outcome | PlanOutcome | EntryOutcome | UnitsOutcome | ReportsOutcome

_NO_PLAN = say("The plan that these items are for is no longer there, or no longer yours to see.")
_NO_TYPE = say("The record type that these entries are of is no longer there, or no longer yours to see.")
_NO_FORM = say("The form of these reports is no longer there, or no longer yours to see.")


def imported(
    viewer: Viewer, run: ImportRun, progress: Progress, conclude: Conclude = always, **more: Any
) -> AnyOutcome:
    """Import the workbook of a run as what it is, or try it. Raises Unreadable, Refused."""
    path, chosen = uploads.path_of(run.stored), {**_choices(run), **more}
    if run.for_form is not None:
        return _imported_reports(viewer, run, progress, conclude, **more)
    if run.for_units:
        return import_units(viewer, path, UnitChoices(**chosen), progress, conclude)
    if run.for_type is not None:
        return _imported_entries(viewer, run, progress, conclude, **chosen)
    if run.for_plan is None:
        return import_fivew(viewer, path, _choices_of_work(viewer, run, chosen), progress, conclude)
    plan = runs.plan_of(viewer, run)
    if plan is None:
        raise Refused(Fault("NOT_FOUND", "", _NO_PLAN))
    return import_plan(viewer, path, PlanChoices(plan, **chosen), progress, conclude)


def _choices_of_work(viewer: Viewer, run: ImportRun, chosen: dict[str, Any]) -> Choices:
    """What was chosen for a 5W sheet; one that is a report in a round holds the work of its organisation alone."""
    only = own_ids(changes.find(viewer, RoundReport, run.for_round)) if run.for_round is not None else frozenset()
    return Choices(country=run.country or None, only=only, **chosen)


def _imported_entries(
    viewer: Viewer, run: ImportRun, progress: Progress, conclude: Conclude, **chosen: Any
) -> EntryOutcome:
    kind = runs.type_of(viewer, run)
    if kind is None:
        raise Refused(Fault("NOT_FOUND", "", _NO_TYPE))
    choices = EntryChoices(kind, country=run.country or None, **chosen)
    return import_entries(viewer, uploads.path_of(run.stored), choices, progress, conclude)


def _imported_reports(
    viewer: Viewer, run: ImportRun, progress: Progress, conclude: Conclude, **chosen: Any
) -> ReportsOutcome:
    form = runs.form_of(viewer, run)
    if form is None:
        raise Refused(Fault("NOT_FOUND", "", _NO_FORM))
    period = period_named(run.for_period) if run.for_period else None
    choices = ReportChoices(form=form, period=period, submits=bool(run.submits), name=run.file_name, **chosen)
    return import_reports(viewer, uploads.path_of(run.stored), choices, progress, conclude)


def _choices(run: ImportRun) -> dict[str, Any]:
    """What was chosen for a sheet of any kind."""
    return {
        "sheet": run.sheet or None,
        "mapping": orjson.loads(run.mapping),
        "name": run.file_name,
        "ways": ways_of(run),
    }


def ways_of(run: ImportRun) -> Ways:
    """How the sheet is read. The words for areas are those that were understood before anybody chose the country:
    somebody has seen which column is which, and the country changes none of them.
    """
    return Ways(with_hidden=runs.reads_hidden(run), kind=runs.kind_of(run))


def previewed(viewer: Viewer, outcome: AnyOutcome) -> dict[str, str]:
    """What a run keeps of what was planned, by the names of its columns: counts, the preview, and its digest."""
    tally, preview = _shown(viewer, outcome)
    return {"tally": json_text(tally), "report": json_text(preview), "agreed": outcome.plan.digest}


def _shown(viewer: Viewer, outcome: AnyOutcome) -> tuple[dict[str, int], Json]:
    made = outcome.plan
    if isinstance(made, ReportsPlan):
        return reports_tally(made), reports_preview(viewer, made)
    if isinstance(made, UnitsPlan):
        return units_tally(made), units_preview(viewer, made)
    if isinstance(made, EntriesPlan):
        return entries_tally(made), entries_preview(viewer, made)
    if isinstance(made, ItemsPlan):
        return items_tally(made), items_preview(viewer, made)
    return tally_of(made), preview_of(viewer, made)
