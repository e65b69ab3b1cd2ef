"""How the oracle of planned reads resolves own fields of the ministry: definition by definition, each asked anew (see
plain_executor)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from api.planner.own_values import InWords, OwnColumn, OwnReference, OwnValues
from tansiq.language.bilingual import pick
from tansiq.models import Choice, Entry, FieldDefinition, KeptFile
from tansiq.models.definitions import known
from tansiq.models.entry import REFERENCES
from tansiq.policy.visibility import visible
from tansiq.records.extra_values import calculated_values

Resolve = Callable[..., Any]


def seen(model: Any, row_id: int | None, info: Any) -> Any:
    """The row with this id, if whoever asks sees it."""
    return visible(model, info.context.viewer).where(model.id == row_id).first()


def own_values(read: OwnValues) -> Resolve:
    """Definition by definition, each asked anew."""

    def resolve(row: Any, info: Any, keys: list[str] | None = None) -> list[Any]:
        table = FieldDefinition
        same_type = table.record_type == row.record_type_id if isinstance(row, Entry) else table.record_type.is_null()
        fields = table.select().where(table.record_table == row._meta.table_name, same_type)
        shown = fields.where(table.use_state == "ACTIVE", table.is_published, ~table.is_personal)
        asked = [one for one in shown.order_by(table.position, table.id) if keys is None or {*one.keys} & {*keys}]
        reckoned = calculated_values(known(), row)
        held = {one.id: row.extra.get(str(one.id), reckoned.get(one.id)) for one in asked}
        return [_own_value(one, held[one.id], info) for one in asked if held[one.id] is not None]

    return resolve


def _own_value(one: FieldDefinition, value: Any, info: Any) -> SimpleNamespace:
    kind = one.value_type
    if kind == "CALCULATED":
        kind, value = _as_typed(value)
    return SimpleNamespace(
        field=one,
        value=value,
        key=one.key,
        label_ar=one.label_ar,
        label_en=one.label_en,
        number=float(value) if kind in ("WHOLE", "NUMBER") else None,
        day=date.fromisoformat(value) if kind == "DAY" else None,
        yes=value if kind == "YES_NO" else None,
        codes=([value] if isinstance(value, str) else value) if kind in ("CHOICE", "CHOICES") else None,
        address=f"/files/{value}" if kind in ("PHOTO", "FILE") else None,
        row=_led_to(one, value, info),
    )


def _led_to(one: FieldDefinition, value: Any, info: Any) -> Any:
    if one.value_type in ("PHOTO", "FILE"):
        return KeptFile.get_by_id(value)
    return seen(REFERENCES[one.reference_table], value, info) if one.value_type == "REFERENCE" else None


def _as_typed(value: Any) -> tuple[str, Any]:
    """What something calculated is: the type of a field, and a value as it has it."""
    if isinstance(value, bool):
        return "YES_NO", value
    if isinstance(value, Decimal):
        return "NUMBER", float(value)
    return ("DAY", value.isoformat()) if isinstance(value, date) else ("TEXT", value)


def own_column(read: OwnColumn) -> Resolve:
    """The value as JSON keeps it; what is calculated, of the row by itself."""

    def resolve(row: Any, _info: Any) -> Any:
        number, kind = read.field.id, read.field.value_type
        if kind == "CALCULATED":
            return calculated_values(known(), row).get(number)
        value = row.extra.get(str(number))
        if kind in ("PHOTO", "FILE"):
            return value and f"/files/{value}"
        return date.fromisoformat(value) if kind == "DAY" and value else value

    return resolve


def own_reference(read: OwnReference) -> Resolve:
    def resolve(row: Any, info: Any) -> Any:
        return seen(REFERENCES[read.field.reference_table], row.extra.get(str(read.field.id)), info)

    return resolve


def in_words(_read: InWords) -> Resolve:
    def resolve(told: Any, info: Any, language: Any = None) -> str | None:
        code = language.name.lower() if language else info.context.viewer.language
        if told.field.value_type == "REFERENCE":
            base = "title" if hasattr(told.row, "title_ar") else "name"
            return None if told.row is None else pick(told.row, base, code)
        if told.address is not None:
            return str(told.row.file_name)
        if told.codes is not None:
            answers = {one.code: one for one in Choice.select().where(Choice.choice_list == told.field.choice_list)}
            return _COMMA[code].join(pick(answers[one], "label", code) for one in told.codes)
        if isinstance(told.value, bool):
            return _YES[code] if told.value else _NO[code]
        degrees = told.value if isinstance(told.value, list) else [told.value]
        return ", ".join(str(part).removesuffix(".0") for part in degrees)

    return resolve


_COMMA, _YES, _NO = {"ar": "، ", "en": ", "}, {"ar": "نعم", "en": "Yes"}, {"ar": "لا", "en": "No"}
