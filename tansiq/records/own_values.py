"""What rows know by the fields that a ministry defined, as everybody may be told it: value by value, with its words.

"{"12": 40, "15": 7}"  ->  OwnValue(depth, 40), OwnValue(seat, 7, row=Organization 7)

Personal, unpublished, drafted and retired fields are never among them. References are looked up by one statement for
each table, however many rows and fields lead there; what the viewer may not see has no row.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from tansiq.expressions.evaluating import Value
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import gettext, speaking, without_marks
from tansiq.models import Choice, Entry, FieldDefinition, KeptFile, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.entry import REFERENCES
from tansiq.models.field_definition import FROM_LISTS, NUMERIC
from tansiq.models.kept_values import taken
from tansiq.models.record_type import type_of
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.extra_values import reckoner

LEADING = frozenset({"REFERENCE", *FILES})
"""Types of fields whose values are told by what they lead to is called."""
FILE_TABLE = table_name(KeptFile)


@dataclass(frozen=True)
class OwnValue:
    """One value of a row. `of` is the text of all own values of the row, `value` what the field holds, `type` is the
    type that has such values, `answers` are those of its list by code, `row` is what a reference leads to, None where
    the viewer does not see it, or the file that a field holds."""

    of: str
    field: FieldDefinition
    type: str
    value: Any
    answers: Mapping[str, Choice]
    row: Record | KeptFile | None = None

    @property
    def itself(self) -> "OwnValue":
        return self

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def label_ar(self) -> str:
        return self.field.label_ar

    @property
    def label_en(self) -> str:
        return self.field.label_en

    @property
    def number(self) -> float | None:
        """The value of a field of numbers."""
        return float(self.value) if self.type in NUMERIC else None

    @property
    def day(self) -> str | None:
        """The value of a field of days, as "2026-03-01"."""
        return self.value if self.type == "DAY" else None

    @property
    def yes(self) -> bool | None:
        """The value of a question that is answered with yes or no."""
        return self.value if self.type == "YES_NO" else None

    @property
    def codes(self) -> list[str] | None:
        """The codes of the answers that were chosen."""
        if self.type not in FROM_LISTS:
            return None
        return [self.value] if isinstance(self.value, str) else list(self.value)

    @property
    def address(self) -> str | None:
        """Where the file is fetched that a field holds."""
        return address_of_file(self.value) if self.type in FILES else None

    def told(self, language: str) -> str | None:
        """The value in words: labels of answers, the name of a row; None where the viewer may not see that row."""
        with speaking(language):
            if self.type in LEADING:
                return None if self.row is None else name_of(self.row, language)
            if self.codes is not None:
                return gettext(", ").join(self._label(code, language) for code in self.codes)
            return _plain(self.value)

    def _label(self, code: str, language: str) -> str:
        answer = self.answers.get(code)
        return (pick(answer, "label", language) if answer else "") or code


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def address_of_file(file_id: int | None) -> str | None:
    """Where portals and the public fetch a file; None where there is none."""
    return None if file_id is None else f"/files/{file_id}"


def name_of(row: Record | KeptFile, language: str) -> str:
    """What a row is called in "ar" or "en": its name or title, or else its kind and number."""
    if isinstance(row, KeptFile):
        return row.file_name
    kind = type_of(type(row))
    with speaking(language):
        if kind.name is not None:
            return without_marks(str(kind.name(row)))
        base = "title" if "title_ar" in row._meta.fields else "name"
        name = pick(row, base, language) if kind.has_names else ""
        return name or f"{kind.one} {row.id}"


class Held(NamedTuple):
    """What the own fields of a row hold by number as JSON has it, and the record type of an entry."""

    record_type: int | None
    kept: Mapping[str, Any]


def read(text: str) -> Held:
    """What a text of all own fields of a row says (tansiq.records.extra_sql.text_of_all)."""
    record_type, found = None, orjson.loads(text)
    if isinstance(found, list) and len(found) == len(Held._fields):
        record_type, found = found
    return Held(record_type, found if isinstance(found, dict) else {})


Knowing = Callable[[Held], Any]


def knowing(definitions: Definitions, one: FieldDefinition) -> Knowing:
    """The function that tells the value of a field out of what a row holds; None where that says nothing of it.

    Numbers are as JSON has them, days and months ISO texts, answers their code or codes, references ids, points two
    degrees; what is calculated is told as today has it.
    """
    number = str(one.number)
    if one.value_type != "CALCULATED":
        return lambda held: taken(one, held.kept.get(number))
    reckon = reckoner(definitions, one.holder, one.number)
    of_type = one.holder[1]
    return lambda held: _as_json(reckon(held.kept).get(one.number)) if held.record_type == of_type else None


def _as_json(value: Value) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def values_of(
    viewer: Viewer,
    definitions: Definitions,
    texts: Collection[str],
    fields: Sequence[FieldDefinition],
    is_naming: bool = True,
) -> list[OwnValue]:
    """What rows with these texts know by these fields, of each text in the order of the fields.

    Rows that references lead to are looked up where `is_naming`.
    """
    asked = _Asked(definitions, fields)
    known = [(text, one, value) for text in texts for one, value in asked.told(read(text))]
    rows = _rows(viewer, definitions, [(one, value) for _, one, value in known]) if is_naming else {}
    return [
        OwnValue(text, one, definitions.told_type(one), value, definitions.answers_to(one), _row(rows, one, value))
        for text, one, value in known
    ]


class _Asked:
    """The fields that are asked for, in their order."""

    def __init__(self, definitions: Definitions, fields: Sequence[FieldDefinition]) -> None:
        self.fields = [(one, knowing(definitions, one)) for one in fields]
        self.places = {str(one.number): place for place, one in enumerate(fields)}
        self.calculated = [place for place, one in enumerate(fields) if one.value_type == "CALCULATED"]

    def told(self, held: Held) -> Iterator[tuple[FieldDefinition, Any]]:
        """What a row knows of them: entries know little of what all their types define."""
        kept = {self.places[number] for number in held.kept.keys() & self.places.keys()}
        for place in sorted(kept.union(self.calculated)):
            one, known = self.fields[place]
            value = known(held)
            if value is not None:
                yield one, value


Rows = Mapping[str, Mapping[int, Record | KeptFile]]
"""By table, then by id."""


def _rows(viewer: Viewer, definitions: Definitions, known: Iterable[tuple[FieldDefinition, Any]]) -> Rows:
    """The rows that values lead to and the viewer sees."""
    wanted: dict[str, set[int]] = {}
    for one, value in known:
        if one.value_type == "REFERENCE":
            wanted.setdefault(one.reference_table, set()).add(value)
        elif one.value_type in FILES:
            wanted.setdefault(FILE_TABLE, set()).add(value)
    found = {table: _seen(viewer, table, ids) for table, ids in wanted.items()}
    for row in found.get(ENTRY, {}).values():
        keep_title_back(definitions, row)
    return found


def _seen(viewer: Viewer, table: str, ids: set[int]) -> dict[int, Any]:
    if table == FILE_TABLE:
        # Whoever is told of the field is told what its file is called.
        standing = KeptFile.select().where(among(KeptFile.id, id_list(ids)), KeptFile.removed_at.is_null())
        return {file.id: file for file in standing}
    model: Any = REFERENCES[table]
    return {row.id: row for row in visible(model, viewer).where(model.id.in_(sorted(ids)))}


def keep_title_back(definitions: Definitions, row: Any) -> None:
    """An entry is not called by what may not be told of it."""
    kind = definitions.types.get(row.record_type_id)
    if kind is None or not definitions.has_open_title(kind):
        row.title = ""


def _row(rows: Rows, one: FieldDefinition, value: Any) -> Record | KeptFile | None:
    """What a reference leads to; of entries those of the own record type of the field alone."""
    if one.value_type not in LEADING:
        return None
    row = rows.get(FILE_TABLE if one.value_type in FILES else one.reference_table, {}).get(value)
    return None if isinstance(row, Entry) and row.record_type_id != one.reference_type_id else row
