"""Bringing a sheet of entries in: all of it or nothing, in one transaction, as a batch to be undone.

read -> matched, compared -> rows checked and bound, while everybody works (attempts) -> written
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tansiq.exchange.attempts import Conclude, Ready, SheetChoices, SheetOutcome, always, attempted, write_at_once
from tansiq.exchange.learned_names import count_uses
from tansiq.exchange.planning.entry_draft import EntriesPlan, EntryDraft
from tansiq.exchange.planning.make_entries import EntryOptions, make_entries
from tansiq.exchange.planning.unit_draft import UnitsPlan
from tansiq.exchange.proposed_parts import ProposedRows, propose_rows
from tansiq.exchange.report import column_lines, problem_lines, waiting_already
from tansiq.exchange.sheet.own_fields import kind_of_type
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.exchange.waiting_entries import leave_waiting
from tansiq.faults import Fault, Refused
from tansiq.language.words import N_, gettext, ngettext, say
from tansiq.models import Area, Batch, Entry, LearnedName, Organization, TypeDefinition
from tansiq.models.data_stamps import stamps, table_name
from tansiq.models.definitions import TABLES, known
from tansiq.platform.database import take_stock
from tansiq.platform.progress import Progress, silent
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import drafted
from tansiq.records import bulk, changes, undoing
from tansiq.records.prepared import Prepared, preparing

_COMPARED = (*(table_name(table) for table in (Entry, Area, LearnedName, Organization)), *TABLES)
"""The tables that the rows of a sheet are compared with."""

_NO_TYPE = say("There is no such record type.")


EntryOutcome = SheetOutcome[EntriesPlan]


@dataclass(frozen=True)
class EntryChoices(SheetChoices):
    """Of which record type the entries are, and what the person who imports chose; `country` is a code or a name."""

    kind: TypeDefinition
    country: str | None = None


def find_type(viewer: Viewer, key: str | int | None) -> TypeDefinition:
    """The own record type in use with this key or id, of which the viewer may know. Raises Refused(NOT_FOUND)."""
    for kind in known().types_in_use():
        if key in (kind.key, kind.id) and knows(viewer, kind):
            return kind
    raise Refused(Fault("NOT_FOUND", "", _NO_TYPE))


def require_importable(viewer: Viewer, kind: TypeDefinition) -> None:
    """Raise Refused unless the viewer may enter or propose entries of a type: NOT_FOUND, FORBIDDEN."""
    find_type(viewer, kind.id)
    row = Entry(record_type=kind.id)
    if not (may(viewer, "PROPOSE", Entry) or viewer.area_ids):
        changes.require(viewer, "CREATE", row)


def import_entries(
    viewer: Viewer,
    path: Path,
    choices: EntryChoices,
    progress: Progress = silent,
    conclude: Conclude = always,
) -> EntryOutcome:
    """Import entries of an own record type as `viewer`, through the face IMPORT.

    Wrong rows keep the whole file out unless `good_rows_only` is chosen. Entries that no row means stay as they are.
    Raises Unreadable where the file as a whole cannot be read, Refused where the viewer may not write; either way
    nothing was written.
    """
    viewer = viewer.through("IMPORT")
    require_importable(viewer, choices.kind)
    ways = replace(choices.ways, kind=kind_of_type(choices.kind.id))
    table = understand(path, choices.sheet, choices.mapping, choices.name, ways)
    importing = _Importing(viewer, table, choices, progress, conclude, choices.name or path.name)
    if choices.is_dry:
        return EntryOutcome(table, importing.plan(), False)
    outcome = attempted(viewer, importing.attempt, progress)
    if outcome.batch is not None:
        take_stock(Entry)
    return outcome


@dataclass
class _Importing:
    """One file on its way into a register, as often as it takes until nobody was faster."""

    viewer: Viewer
    table: UnderstoodSheet
    choices: EntryChoices
    progress: Progress
    conclude: Conclude
    name: str

    def attempt(self, is_last: bool) -> EntryOutcome:
        """Plan, and write what was planned if it may be and still is right. Raises Overtaken, Refused."""
        seen = _stamps()
        made = self.plan()
        if not (self.choices.may_write(made) and made.is_change):
            return EntryOutcome(self.table, made, self.choices.may_write(made))
        batch, writes = self._prepared(made)
        sets = self._tried(made)
        propose = partial(propose_rows, self.viewer, made, sets, self.choices.run_id)
        ready = Ready(batch, writes, made.tally.new + made.tally.changed, propose, lambda: _stamps() == seen)
        write_at_once(ready, self.conclude, is_last, self.progress)
        return EntryOutcome(self.table, made, True, batch, len(sets))

    def plan(self) -> EntriesPlan:
        """What the file would do."""
        sift = partial(leave_waiting, self.viewer)
        options = EntryOptions(self.choices.kind, self.name, self.choices.country, sift)
        return make_entries(self.viewer, self.table, options, self.progress)

    def _prepared(self, made: EntriesPlan) -> tuple[Batch | None, Prepared]:
        part, batch = [draft for draft in made.writes if not draft.is_proposed], None
        with preparing() as writes:
            if part:
                batch = undoing.begin_batch(self.viewer, "IMPORT", self.name)
                _write(self.choices.kind, part, self.viewer.within(batch.id))
            count_uses(made.heard.uses)
        return batch, writes

    def _tried(self, made: EntriesPlan) -> list[ProposedRows]:
        found = list[ProposedRows]()
        for draft in [one for one in made.writes if one.is_proposed]:
            deed = partial(_write, self.choices.kind, [draft])
            tried = drafted(self.viewer, deed)
            if tried is not None:
                found.append(ProposedRows(tried, deed, [draft.row_number], made.amends.get(id(draft))))
                self.progress("propose", len(found))
        return found


def _write(kind: TypeDefinition, drafts: Sequence[EntryDraft], viewer: Viewer) -> None:
    """Enter new entries and change known ones as `viewer`, or prepare it. Raises Refused."""
    bulk.enter(viewer, [draft.as_row(kind) for draft in drafts if draft.stored is None])
    known_ones = [(draft.as_row(kind), draft.stored.values()) for draft in drafts if draft.stored is not None]
    bulk.change(viewer, [row for row, _ in known_ones], [before for _, before in known_ones])


def _stamps() -> list[int | None]:
    now = stamps()
    return [now.get(name) for name in _COMPARED]


def lines(made: EntriesPlan | UnitsPlan) -> Iterator[str]:
    """The report in the language now spoken, line by line."""
    rows = ngettext("%(count)s row", "%(count)s rows", made.tally.rows)
    yield gettext("Sheet %(sheet)s: %(rows)s.", sheet=made.sheet, rows=rows)
    for text, count in (
        (N_("new"), made.tally.new),
        (N_("changed"), made.tally.changed),
        (N_("unchanged"), made.tally.unchanged),
        (N_("equal to another row to the letter, entered once"), made.tally.repeated),
        (N_("wrong, not entered"), made.tally.wrong),
    ):
        yield f"  {count:>9,}  {gettext(text)}"
    if made.waiting:
        yield waiting_already(len(made.waiting))
    yield from column_lines(made.left_out, made.not_kept, made.unknown_columns)
    yield from problem_lines(made.problems)
