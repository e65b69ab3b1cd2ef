"""What a row knows by fields of a ministry, as the cells of a sheet: read back, they say the same."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.own_fields import own_definition, own_fields
from tansiq.exchange.sheet.own_values import ANSWER_SIGNS, answer_code
from tansiq.exchange.workbook.formula_guard import LONGEST_CELL
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition, KeptFile, Record
from tansiq.models.definitions import known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name, number_of
from tansiq.models.kept_values import taken
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.records.named_rows import NamedRows

_SPREADSHEET_DIGITS = 10**15
"""Whole numbers from here on lose their last digits in a spreadsheet: they are written as text."""


class OwnRenderer:
    """Knows what references lead to, as far as `viewer` sees it; what is hidden leaves its cell empty."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._rows: dict[tuple[str, int | None], NamedRows] = {}
        self._files: dict[int, dict[int, str]] = {}

    def cell(self, one: FieldDefinition, kept: Any) -> Any:
        """A value as a cell, in natural types, in the language now spoken; None for an empty one."""
        value = taken(one, kept)
        return None if value is None else _CELLS.get(one.value_type, _text)(self, one, value)

    def cells(self, row: Record, fields: Sequence[FieldDefinition]) -> dict[str, Any]:
        """The cells of a row by the names of fields, those left empty that `viewer` may not see of it."""
        found = {}
        for one in fields:
            name = extra_name(one.number)
            value = row.entered(name)
            is_shown = value is not None and may_see_field(self._viewer, name, row)
            found[name] = self.cell(one, value) if is_shown else None
        return found

    def file_names(self, one: FieldDefinition) -> dict[int, str]:
        """What the files of a field are called, read once for all rows."""
        if one.number not in self._files:
            standing: Any = KeptFile.select(KeptFile.id, KeptFile.file_name).where(KeptFile.field == one.number)
            self._files[one.number] = dict(standing.where(KeptFile.removed_at.is_null()).tuples())
        return self._files[one.number]

    def rows_of(self, one: FieldDefinition) -> NamedRows:
        """The rows that a reference may lead to."""
        return self.rows(one.reference_table, one.reference_type_id)

    def rows(self, table: str, type_id: int | None = None) -> NamedRows:
        """The rows of a table that fields may refer to, of entries those of one own record type."""
        key = (table, type_id)
        if key not in self._rows:
            self._rows[key] = NamedRows(self._viewer, REFERENCES[table], type_id)
        return self._rows[key]


def own_fields_shown(
    viewer: Viewer, kind: SheetKind, model: type[Record], is_by_row: bool = False
) -> list[FieldDefinition]:
    """The fields of a ministry that `viewer` is shown in sheets of a kind, in their order.

    With `is_by_row` officers are asked for each row whether they may see what is personal of it.
    """
    defined = [(field.name, known().fields[number_of(field.name) or 0]) for field in own_fields(kind)]
    holders = [(name, one) for name, one in defined if one.record_table == str(model._meta.table_name)]
    return [one for name, one in holders if may_see_field(viewer, name, model) or (is_by_row and viewer.area_ids)]


def own_choices(names: Iterable[str]) -> dict[str, list[str]]:
    """By name of the column: the words that a field offers, the answers of its list, or yes and no."""
    found: dict[str, list[str]] = {}
    for name in names:
        one = own_definition(name)
        if one is not None and one.value_type == "YES_NO":
            found[name] = [gettext("Yes"), gettext("No")]
        elif one is not None and one.value_type == "CHOICE":
            offered = (row for row in known().answers_to(one).values() if row.is_offered)
            found[name] = [pick(row, "label") or row.code for row in offered]
    return found


def _text(_renderer: OwnRenderer, _one: FieldDefinition, value: Any) -> Any:
    return str(value)[:LONGEST_CELL]


def _whole(_renderer: OwnRenderer, _one: FieldDefinition, value: Any) -> Any:
    return value if abs(value) < _SPREADSHEET_DIGITS else str(value)


def _number(_renderer: OwnRenderer, _one: FieldDefinition, value: Any) -> Any:
    return Decimal(str(value))


def _yes_no(_renderer: OwnRenderer, _one: FieldDefinition, value: Any) -> Any:
    return gettext("Yes") if value else gettext("No")


def _answer(_renderer: OwnRenderer, one: FieldDefinition, value: Any) -> Any:
    """The label, where it leads back to the answer; else its code."""
    answer = known().answers_to(one).get(value)
    label = pick(answer, "label") if answer is not None else ""
    return label if label and answer_code(known(), one, label) == value else value


def _answers(renderer: OwnRenderer, one: FieldDefinition, value: Any) -> Any:
    labels = [str(_answer(renderer, one, code)) for code in value]
    # A label that holds the sign between answers would read as several.
    return "; ".join(code if ANSWER_SIGNS.search(label) else label for code, label in zip(value, labels, strict=True))


def _point(_renderer: OwnRenderer, _one: FieldDefinition, value: Any) -> Any:
    return ", ".join(f"{part:.7f}".rstrip("0").rstrip(".") for part in value)


def _reference(renderer: OwnRenderer, one: FieldDefinition, value: Any) -> Any:
    return renderer.rows_of(one).called(value) or None


def _file(renderer: OwnRenderer, one: FieldDefinition, value: Any) -> Any:
    return renderer.file_names(one).get(value)


_CELLS: dict[str, Callable[[OwnRenderer, FieldDefinition, Any], Any]] = {
    "WHOLE": _whole,
    "NUMBER": _number,
    "YES_NO": _yes_no,
    "DAY": lambda _renderer, _one, value: date.fromisoformat(value),
    "CHOICE": _answer,
    "CHOICES": _answers,
    "POINT": _point,
    "REFERENCE": _reference,
    **dict.fromkeys(FILES, _file),
}
