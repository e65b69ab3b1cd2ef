"""What a form says now, as one JSON text, and the definitions that such a text holds.

    {"fields": [{"id": 12, "key": "vehicles", ...}], "lists": [...], "choices": [...], "rules": [...]}

Rows stand in it by the numbers that reports keep their values under. What reads definitions reads these
as it reads those of today (tansiq.models.definitions).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import orjson

from tansiq.models import Choice, FieldDefinition, FormVersion, Record, RuleDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions, Holder
from tansiq.models.record_type import type_of
from tansiq.platform.lru import LruCache
from tansiq.records.history import json_value

_TABLES: dict[str, type[Record]] = {"fields": FieldDefinition, "choices": Choice, "rules": RuleDefinition}
_IN_USE = "ACTIVE"
_read: LruCache[Definitions] = LruCache(64)


def content_of(form: TypeDefinition) -> bytes:
    """The items and rules of a form that are in use, with the answers of their lists; the same bytes for the same."""
    fields = _standing(FieldDefinition, form)
    lists = {one.__data__.get(name) for one in fields for name in ("choice_list", "breakdown", "second_breakdown")}
    found: Any = Choice.select().where(Choice.choice_list.in_(sorted(lists - {None})), Choice.archived_at.is_null())
    choices = list(found.order_by(Choice.choice_list, Choice.position, Choice.id)) if lists - {None} else []
    parts = {"fields": fields, "choices": choices, "rules": _standing(RuleDefinition, form)}
    return orjson.dumps({name: [_kept(row) for row in rows] for name, rows in parts.items()})


def digest_of(content: bytes) -> str:
    """The SHA-256 of what a version holds, in hexadecimal digits."""
    return sha256(content).hexdigest()


def definitions_of(version: FormVersion) -> Definitions:
    """What a version says, as definitions are read everywhere."""
    return _read.get((version.form_id, version.digest), lambda: definitions_in(version.form, version.content))


def definitions_in(form: TypeDefinition, content: str | bytes) -> Definitions:
    """The definitions that a content holds, of the form that it is of."""
    parts = orjson.loads(content)
    fields, choices, rules = (_rows(name, parts[name]) for name in _TABLES)
    answers: dict[int, dict[str, Choice]] = {}
    for choice in choices:
        answers.setdefault(choice.choice_list_id, {})[choice.code] = choice
    by_holder: dict[Holder, Sequence[RuleDefinition]] = {(ENTRY, int(form.id)): rules} if rules else {}
    return Definitions({one.number: one for one in fields}, {int(form.id): form}, answers, by_holder)


def _standing(table: type[Any], form: TypeDefinition) -> Sequence[Any]:
    rows = table.select().where(table.record_table == ENTRY, table.record_type == form.id, table.archived_at.is_null())
    order = (table.position, table.id) if table is FieldDefinition else (table.id,)
    return list(rows.where(table.use_state == _IN_USE).order_by(*order))


def _kept(row: Record) -> dict[str, Any]:
    return {"id": row.id} | {name: json_value(value) for name, value in row.values().items()}


def _rows(name: str, kept: Iterable[dict[str, Any]]) -> list[Any]:
    """The rows of a part, as if they were read from their table. Columns of a later day hold what new rows do."""
    model = _TABLES[name]
    kind, found = type_of(model), []
    for values in kept:
        row = model()
        for column, value in values.items():
            row.__data__[column] = value if column == "id" else kind.typed(column, value)
        row.dirty_fields.clear()
        found.append(row)
    return found
