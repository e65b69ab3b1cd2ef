"""From the list of a ministry's own register to its workbooks: sending one, an empty one, one of all entries."""

from flask import url_for

from admin.current_viewer import viewer
from tansiq.exchange.entry_import import require_importable
from tansiq.faults import Refused
from tansiq.language.words import gettext, language
from tansiq.models import ImportRun, TypeDefinition
from tansiq.policy.visibility import may

TYPE_PREFIX = "type-"


def type_code(kind: TypeDefinition) -> str:
    """How the address of a page of imports names a type, apart from the numbers of plans: "type-wells"."""
    return f"{TYPE_PREFIX}{kind.key}"


def may_import(kind: TypeDefinition) -> bool:
    """Whether the viewer may send entries of a type: that is in use, and they may enter or propose them."""
    try:
        require_importable(viewer(), kind)
    except Refused:
        return False
    return True


def sheet_links(kind: TypeDefinition) -> list[tuple[str, str]]:
    """(address, words) of what the viewer may do with workbooks of a type; nothing where they may send none."""
    if not (may(viewer(), "CREATE", ImportRun) and may_import(kind)):
        return []
    code = type_code(kind)
    return [
        (url_for("imports.new", plan=code), gettext("Import a workbook")),
        (url_for("imports.template", language=language(), type=code), gettext("Empty workbook")),
        (url_for("imports.entries", type=code), gettext("Filled workbook")),
    ]
