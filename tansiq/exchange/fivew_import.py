"""Bringing a 5W file in: read, plan, and write all of it or nothing, in one transaction, as a batch to be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from peewee import DatabaseError, IntegrityError

from tansiq.exchange.applying import apply_plan, lock_imports, proposed_rows, write_plan
from tansiq.exchange.planning.make_plan import PlanOptions, make_plan
from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.planning.review_split import part_to_enter, parts_to_propose
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, ProposedRow, Site
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import propose
from tansiq.records import changes, undoing
from tansiq.records.taken_values import LEFT_TO_THE_MINISTRY


@dataclass(frozen=True)
class Choices:
    """What the person who imports chose.

    `mapping` gives fields to headers, tags or letters of columns; `country` is a code or a name; with
    `good_rows_only` rows without errors are entered although others are wrong; `today` tells planned from
    completed where a row gives dates but no status. `name` is what the file is called, where it is kept under
    another name. `agreed` is the digest of the plan that somebody saw: any other plan is not written. `run_id` is
    the import that proposals belong to.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    country: str | None = None
    is_dry: bool = False
    good_rows_only: bool = False
    today: date | None = None
    name: str | None = None
    agreed: str | None = None
    run_id: int | None = None


@dataclass
class Outcome:
    """What was planned, of which sheet, whether it was written, as which batch, and how many proposals it made."""

    table: UnderstoodSheet
    plan: Plan
    is_written: bool
    batch: Batch | None = None
    proposals: int = 0


def import_fivew(viewer: Viewer, path: Path, choices: Choices | None = None, progress: Progress = silent) -> Outcome:
    """Import a file as `viewer`, whose history entries say that they came through the face IMPORT.

    Wrong rows keep the whole file out unless `good_rows_only` is chosen. Raises Unreadable where the file as a
    whole cannot be read, Refused where the viewer may not write; either way nothing was written.
    """
    choices, viewer = choices or Choices(), viewer.through("IMPORT")
    if not may(viewer, "PROPOSE", Site):
        changes.require(viewer, "CREATE", Site)
    table = understand(path, choices.sheet, choices.mapping, choices.name)
    if choices.is_dry:
        return Outcome(table, _plan(viewer, table, path, choices, progress), False)
    try:
        return _write(viewer, table, path, choices, progress)
    except DatabaseError as broken:
        if isinstance(broken, IntegrityError) and not viewer.is_admin:
            # What stands in the way may be a row that they do not see.
            raise Refused(LEFT_TO_THE_MINISTRY) from broken
        text = say("The database does not accept these rows together, and nothing was written: %(reason)s",
                   reason=str(broken).splitlines()[0])  # fmt: skip
        raise Refused(Fault("CONFLICT", "", text)) from broken


def _write(viewer: Viewer, table: UnderstoodSheet, path: Path, choices: Choices, progress: Progress) -> Outcome:
    with changes.together() as transaction:
        lock_imports()
        made = _plan(viewer, table, path, choices, progress)
        may_write = (choices.good_rows_only or not made.errors) and choices.agreed in (None, made.digest)
        if may_write and made.is_change:
            batch = _enter(viewer, part_to_enter(made), _name(path, choices), progress)
            return Outcome(table, made, True, batch, submit(viewer, made, choices.run_id, progress))
        transaction.rollback()
    return Outcome(table, made, may_write)


def _enter(viewer: Viewer, part: Plan, name: str, progress: Progress) -> Batch | None:
    if not part.is_change:
        return None
    batch = undoing.begin_batch(viewer, "IMPORT", name)
    apply_plan(viewer.within(batch.id), part, progress)
    return batch


def submit(viewer: Viewer, made: Plan, run_id: int | None, progress: Progress) -> int:
    """Propose all parts of a plan that are to be reviewed, as those of the import `run_id`; how many proposals.

    Raises Refused as `propose` does; the caller's transaction then takes all of them back.
    """
    count = 0
    for part in parts_to_propose(made):
        rows: list[dict[str, Any]] = []
        proposal = propose(viewer, partial(_try, part, rows))
        if proposal is not None:
            ProposedRow.insert_many([{**row, "proposal": proposal.id, "run": run_id} for row in rows]).execute()
            count += 1
            progress("propose", count)
    return count


def _try(part: Plan, rows: list[dict[str, Any]], viewer: Viewer) -> None:
    write_plan(viewer, part, silent)
    rows += proposed_rows(part)


def _plan(viewer: Viewer, table: UnderstoodSheet, path: Path, choices: Choices, progress: Progress) -> Plan:
    today = choices.today or date.today()  # noqa: DTZ011  The office's own day.
    return make_plan(viewer, table, PlanOptions(_name(path, choices), choices.country, today), progress)


def _name(path: Path, choices: Choices) -> str:
    return choices.name or path.name
