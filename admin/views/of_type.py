"""The view of each kind of record: its own where this folder has one, else a plain one made from its description.

admin/views/licence.py: LicenceView         its own, found by the name of the table
no admin/views/well.py                      PlainView or PlainPart: all columns, the usual filters
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from peewee import BooleanField, ForeignKeyField, TextField

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, Filter
from admin.panel.guarded_view import GuardedView
from admin.panel.parent_order import parent_of
from admin.panel.reference_filter import ReferenceFilter, of_organization, placed_in
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import Area, Organization, Record
from tansiq.models.record_type import RecordType, record_types

FIRST = 5
"""Columns that the list of a plain view shows beside the name of a row."""


def views_with_models() -> list[tuple[type[GuardedView], type[Record]]]:
    """The views of all kinds of records that have usual pages, with their tables, in the order of the menu."""
    return [(view_of(kind), kind.model) for kind in record_types() if kind.has_pages]


def entered_at(owner: type[Record]) -> list[RecordType]:
    """The kinds of records that the page of an `owner` shows whole, and that are entered from there."""
    return [kind for kind in record_types() if kind.follows_parent and kind.parent_model is owner]


@cache
def view_of(kind: RecordType) -> type[GuardedView]:
    """The view of one kind of record."""
    name = f"admin.views.{kind.table}"
    if find_spec(name) is None:
        return _plain(kind)
    found: type[GuardedView] = getattr(import_module(name), f"{kind.model.__name__}View")
    return found


def _plain(kind: RecordType) -> type[GuardedView]:
    """All columns in one group, the first of them in the list, and filters by place, organisation and publication."""
    names = [name for name in kind.model().values() if name not in {*kind.secret, kind.parent}]
    shown = [name for name in names if _is_short(kind, name)]
    members: dict[str, Any] = {
        "new_title": say("New"),
        "empty": say("Nothing is entered yet."),
        "groups": (FieldGroup(kind.one, tuple(names)),),
        "facts": (*((kind.parent,) if kind.parent else ()), "created_at", "changed_at"),
        "filters": tuple(_filters(kind)),
        "column_list": ("name", *shown[:FIRST]),
        "column_sortable_list": tuple(name for name in shown[:FIRST] if _is_sortable(kind, name)),
        "column_offered": (*names, "created_at", "changed_at"),
    }
    if kind.parent:
        members["columns_at_owner"] = members["column_list"]
    return type(f"{kind.model.__name__}View", (OwnedRecordView if kind.parent else GuardedView,), members)


def _filters(kind: RecordType) -> list[Filter]:
    keys = {name: key.rel_model for name in kind.model().values() if (key := _refers(kind, name)) is not None}
    found: list[Filter] = []
    if kind.area_key == "area":
        found.append(ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")))
    if keys.get("organization") is Organization:
        found.append(ReferenceFilter("organization", Organization, of_organization))
    return [*found, PUBLISHED] if isinstance(kind.column("is_published"), BooleanField) else found


def _is_short(kind: RecordType, name: str) -> bool:
    """Whether a list shows the column: long texts, and the names that its first column shows, are left to the page."""
    is_name = name in {f"{base}_{code}" for base in ("name", "title") for code in ("ar", "en")}
    return not (is_name or isinstance(kind.column(name), TextField))


def _is_sortable(kind: RecordType, name: str) -> bool:
    """Whether a list is sorted by the column: by its own values, or by the names that it refers to."""
    return _refers(kind, name) is None or parent_of(kind.model, name) is not None


def _refers(kind: RecordType, name: str) -> "ForeignKeyField | None":
    column = kind.column(name)
    return column if isinstance(column, ForeignKeyField) else None
