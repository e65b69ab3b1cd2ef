"""One document being taken over: what its numbers and keys mean here, what became of its rows, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tansiq.definition_documents.document import Values, at
from tansiq.expressions.reading import renumbered
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say
from tansiq.models import FieldDefinition, Record, TypeDefinition
from tansiq.models.definitions import Holder
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.history import differences

_NO_COLUMNS = frozenset({"answers", "tiles", "number", "former_keys"})


class TakenOver(NamedTuple):
    """What became of one definition: "NEW", "CHANGED" or "SAME"; `columns` are those that changed."""

    row: Record
    outcome: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A row with its place in the document, such as fields[3]."""

    place: str
    row: Values

    @property
    def is_retired(self) -> bool:
        """Whether it is a tombstone."""
        return bool(self.row.get("use_state") == "RETIRED")


def placed(part: str, rows: Sequence[Values]) -> list[Placed]:
    """The rows of a part of the document with their places."""
    return [Placed(f"{part}[{number}]", row) for number, row in enumerate(rows)]


class Taking:
    """What is known while a document is taken over: lists by their numbers in it, types by key, fields by number."""

    def __init__(self, viewer: Viewer, is_offered: bool = False) -> None:
        self.viewer = viewer
        self.is_offered = is_offered
        """Whether the document is one that comes along: what stands here stays as the office has it."""
        self._made: set[tuple[type[Record], int]] = set()
        self.taken: list[TakenOver] = []
        self.faults: list[Fault] = []
        self.lists: dict[int, int] = {}
        self.types: dict[str, TypeDefinition] = {one.key: one for one in standing(TypeDefinition)}
        self.fields: dict[int, FieldDefinition] = {}
        self.left_out: set[object] = set()
        """Keys of record types that are tombstones of what was never here."""

    def is_without_trace(self, one: Placed) -> bool:
        """Whether a row is of records that were never here."""
        return one.row.get("record_table") == "entry" and one.row.get("record_type") in self.left_out

    def holder(self, one: Placed) -> Holder:
        """Whose definition a row is, as far as it is known here."""
        of_type = self.types.get(str(one.row.get("record_type")))
        return str(one.row.get("record_table")), of_type.id if of_type else None

    def type_id(self, one: Placed, name: str) -> Any:
        """The id here of the record type that a column names by its key; None is told where there is none."""
        key = one.row.get(name)
        found = self.types.get(str(key)) if key is not None else None
        if key is not None and found is None:
            self.wrong(one, name, "UNKNOWN_CODE", say("There is no record type “%(key)s”.", key=str(key)[:60]))
        return found.id if found else None

    def field_id(self, one: Placed, name: str) -> Any:
        """The id here of the field that a column names by its number in the document; None is told likewise."""
        number = one.row.get(name)
        found = self.fields.get(number) if type(number) is int else None
        if number is not None and found is None:
            text = say("There is no field %(number)s in this document.", number=str(number)[:20])
            self.wrong(one, name, "UNKNOWN_FIELD", text)
        return found.id if found else None

    def expression(self, one: Placed, name: str) -> Any:
        """An expression by the numbers that hold here; one that nobody could read is told, and left out."""
        kept = one.row.get(name)
        if not isinstance(kept, str) or not kept:
            return kept
        try:
            return renumbered(kept, {number: row.number for number, row in self.fields.items()})
        except Refused as refusal:
            for fault in refusal.faults:
                self.wrong(one, name, fault.code, fault.sentence)
            return ""

    def wrong(self, one: Placed, name: str, code: str, sentence: Sentence) -> None:
        """Tell what is wrong with a column of a row."""
        self.faults.append(at(f"{one.place}.{name}".rstrip("."), code, sentence))

    def save(self, one: Placed, row: Any, values: Mapping[str, Any]) -> Any:
        """The row with these values, saved where it differs; None where something is wrong with it."""
        if self.keeps(row):
            self.taken.append(TakenOver(row, "SAME"))
            return row
        before = row.values() if row.id else {}
        for name, value in _kept_in_use(row, values).items():
            if name not in _NO_COLUMNS:
                setattr(row, name, value)
        told = tuple(differences(before, row.values()))
        if before and not told:
            self.taken.append(TakenOver(row, "SAME"))
            return row
        try:
            saved = changes.save(self.viewer, row)
        except Refused as refusal:
            for fault in refusal.faults:
                self.wrong(one, fault.field, fault.code, fault.sentence)
            return None
        self.taken.append(TakenOver(saved, "CHANGED" if before else "NEW", told))
        if not before:
            self._made.add((type(saved), int(saved.id)))
        return saved

    def keeps(self, row: Any) -> bool:
        """Whether a row stays as it is: it was here before a document that comes along."""
        return bool(self.is_offered and row.id and (type(row), int(row.id)) not in self._made)


def standing(model: Any) -> Iterator[Any]:
    """The rows of a table of definitions that are not archived."""
    yield from model.select().where(model.archived_at.is_null()).order_by(model.id)


def _kept_in_use(row: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is in use here is not put back to a draft by one who has not published it yet."""
    is_draft = "use_state" in row._meta.fields and values.get("use_state", "DRAFT") == "DRAFT"
    return {**values, "use_state": row.use_state} if row.id and is_draft else values
