"""What may become of an own record type, and what that changes for whom, told before it is done."""

from admin.current_viewer import viewer
from admin.panel.field_holders import holder_name, records_of
from admin.panel.field_states import lacking_told
from admin.panel.use_states import Step
from admin.words.labels import table_label
from tansiq import type_entry
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import MENU_PLACES, POLICIES
from tansiq.language.words import gettext, listed, ngettext, say
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.policy.visibility import visible

_PUBLISH = Step(
    say("Publish"), say("Publish this record type?"), say("The record type is in use: entries can be made from now on.")
)
_RETIRE = Step(
    say("Retire"), say("Retire this record type?"), say("The record type is retired. What was entered stays readable.")
)
_BACK = Step(say("Bring back"), say("Bring this record type back?"), say("The record type is in use again."))
TYPE_STEPS = {"DRAFT": {"ACTIVE": _PUBLISH}, "ACTIVE": {"RETIRED": _RETIRE}, "RETIRED": {"ACTIVE": _BACK}}
"""By state: the states that may follow."""


def effects_on_type(kind: TypeDefinition, to: str, lacking: dict[str, list[str]]) -> list[str]:
    """What changes for whom when a record type gets into the state `to`, a sentence each."""
    if to == "RETIRED":
        return _effects_of_retiring(kind)
    return [text for text in (_place(kind), _readers(kind), _fields(kind)) if text] + lacking_told(lacking)


def _place(kind: TypeDefinition) -> str:
    if kind.is_form:
        return gettext("Units are asked once a version of it is published.")
    if kind.owner_table:
        owner = (
            table_label(kind.owner_table) if kind.owner_type_id is None else holder_name((ENTRY, kind.owner_type_id))
        )
        return gettext("Its rows are entered on the pages of these records: %(kind)s.", kind=owner)
    place = MENU_PLACES.label(kind.menu or "register")
    return gettext("It stands in the menu, under “%(place)s”, for whoever may read entries of it.", place=place)


def _readers(kind: TypeDefinition) -> str:
    words = {word.code: gettext(word.sentence) for word in POLICIES}
    if kind.is_form:
        return gettext("Who reads reports: %(people)s", people=words[kind.policy])
    return gettext("Who reads entries: %(people)s", people=words[kind.policy])


def _fields(kind: TypeDefinition) -> str:
    used = sum(one.use_state == "ACTIVE" for one in type_entry.fields_of(kind))
    if not used:
        # Those that are drafted are offered to be published as well.
        return (
            ""
            if type_entry.drafts_of(kind)
            else gettext("It has no field yet: nothing can be entered but what every entry has.")
        )
    return ngettext("%(count)s field of it is in use.", "%(count)s fields of it are in use.", used)


def _effects_of_retiring(kind: TypeDefinition) -> list[str]:
    told = [gettext("Nothing new is entered in it, and it leaves the menu."), _what_stays(kind)]
    if leading := fields_leading_to(kind):
        names = listed(pick(one, "label") for one in leading)
        told.append(gettext("Fields refer to it, and go on to show what they refer to: %(names)s.", names=names))
    return [*told, gettext("It can be brought back at any time.")]


def _what_stays(kind: TypeDefinition) -> str:
    count = records_of((ENTRY, int(kind.id))).count()
    if kind.is_form:
        return ngettext(
            "%(count)s report stays, with its history.", "%(count)s reports stay, with their histories.", count
        )
    return ngettext("%(count)s entry stays, with its history.", "%(count)s entries stay, with their histories.", count)


def fields_leading_to(kind: TypeDefinition) -> list[FieldDefinition]:
    """The fields in use by which other records refer to entries of a record type, as far as the reader knows them."""
    table = FieldDefinition
    leads = (table.reference_type == kind.id) & (table.use_state == "ACTIVE") & table.archived_at.is_null()
    return list(visible(table, viewer()).where(leads).order_by(table.id))
