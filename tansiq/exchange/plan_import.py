"""Bringing the sheet of a plan in: all of it or nothing, in one transaction, as a batch to be undone.

read -> laid out, matched, compared -> rows checked and bound, while everybody works (attempts) -> written
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tansiq.exchange.attempts import Conclude, Ready, SheetChoices, SheetOutcome, always, attempted, write_at_once
from tansiq.exchange.item_applying import write_items
from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_rights import part_to_enter, parts_to_propose
from tansiq.exchange.planning.make_items import ItemOptions, make_items
from tansiq.exchange.proposed_parts import ProposedRows, propose_rows
from tansiq.exchange.report import problem_lines, waiting_already
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.exchange.waiting_items import leave_waiting
from tansiq.faults import Refused
from tansiq.language.words import N_, gettext, ngettext
from tansiq.models import Area, Batch, Goal, LearnedName, Organization, Plan, PlanItem, Sector
from tansiq.models.data_stamps import held_still, stamps, table_name
from tansiq.models.item_rules import faults_of_plan
from tansiq.plans.standing_items import is_stored
from tansiq.plans.versions import require_standing_plan
from tansiq.platform.database import take_stock
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import Draft, drafted
from tansiq.records import bulk, changes, undoing
from tansiq.records.prepared import Prepared, preparing

_COMPARED = (Plan, PlanItem, Area, LearnedName, Sector, Goal, Organization)
"""The tables that the rows of a sheet are compared with."""

PlanOutcome = SheetOutcome[ItemsPlan]


@dataclass(frozen=True)
class PlanChoices(SheetChoices):
    """For which plan, and what the person who imports chose. A plan that is not saved yet is entered along with its
    items, in the same batch."""

    plan: Plan


def require_importable(viewer: Viewer, plan: Plan) -> None:
    """Raise Refused unless the items of a plan may be entered or proposed now: ARCHIVED, PLAN_CLOSED, PLAN_FROZEN,
    FORBIDDEN."""
    if not is_stored(plan):
        changes.require(viewer, "CREATE", plan)
        return
    require_standing_plan(plan)
    if faults := list(faults_of_plan(plan)):
        raise Refused(*faults)
    if not may(viewer, "PROPOSE", PlanItem):
        changes.require(viewer, "CREATE", PlanItem(plan=plan))


def import_plan(
    viewer: Viewer,
    path: Path,
    choices: PlanChoices,
    progress: Progress = silent,
    conclude: Conclude = always,
) -> PlanOutcome:
    """Import the items of a plan as `viewer`, through the face IMPORT.

    Wrong rows keep the whole file out unless `good_rows_only` is chosen. Items that no row names stay as they are.
    Raises Unreadable where the file as a whole cannot be read, Refused where the plan does not change or the viewer may
    not write; either way nothing was written.
    """
    viewer = viewer.through("IMPORT")
    require_importable(viewer, choices.plan)
    table = understand(path, choices.sheet, choices.mapping, choices.name, replace(choices.ways, kind="PLAN"))
    importing = _Importing(viewer, table, choices, progress, conclude, choices.name or path.name)
    if choices.is_dry:
        return PlanOutcome(table, importing.plan_items(), False)
    outcome = attempted(viewer, importing.attempt, progress)
    if outcome.batch is not None:
        take_stock(PlanItem)
    return outcome


@dataclass
class _Importing:
    """One file on its way into a plan, as often as it takes until nobody was faster."""

    viewer: Viewer
    table: UnderstoodSheet
    choices: PlanChoices
    progress: Progress
    conclude: Conclude
    name: str

    def __post_init__(self) -> None:
        self._is_new = not is_stored(self.choices.plan)

    def attempt(self, is_last: bool) -> PlanOutcome:
        """Plan, and write what was planned if it may be and still is right. Raises Overtaken, Refused."""
        if self._is_new:
            self.choices.plan.__data__["id"] = None
        seen = _stamps()
        made = self.plan_items()
        if not (self.choices.may_write(made) and made.is_change):
            return PlanOutcome(self.table, made, self.choices.may_write(made))
        batch, writes = self._prepared(made)
        sets = self._tried(made)
        propose = partial(propose_rows, self.viewer, made, sets, self.choices.run_id)
        ready = Ready(batch, writes, made.tally.new + made.tally.changed, propose, lambda: _stamps() == seen)
        write_at_once(ready, self.conclude, is_last, self.progress)
        return PlanOutcome(self.table, made, True, batch, len(sets))

    def plan_items(self) -> ItemsPlan:
        """What the file would do."""
        options = ItemOptions(self.choices.plan, self.name, self._sift)
        # Each cell of the ministry's own columns is read by what is defined.
        with held_still():
            return make_items(self.viewer, self.table, options, self.progress)

    def _sift(self, made: ItemsPlan) -> None:
        if not self._is_new:
            leave_waiting(self.viewer, made, self._drafted_if_right)

    def _drafted_if_right(self, part: list[ItemDraft]) -> Draft | None:
        """What a part would propose; what the register refuses of it is told when it is proposed."""
        try:
            return self._drafted(part)
        except Refused:
            return None

    def _drafted(self, part: list[ItemDraft]) -> Draft | None:
        return drafted(self.viewer, partial(_try, self.choices.plan, part))

    def _prepared(self, made: ItemsPlan) -> tuple[Batch | None, Prepared]:
        part, batch = part_to_enter(made), None
        with preparing() as writes:
            if part:
                batch = undoing.begin_batch(self.viewer, "IMPORT", self.name)
                if self._is_new:
                    bulk.enter(self.viewer.within(batch.id), [self.choices.plan])
                write_items(self.viewer.within(batch.id), self.choices.plan, part, made.drafts)
        return batch, writes

    def _tried(self, made: ItemsPlan) -> list[ProposedRows]:
        found = list[ProposedRows]()
        for part in parts_to_propose(made):
            draft = self._drafted(part)
            if draft is not None:
                numbers, amends = [one.row_number for one in part], made.amends.get(id(part[0]))
                found.append(ProposedRows(draft, partial(_try, self.choices.plan, part), numbers, amends))
                self.progress("propose", len(found))
        return found


def _try(plan: Plan, part: list[ItemDraft], viewer: Viewer) -> None:
    """Write a part as a proposal would have it; where others will stand by then is not known."""
    write_items(viewer, plan, part, part)


def _stamps() -> list[int | None]:
    now = stamps()
    return [now.get(table_name(table)) for table in _COMPARED]


def lines(made: ItemsPlan) -> Iterator[str]:
    """The report in the language now spoken, line by line."""
    rows = ngettext("%(count)s row", "%(count)s rows", made.tally.rows)
    yield gettext("Sheet %(sheet)s: %(rows)s.", sheet=made.sheet, rows=rows)
    yield gettext(LAYOUTS[made.layout])
    for text, count in (
        (N_("new"), made.tally.new),
        (N_("changed"), made.tally.changed),
        (N_("unchanged"), made.tally.unchanged),
        (N_("wrong, not entered"), made.tally.wrong),
    ):
        yield f"  {count:>9,}  {gettext(text)}"
    if made.waiting:
        yield waiting_already(len(made.waiting))
    if made.untouched:
        yield untouched(made.untouched)
    yield from problem_lines(made.problems)


def untouched(count: Any) -> str:
    """How many items of the plan the sheet does not name."""
    return ngettext("%(count)s item of the plan is not in the sheet, and stays as it is.",
                    "%(count)s items of the plan are not in the sheet, and stay as they are.", count)  # fmt: skip


LAYOUTS = {
    "columns": N_("The levels are told by a column for each."),
    "numbering": N_("The levels are told by the codes of the items."),
    "indentation": N_("The levels are told by how far the names are indented."),
    "list": N_("Nothing tells levels: all items stand on the first one."),
}
