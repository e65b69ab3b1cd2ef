"""The one view all others derive from: Flask-Admin's Peewee view with every door behind the policy.

    list, export ---- get_query ------------+
    details, form, archive -- get_one ------+--> visible(model, viewer)
    choices, AJAX --- _create_ajax_loader --+
    new, edit ------- create/update_model --+--> save_or_propose --> changes.save, or a proposal
    archive, restore -- delete_model -------+

The list, its columns, saved views and deeds over many rows stand in admin.panel.list_view, behind the same doors.
Not yours answers like not there: 404. Nothing is deleted, or saved in rows of a list.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose
from flask_admin.contrib.peewee import ModelView
from flask_admin.helpers import get_form_data
from peewee import ForeignKeyField, ModelSelect

from admin.current_viewer import viewer
from admin.panel import details
from admin.panel.all_faults import AllFaultsMixin
from admin.panel.field_groups import FieldGroup, names_in
from admin.panel.forms import GuardedForm, fill, form_of, initial_values, show_faults, show_further, whole_or_zero
from admin.panel.list_view import ListMixin
from admin.panel.lookups import Lookup
from admin.panel.new_form import keep_unseen, new_form
from admin.panel.own_fields_view import OwnFieldsMixin
from admin.panel.parts_page import EditableParts
from admin.panel.reference_filter import ReferenceFilter
from admin.panel.save_or_propose import may_act, save_or_propose, save_row, step_to_amend
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.panel.versions import ConcurrentEdit, VersionsMixin, concurrent_edit
from admin.panel.wrong_texts import flash_wrong
from admin.words.labels import label
from admin.words.naming import call_rows, held, name_of, table_of
from tansiq.faults import Refused
from tansiq.language.words import Sentence, gettext
from tansiq.models import Record
from tansiq.models.record_type import type_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records import changes

ACTS = {
    "create_view": "CREATE",
    "edit_view": "CHANGE",
    "parts_view": "CHANGE",
    "archive_view": "ARCHIVE",
    "delete_view": "ARCHIVE",
    "restore_view": "RESTORE",
}
"""By page: the act that whoever opens it must be allowed."""


class GuardedView(AllFaultsMixin, OwnFieldsMixin, ListMixin, VersionsMixin, SignedInView, ModelView):
    """One table in the panel. A view declares what it shows and offers; all else is guarded here."""

    new_title: ClassVar[Sentence]
    empty: ClassVar[Sentence]
    groups: ClassVar[tuple[FieldGroup, ...]]
    facts: ClassVar[tuple[str, ...]] = ("created_at", "changed_at")
    only: ClassVar[dict[str, Callable[[Any], Any]]] = {}
    within: ClassVar[dict[str, str]] = {}  # By field: the field of the same form whose row is its parent.
    parts: ClassVar[tuple[EditableParts, ...]] = ()
    is_for_administrators: ClassVar[bool] = False

    linked_template = ""  # Shows rows of this table on the page of a row they lead to; "" is a table of their columns.
    list_template, details_template = "panel/list.html", "panel/details.html"
    create_template = edit_template = "panel/form.html"
    can_view_details = can_export = simple_list_pager = True
    export_types, form_base_class = ("csv", "xlsx"), GuardedForm
    export_max_rows, page_size = 50_000, 25

    @property
    def title_of_new(self) -> Sentence:
        """What the page is called on which a new row is entered."""
        return self.new_title

    def __init__(self, model: type[Record]) -> None:
        kind = type_of(model)
        self.title, self.group = kind.many, kind.menu
        self.form_columns = names_in(self.groups)
        references = [name for name in self.form_columns if isinstance(model._meta.fields[name], ForeignKeyField)]
        keys = [part.key(name) for part in self.parts for name in part.references]
        self.form_ajax_refs: dict[str, dict[str, Any]] = {name: {} for name in [*references, *keys]}
        super().__init__(model, name=self.title)
        # The look-ups beside the list answer at the same address as those of the form.
        found = [one for one in self.filters if isinstance(one, ReferenceFilter)]
        self._form_ajax_refs |= {one.lookup_name: one.lookup for one in found}

    def address_to_add(self, key: str, row: Any) -> str:
        """Where a row is entered that leads to `row` by this key; "" where that is not done from the page of `row`."""
        return ""

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        """The links whose rows the page of a row shows by itself, so that they are not told once more."""
        return ()

    # What the viewer may do, asked anew with every request.
    def may_act(self, act: str, row: Any = None) -> bool:
        """Whether the viewer may do `act` to `row`, or to rows of this table at all, or propose it."""
        return may_act(act, self.model if row is None else row)

    def is_proposed(self, row: Any = None) -> bool:
        """Whether what the viewer saves (a new row where none is given) is sent for review."""
        return not may(viewer(), "CREATE" if row is None else "CHANGE", self.model if row is None else row)

    @property
    def can_create(self) -> bool:
        return self.may_act("CREATE")

    @property
    def can_edit(self) -> bool:
        return self.may_act("CHANGE")

    @property
    def can_delete(self) -> bool:
        return self.may_act("ARCHIVE")

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        answer = super()._handle_view(name, **kwargs)
        if answer is None and name in ACTS and not self.may_act(ACTS[name]):
            abort(403)
        return answer

    def get_own(self, act: str, given: object) -> Any:
        """The visible row with this id that the viewer may do `act` to, or propose it."""
        row = self.get_one(given)
        return row if self.may_act(act, row) else abort(403)

    # Reading
    def get_query(self) -> ModelSelect:
        return visible(self.model, viewer())

    def get_one(self, id: object) -> Any:
        """The visible row with this id; the page does not exist for any other."""
        try:
            row = changes.find(viewer(), self.model, id)
        except Refused:
            abort(404)
        call_rows([row], viewer())
        return row

    def divided(self, row: Record, names: Any) -> tuple[Any, Any]:
        """Of the fields `names` that the viewer may see, those filled in and the empty ones, each with its label."""
        shown = [(name, label(name, table_of(row))) for name in names if may_see_field(viewer(), name, row)]
        filled = [pair for pair in shown if held(row, pair[0]) not in (None, "")]
        return filled, [pair for pair in shown if pair not in filled]

    def init_search(self) -> bool:
        # Searching is `paging.filtered`; Flask-Admin's own would match unfolded columns.
        return False

    def _create_ajax_loader(self, name: str, options: dict[str, Any]) -> Lookup:
        by_key = {part.key(field): part.model._meta.fields[field] for part in self.parts for field in part.references}
        field = by_key.get(name) or self.model._meta.fields[name]
        return Lookup(name, field.rel_model, self.only.get(name), self.within.get(name, ""))

    # Writing
    def scaffold_form(self) -> type[GuardedForm]:
        return form_of(self.model, self.form_columns, self._form_ajax_refs)

    def create_form(self, obj: Any = None) -> Any:
        own = self.with_own_fields(self._create_form_class)
        return new_form(own, self.model, lambda: {**self.first_own_values(), **self.first_values()})

    def first_values(self) -> dict[str, Any]:
        """What the form for a new row is filled with; views whose address says more fill in what it says."""
        return {}

    def edit_form(self, obj: Any = None) -> Any:
        if not self.may_act("CHANGE", obj):
            abort(403)
        step = step_to_amend(self.model)
        values = (
            {**initial_values(proposed_row(step)), "version": obj.version}
            if step and step.id == obj.id
            else initial_values(obj)
        )
        return self.seen_part(self.with_own_fields(self._edit_form_class)(get_form_data(), data=values), obj)

    def meanwhile(self, row: Record, form: Any) -> ConcurrentEdit | None:
        """What somebody changed in the record while the form on it was open."""
        return concurrent_edit(row, form)

    def copy_address(self, row: Any) -> str:
        """Where a new form stands that is filled with the values of `row`."""
        return str(self.get_url(".create_view", copy=row.id))

    def new_row(self) -> Record:
        """An empty row; views of dependent rows fill in what it belongs to."""
        row: Record = self.model()
        return row

    def create_model(self, form: Any) -> Any:
        row = self.new_row()
        return row if self._save(row, form) else False

    def update_model(self, form: Any, model: Any) -> bool:
        model.version = whole_or_zero(request.form.get("over") or form.version.data)
        return self._save(model, form)

    def delete_model(self, model: Any) -> bool:
        """Archive: nothing is deleted in the panel."""
        is_done = _carry_out(changes.archive, model)
        if is_done:
            said = gettext("Archived. It is out of all lists and can be restored.")
            flash_with_button(said, self.get_url(".restore_view"), gettext("Undo"), id=model.id)
        return is_done

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url(".details_view", id=model.id))

    def fill_row(self, row: Any, form: Any) -> None:
        """Write what the form holds to the row."""
        fill(row, form, [name for name in [*self.form_columns, *self.own_names] if name in form])

    def save(self, acting: Viewer, row: Any) -> Any:
        """Save a row as whoever acts; views of kinds that the domain enters in its own way call that."""
        return changes.save(acting, row)

    def _save(self, row: Record, form: Any) -> bool:
        self.fill_row(row, form)
        keep_unseen(row, form)
        try:
            save_row(row, lambda acting: self.save(acting, row))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return True

    # Pages
    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        above = [(self.get_url(".index_view"), str(self.title))]
        return above if row is None else [*above, (self.get_url(".details_view", id=row.id), name_of(row))]

    @expose("/details/")
    def details_view(self) -> Any:
        return self.render(self.details_template, **details.details_values(self, self.get_one(request.args.get("id"))))

    @expose("/archive/")
    def archive_view(self) -> Any:
        """Ask before archiving."""
        row = self.get_own("ARCHIVE", request.args.get("id"))
        return self.render("panel/archive.html", row=row, is_proposed=not may(viewer(), "ARCHIVE", row))

    @expose("/delete/", methods=("POST",))
    def delete_view(self) -> Any:
        return self._act(self.delete_model)

    @expose("/restore/", methods=("POST",))
    def restore_view(self) -> Any:
        return self._act(lambda row: _carry_out(changes.restore, row, gettext("Restored.")))

    @expose("/parts/", methods=("GET", "POST"))
    def parts_view(self) -> Any:
        """Strike out and add plain parts of a row."""
        row = self.get_own("CHANGE", request.args.get("id"))
        part = next((part for part in self.parts if part.table == request.args.get("of")), None) or abort(404)
        form = part.form(self._form_ajax_refs)(get_form_data())
        is_read = request.method == "POST" and form.validate()
        if is_read and part.save(row, form, set(request.form.getlist("strike"))):
            flash(gettext("Record was successfully saved."), "success")
            return redirect(self.get_save_return_url(row))
        if request.method == "POST" and not is_read:
            show_further(form, part.faults(form))
        return self.render("panel/parts.html", row=row, part=part, form=form)

    @expose("/action/", methods=("POST",))
    def action_view(self) -> Any:
        """Flask-Admin's own deeds over many rows are closed; ours are in admin.panel.bulk_actions."""
        abort(404)

    def action_delete(self, ids: Any) -> Any:
        """Flask-Admin's deletion of many rows, unlisted by not being marked as an action here, and closed."""
        abort(404)

    def _act(self, act: Callable[[Any], bool]) -> Any:
        row = self.get_one(request.form.get("id"))
        act(row)
        return redirect(self.get_save_return_url(row))


def _carry_out(act: Callable[..., None], row: Record, done: str = "") -> bool:
    try:
        save_or_propose(lambda acting: act(acting, row))
    except Refused as refusal:
        flash_wrong(refusal.faults)
        return False
    if done:
        flash(done, "success")
    return True
