"""The form of a portal: what it may ask, and the areas and organisations it is limited to.

Limits that stand are boxes to be unticked; new ones are looked up, three at a time.
"""

from collections.abc import Iterator
from typing import Any

from flask import request
from peewee import Model
from wtforms import fields

from admin.current_viewer import viewer
from admin.panel.form_keys import save_once
from admin.panel.forms import GuardedForm, fill, show_faults, show_further, whole_or_zero
from admin.panel.inputs import ParagraphField, WholeField, WordsField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.naming import full_names
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import SCOPES
from tansiq.language.words import N_, say
from tansiq.models import Area, Organization, PortalArea, PortalClient, PortalOrganization
from tansiq.policy.visibility import visible
from tansiq.records import changes, row_faults
from tansiq.records.taken_values import taken_faults

LOOKUPS = {"area": Lookup("area", Area), "organization": Lookup("organization", Organization)}
"""By kind of limit: what may be chosen."""
TABLES: dict[str, type[Model]] = {"area": PortalArea, "organization": PortalOrganization}
NEW = 3
"""How many limits of a kind may be added at once."""
PLAIN = ("name", "contact", "active", "is_unlimited", "requests_a_minute", "origins")


def _members() -> dict[str, Any]:
    new = {
        f"{kind}-{place}": ReferenceField(text, LOOKUPS[kind])
        for kind, text in (("area", say("Add an area")), ("organization", say("Add an organisation")))
        for place in range(1, NEW + 1)
    }
    return {
        "name": WordsField(say("Name"), most=200),
        "contact": WordsField(say("Whom to write to"), most=500, description=N_("Personal data: for administrators.")),
        "active": fields.BooleanField(say("In use"), default=True, description=N_("Unticked, no token is answered.")),
        "is_unlimited": fields.BooleanField(
            say("The whole register"), description=N_("Unticked, only what is named below; nothing while nothing is.")
        ),
        "requests_a_minute": WholeField(
            say("Requests a minute"),
            default=60,
            description=N_("From 1 to 6000; a heavy question, such as the coverage of a country, counts as several."),
        ),
        "origins": ParagraphField(
            say("Sites whose pages may ask"),
            description=N_("One a line, such as https://portal.example. Empty: no page asks from a browser."),
            render_kw={"dir": "ltr", "rows": "3", "spellcheck": "false"},
        ),
        "version": fields.HiddenField(),
        **new,
    }


PortalForm: Any = type("PortalForm", (GuardedForm,), _members())
"""The scopes are boxes of their own, read from the request."""


def form_for(row: PortalClient | None, given: Any) -> Any:
    """The form, of what was sent or of the row."""
    return PortalForm(given, data=dict(row.__data__) if row else None)


def chosen_scopes(row: PortalClient | None) -> frozenset[str]:
    """The scopes that are ticked: as sent, or as the row has them."""
    if request.method == "POST":
        return frozenset(request.form.getlist("scope")) & frozenset(SCOPES.codes)
    return row.scope_codes if row else frozenset()


def limits(row: PortalClient | None, kind: str) -> list[tuple[int, str]]:
    """(id, full name) of the areas or organisations that the row is limited to."""
    if row is None or row.id is None:
        return []
    table: Any = TABLES[kind]
    ids = visible(table, viewer()).where(table.client == row.id).select(getattr(table, kind))
    model: Any = LOOKUPS[kind].model
    rows = list(visible(model, viewer()).where(model.id.in_(ids)).order_by(model.id))
    names = full_names(rows, viewer())
    return [(each.id, names[each.id]) for each in rows]


def is_kept(kind: str, row_id: int) -> bool:
    """Whether a limit stays ticked."""
    return request.method != "POST" or str(row_id) in request.form.getlist(f"keep-{kind}")


def save(row: PortalClient, form: Any) -> bool:
    """Save the client with its limits, all or nothing; what is wrong is shown in the form."""
    wanted = {kind: _wanted(row, form, kind) for kind in TABLES}
    is_read = form.validate()
    _fill(row, form)
    if not is_read:
        show_further(form, _all_faults(row, wanted))
        return False
    try:
        save_once(row, lambda: _save_with_limits(row, wanted))
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    return True


def _fill(row: PortalClient, form: Any) -> None:
    fill(row, form, PLAIN)
    row.name, row.contact, row.origins = (text or "" for text in (row.name, row.contact, row.origins))
    row.scopes = " ".join(code for code in SCOPES.codes if code in chosen_scopes(row))
    if row.id is not None:
        row.version = whole_or_zero(form.version.data)


def _wanted(row: PortalClient, form: Any, kind: str) -> set[int]:
    """The ids that the row is to be limited to: those that stay ticked, and those that are added."""
    return {row_id for row_id, _name in limits(row, kind) if is_kept(kind, row_id)} | _added(form, kind)


def _save_with_limits(row: PortalClient, wanted: dict[str, set[int]]) -> None:
    if faults := _all_faults(row, wanted):
        raise Refused(*faults)
    with changes.together():
        changes.save(viewer(), row)
        for kind, table in TABLES.items():
            changes.replace_parts(viewer(), row, table, [{kind: row_id} for row_id in sorted(wanted[kind])])


def _all_faults(row: PortalClient, wanted: dict[str, set[int]]) -> list[Fault]:
    """Everything wrong with a portal and its limits."""
    found = [*row_faults.all_faults(row, {}), *_faults_of_limits(row, wanted)]
    return [*found, *taken_faults(viewer(), row, {fault.field for fault in found})]


def _added(form: Any, kind: str) -> set[int]:
    return {form[f"{kind}-{place}"].data for place in range(1, NEW + 1)} - {None}


def _faults_of_limits(row: PortalClient, wanted: dict[str, set[int]]) -> Iterator[Fault]:
    """Taking the last limit away closes a portal; it never opens the whole register unawares."""
    if row.is_unlimited and any(wanted.values()):
        text = say("Either the whole register or the areas and organisations named: untick the one or the others.")
        yield Fault("INVALID", "is_unlimited", text)
