"""What rows know by the fields that a ministry defined, as everybody may be told it: value by value, with its words.

"{"12": 40, "15": 7}"  ->  OwnValue(depth, 40), OwnValue(seat, 7, row=Organization 7)

Personal, unpublished, drafted and retired fields are never among them. References are looked up by one statement for
each table, however many rows and fields lead there; what the viewer may not see has no row.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, speaking, without_marks
from tansiq.models import Choice, Entry, FieldDefinition, Record
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.entry import REFERENCES
from tansiq.models.kept_values import taken
from tansiq.models.record_type import type_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class OwnValue:
    """One value of a row. `of` is the text of all own values of the row, `value` what the field holds as its type has
    it, `answers` are those of its list by code, `row` is what a reference leads to, None where the viewer does not
    see it."""

    of: str
    field: FieldDefinition
    value: Any
    answers: Mapping[str, Choice]
    row: Record | None = None

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
        return float(self.value) if self.field.is_numeric else None

    @property
    def day(self) -> str | None:
        """The value of a field of days, as "2026-03-01"."""
        return self.value if self.field.value_type == "DAY" else None

    @property
    def yes(self) -> bool | None:
        """The value of a question that is answered with yes or no."""
        return self.value if self.field.value_type == "YES_NO" else None

    @property
    def codes(self) -> list[str] | None:
        """The codes of the answers that were chosen."""
        if not self.field.is_from_list:
            return None
        return [self.value] if isinstance(self.value, str) else list(self.value)

    def told(self, language: str) -> str | None:
        """The value in words: labels of answers, the name of a row; None where the viewer may not see that row."""
        with speaking(language):
            if self.field.value_type == "REFERENCE":
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


def name_of(row: Record, language: str) -> str:
    """What a row is called in "ar" or "en": its name or title, or else its kind and number."""
    kind = type_of(type(row))
    with speaking(language):
        if kind.name is not None:
            return without_marks(str(kind.name(row)))
        base = "title" if "title_ar" in row._meta.fields else "name"
        name = pick(row, base, language) if kind.has_names else ""
        return name or f"{kind.one} {row.id}"


def read(text: str) -> Mapping[str, Any]:
    """What the own fields of a row hold, by number."""
    found = orjson.loads(text)
    return found if isinstance(found, dict) else {}


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
    places = {str(one.number): place for place, one in enumerate(fields)}
    known = [(text, fields[place], value) for text in texts for place, value in _known(read(text), places, fields)]
    rows = _rows(viewer, definitions, [(one, value) for _, one, value in known]) if is_naming else {}
    return [
        OwnValue(text, one, value, definitions.answers_to(one), _row(rows, one, value)) for text, one, value in known
    ]


def _known(
    kept: Mapping[str, Any], places: Mapping[str, int], fields: Sequence[FieldDefinition]
) -> Iterator[tuple[int, Any]]:
    """What a row knows, with the places of the fields: entries know little of what all their types define."""
    for place in sorted(places[number] for number in kept.keys() & places.keys()):
        value = taken(fields[place], kept[str(fields[place].number)])
        if value is not None:
            yield place, value


Rows = Mapping[str, Mapping[int, Record]]
"""By table, then by id."""


def _rows(viewer: Viewer, definitions: Definitions, known: Iterable[tuple[FieldDefinition, Any]]) -> Rows:
    """The rows that values lead to and the viewer sees."""
    wanted: dict[str, set[int]] = {}
    for one, value in known:
        if one.value_type == "REFERENCE":
            wanted.setdefault(one.reference_table, set()).add(value)
    found = {table: _seen(viewer, REFERENCES[table], ids) for table, ids in wanted.items()}
    for row in found.get(ENTRY, {}).values():
        keep_title_back(definitions, row)
    return found


def _seen(viewer: Viewer, model: Any, ids: set[int]) -> dict[int, Record]:
    return {row.id: row for row in visible(model, viewer).where(model.id.in_(sorted(ids)))}


def keep_title_back(definitions: Definitions, row: Any) -> None:
    """An entry is not called by what may not be told of it."""
    kind = definitions.types.get(row.record_type_id)
    if kind is None or not definitions.has_open_title(kind):
        row.title = ""


def _row(rows: Rows, one: FieldDefinition, value: Any) -> Record | None:
    """What a reference leads to; of entries those of the own record type of the field alone."""
    row = rows.get(one.reference_table, {}).get(value) if one.value_type == "REFERENCE" else None
    return None if isinstance(row, Entry) and row.record_type_id != one.reference_type_id else row
