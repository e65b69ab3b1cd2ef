"""What a form says now, as one JSON text that a version keeps.

    {"fields": [{"id": 12, "key": "vehicles", ...}], "choices": [...], "rules": [...]}

Rows stand in it by the numbers that reports keep their values under; tansiq.models.frozen_definitions reads it.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import orjson

from tansiq.models import Choice, FieldDefinition, Record, RuleDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.records.history import json_value

_IN_USE = "ACTIVE"


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


def _standing(table: type[Any], form: TypeDefinition) -> Sequence[Any]:
    rows = table.select().where(table.record_table == ENTRY, table.record_type == form.id, table.archived_at.is_null())
    order = (table.position, table.id) if table is FieldDefinition else (table.id,)
    return list(rows.where(table.use_state == _IN_USE).order_by(*order))


def _kept(row: Record) -> dict[str, Any]:
    return {"id": row.id} | {name: json_value(value) for name, value in row.values().items()}
