"""Whose fields a ministry defines: the kinds of records that people enter, and its own record types.

"organization" in an address  ->  ("organization", None)
"entry-3"                     ->  ("entry", 3), the entries of record type 3
"""

from collections.abc import Iterable
from typing import Any

from admin.current_viewer import viewer
from admin.words.labels import table_label
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.models.definitions import ENTRY, Holder, known
from tansiq.models.record_type import record_types
from tansiq.policy.entry_rule import knows
from tansiq.policy.visible_rows import standing_rows


def offered_holders() -> list[Holder]:
    """All of them: built-in kinds in the order of the menu, then own record types."""
    kinds = [kind for kind in record_types() if kind.takes_fields]
    own = [kind for kind in known().types.values() if knows(viewer(), kind)]
    return [*((kind.table, None) for kind in kinds), *((ENTRY, kind.id) for kind in own)]


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
    return standing_rows(viewer(), holder)


def holder_of_own(table: str, type_id: int | None) -> str:
    """How an address names the records that a definition leads to: its table, with the own record type of entries;
    "" where it leads to none."""
    return address_of((table, type_id)) if table else ""


def holder_choices(tables: Iterable[str]) -> list[tuple[str, str]]:
    """(address, name) of these tables and of the own record types that the reader knows, where entries are among
    them."""
    offered = [
        *((table, None) for table in tables if table != ENTRY),
        *(holder for holder in offered_holders() if holder[0] == ENTRY and ENTRY in tables),
    ]
    return [(address_of(holder), holder_name(holder)) for holder in offered]


def split_holder(address: str) -> Holder:
    """The table and the own record type that an address names; ("", None) for no address."""
    table, _, number = address.partition("-")
    return table, whole(number)
