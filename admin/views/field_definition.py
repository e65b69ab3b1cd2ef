"""Fields that a ministry defines without code: drafted with their answers, published, retired and brought back."""

from typing import Any

from flask import abort, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.answer_lines import AnswersMixin, given_answers, see_answers, show_answers
from admin.panel.field_form import OFFERED, asked, default_input, inputs, is_asked, offered_types
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_at, holder_name, holder_of_own, split_holder
from admin.panel.field_states import STEPS, lacking_told, told_effects
from admin.panel.filters import filter_by_code
from admin.panel.forms import GuardedForm, show_faults
from admin.panel.guarded_view import GuardedView
from admin.panel.own_inputs import kept_value
from admin.panel.save_or_propose import save_row, step_to_amend
from admin.panel.striking_out import StrikingMixin
from admin.panel.use_states import UseStatesMixin
from admin.panel.value_copying import ValueCopyingMixin
from admin.words.naming import name_of
from tansiq import field_entry
from tansiq.faults import Refused
from tansiq.language.field_vocabulary import VALUE_TYPES, WIDER
from tansiq.language.words import N_, gettext, say
from tansiq.models import FieldDefinition, Record
from tansiq.models.default_values import written_default
from tansiq.models.type_definition import OWNERS
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposal_facts import proposed_row


