"""Which stored entry each row of a sheet is of.

its number                          -> that very entry
all that the row says, to the value -> the entry that says the same
what it is called, with its area    -> the one entry that is called so there, belonging to the same owner
and owner

A name in another area is another entry. Where two entries are called the same there, the row says by its number which
one it means: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tansiq.exchange.export.entry_rendering import OWNERS
from tansiq.exchange.planning.entry_draft import EntryDraft
from tansiq.exchange.planning.entry_facts import EntryFacts
from tansiq.language.arabic import fold
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import Entry, TypeDefinition
from tansiq.models.extra import extra_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Key = tuple[Any, ...]


class EntryMatching:
    """The entries of one type that `viewer` sees, as rows may mean them."""

    def __init__(self, viewer: Viewer, kind: TypeDefinition, facts: EntryFacts) -> None:
        rows = visible(Entry, viewer).where(Entry.record_type == kind.id).order_by(Entry.id)
        self._kind, self._facts = kind, facts
        self._by_id: dict[int, Entry] = {row.id: row for row in rows}
        self._standing = [row for row in self._by_id.values() if row.archived_at is None]
        self._taken: dict[int, EntryDraft] = {}
        self.title = extra_name(kind.title_number) if kind.title_number else ""

    def match(self, drafts: Sequence[EntryDraft]) -> None:
        """Give each draft the entry it is of, and what differs there."""
        numbered = [draft for draft in drafts if "entry_id" in draft.reading.values]
        others = [draft for draft in drafts if "entry_id" not in draft.reading.values]
        for draft in numbered:
            self._by_number(draft)
        rest = self._the_same(others)
        self._by_title(rest)

    def key_of(self, told: dict[str, Any]) -> Key | None:
        """What a row, or an entry, is known by where it has no number; None where it has no name."""
        title = told.get(self.title) if self.title else None
        if title in (None, ""):
            return None
        owner = OWNERS.get(self._kind.owner_table, "")
        return (fold(str(title)) or str(title), told.get("area"), told.get(owner))

    @property
    def untouched(self) -> int:
        """How many standing entries no row means."""
        return sum(row.id not in self._taken for row in self._standing)

    def _by_number(self, draft: EntryDraft) -> None:
        number = whole(str(draft.reading.values["entry_id"]).lstrip("#"))
        row = self._by_id.get(number or 0)
        if row is None:
            draft.tell("error", "entry-unknown", "entry_id", _NO_ENTRY)
        elif row.archived_at is not None:
            draft.tell("error", "entry-archived", "entry_id", _ARCHIVED)
        elif row.id in self._taken:
            other = self._taken[row.id].row_number
            draft.tell("error", "entry-doubled", "entry_id", say("Row %(row)s has this number too.", row=other))
        else:
            self._take(draft, row)

    def _the_same(self, drafts: Sequence[EntryDraft]) -> list[EntryDraft]:
        """The drafts that are left once those went that say nothing but what an entry holds."""
        if not drafts or not self._facts.columns:
            return list(drafts)
        columns = self._facts.columns
        same: dict[Key, list[Entry]] = defaultdict(list)
        for row in reversed(self._standing):
            if row.id not in self._taken:
                same[_said(columns, row.entered)].append(row)
        left = []
        for draft in drafts:
            rows = same.get(_said(columns, draft.told.get), []) if not (draft.unfound or draft.is_nowhere) else []
            if rows:
                self._take(draft, rows.pop())
            else:
                left.append(draft)
        return left

    def _by_title(self, drafts: Iterable[EntryDraft]) -> None:
        called: dict[Key | None, list[Entry]] = defaultdict(list)
        for row in self._standing if self.title else ():
            called[self.key_of({**row.__data__, self.title: row.entered(self.title)})].append(row)
        named: dict[Key, EntryDraft] = {}
        for draft in drafts:
            key = self.key_of(draft.told)
            if key is None or "area" in draft.unfound or draft.is_nowhere:
                continue
            rows = called.get(key, [])
            if len(rows) > 1:
                draft.tell("error", "entry-ambiguous", self.title, _SEVERAL)
            elif rows and rows[0].id not in self._taken:
                self._take(draft, rows[0])
            elif key in named:
                text = say("Row %(row)s has this name in the same place. Both are entered.", row=named[key].row_number)
                draft.tell("warning", "same-name", self.title, text)
            named.setdefault(key, draft)

    def _take(self, draft: EntryDraft, row: Entry) -> None:
        self._taken[row.id] = draft
        draft.stored = row
        draft.changes = self._facts.differences(draft, row)


def _said(columns: Sequence[str], value_of: Any) -> Key:
    """The values of columns, so that equal ones are equal to Python too."""
    return tuple(_plain(value_of(name)) for name in columns)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_plain(one) for one in value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return round(float(value), 7)
    return None if value in (None, "") else value


_NO_ENTRY = say("There is no such entry. Take the number out to enter the row as a new one.")
_ARCHIVED = say("This entry is archived. Restore it first, or take the row out.")
_SEVERAL = say("Several entries are called this in the same place. Write the number of the one that is meant.")
