"""What the view of an own record type declares, as the type is defined: names, picture, columns, filters, form."""

from typing import Any

from flask import url_for

from admin.panel.field_groups import FieldGroup, names_in
from admin.panel.filters import PUBLISHED, Filter
from admin.panel.reference_filter import ReferenceFilter, of_organization, placed_in
from admin.panel.signed_in_view import MenuItem
from admin.words.icons import ICONS
from admin.words.labels import label
from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence, say
from tansiq.models import Area, Organization, TypeDefinition
from tansiq.models.definitions import ENTRY, known
from tansiq.models.entry_texts import calls
from tansiq.models.extra import extra_name

MENU = "register"
"""The group of the menu where a record type names none."""
FURTHER = "registers"
"""The endpoint of the page to which one entry of the menu leads for the registers that stand back."""
FACTS = ("created_at", "changed_at")
DEFAULT_ICON = "record"


def said(kind: TypeDefinition, name: str) -> Sentence:
    """A name of a record type in the language now spoken."""
    return Sentence("%(name)s", {"name": pick(kind, name)})


def stands_back(kind: TypeDefinition) -> bool:
    """Whether a register stands behind the one entry of the menu that leads to several."""
    return kind.menu == "more"


def section_of(kind: TypeDefinition) -> str:
    """The entry of the menu under which the pages of a register stand."""
    return FURTHER if stands_back(kind) else name_of_list(kind)


def name_of_list(kind: TypeDefinition) -> str:
    """Under which name the columns and views of its list are kept: its key may become another one."""
    return f"{ENTRY}-{kind.id}"


def icon_of(kind: TypeDefinition) -> str:
    """The picture beside its name."""
    return kind.icon if kind.icon in ICONS else DEFAULT_ICON


def members_of(kind: TypeDefinition) -> dict[str, Any]:
    """What a view declares, as the record type is defined."""
    names, places = names_in(_groups(kind)), _places(kind)
    owner = (kind.owner_key,) if kind.owner_table else ()
    return {
        "kind": kind,
        "new_title": say("Add %(record)s", record=pick(kind, "one")),
        "empty": say("Nothing is entered yet."),
        "groups": tuple(group for group in _groups(kind) if group.names),
        "facts": (*owner, *FACTS),
        "filters": tuple(_filters(kind)),
        "column_list": ("title", *owner, *places),
        "column_sortable_list": ("title", *FACTS),
        "column_offered": (*names, *FACTS),
    }


def _groups(kind: TypeDefinition) -> list[FieldGroup]:
    """What the form asks beside the own fields."""
    places = _places(kind)
    points = ("latitude", "longitude") if kind.has_point else ()
    # Where only some people read entries, publication says nothing.
    published = ("is_published",) if kind.policy == "PUBLIC" else ()
    return [
        FieldGroup(say("Place"), tuple(name for name in places if name == "area")),
        FieldGroup(say("Position on the map"), points),
        FieldGroup(say("In the register"), (*(name for name in places if name != "area"), *published)),
    ]


def _places(kind: TypeDefinition) -> tuple[str, ...]:
    """The columns that say where it lies and whose it is; of rows of another record that is said by that one."""
    if kind.owner_table:
        return ()
    asked = {"area": kind.has_area, "organization": kind.has_organization}
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _filters(kind: TypeDefinition) -> list[Filter]:
    found: list[Filter] = []
    if kind.has_area:
        found.append(ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")))
    if kind.has_organization:
        found.append(ReferenceFilter("organization", Organization, of_organization))
    return [*found, PUBLISHED] if kind.policy == "PUBLIC" else found


def calling_column(kind: TypeDefinition) -> str:
    """The name of the field by which its entries are called; "" where none calls them, or not for everybody."""
    one = known().fields.get(kind.title_number or 0)
    return extra_name(one.number) if one is not None and calls(one) else ""


def title_label(kind: TypeDefinition) -> Sentence:
    """What the column is called that calls the entries: as the field does, else as one of them."""
    name = calling_column(kind)
    return label(name) if name else said(kind, "one")


def menu_item(kind: TypeDefinition) -> MenuItem:
    """The entry of the menu that leads to a register."""
    address = url_for(f"{ENTRY}.index_view", type=kind.key)
    return MenuItem(kind.menu or MENU, section_of(kind), address, said(kind, "many"), icon_of(kind))
