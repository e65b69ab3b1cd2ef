"""From an understood sheet to what its import would do to the entries of an own record type. Nothing is written here.

rows -> read -> facts -> matched with the stored entries -> what differs and is wrong -> rights -> EntriesPlan
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.planning.entry_draft import EntriesPlan, EntryDraft
from tansiq.exchange.planning.entry_facts import EntryFacts, cell_named
from tansiq.exchange.planning.entry_matching import EntryMatching
from tansiq.exchange.planning.entry_rights import judge
from tansiq.exchange.planning.repeated_rows import EVERY, problems_of
from tansiq.exchange.planning.row_rules import tell_rules, warned
from tansiq.exchange.sheet.labels import Label
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.exchange.sheet.reading import Reading, read_row, readable_fields
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.faults import Fault
from tansiq.language.words import Sentence, say
from tansiq.models import Entry, TypeDefinition
from tansiq.models.data_stamps import held_still
from tansiq.models.extra import number_of
from tansiq.platform.progress import Progress
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.records.row_faults import all_faults


@dataclass(frozen=True)
class EntryOptions:
    """What is known before the rows are: the record type of the entries, the file's name, the country of all rows.
    `sift` takes out of what was planned what goes no further."""

    kind: TypeDefinition
    file_name: str
    country: str | None = None
    sift: Callable[[EntriesPlan, EntryMatching], None] = lambda _made, _matching: None


def make_entries(viewer: Viewer, table: UnderstoodSheet, options: EntryOptions, progress: Progress) -> EntriesPlan:
    """What importing `table` would do as `viewer`."""
    # Each cell of the ministry's own columns is read by what is defined.
    with held_still():
        made = EntriesPlan(options.file_name, table.sheet, options.kind)
        readings = list(_readings(table, made))
        progress("read", len(readings) + len(made.again))
        facts = EntryFacts(viewer, table, options.kind, options.country)
        facts.prepare(readings)
        made.drafts = [EntryDraft(reading) for reading in readings]
        for number, draft in enumerate(made.drafts, 1):
            facts.read(draft)
            if number % EVERY == 0:
                progress("resolve", number)
        matching = EntryMatching(viewer, options.kind, facts)
        progress("match", len(made.drafts))
        matching.match(made.drafts)
        for draft in made.drafts:
            _check(viewer, facts, draft, options.kind)
        judge(viewer, options.kind, made.drafts)
        options.sift(made, matching)
        _conclude(made, table, facts, matching)
    return made


def _readings(table: UnderstoodSheet, made: EntriesPlan) -> Iterator[Reading]:
    """The rows; one that repeats another to the letter is noted, and goes no further."""
    fields, first = readable_fields(table), dict[bytes, int]()
    for row in table.rows():
        if first.setdefault(row.digest, row.number) == row.number:
            yield read_row(row, fields)
        else:
            made.again.append((row.number, first[row.digest]))


def _check(viewer: Viewer, facts: EntryFacts, draft: EntryDraft, kind: TypeDefinition) -> None:
    """Tell at its cell what keeps a row out: what cannot be read, what means nothing, and what the register refuses."""
    draft.reading.problems += draft.about_place
    draft.is_wrong = draft.is_wrong or draft.reading.is_wrong
    for name, (code, sentence) in draft.unfound.items():
        draft.tell("error", code, cell_named(draft.reading, facts.spoken, name), sentence)
    _keep_hidden_back(viewer, draft, kind)
    if not draft.is_new and not draft.changes:
        return
    row = draft.as_row(kind)
    before = draft.stored.values() if draft.stored is not None else {}
    told = {problem.address for problem in draft.reading.problems if problem.severity == "error"}
    for fault in all_faults(row, before):
        name = cell_named(draft.reading, facts.spoken, fault.field)
        if draft.reading.row.address(name) not in told and not _is_left(viewer, fault, row, before):
            draft.tell("error", fault.code.lower().replace("_", "-"), name, _named(fault))
    tell_rules(viewer, draft.reading, row, before)
    draft.is_wrong = draft.is_wrong or draft.reading.is_wrong


def _keep_hidden_back(viewer: Viewer, draft: EntryDraft, kind: TypeDefinition) -> None:
    """A new row says nothing of what its sender may not be shown of it."""
    if draft.stored is not None:
        return
    row = draft.as_row(kind)
    for name in [name for name, value in draft.told.items() if value is not None and number_of(name) is not None]:
        if not may_see_field(viewer, name, row):
            del draft.told[name]
            draft.tell("warning", "not-yours-to-see", name, _HIDDEN)


def _is_left(viewer: Viewer, fault: Fault, row: Entry, before: dict[str, Any]) -> bool:
    """Whether a field that is not filled was not filled before, or is not the sender's to fill."""
    is_lacking = fault.code == "MISSING" and number_of(fault.field) is not None
    return is_lacking and (
        (bool(before) and before.get(fault.field) is None) or not may_see_field(viewer, fault.field, row)
    )


def _named(fault: Fault) -> Sentence:
    """What is wrong; where a cell is missing the field is named, as the sheet may have no column of it."""
    if fault.code != "MISSING" or own_definition(fault.field) is None:
        return fault.sentence
    return say("This field is required: %(field)s", field=Label(fault.field))


def _conclude(made: EntriesPlan, table: UnderstoodSheet, facts: EntryFacts, matching: EntryMatching) -> None:
    tally, good = made.tally, [draft for draft in made.drafts if not draft.is_wrong]
    tally.rows = len(made.drafts) + len(made.again)
    tally.repeated = len(made.again)
    tally.new = sum(draft.is_new and draft.is_change for draft in good)
    tally.changed = sum(draft.is_change and not draft.is_new for draft in good)
    tally.unchanged = sum(not (draft.is_change or draft.is_left_out) for draft in good)
    tally.waiting = len(made.waiting)
    tally.proposed = sum(draft.is_proposed for draft in good if draft.is_change)
    tally.warned = warned(draft.reading for draft in good if draft.is_change)
    tally.wrong = len(made.drafts) - len(good)
    made.problems = [*table.notices, *problems_of([draft.reading for draft in made.drafts])]
    made.left_out, made.not_kept = facts.own.columns.hidden, facts.own.columns.calculated
    made.unknown_columns = [column.header for column in table.unmapped]
    made.heard = facts.heard


_HIDDEN = say("This is kept to those who are in charge of the entry, and is left out.")
