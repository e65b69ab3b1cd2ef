"""Taking over a document of definitions: what is there already is found again by its keys, all else is new.

    lists -> record types -> fields (each after those its expressions name) -> what calls an entry -> retired fields

Nothing is removed because a document does not speak of it. A tombstone of what was never here has nothing to retire,
and is left out. All of it holds together: with one fault nothing was taken over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tansiq.definition_documents.document import Document, Values, at
from tansiq.expressions.reading import fields_in, renumbered
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Choice, ChoiceList, FieldDefinition, Record, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.history import differences

_EXPRESSIONS = ("formula", "shows_if")


class TakenOver(NamedTuple):
    """What became of one definition: "NEW", "CHANGED" or "SAME"; `columns` are those that changed."""

    row: Record
    outcome: str
    columns: tuple[str, ...] = ()


def take_over(viewer: Viewer, document: Document, is_trial: bool = False) -> list[TakenOver]:
    """Bring the definitions of a document here, in one transaction; on trial nothing is kept of it.

    Raises Refused: FORBIDDEN, or every fault with its place in the document, such as fields[3].key.
    """
    changes.require(viewer, "CREATE", FieldDefinition())
    with changes.together() as block:
        taking = _Taking(viewer)
        taking.all_of(document)
        if taking.faults:
            raise Refused(*taking.faults)
        if is_trial:
            block.rollback()
    return list(_once_each(taking.taken))


def _once_each(taken: Iterable[TakenOver]) -> Iterator[TakenOver]:
    """What became of each row where one was saved in several steps."""
    found: dict[tuple[type[Record], int], TakenOver] = {}
    for one in taken:
        place = (type(one.row), int(one.row.id))
        former = found.get(place, one)
        columns = tuple(dict.fromkeys([*former.columns, *one.columns]))
        outcome = min(former.outcome, one.outcome, key=("NEW", "CHANGED", "SAME").index)
        found[place] = TakenOver(one.row, outcome, columns)
    yield from found.values()


class _Taking:
    """One document being taken over: what its numbers and keys mean here."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.taken: list[TakenOver] = []
        self.faults: list[Fault] = []
        self._lists: dict[int, int] = {}
        self._types: dict[str, TypeDefinition] = {one.key: one for one in _standing(TypeDefinition)}
        self._left_out: set[object] = set()
        self._fields: dict[int, FieldDefinition] = {}

    def all_of(self, document: Document) -> None:
        """Take over every part of a document."""
        gone = [row.get("key") for row in document.types if row.get("use_state") == "RETIRED"]
        self._left_out |= {key for key in gone if key not in self._types}
        types = [_Placed(f"types[{number}]", row) for number, row in enumerate(document.types)]
        for one in _owners_first([one for one in types if one.row.get("key") not in self._left_out]):
            self._type(one)
        fields = [_Placed(f"fields[{number}]", row) for number, row in enumerate(document.fields)]
        self._find_fields(fields)
        self._lists_of(document, fields)
        self._all_fields([one for one in fields if not self._is_without_trace(one.row)])
        for one in types:
            self._name_entries(one)

    def _type(self, one: "_Placed") -> None:
        """What calls an entry is a field, which comes later."""
        key = str(one.row.get("key"))
        row = self._types.get(key) or TypeDefinition()
        values = {name: value for name, value in one.row.items() if name != "title_number"}
        owner = values.pop("owner_type", None)
        if owner is not None:
            values["owner_type"] = self._type_id(one, "owner_type", owner)
        if saved := self._save(one.place, row, _kept_in_use(row, values)):
            self._types[key] = saved

    def _name_entries(self, one: "_Placed") -> None:
        row, number = self._types.get(str(one.row.get("key"))), one.row.get("title_number")
        if row is None or number is None or not row.id:
            return
        if (field := self._fields.get(number)) is None:
            text = say("There is no field %(number)s in this document.", number=str(number)[:20])
            self.faults.append(at(f"{one.place}.title_number", "UNKNOWN_FIELD", text))
            return
        self._save(one.place, row, {"title_number": field.id})

    def _find_fields(self, fields: "list[_Placed]") -> None:
        """Those that stand here already: by their key, or one that either side had."""
        here: dict[tuple[str, Any, str], FieldDefinition] = {}
        for stored in _standing(FieldDefinition):
            for key in reversed(stored.keys):
                here.setdefault((stored.record_table, stored.record_type_id, key), stored)
        for stored in _standing(FieldDefinition):
            here[(stored.record_table, stored.record_type_id, stored.key)] = stored
        for one in fields:
            of_type = self._types.get(str(one.row.get("record_type")))
            holder = (str(one.row.get("record_table")), of_type.id if of_type else None)
            keys = [str(one.row.get("key")), *map(str, one.row.get("former_keys") or ())]
            found = next((here[(*holder, key)] for key in keys if (*holder, key) in here), None)
            if found is not None and found not in self._fields.values():
                self._fields[one.row["number"]] = found

    def _is_without_trace(self, row: Values) -> bool:
        """Whether a row is a tombstone of what was never here."""
        is_gone = row.get("use_state") == "RETIRED" and row["number"] not in self._fields
        return is_gone or (row.get("record_table") == ENTRY and row.get("record_type") in self._left_out)

    def _lists_of(self, document: Document, fields: "list[_Placed]") -> None:
        """A list is that of a field that stands here, else one of the same names, else a new one."""
        needed = {one.row.get("choice_list") for one in fields if not self._is_without_trace(one.row)}
        of_fields = {
            one.row.get("choice_list"): self._fields[one.row["number"]].choice_list_id
            for one in reversed(fields)
            if one.row["number"] in self._fields
        }
        named = {(one.name_ar, one.name_en): one for one in _standing(ChoiceList)}
        for number, row in enumerate(document.lists):
            if row["number"] not in needed:
                continue
            list_id = of_fields.get(row["number"])
            stored = ChoiceList.get_by_id(list_id) if list_id else named.get((row.get("name_ar"), row.get("name_en")))
            self._list(_Placed(f"lists[{number}]", row), stored or ChoiceList())

    def _list(self, one: "_Placed", stored: ChoiceList) -> None:
        names: Values = {name: one.row[name] for name in ("name_ar", "name_en") if name in one.row}
        saved = self._save(one.place, stored, names)
        if saved is None:
            return
        self._lists[one.row["number"]] = saved.id
        here = {choice.code: choice for choice in Choice.select().where(Choice.choice_list == saved.id)}
        for number, answer in enumerate(one.row.get("answers", ())):
            choice = here.get(answer.get("code")) or Choice(choice_list=saved.id)
            self._save(f"{one.place}.answers[{number}]", choice, answer)

    def _all_fields(self, fields: "list[_Placed]") -> None:
        """Those that are retired come last, as others may depend on them until they changed."""
        gone = [one for one in fields if one.row.get("use_state") == "RETIRED"]
        waiting = [one for one in fields if one not in gone]
        done = {one.row["number"] for one in gone}
        while waiting:
            ready = [one for one in waiting if _named_in(one.row) <= done | {one.row["number"]}]
            if not ready:
                self._in_a_circle(waiting, done)
                break
            for one in ready:
                self._field(one)
            done |= {one.row["number"] for one in ready}
            waiting = [one for one in waiting if one not in ready]
        for one in reversed(gone):
            self._field(one)

    def _in_a_circle(self, waiting: "list[_Placed]", done: set[int]) -> None:
        """Fields may be shown by each other: they are entered first, and their conditions after that. What names a
        field that is not in the document is told there."""
        for one in waiting:
            self._field(_Placed(one.place, {name: value for name, value in one.row.items() if name != "shows_if"}))
        for one in waiting:
            self._field(one)

    def _field(self, one: "_Placed") -> None:
        number = one.row["number"]
        row = self._fields.get(number) or FieldDefinition()
        values = {name: value for name, value in one.row.items() if name not in {"number", "former_keys"}}
        for name in ("record_type", "reference_type"):
            if values.get(name) is not None:
                values[name] = self._type_id(one, name, values[name])
        if values.get("choice_list") is not None:
            values["choice_list"] = self._list_id(one, values["choice_list"])
        for name in _EXPRESSIONS:
            if isinstance(values.get(name), str) and values[name]:
                values[name] = self._renumbered(one, name)
        if not row.id:
            row.former_keys = " ".join(map(str, one.row.get("former_keys") or ()))[:500]
        if saved := self._save(one.place, row, _kept_in_use(row, values)):
            self._fields[number] = saved

    def _renumbered(self, one: "_Placed", name: str) -> Any:
        """An expression by the numbers that hold here; one that nobody could read is told where the row is saved."""
        try:
            return renumbered(one.row[name], {number: row.number for number, row in self._fields.items()})
        except Refused as refusal:
            self.faults += [at(f"{one.place}.{name}", fault.code, fault.sentence) for fault in refusal.faults]
            return ""

    def _type_id(self, one: "_Placed", name: str, key: object) -> Any:
        found = self._types.get(str(key))
        if found is None:
            text = say("There is no record type “%(key)s”.", key=str(key)[:60])
            self.faults.append(at(f"{one.place}.{name}", "UNKNOWN_CODE", text))
        return found.id if found else None

    def _list_id(self, one: "_Placed", number: object) -> Any:
        found = self._lists.get(number) if type(number) is int else None
        if found is None:
            text = say("There is no list %(number)s in this document.", number=str(number)[:20])
            self.faults.append(at(f"{one.place}.choice_list", "UNKNOWN_CODE", text))
        return found

    def _save(self, place: str, row: Any, values: Mapping[str, Any]) -> Any:
        """The row with these values, saved where it differs; None where something is wrong with it."""
        before = row.values() if row.id else {}
        for name, value in values.items():
            if name not in {"answers", "number"}:
                setattr(row, name, value)
        told = tuple(differences(before, row.values()))
        if before and not told:
            self.taken.append(TakenOver(row, "SAME"))
            return row
        try:
            saved = changes.save(self.viewer, row)
        except Refused as refusal:
            self.faults += [
                at(f"{place}.{fault.field}".rstrip("."), fault.code, fault.sentence) for fault in refusal.faults
            ]
            return None
        self.taken.append(TakenOver(saved, "CHANGED" if before else "NEW", told))
        return saved


