"""What items of agendas and decisions of meetings are about: a kind (ABOUT_KINDS), and the number of a row.

    PLAN_ITEM 12                  the item of a plan with this number
    GAP 3, sector 7               what is lacking of sector 7 in area 3: no table holds gaps

Another kind is a line in ABOUT_KINDS and a line in TABLES, and a migration that lets the database take its code.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tansiq.faults import Fault
from tansiq.language.meeting_vocabulary import ABOUT_KINDS
from tansiq.language.words import say
from tansiq.models.column_values import is_row_id
from tansiq.models.record_type import type_named

TABLES: Mapping[str, str] = {
    "PLAN_ITEM": "plan_item",
    "CASE": "overlap_case",
    "GAP": "area",
    "NEED": "need",
    "DEMAND": "demand",
    "ROUND": "round",
    "CALL": "call",
    "ORGANIZATION": "organization",
    "DECISION": "meeting_decision",
}
"""By code: the table whose rows are meant; of a gap its area."""

COLUMNS = ("about_kind", "about_id", "about_sector")


def faults_of_about(row: Any) -> Iterator[Fault]:
    """What is wrong with what a row says that it is about, told from the row alone."""
    kind = row.about_kind
    if kind and kind not in ABOUT_KINDS:
        yield Fault("UNKNOWN_CODE", "about_kind", say("Choose what it is about from the list."))
    if bool(kind) != (row.about_id is not None):
        yield Fault("MISSING", "about_id", say("Say which one it is about."))
    if (kind == "GAP") != (row.__data__.get("about_sector") is not None):
        yield Fault("MISSING", "about_sector", say("A gap is one of a sector: choose it. Nothing else has one."))


def faults_of_new_about(row: Any, before: Mapping[str, Any]) -> Iterator[Fault]:
    """What it is about is there when it is put there; later it may go."""
    kind, row_id = row.about_kind, row.about_id
    if (
        kind not in TABLES
        or not is_row_id(row_id)
        or (before.get("about_kind"), before.get("about_id")) == (kind, row_id)
    ):
        return
    model: Any = type_named(TABLES[kind]).model
    if not model.select().where(model.id == row_id).exists():
        yield Fault("NOT_FOUND", "about_id", say("What it is to be about is not there any more."))