class FieldDefinitionView(AnswersMixin, StrikingMixin, ValueCopyingMixin, UseStatesMixin, GuardedView):
    """One field; the list of all stands on a page of its own, by records."""

    icon = "columns"
    new_title = say("Add a field")
    empty = say("No field yet.")
    groups = (
        FieldGroup(
            say("What is asked"),
            ("label_ar", "label_en", "hint_ar", "hint_en", "value_type", "reference_table", "choice_list", "formula",
             "unit_ar", "unit_en", "decimals", "least", "most", "pattern", "default_value"),
        ),
        FieldGroup(
            say("Where it stands"), ("group_ar", "group_en", "shows_if", "is_required", "is_listed", "is_indexed")
        ),
        FieldGroup(
            say("How figures are put together"),
            ("over_areas", "weight_number", "over_time", "breakdown", "second_breakdown"),
        ),
        FieldGroup(say("Who reads it"), ("is_published", "is_personal", "retention_months")),
        FieldGroup(say("For programs"), ("key",)),
    )  # fmt: skip
    facts = ("record_table", "record_type", "use_state", "retired_on", "created_at", "changed_at")
    filters = (filter_by_code("record_table"), filter_by_code("value_type"), filter_by_code("use_state"))
    order = (("record_table", False), ("position", False))
    column_list = ("name", "record_table", "record_type", "value_type", "use_state", "is_required")
    column_sortable_list = ("record_table", "value_type", "use_state")
    column_offered = ("label_ar", "label_en", "key", "is_published", "is_personal", "changed_at")
    state_steps = STEPS
    details_template = "panel/field.html"
    create_template = edit_template = "panel/field_form.html"

    @property
    def section(self) -> str:
        return "fields"

    def is_visible(self) -> bool:
        # The page that tells fields by their records stands in the menu.
        return False

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        holder = row.holder if row is not None else self._holder_in_address()
        above = [(url_for("fields.index"), gettext("Fields"))]
        if holder is not None:
            above.append((url_for("fields.index", of=address_of(holder)), holder_name(holder)))
        return above if row is None else [*above, (self.get_url(".details_view", id=row.id), name_of(row))]

    # A new one: its type is chosen first, so that the form asks no more than that type needs.
    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        if not {"copy", "proposal"}.isdisjoint(request.args):
            return super().create_view()
        holder = self._holder_in_address() or abort(404)
        if request.args.get("type") in OFFERED:
            return super().create_view()
        told = {one.code: (gettext(one.label), gettext(one.sentence)) for one in VALUE_TYPES}
        said = {
            "of": address_of(holder),
            "name": holder_name(holder),
            "kinds": [(code, *told[code]) for code in offered_types(holder)],
            # Rows of a record are a record type of their own, which says whose rows they are.
            "rows": told["ROWS"] if holder[0] in OWNERS else None,
        }
        return self.render("panel/field_types.html", **said)

    def new_row(self) -> Record:
        example = self._example()
        if example is not None:
            kept = ("record_table", "record_type", "value_type")
            return FieldDefinition(**{name: example.__data__.get(name) for name in kept})
        table, type_id = self._holder_in_address() or abort(404)
        kind = request.args.get("type")
        return FieldDefinition(record_table=table, record_type=type_id, value_type=kind if kind in OFFERED else "TEXT")

    def _example(self) -> FieldDefinition | None:
        """The field after which a new one is made: that which is copied, or proposed."""
        step, copied = step_to_amend(FieldDefinition), request.args.get("copy")
        row: Any = proposed_row(step) if step else self.get_one(copied) if copied else None
        found: FieldDefinition | None = row
        return found

    def _holder_in_address(self) -> Any:
        return holder_at(request.args.get("of", ""))

    def scaffold_form(self) -> type[GuardedForm]:
        return type("FieldForm", (super().scaffold_form(),), inputs())

    def with_own_fields(self, form: type[Any]) -> type[Any]:
        """What it begins with is asked as fields of its type are."""
        given = request.args.get("id")
        row: Any = self.get_one(given) if given else self.new_row()
        return type(form.__name__, (form,), default_input(row))

    def create_form(self, obj: Any = None) -> Any:
        row: Any = self.new_row()
        form = asked(super().create_form(obj), row)
        for name in ("value_type", *(("default_value",) if not default_input(row) else ())):
            if name in form:
                del form[name]
        if "choice_list" in form:
            form.choice_list.description = N_("Left empty, the field gets a list of its own with the answers below.")
        example = self._example()
        if "copy" in request.args and not form.key.raw_data:
            form.key.data = ""
        if example is not None:
            self._show(form, example)
            self._show_list(form, example)
        return form

    def edit_form(self, obj: Any = None) -> Any:
        form = asked(super().edit_form(obj), obj)
        fixed = ("choice_list", *(("breakdown", "second_breakdown") if obj.use_state != "DRAFT" else ()))
        for name in fixed:
            if name in form:
                del form[name]
        wider = {obj.value_type, *WIDER.get(obj.value_type, ())}
        form.value_type.choices = [(code, text) for code, text in form.value_type.choices if code in wider]
        step = step_to_amend(FieldDefinition)
        self._show(form, proposed_row(step) if step and step.id == obj.id else obj)
        show_answers(form, self.answers(obj))
        see_answers(form, self.answers(obj))
        return form

    def _show_list(self, form: Any, example: FieldDefinition) -> None:
        """Fill the form with the answers of the field after which it is made; what is proposed may offer a list that
        is there."""
        is_there = "copy" not in request.args and (example.choice_list_id or 0) > 0
        if "choice_list" in form and not is_there:
            show_answers(form, self.answers(example))
            if "choice_list" not in request.form:
                # Its answers stand in the form, to become those of a list of its own.
                form.choice_list.data = None

    def _show(self, form: Any, row: Any) -> None:
        """Fill the form with what it asks in another way than the row keeps it."""
        if request.method != "GET":
            return
        if "reference_table" in form:
            form.reference_table.data = holder_of_own(row.reference_table, row.__data__.get("reference_type"))
        if "default_value" in form and row.value_type == "CHOICES":
            form.default_value.data = row.default_value.split()

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        # A proposal has no field yet.
        is_next = "_publish" in request.form and model.id and model.use_state == "DRAFT"
        if is_next and may(viewer(), "CHANGE", model):
            return str(self.get_url(".state_view", id=model.id, to="ACTIVE"))
        return str(super().get_save_return_url(model, is_created))

    def fill_row(self, row: Any, form: Any) -> None:
        super().fill_row(row, form)
        if "reference_table" in form:
            row.reference_table, row.reference_type = split_holder(form.reference_table.data or "")
        if "default_value" in form:
            row.default_value = written_default(kept_value(form.default_value.data))
        # It is made from the label when the form is saved; told with the faults of a form is what somebody typed.
        row.key = row.key or field_entry.proposed_key(row)

    def answers_list_id(self, row: Any) -> int | None:
        found: int | None = row.choice_list_id
        return found

    def sharing(self, row: Any) -> list[str]:
        """What the other fields are called that offer the same answers."""
        table = FieldDefinition
        same = (table.choice_list == (row.choice_list_id or 0)) & (table.id != row.id) & table.archived_at.is_null()
        return [name_of(one) for one in visible(table, viewer()).where(same)]

    def _save(self, row: Any, form: Any) -> bool:
        self.fill_row(row, form)
        lines, seen = given_answers(form)
        try:
            save_row(row, lambda acting: field_entry.enter(acting, row, lines, seen))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return True

    # What its page tells.
    def told_groups(self, row: Any) -> list[FieldGroup]:
        return [
            FieldGroup(group.title, tuple(name for name in group.names if is_asked(name, row)))
            for group in super().told_groups(row)
        ]

    def lacking(self, row: Any) -> dict[str, list[str]]:
        """By language: what has words in the other one alone."""
        return field_entry.missing_words(row, self.answers(row))

    def told_lacking(self, row: Any) -> list[str]:
        """The same in sentences."""
        return lacking_told(self.lacking(row))

    def told_effects(self, row: Any, to: str) -> list[str]:
        return told_effects(row, to, self.lacking(row))
