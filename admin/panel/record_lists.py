"""The lists of records by whose fields they have: of the program's own kinds, and of own record types.

("organization", None)  ->  /admin/organization/
("entry", 3)            ->  /admin/entry/?type=wells, the list of record type 3
"""

from typing import Any

from admin.current_viewer import viewer
from admin.panel.registered_views import view_of_table
from tansiq.models.definitions import Holder, known
from tansiq.models.record_type import type_named
from tansiq.policy.entry_rule import knows


def list_view(holder: Holder) -> Any:
    """The view whose list shows these records to the reader; None where there is none."""
    table, type_id = holder
    view = view_of_table(type_named(table).model)
    if view is None or type_id is None:
        return view if view is not None and view.is_accessible() else None
    kind = known().types.get(type_id)
    is_shown = kind is not None and kind.use_state == "ACTIVE" and knows(viewer(), kind)
    return view.view_of(kind) if is_shown else None


def list_address(view: Any, query: str) -> str:
    """The address of a view's list in the state that a query string says."""
    root = str(view.get_url(f"{view.endpoint}.index_view"))
    return f"{root}{'&' if '?' in root else '?'}{query}" if query else root
