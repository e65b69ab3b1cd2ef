"""The form of a portal: what it may ask, and the areas and organisations it is limited to.

Limits that stand are boxes to be unticked; new ones are looked up, three at a time.
"""

from typing import Any

from flask import request
from peewee import Model
from wtforms import fields

from admin.current_viewer import viewer
from admin.panel.form_keys import save_once
from admin.panel.forms import GuardedForm, fill, show_faults, whole_or_zero
from admin.panel.inputs import ParagraphField, WholeField, WordsField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.naming import full_names
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import SCOPES
from tansiq.language.words import N_, say
from tansiq.models import Area, Organization, PortalArea, PortalClient, PortalOrganization
from tansiq.policy.visibility import visible
from tansiq.records import changes

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
    before = {kind: [row_id for row_id, _ in limits(row, kind)] for kind in TABLES}
    fill(row, form, PLAIN)
    row.name, row.contact, row.origins = (text or "" for text in (row.name, row.contact, row.origins))
    row.scopes = " ".join(code for code in SCOPES.codes if code in chosen_scopes(row))
    if row.id is not None:
        row.version = whole_or_zero(form.version.data)
    try:
        save_once(row, lambda: _save_with_limits(row, form, before))
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    return True


def _save_with_limits(row: PortalClient, form: Any, before: dict[str, list[int]]) -> None:
    with changes.together():
        changes.save(viewer(), row)
        for kind, table in TABLES.items():
            wanted = {row_id for row_id in before[kind] if is_kept(kind, row_id)} | _added(form, kind)
            changes.replace_parts(viewer(), row, table, [{kind: row_id} for row_id in sorted(wanted)])
        _check_limits(row)


def _added(form: Any, kind: str) -> set[int]:
    return {form[f"{kind}-{place}"].data for place in range(1, NEW + 1)} - {None}


def _check_limits(row: PortalClient) -> None:
    """Taking the last limit away closes a portal; it never opens the whole register unawares."""
    is_limited = any(limits(row, kind) for kind in TABLES)
    if row.is_unlimited and is_limited:
        text = say("Either the whole register or the areas and organisations named: untick the one or the others.")
        raise Refused(Fault("INVALID", "is_unlimited", text))
