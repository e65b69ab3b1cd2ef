"""Bringing a 5W file in: all of it or nothing, in one transaction, as a batch to be undone.

read -> plan -> rows checked and bound, while everybody works (tansiq.exchange.attempts) -> written
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tansiq.exchange.applying import TABLES, write_plan
from tansiq.exchange.attempts import Conclude, Ready, SheetChoices, SheetOutcome, always, attempted, write_at_once
from tansiq.exchange.learned_names import Lesson, count_uses, keep_taught
from tansiq.exchange.plan_basis import PlanBasis
from tansiq.exchange.planning.context import PlanningContext, planning_context
from tansiq.exchange.planning.make_plan import PlanOptions, make_plan
from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.planning.review_split import part_to_enter
from tansiq.exchange.proposed_parts import TriedPart, propose_parts, tried_parts
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.models import Batch, Site
from tansiq.models.data_stamps import held_still
from tansiq.platform import clock
from tansiq.platform.database import take_stock
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes, undoing
from tansiq.records.prepared import Prepared, preparing

Outcome = SheetOutcome[Plan]


@dataclass(frozen=True)
class Choices(SheetChoices):
    """What the person who imports chose. `country` is a code or a name; `today` tells planned from completed where a
    row gives dates but no status. Rows of others than the organisations `only` are refused, where it names any."""

    country: str | None = None
    today: date | None = None
    only: frozenset[int] = frozenset()


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
        if not (self.choices.may_write(made) and made.is_change):
            return Outcome(self.table, made, self.choices.may_write(made))
        basis.complete(made)
        batch, writes, proposals = self._prepared(made)
        count = made.tally.new + made.tally.changed
        ready = Ready(batch, writes, count, lambda: self._propose(proposals), basis.holds)
        write_at_once(ready, self.conclude, is_last, self.progress)
        return Outcome(self.table, made, True, batch, len(proposals))

    def _propose(self, proposals: "list[TriedPart]") -> None:
        propose_parts(self.viewer, proposals, self.choices.run_id)

    def _prepared(self, made: Plan) -> "tuple[Batch | None, Prepared, list[TriedPart]]":
        """All that is to be written, reckoned while others work: what is entered, and what is proposed."""
        part, batch = part_to_enter(made), None
        with preparing() as writes:
            if part.is_change:
                batch = undoing.begin_batch(self.viewer, "IMPORT", self._name)
                viewer = self.viewer.within(batch.id)
                write_plan(viewer, part, self.progress)
                keep_taught(viewer, made.taught, Lesson(self._name, self.choices.run_id))
            count_uses(made.heard.uses)
        return batch, writes, tried_parts(self.viewer, made, self.progress)

    def plan(self) -> Plan:
        """What the file would do."""
        options = PlanOptions(self._name, self.choices.country, self._today, self.choices.only)
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
