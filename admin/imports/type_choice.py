"""Own record types whose entries a workbook may bring: those that whoever sends it may enter or propose."""

from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.exchange.entry_import import find_type, require_importable
from tansiq.faults import Refused
from tansiq.models import TypeDefinition
from tansiq.models.definitions import known

_PREFIX = "type-"


def type_code(kind: TypeDefinition) -> str:
    """How the address of a page names a type, apart from the numbers of plans: "type-wells"."""
    return f"{_PREFIX}{kind.key}"


def type_of_code(code: str) -> TypeDefinition | None:
    """The type that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    return find_type(viewer(), code.removeprefix(_PREFIX)) if code.startswith(_PREFIX) else None


def open_types() -> list[tuple[str, str]]:
    """(code, name) of the types to choose from, in the order of their places."""
    return [(type_code(kind), name_of(kind)) for kind in known().types_in_use() if _is_open(kind)]


def _is_open(kind: TypeDefinition) -> bool:
    try:
        require_importable(viewer(), kind)
    except Refused:
        return False
    return True