@dataclass(frozen=True)
class _Placed:
    """A row with its place in the document."""

    place: str
    row: Values


def _standing(model: Any) -> Iterator[Any]:
    yield from model.select().where(model.archived_at.is_null()).order_by(model.id)


def _kept_in_use(row: Any, values: Values) -> Values:
    """What is in use here is not put back to a draft by one who has not published it yet."""
    return {**values, "use_state": row.use_state} if row.id and values.get("use_state", "DRAFT") == "DRAFT" else values


def _owners_first(types: list[_Placed]) -> list[_Placed]:
    """The types, those whose rows others are before these; what belongs to itself in a circle is told when saved."""
    waiting, found, done = list(types), list[_Placed](), set[object]()
    keys = {one.row.get("key") for one in types}
    while waiting:
        ready = [one for one in waiting if one.row.get("owner_type") not in keys - done] or waiting
        found += ready
        done |= {one.row.get("key") for one in ready}
        waiting = [one for one in waiting if one not in ready]
    return found


def _named_in(row: Values) -> set[int]:
    """The numbers that the expressions of a field name; of one that nobody can read, none."""
    found: set[int] = set()
    for name in _EXPRESSIONS:
        try:
            found |= set(fields_in(row[name])) if isinstance(row.get(name), str) and row[name] else set()
        except Refused:
            continue
    return found
