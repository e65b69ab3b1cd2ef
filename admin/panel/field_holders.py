"""Whose fields a ministry defines: the kinds of records that people enter, and its own record types.

"organization" in an address  ->  ("organization", None)
"entry-3"                     ->  ("entry", 3), the entries of record type 3
"""

from typing import Any

from admin.current_viewer import viewer
from admin.words.labels import table_label
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.models import Entry
from tansiq.models.definitions import ENTRY, Holder, known
from tansiq.models.record_type import record_types, type_named
from tansiq.policy.visibility import visible


def offered_holders() -> list[Holder]:
    """All of them: built-in kinds in the order of the menu, then own record types."""
    kinds = [kind for kind in record_types() if "extra" in kind.model._meta.fields and kind.model is not Entry]
    return [*((kind.table, None) for kind in kinds), *((ENTRY, kind.id) for kind in known().types.values())]


def holder_at(given: str) -> Holder | None:
    """What an address means; None where it means none of them."""
    table, _, number = given.partition("-")
    holder = (table, whole(number))
    return holder if holder in offered_holders() else None


def address_of(holder: Holder) -> str:
    """How an address names it."""
    table, type_id = holder
    return table if type_id is None else f"{table}-{type_id}"


def holder_name(holder: Holder) -> str:
    """What its records are called together."""
    table, type_id = holder
    kind = known().types.get(type_id or 0)
    return str(table_label(table)) if kind is None else pick(kind, "many")


def records_of(holder: Holder) -> Any:
    """A query of its standing records that the reader sees."""
    table, type_id = holder
    model: Any = type_named(table).model
    query = visible(model, viewer()).where(model.archived_at.is_null())
    return query if type_id is None else query.where(model.record_type == type_id)
