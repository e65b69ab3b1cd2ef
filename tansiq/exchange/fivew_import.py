"""Bringing a 5W file in: all of it or nothing, in one transaction, as a batch to be undone.

read -> plan -> rows checked and bound, while everybody works (tansiq.exchange.attempts) -> written
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tansiq.exchange.applying import TABLES, lock_imports, write_plan
from tansiq.exchange.attempts import attempted
from tansiq.exchange.plan_basis import PlanBasis
from tansiq.exchange.planning.context import PlanningContext, planning_context
from tansiq.exchange.planning.make_plan import PlanOptions, make_plan
from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.planning.review_split import part_to_enter
from tansiq.exchange.proposed_parts import TriedPart, propose_parts, tried_parts
from tansiq.exchange.sheet.understand import AS_IT_STANDS, UnderstoodSheet, Ways, understand
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, Site
from tansiq.models.data_stamps import held_still
from tansiq.platform import clock
from tansiq.platform.database import take_stock
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes, undoing
from tansiq.records.prepared import Overtaken, Prepared, preparing


@dataclass(frozen=True)
class Choices:
    """What the person who imports chose.

    `mapping` gives fields to headers, tags or letters of columns; `country` is a code or a name; with
    `good_rows_only` rows without errors are entered although others are wrong; `today` tells planned from
    completed where a row gives dates but no status. `name` is what the file is called, where it is kept under
    another name. `ways` says how the sheet is read. `agreed` is the digest of the plan that somebody saw: any other
    plan is not written. `run_id` is the import that proposals belong to.
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
    ways: Ways = AS_IT_STANDS


@dataclass
class Outcome:
    """What was planned, of which sheet, whether it was written, as which batch, and how many proposals it made."""

    table: UnderstoodSheet
    plan: Plan
    is_written: bool
    batch: Batch | None = None
    proposals: int = 0


Conclude = Callable[[Batch | None], bool]
"""What is done last in the transaction that writes, with the batch of what was entered; False takes all back."""


def always(_batch: Batch | None) -> bool:
    """Conclude an import that nobody waits for."""
    return True


_MOVED_ON = say("Somebody has taken this step already, or another one, meanwhile. This is how the import stands now.")


def import_fivew(
    viewer: Viewer,
    path: Path,
    choices: Choices | None = None,
    progress: Progress = silent,
    conclude: Conclude = always,
) -> Outcome:
    """Import a file as `viewer`, whose history entries say that they came through the face IMPORT.

    Wrong rows keep the whole file out unless `good_rows_only` is chosen. `conclude` is the last deed of the
    transaction that writes. Raises Unreadable where the file as a whole cannot be read, Refused where the viewer may
    not write; either way nothing was written.
    """
    choices, viewer = choices or Choices(), viewer.through("IMPORT")
    if not may(viewer, "PROPOSE", Site):
        changes.require(viewer, "CREATE", Site)
    table = understand(path, choices.sheet, choices.mapping, choices.name, choices.ways)
    importing = _Importing(viewer, table, path, choices, progress, conclude)
    if choices.is_dry:
        return Outcome(table, importing.plan(), False)
    outcome = attempted(viewer, importing.attempt, progress)
    if outcome.batch is not None:
        take_stock(*TABLES)
    return outcome


@dataclass
class _Importing:
    """One file on its way into the register, as often as it takes until nobody was faster."""

    viewer: Viewer
    table: UnderstoodSheet
    path: Path
    choices: Choices
    progress: Progress
    conclude: Conclude

    def attempt(self, is_last: bool) -> Outcome:
        """Plan, and write what was planned if it may be and still is right. Raises Overtaken, Refused."""
        basis = PlanBasis(self.viewer, self._context)
        made = self.plan()
        may_write = (self.choices.good_rows_only or not made.errors) and self.choices.agreed in (None, made.digest)
        if not (may_write and made.is_change):
            return Outcome(self.table, made, may_write)
        basis.complete(made)
        batch, writes, proposals = self._prepared(made)
        with changes.together():
            lock_imports()
            if not is_last and not basis.holds():
                raise Overtaken
            self.progress("write", made.tally.new + made.tally.changed)
            writes.carry_out()
            propose_parts(self.viewer, proposals, self.choices.run_id)
            if not self.conclude(batch):
                raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
        return Outcome(self.table, made, True, batch, len(proposals))

    def _prepared(self, made: Plan) -> "tuple[Batch | None, Prepared, list[TriedPart]]":
        """All that is to be written, reckoned while others work: what is entered, and what is proposed."""
        part, batch = part_to_enter(made), None
        with preparing() as writes:
            if part.is_change:
                batch = undoing.begin_batch(self.viewer, "IMPORT", self._name)
                write_plan(self.viewer.within(batch.id), part, self.progress)
        return batch, writes, tried_parts(self.viewer, made, self.progress)

    def plan(self) -> Plan:
        """What the file would do."""
        options = PlanOptions(self._name, self.choices.country, self._today)
        # Each cell of the ministry's own columns is read by what is defined.
        with held_still():
            return make_plan(self.viewer, self.table, options, self.progress)

    def _context(self) -> PlanningContext:
        return planning_context(self.viewer, self.choices.country, self._today)

    @property
    def _today(self) -> date:
        return self.choices.today or clock.today()

    @property
    def _name(self) -> str:
        return self.choices.name or self.path.name
