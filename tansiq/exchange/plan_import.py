"""Bringing the sheet of a plan in: all of it or nothing, in one transaction, as a batch to be undone.

read -> laid out, matched, compared -> rows checked and bound, while everybody works (attempts) -> written
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tansiq.exchange.applying import lock_imports
from tansiq.exchange.attempts import attempted
from tansiq.exchange.item_applying import write_items
from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_rights import part_to_enter, parts_to_propose
from tansiq.exchange.planning.make_items import ItemOptions, make_items
from tansiq.exchange.report import problem_lines, waiting_already
from tansiq.exchange.sheet.understand import AS_IT_STANDS, UnderstoodSheet, Ways, understand
from tansiq.exchange.waiting_items import leave_waiting
from tansiq.faults import Fault, Refused
from tansiq.language.words import N_, gettext, ngettext, say
from tansiq.models import Area, Batch, Goal, Organization, Plan, PlanItem, Proposal, ProposedRow, Sector
from tansiq.models.data_stamps import held_still, stamps, table_name
from tansiq.models.item_rules import faults_of_plan
from tansiq.plans.standing_items import is_stored
from tansiq.plans.versions import require_standing_plan
from tansiq.platform.database import take_stock
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import Draft, amend, drafted, propose_all
from tansiq.records import bulk, changes, undoing
from tansiq.records.prepared import Overtaken, Prepared, preparing

_COMPARED = (Plan, PlanItem, Area, Sector, Goal, Organization)
"""The tables that the rows of a sheet are compared with."""

Conclude = Callable[[Batch | None], bool]
"""What is done last in the transaction that writes, with the batch of what was entered; False takes all back."""
_MOVED_ON = say("Somebody has taken this step already, or another one, meanwhile. This is how the import stands now.")


@dataclass(frozen=True)
class PlanChoices:
    """For which plan, and what the person who imports chose; as for 5W sheets (`fivew_import.Choices`).

    A plan that is not saved yet is entered along with its items, in the same batch.
    """

    plan: Plan
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    is_dry: bool = False
    good_rows_only: bool = False
    name: str | None = None
    agreed: str | None = None
    run_id: int | None = None
    ways: Ways = AS_IT_STANDS


@dataclass
class PlanOutcome:
    """What was planned, of which sheet, whether it was written, as which batch, and how many proposals it made."""

    table: UnderstoodSheet
    plan: ItemsPlan
    is_written: bool
    batch: Batch | None = None
    proposals: int = 0


def always(_batch: Batch | None) -> bool:
    """Conclude an import that nobody waits for."""
    return True


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
        may_write = (self.choices.good_rows_only or not made.errors) and self.choices.agreed in (None, made.digest)
        if not (may_write and made.is_change):
            return PlanOutcome(self.table, made, may_write)
        batch, writes = self._prepared(made)
        proposals = self._tried(made)
        with changes.together():
            lock_imports()
            if not is_last and _stamps() != seen:
                raise Overtaken
            self.progress("write", made.tally.new + made.tally.changed)
            writes.carry_out()
            self._propose(made, proposals)
            if not self.conclude(batch):
                raise Refused(Fault("MOVED_ON", "", _MOVED_ON))
        return PlanOutcome(self.table, made, True, batch, len(proposals))

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

    def _tried(self, made: ItemsPlan) -> list[tuple[Draft, list[ItemDraft]]]:
        found = []
        for part in parts_to_propose(made):
            draft = self._drafted(part)
            if draft is not None:
                found.append((draft, part))
                self.progress("propose", len(found))
        return found

    def _propose(self, made: ItemsPlan, parts: list[tuple[Draft, list[ItemDraft]]]) -> None:
        further = [draft for draft, part in parts if id(part[0]) not in made.amends]
        new = iter(propose_all(self.viewer, further))
        ids = [self._amended(made, part) or next(new) for _, part in parts]
        kept = {"site": 0, "fingerprint": b"", "identity": b"", "file_name": made.file_name[-255:],
                "sheet": made.sheet[:255], "run": self.choices.run_id}  # fmt: skip
        rows = [
            {**kept, "proposal": proposal_id, "row_number": draft.row_number}
            for proposal_id, (_, part) in zip(ids, parts, strict=True)
            for draft in part
        ]
        bulk.insert(ProposedRow, rows)

    def _amended(self, made: ItemsPlan, part: list[ItemDraft]) -> int | None:
        """The open proposal that a part takes the place of, amended; None for one that is proposed by itself."""
        proposal_id = made.amends.get(id(part[0]))
        if proposal_id is not None:
            amend(self.viewer, Proposal.get_by_id(proposal_id), partial(_try, self.choices.plan, part))
            ProposedRow.delete().where(ProposedRow.proposal == proposal_id).execute()
        return proposal_id


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
