"""Who makes and reads surveys, and what a participant may enter.

administrators       all
auditors             read all
officers             of record types whose entries they may write, in areas of theirs
feedback             the same of the areas in which it lies; whoever may change the entry replies
participant          one new entry of the survey's record type, published to nobody; reviewed first where it says so
"""

from typing import Any

from peewee import Model

from tansiq.models import Entry, Survey, TypeDefinition
from tansiq.models.definitions import known
from tansiq.policy.belonging import NOBODY, Condition, lies_in
from tansiq.policy.entry_rule import OF_OFFICERS
from tansiq.policy.viewer import Viewer


def survey(table: Any, viewer: Viewer) -> Condition:
    """Surveys are read by administrators and auditors, and by the officers of their areas who read the answers."""
    if viewer.reads_all:
        return None
    if not viewer.area_ids:
        return NOBODY
    kinds = TypeDefinition.select(TypeDefinition.id).where(TypeDefinition.policy.in_(sorted(OF_OFFICERS)))
    return lies_in(Survey, table, viewer.area_ids) & table.record_type.in_(kinds) & table.archived_at.is_null()


def feedback(table: Any, viewer: Viewer) -> Condition:
    """Feedback is read by administrators and auditors, and by the officers of the areas in which it lies, whoever may
    read the entry once it is published."""
    if viewer.reads_all:
        return None
    if not viewer.area_ids:
        return NOBODY
    kinds = TypeDefinition.select(TypeDefinition.id).where(TypeDefinition.policy.in_(sorted(OF_OFFICERS)))
    there = lies_in(Entry, Entry, viewer.area_ids) & Entry.record_type.in_(kinds)
    return table.entry.in_(Entry.select(Entry.id).where(there))


def is_for_officers(row: Survey) -> bool:
    """Whether officers make such a survey: they may write the entries that its answers become."""
    kind = known().types.get(row.__data__.get("record_type") or 0)
    return kind is not None and kind.has_area and not kind.owner_table and kind.policy in OF_OFFICERS


def is_answer(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether a participant sends such a row: a new entry of the record type that is asked, shown to nobody yet."""
    if viewer.answering is None:
        return False
    if not isinstance(row, Entry):
        return row is Entry
    is_new = not row.__data__.get("id") and not row.is_published
    return is_new and row.__data__.get("record_type") == viewer.answering.record_type_id
