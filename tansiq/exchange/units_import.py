"""Bringing a sheet of administrative units in: all of it or nothing, in one transaction, as a batch to be undone.

read -> matched -> written row by row, those above first; what the register refuses is told at its cell
                          `--> a dry run, or a sheet with errors, is taken back as a whole

Units are few, and what one may be depends on the others: so the rules themselves are tried, not told a second time. A
row that is refused is tried again after others were written, as the days of a unit lie within those of the one above.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tansiq.exchange.applying import lock_imports
from tansiq.exchange.attempts import Conclude, SheetChoices, SheetOutcome, always, require_concluded
from tansiq.exchange.planning.make_units import make_units
from tansiq.exchange.planning.repeated_rows import problems_of
from tansiq.exchange.planning.row_rules import tell_rules, warned
from tansiq.exchange.planning.unit_draft import UnitDraft, UnitsPlan
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import Unit
from tansiq.models.data_stamps import held_still
from tansiq.models.unit_rules import MOST_LEVELS
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, undoing
from tansiq.records.history import differences

UnitsOutcome = SheetOutcome[UnitsPlan]

_MOST_PASSES = 2 * MOST_LEVELS
"""How often rows are tried: days may have to move level by level, down or up."""


@dataclass(frozen=True)
class UnitChoices(SheetChoices):
    """What the person who imports units chose."""


class _TakenBack(Exception):  # noqa: N818  Nothing went wrong.
    """Nothing of what was tried stays: it was a dry run, nothing changes, or rows are wrong."""


def require_importable(viewer: Viewer) -> None:
    """Raise Refused(FORBIDDEN) unless the viewer may enter units."""
    changes.require(viewer, "CREATE", Unit)


def import_units(
    viewer: Viewer, path: Path, choices: UnitChoices, progress: Progress = silent, conclude: Conclude = always
) -> UnitsOutcome:
    """Import administrative units as `viewer`, through the face IMPORT.

    Wrong rows keep the whole file out unless `good_rows_only` is chosen. Units that no row names stay as they are.
    Raises Unreadable where the file as a whole cannot be read, Refused where the viewer may not write; either way
    nothing was written.
    """
    viewer = viewer.through("IMPORT")
    require_importable(viewer)
    ways = replace(choices.ways, kind="UNITS")
    table = understand(path, choices.sheet, choices.mapping, choices.name, ways)
    outcome = UnitsOutcome(table, UnitsPlan(choices.name or path.name, table.sheet), False)
    try:
        with changes.together():
            lock_imports()
            _take_in(viewer, outcome, choices, progress)
            require_concluded(conclude, outcome.batch)
    except _TakenBack:
        outcome.batch = None
    return outcome


def _take_in(viewer: Viewer, outcome: UnitsOutcome, choices: UnitChoices, progress: Progress) -> None:
    """Plan and write. Raises _TakenBack where it is not to stay."""
    # Each cell of the ministry's own columns is read by what is defined.
    with held_still():
        made = outcome.plan = make_units(viewer, outcome.table, outcome.plan.file_name)
    progress("match", len(made.drafts))
    outcome.batch = batch = undoing.begin_batch(viewer, "IMPORT", made.file_name)
    _write_all(viewer.within(batch.id), made.drafts)
    _conclude(made, outcome.table)
    outcome.is_written = not choices.is_dry and choices.may_write(made)
    if not outcome.is_written or not made.is_change:
        raise _TakenBack
    progress("write", made.tally.new + made.tally.changed)


def _write_all(viewer: Viewer, drafts: Sequence[UnitDraft]) -> None:
    """Write the rows, those above first, until no more of them can be; what keeps the rest out is told."""
    waiting = sorted((draft for draft in drafts if not draft.is_wrong), key=_depth)
    for left_passes in reversed(range(_MOST_PASSES)):
        refused = {id(draft): refusal for draft in waiting if (refusal := _write(viewer, draft)) is not None}
        left = [draft for draft in waiting if id(draft) in refused]
        if left and (len(left) == len(waiting) or not left_passes):
            for draft in left:
                for fault in refused[id(draft)].faults:
                    draft.tell_fault(fault)
            _tell_below(left)
            return
        waiting = left


def _write(viewer: Viewer, draft: UnitDraft) -> Refused | None:
    """Write a row; None where that is done, or nothing of it differs."""
    above = None if draft.above is None else draft.above.row or draft.above.stored
    if draft.above is not None and above is None:
        return Refused()
    row = Unit(**draft.stored.__data__) if draft.stored is not None else Unit()
    for name, value in draft.told.items():
        if value is not None or draft.stored is not None:
            row.enter(name, value)
    if above is not None:
        row.parent_id = above.id
    before = draft.stored.values() if draft.stored is not None else {}
    is_same = draft.stored is not None and row.values() == before
    try:
        with changes.together():
            draft.row = row if is_same else changes.save(viewer, row)
    except Refused as refusal:
        return refusal
    if not is_same:
        tell_rules(viewer, draft.reading, draft.row, before)
    draft.is_written = not is_same
    draft.changes = differences(before, row.values())
    return None


def _tell_below(left: Sequence[UnitDraft]) -> None:
    """What stands under a row that is left out is left out as well, and says so."""
    for draft in left:
        if not draft.is_wrong:
            text = say("The row of the unit above it is wrong, so this one is left out as well.")
            draft.tell("error", "above-wrong", "parent", text)


def _depth(draft: UnitDraft) -> int:
    """How many rows of the sheet stand above one; those of a circle are wrong, and never asked."""
    count, at = 0, draft.above
    while at is not None and not at.is_wrong:
        count, at = count + 1, at.above
    return count


def _conclude(made: UnitsPlan, table: UnderstoodSheet) -> None:
    tally, good = made.tally, [draft for draft in made.drafts if not draft.is_wrong]
    tally.rows = len(made.drafts)
    tally.new = sum(draft.is_new for draft in good if draft.is_change)
    tally.changed = sum(not draft.is_new for draft in good if draft.is_change)
    tally.unchanged = sum(not draft.is_change for draft in good)
    tally.wrong = len(made.drafts) - len(good)
    tally.warned = warned(draft.reading for draft in good if draft.is_change)
    made.problems = [*table.notices, *problems_of([draft.reading for draft in made.drafts])]
