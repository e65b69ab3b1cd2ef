"""What the import of a sheet of entries would do, before anything is written: the shapes that planning fills.

EntriesPlan
  EntryDraft (a row of the sheet: a new entry, or a known one and perhaps changed)
"""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from tansiq.exchange.planning.own_facts import Unfound
from tansiq.exchange.planning.plan import Tally
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
class EntriesPlan:
    """All that an import would do to the entries of an own record type, and tell.

    `again` are rows that repeat another to the letter (row number, number of that row), `waiting` those that are part
    of an open proposal already (row number, id of the proposal); `amends` holds the open proposal that a draft takes
    the place of, by its identity.
    """

    file_name: str
    sheet: str
    kind: TypeDefinition
    tally: Tally = field(default_factory=Tally)
    drafts: list[EntryDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    amends: dict[int, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def writes(self) -> list[EntryDraft]:
        """The drafts of which anything is written."""
        return [draft for draft in self.drafts if draft.is_change]

    @property
    def is_change(self) -> bool:
        """Whether there is anything to write."""
        return any(draft.is_change for draft in self.drafts)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep rows out."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye."""
        told = [
            [
                draft.row_number,
                draft.stored and draft.stored.id,
                _texts(draft.changes if draft.stored else draft.told),
            ]
            for draft in self.writes
        ]
        content = orjson.dumps([asdict(self.tally), self.kind.id, told])
        return hashlib.blake2b(content, digest_size=32).hexdigest()


def _texts(values: dict[str, Any]) -> list[str]:
    return sorted(f"{name} {value}" for name, value in values.items())
