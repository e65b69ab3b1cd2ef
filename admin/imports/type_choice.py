"""Own record types whose entries a workbook may bring, and forms whose reports: as far as its sender may enter them."""

from admin.current_viewer import viewer
from admin.panel.sheet_links import FORM_PREFIX, TYPE_PREFIX, form_code, may_import, may_import_reports, type_code
from admin.words.naming import name_of
from tansiq.exchange.entry_import import find_type
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import TypeDefinition
from tansiq.models.definitions import known
from tansiq.policy.entry_rule import knows


def type_of_code(code: str) -> TypeDefinition | None:
    """The type that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    return find_type(viewer(), code.removeprefix(TYPE_PREFIX)) if code.startswith(TYPE_PREFIX) else None


def form_of_code(code: str) -> TypeDefinition | None:
    """The form that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    if not code.startswith(FORM_PREFIX):
        return None
    key = code.removeprefix(FORM_PREFIX)
    found = next((form for form in known().types.values() if form.is_form and form.key == key), None)
    if found is None or not knows(viewer(), found):
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return found


def open_forms() -> list[tuple[str, str]]:
    """(code, name) of the forms whose reports the viewer may send, in the order of their places."""
    forms = [form for form in known().types.values() if form.is_form and form.use_state == "ACTIVE"]
    forms.sort(key=lambda form: (form.position, form.id))
    return [(form_code(form), name_of(form)) for form in forms if may_import_reports(form)]


def open_types() -> list[tuple[str, str]]:
    """(code, name) of the types to choose from, in the order of their places."""
    return [(type_code(kind), name_of(kind)) for kind in known().types_in_use() if may_import(kind)]
