"""What a person does with an import, step by step; each step is taken once, whoever presses first.

    upload -> READING -> UNDERSTOOD -> PLANNING -> PLANNED -> APPLYING -> APPLIED <-> (UNDOING, REDOING)
                 ^            |  ^---------.----------'  `-----> DISCARDED
                 '-- sheet ---'         columns

The states in -ING are the worker's: pages only order them, the jobs in tansiq.imports.jobs leave them.
"""

from collections.abc import Collection
from typing import IO, Any

import orjson

from tansiq.exchange import entry_import
from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.mapping import fold_mapping, refuse_doubled
from tansiq.exchange.sheet.own_fields import kind_of_type
from tansiq.faults import Fault, Refused
from tansiq.imports import column_memory, sheet_summary, workbook_files
from tansiq.imports.end_notices import tell_end
from tansiq.imports.stored_texts import Json
from tansiq.imports.what_is_sent import ReportsOf, Whose, require_importable
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import (
    Batch,
    BatchEntry,
    HistoryEntry,
    ImportRun,
    Intervention,
    Plan,
    ReachedFigure,
    RoundReport,
    Site,
    TypeDefinition,
    Unit,
)
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import known
from tansiq.models.record import now
from tansiq.platform import background
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

JOBS = {"READING": "understand", "PLANNING": "plan", "APPLYING": "apply", "UNDOING": "undo", "REDOING": "redo"}
"""By state: the job that is at it."""
MOST_UNDECIDED = 30
"""Files of one sender that wait for a decision at once."""
OPEN = ("UNDERSTOOD", "PLANNED", "FAILED")
"""States in which a person decides what becomes of the file."""

_MOVED_ON = say("Somebody has taken this step already, or another one, meanwhile. This is how the import stands now.")
_NO_REASON = say("A rule warns of some of these rows. Say why they are right, or correct the workbook.")
_GONE = say("The file was removed. Send it again to import it.")


def find(viewer: Viewer, run_id: object) -> ImportRun:
    """The run with this id if `viewer` may see it. Raises Refused(NOT_FOUND)."""
    run: ImportRun | None = visible(ImportRun, viewer).where(ImportRun.id == (whole(run_id) or -1)).first()
    if run is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return run


def state_of(run: ImportRun) -> str:
    """The state as people see it: what was entered and taken back, here or elsewhere, is UNDONE."""
    if run.state != "APPLIED" or run.batch_id is None:
        return run.state
    is_undone = Batch.select(Batch.undone_at).where(Batch.id == run.batch_id).scalar() is not None
    return "UNDONE" if is_undone else "APPLIED"


def kind_of(run: ImportRun) -> SheetKind:
    """What the rows of the workbook are."""
    if run.for_units:
        return "UNITS"
    if run.for_form is not None:
        return "REPORTS"
    if run.for_type is not None:
        return kind_of_type(run.for_type)
    return "FIVEW" if run.for_plan is None else "PLAN"


def plan_of(viewer: Viewer, run: ImportRun) -> Plan | None:
    """The plan that the rows are items of, as long as `viewer` may see it."""
    found: Plan | None = visible(Plan, viewer).where(Plan.id == run.for_plan).first() if run.for_plan else None
    return found


def type_of(viewer: Viewer, run: ImportRun) -> TypeDefinition | None:
    """The own record type that the rows are entries of, as long as it is in use and `viewer` may know of it."""
    try:
        return entry_import.find_type(viewer, run.for_type) if run.for_type is not None else None
    except Refused:
        return None


def form_of(viewer: Viewer, run: ImportRun) -> TypeDefinition | None:
    """The form whose reports the workbook holds, as long as `viewer` may know of it."""
    form = known().types.get(run.for_form) if run.for_form is not None else None
    return form if form is not None and knows(viewer, form) else None


def understanding(run: ImportRun) -> Json:
    """What was understood of the sheet; None where nothing is yet."""
    return orjson.loads(run.understanding) if run.understanding else None


