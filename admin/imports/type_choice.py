"""Own record types whose entries a workbook may bring: those that whoever sends it may enter or propose."""

from admin.current_viewer import viewer
from admin.panel.sheet_links import TYPE_PREFIX, may_import, type_code
from admin.words.naming import name_of
from tansiq.exchange.entry_import import find_type
from tansiq.models import TypeDefinition
from tansiq.models.definitions import known


def type_of_code(code: str) -> TypeDefinition | None:
    """The type that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    return find_type(viewer(), code.removeprefix(TYPE_PREFIX)) if code.startswith(TYPE_PREFIX) else None


def open_types() -> list[tuple[str, str]]:
    """(code, name) of the types to choose from, in the order of their places."""
    return [(type_code(kind), name_of(kind)) for kind in known().types_in_use() if may_import(kind)]
