"""The fields that a ministry defined, by the records they are of: in their order, to be moved, opened and added to."""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_holders import address_of, holder_at, holder_name, offered_holders
from admin.panel.form_preview import previews
from admin.panel.save_or_propose import may_act, save_or_propose
from admin.panel.signed_in_view import SignedInView
from admin.panel.wrong_texts import flash_wrong
from tansiq import field_entry
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import FieldDefinition, RuleDefinition
from tansiq.models.definitions import Holder, known
from tansiq.policy.visibility import visible
from tansiq.records import changes

WAYS = {"up": -1, "down": 1}


class FieldsPage(SignedInView):
    """One page for each kind of records."""

    title = say("Fields")
    group = "settings"
    icon = "columns"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="fields", url="fields")

    def is_visible(self) -> bool:
        return viewer().is_admin or bool(viewer().area_ids)

    @expose("/")
    def index(self) -> Any:
        """?of=organization; without it the first kind of records."""
        given = request.args.get("of")
        holder = offered_holders()[0] if given is None else holder_at(given) or abort(404)
        return self.render("panel/fields.html", **_told(holder), may_add=may_act("CREATE", FieldDefinition()))

    @expose("/preview/")
    def preview(self) -> Any:
        """The form of these records in both languages, as a telephone shows it: ?of=organization."""
        holder = holder_at(request.args.get("of", "")) or abort(404)
        said = {"here_of": address_of(holder), "name": holder_name(holder), "previews": previews(holder)}
        return self.render("panel/form_preview.html", **said)

    @expose("/move/", methods=("POST",))
    def move_view(self) -> Any:
        """Let a field stand one place earlier or later."""
        form = request.form
        if form.get("way") not in WAYS or not may_act("CREATE", FieldDefinition()):
            abort(403 if form.get("way") in WAYS else 404)
        try:
            one = changes.find(viewer(), FieldDefinition, form.get("id"))
            save_or_propose(lambda acting: field_entry.move(acting, one, WAYS[form["way"]]))
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(self.get_url(".index"))
        return redirect(self.get_url(".index", of=address_of(one.holder), moved=one.id, _anchor=f"field-{one.id}"))


def _told(holder: Holder) -> dict[str, Any]:
    """The fields of some records with what they lack, and all the others there are."""
    fields, definitions = field_entry.fields_of(holder), known()
    return {
        "here": address_of(holder),
        "name": holder_name(holder),
        "kind": definitions.types.get(holder[1] or 0),
        "fields": fields,
        "rules": _rules(holder),
        "lacking": {one.id: field_entry.missing_words(one, definitions.answers_to(one).values()) for one in fields},
        "kinds": [(address_of(one), holder_name(one), len(definitions.all_of(one))) for one in offered_holders()],
        "moved": request.args.get("moved", ""),
    }


def _rules(holder: Holder) -> list[RuleDefinition]:
    """The rules over the fields of some records, those that are retired last."""
    table, (name, type_id) = RuleDefinition, holder
    of_type = table.record_type.is_null() if type_id is None else table.record_type == type_id
    query = visible(table, viewer()).where(table.record_table == name, of_type, table.archived_at.is_null())
    return list(query.order_by(table.use_state == "RETIRED", table.id))