def interventions_of(viewer: Viewer, run: ImportRun) -> Any:
    """The visible interventions that the run entered, changed, or entered or changed sites or figures of, by id."""
    entries = HistoryEntry.select(HistoryEntry.record_id).join(BatchEntry, on=(BatchEntry.entry == HistoryEntry.id))
    touched = entries.where(BatchEntry.batch == run.batch_id)
    sites = touched.where(HistoryEntry.record_type == table_name(Site))
    figures = touched.where(HistoryEntry.record_type == table_name(ReachedFigure))
    reported = ReachedFigure.select(ReachedFigure.site).where(ReachedFigure.id.in_(figures))
    above = Site.select(Site.intervention).where(Site.id.in_(sites) | Site.id.in_(reported))
    own = touched.where(HistoryEntry.record_type == table_name(Intervention))
    query = visible(Intervention, viewer).where(Intervention.id.in_(own) | Intervention.id.in_(above))
    return query.order_by(Intervention.id)


def upload(viewer: Viewer, source: IO[bytes], name: str, whose: Whose = None) -> ImportRun:
    """Keep a file and have it read as what it is.

    Raises Unreadable where it is no workbook, Refused: FORBIDDEN, NOT_FOUND, TOO_MANY_IMPORTS, PLAN_CLOSED,
    PLAN_FROZEN, ARCHIVED.
    """
    changes.require(viewer, "CREATE", ImportRun)
    require_importable(viewer, whose)
    _check_flood(viewer)
    kept = workbook_files.keep(source, name)
    run = ImportRun.create(
        account=viewer.account_id,
        actor=viewer.name,
        file_name=kept.file_name,
        stored=kept.stored,
        digest=kept.digest,
        size=kept.size,
        state="READING",
        for_plan=whose.id if isinstance(whose, Plan) else None,
        for_type=whose.id if isinstance(whose, TypeDefinition) else None,
        for_units=True if whose is Unit else None,
        for_form=whose.form.id if isinstance(whose, ReportsOf) else None,
        for_period=whose.period if isinstance(whose, ReportsOf) else None,
        submits=True if isinstance(whose, ReportsOf) else None,
        for_round=whose.id if isinstance(whose, RoundReport) else None,
        **_ordered(viewer),
    )
    order(viewer, run)
    return run


def _check_flood(viewer: Viewer) -> None:
    undecided = ImportRun.state.in_([*OPEN, *JOBS])
    waiting = visible(ImportRun, viewer).where(ImportRun.account == viewer.account_id, undecided)
    if waiting.count() >= MOST_UNDECIDED:
        text = say("%(most)s of your imports are not decided yet. Enter them or throw them away before you send more.",
                   most=MOST_UNDECIDED)  # fmt: skip
        raise Refused(Fault("TOO_MANY_IMPORTS", "", text))


def reads_hidden(run: ImportRun) -> bool:
    """Whether somebody chose to have hidden rows and columns read too."""
    return bool((understanding(run) or {}).get("with_hidden"))


def choose_sheet(viewer: Viewer, run: ImportRun, sheet: str, with_hidden: bool | None = None) -> None:
    """Have another sheet of the file read, or the same with or without what is hidden in it. Raises Refused."""
    kept = {
        **(understanding(run) or sheet_summary.nothing_yet()),
        "with_hidden": reads_hidden(run) if with_hidden is None else with_hidden,
    }
    values = {"sheet": sheet[:255], "understanding": orjson.dumps(kept).decode()}
    move(viewer, run, ("UNDERSTOOD", "PLANNED", "FAILED"), "READING", **values)


def choose_columns(viewer: Viewer, run: ImportRun, taken: dict[str, str], country: str) -> None:
    """Take the columns as `taken` ({letter: field, "" to leave it out}), remember it, and have the rows compared.

    Raises Refused (MOVED_ON, FORBIDDEN) or Unreadable where a field is given to two columns, or there is none.
    """
    understood = understanding(run)
    columns = {column["letter"]: column["alone"] for column in understood["columns"]} if understood else {}
    known = {letter: field for letter, field in taken.items() if letter in columns}
    fold_mapping({**columns, **known}, kind_of(run))
    headers = {column["letter"]: column["header"] for column in understood["columns"]} if understood else {}
    refuse_doubled((headers[letter], field) for letter, field in {**columns, **known}.items())
    mapping = {letter: field for letter, field in known.items() if field != columns[letter]}
    if columns and understood:
        column_memory.remember(viewer, understood["shape"], mapping, country)
    values = {"mapping": orjson.dumps(mapping).decode(), "country": country[:60]}
    move(viewer, run, OPEN, "PLANNING", **values)


