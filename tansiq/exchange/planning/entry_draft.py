"""What the import of a sheet of entries would do, before anything is written: the shapes that planning fills.

EntriesPlan
  EntryDraft (a row of the sheet: a new entry, or a known one and perhaps changed)
"""

from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.lookup.learned_places import Heard
from tansiq.exchange.planning.own_facts import Unfound
from tansiq.exchange.planning.rows_plan import RowsPlan, texts_of
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Problem, Severity
from tansiq.language.words import Sentence
from tansiq.models import Entry, TypeDefinition


@dataclass(eq=False, slots=True)
class EntryDraft:
    """One row. `told` is what it says, by column of an entry or "extra.12", `unfound` what of it means nothing.

    `about_place` is what is wrong with where it says it lies. `stored` is the entry it changes, None for a new one,
    `changes` what differs there as {column: [old, new]}.
    `is_left_out` says that what it says is part of an open proposal, and goes no further.
    """

    reading: Reading
    told: dict[str, Any] = field(default_factory=dict)
    unfound: dict[str, Unfound] = field(default_factory=dict)
    about_place: list[Problem] = field(default_factory=list)
    stored: Entry | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    is_wrong: bool = False
    is_proposed: bool = False
    is_left_out: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is to be entered."""
        return self.stored is None

    @property
    def is_change(self) -> bool:
        """Whether anything of it is to be written."""
        return not (self.is_wrong or self.is_left_out) and (self.is_new or bool(self.changes))

    @property
    def is_nowhere(self) -> bool:
        """Whether it cannot be told where the row lies."""
        return any(problem.severity == "error" for problem in self.about_place)

    @property
    def row_number(self) -> int:
        return self.reading.row.number

    def tell(self, severity: Severity, code: str, name: str, sentence: Sentence) -> None:
        """Note a problem at the cell of a field; an error leaves the row out."""
        self.is_wrong = self.is_wrong or severity == "error"
        self.reading.tell(severity, code, name, sentence)

    def as_row(self, kind: TypeDefinition) -> Entry:
        """The entry as it will be, unsaved."""
        row = Entry(record_type=kind.id) if self.stored is None else Entry(**self.stored.__data__)
        new = self.told if self.stored is None else {name: pair[1] for name, pair in self.changes.items()}
        for name, value in new.items():
            if value is not None or self.stored is not None:
                row.enter(name, value)
        return row


@dataclass
class EntriesPlan(RowsPlan[EntryDraft]):
    """All that an import would do to the entries of an own record type, and tell.

    `again` are rows that repeat another to the letter (row number, number of that row); `heard` tells what was read by
    names of areas that imports taught.
    """

    kind: TypeDefinition
    again: list[tuple[int, int]] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye."""
        told = [
            [
                draft.row_number,
                draft.stored and draft.stored.id,
                texts_of(draft.changes if draft.stored else draft.told),
            ]
            for draft in self.writes
        ]
        return self.digested(self.kind.id, told)
