"""What rows know by the fields that a ministry defined, as everybody may be told it: value by value, with its words.

"{"12": 40, "15": 7}"  ->  OwnValue(depth, 40), OwnValue(seat, 7, row=Organization 7)

Personal, unpublished, drafted and retired fields are never among them. References are looked up by one statement for
each table, however many rows and fields lead there; what the viewer may not see has no row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, speaking, without_marks
from tansiq.models import Choice, Entry, FieldDefinition, Record
from tansiq.models.column_values import is_row_id
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.entry import REFERENCES
from tansiq.models.record_type import type_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Kept = str | Mapping[str, Any]
"""The own fields of a row, as JSON keeps them: its text, or what it says."""


@dataclass(frozen=True)
class OwnValue:
    """One value of a row. `of` is the text of all own values of the row, `answers` are those of a list in their order,
    `row` is what a reference leads to, None where the viewer does not see it."""

    of: str
    field: FieldDefinition
    value: Any
    answers: tuple[Choice, ...] = ()
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

    @cached_property
    def number(self) -> float | None:
        """The value of a field of numbers."""
        is_number = self.field.is_numeric and isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return float(self.value) if is_number else None

    @cached_property
    def day(self) -> str | None:
        """The value of a field of days, as "2026-03-01"."""
        return str(self.value) if self.field.value_type == "DAY" else None

    @cached_property
    def yes(self) -> bool | None:
        """The value of a question that is answered with yes or no."""
        return self.value if self.field.value_type == "YES_NO" and isinstance(self.value, bool) else None

    @cached_property
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
                return gettext(", ").join(self._labels(language))
            return _plain(self.value)

    def _labels(self, language: str) -> list[str]:
        known = {answer.code: pick(answer, "label", language) for answer in self.answers}
        return [known.get(code) or code for code in self.codes or ()]


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)


def name_of(row: Record, language: str) -> str:
    """What a row is called in "ar" or "en": its name or title, or else its kind and number."""
    kind = type_of(type(row))
    with speaking(language):
        if kind.name is not None:
            return without_marks(str(kind.name(row)))
        base = "title" if "title_ar" in row._meta.fields else "name"
        name = pick(row, base, language) if kind.has_names else ""
        return name or f"{kind.one} {row.id}"


def read(text: Kept) -> Mapping[str, Any]:
    """What the own fields of a row hold, by number."""
    found: Mapping[str, Any] = orjson.loads(text) if isinstance(text, str) else text
    return found


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
    read_texts = {text: read(text) for text in texts}
    rows = _rows(viewer, definitions, read_texts.values(), fields) if is_naming else {}
    return [
        OwnValue(
            text,
            one,
            value,
            tuple(definitions.answers_to(one).values()),
            rows.get(target_of(one), {}).get(value) if one.value_type == "REFERENCE" else None,
        )
        for text, kept in read_texts.items()
        for one in fields
        if (value := kept.get(str(one.number))) is not None
    ]


Target = tuple[str, int | None]
"""Where a reference leads: a table, with the own record type where that is of entries."""


def target_of(one: FieldDefinition) -> Target:
    """Where a field of references leads."""
    return one.reference_table, one.reference_type_id


def _rows(
    viewer: Viewer, definitions: Definitions, kept: Iterable[Mapping[str, Any]], fields: Sequence[FieldDefinition]
) -> dict[Target, dict[int, Record]]:
    """By where they lie, then by id: the rows that these values lead to and the viewer sees."""
    references = [one for one in fields if one.value_type == "REFERENCE"]
    wanted: dict[str, set[int]] = {one.reference_table: set() for one in references}
    for values in kept:
        for one in references:
            value = values.get(str(one.number))
            if value is not None and is_row_id(value):
                wanted[one.reference_table].add(value)
    found = {table: _seen(viewer, REFERENCES[table], ids) for table, ids in wanted.items() if ids}
    for row in found.get(ENTRY, {}).values():
        _keep_title_back(definitions, row)
    return {target_of(one): _of_type(found.get(one.reference_table, {}), one) for one in references}


def _seen(viewer: Viewer, model: Any, ids: set[int]) -> dict[int, Record]:
    return {row.id: row for row in visible(model, viewer).where(model.id.in_(sorted(ids)))}


def _keep_title_back(definitions: Definitions, row: Any) -> None:
    """An entry is not called by what may not be told of it."""
    kind = definitions.types.get(row.record_type_id)
    if kind is None or not definitions.has_open_title(kind):
        row.title = ""


def _of_type(rows: dict[int, Record], one: FieldDefinition) -> dict[int, Record]:
    """Of entries those of the own record type that the field leads to."""
    return {
        row_id: row
        for row_id, row in rows.items()
        if not isinstance(row, Entry) or row.record_type_id == one.reference_type_id
    }