def choose_deed(viewer: Viewer, run: ImportRun, submits: bool) -> None:
    """Have reports compared anew, to be submitted or to be kept as drafts. Raises Refused."""
    if run.for_form is None:
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
    move(viewer, run, OPEN, "READING", submits=submits)


def enter(viewer: Viewer, run: ImportRun, agreed: str, good_rows_only: bool) -> None:
    """Have what the preview shows entered; what the viewer answers where rules warn goes with the rows they warn of.

    Raises Refused: MOVED_ON also where another preview was agreed to, NO_REASON where a rule warns and none is given.
    """
    if not agreed or agreed != run.agreed:
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
    if warned_rows(run) and not viewer.reason:
        raise Refused(Fault("NO_REASON", "", _NO_REASON))
    move(viewer, run, ("PLANNED",), "APPLYING", good_rows_only=good_rows_only, reason=viewer.reason or None)


def warned_rows(run: ImportRun) -> int:
    """How many rows that would be entered a rule of the ministry warns of."""
    return int(orjson.loads(run.tally).get("warned", 0)) if run.tally else 0


def discard(viewer: Viewer, run: ImportRun) -> None:
    """Throw the file away; nothing of it is entered. Raises Refused."""
    move(viewer, run, OPEN, "DISCARDED", report="", understanding="")
    remove_file(run)


def remove_file(run: ImportRun) -> None:
    """Remove the kept file. Its name is forgotten last: where somebody is killed before, the worker removes it."""
    workbook_files.remove(run.stored)
    ImportRun.update(stored="").where(ImportRun.id == run.id).execute()


def of_batch(viewer: Viewer, batch: Batch) -> ImportRun | None:
    """The import that a batch entered, or that it took back, if `viewer` may see it."""
    found: ImportRun | None = (
        visible(ImportRun, viewer).where(ImportRun.batch.in_([batch.id, batch.undoes_id or batch.id])).first()
    )
    return found


def undo(viewer: Viewer, run: ImportRun) -> None:
    """Have what was entered taken back. Raises Refused."""
    if state_of(run) != "APPLIED" or run.batch_id is None:
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
    move(viewer, run, ("APPLIED",), "UNDOING")


def redo(viewer: Viewer, run: ImportRun) -> None:
    """Have what was taken back entered again. Raises Refused."""
    if state_of(run) != "UNDONE":
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
    move(viewer, run, ("APPLIED",), "REDOING")


def move(viewer: Viewer, run: ImportRun, before: Collection[str], after: str, **values: Any) -> None:
    """Take a run from one of the states `before` to `after`, for one person only; a state of JOBS is ordered.

    Raises Refused: FORBIDDEN, MOVED_ON where it is in none of these states, GONE where its file was removed.
    """
    changes.require(viewer, "CHANGE", run)
    if not run.stored and after in ("READING", "PLANNING", "APPLYING"):
        raise Refused(Fault("GONE", "", _GONE))
    ordered = _ordered(viewer) if after in JOBS else {}
    if not settle(run, before, after, **values, **ordered):
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
    if after in JOBS:
        order(viewer, run)


def _ordered(viewer: Viewer) -> dict[str, Any]:
    """What is kept of an order with the state that asks for it, so that it can be put once more where it was lost."""
    return {"ordered_by": viewer.account_id, "order_language": viewer.language}


def settle(run: ImportRun, before: Collection[str], after: str, **values: Any) -> bool:
    """Set the state, and values with it, if it is one of `before`; whether it was. What was wrong before is over."""
    changed = {"error": "", **values, "state": after, "changed_at": now()}
    same = (ImportRun.id == run.id) & ImportRun.state.in_(list(before))
    with changes.together():
        is_settled = bool(ImportRun.update(**changed).where(same).execute())
        if is_settled and len(before) == 1:
            tell_end(run, next(iter(before)), after)
    return is_settled


def order(viewer: Viewer, run: ImportRun) -> None:
    """Put the job that the stored state asks for into the queue."""
    state = ImportRun.select(ImportRun.state).where(ImportRun.id == run.id).scalar()
    background.put(background.Order(JOBS[state], run.id, viewer.account_id, viewer.language))
