"""Fields that a ministry defines without code: drafted with their answers, published, retired and brought back."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from wtforms import HiddenField

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_at, holder_name
from admin.panel.field_states import STEPS, lacking_told, told_effects
from admin.panel.filters import filter_by_code
from admin.panel.forms import GuardedForm, show_faults, whole_or_zero
from admin.panel.guarded_view import GuardedView
from admin.panel.inputs import ParagraphField, WordsField
from admin.panel.save_or_propose import save_or_propose, save_row, step_to_amend
from admin.panel.wrong_texts import flash_wrong
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq import field_entry
from tansiq.faults import Refused
from tansiq.language.field_vocabulary import VALUE_TYPES
from tansiq.language.words import N_, gettext, say
from tansiq.models import Choice, FieldDefinition, Record
from tansiq.models.field_definition import FROM_LISTS, HOLDING_NOTHING, WIDER
from tansiq.policy.visibility import may
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records import changes

OFFERED = tuple(code for code in VALUE_TYPES.codes if code not in HOLDING_NOTHING | {"CALCULATED"})
"""Types of which a field is added here."""

_NUMBERS = frozenset({"WHOLE", "NUMBER"})
_OF_TYPES = {
    "reference_table": frozenset({"REFERENCE"}),
    "unit_ar": _NUMBERS,
    "unit_en": _NUMBERS,
    "least": _NUMBERS,
    "most": _NUMBERS,
    "decimals": frozenset({"NUMBER"}),
    "pattern": frozenset({"TEXT"}),
    "answers": FROM_LISTS,
    "answers_seen": FROM_LISTS,
}
"""What is asked of fields of some types alone."""


class FieldDefinitionView(GuardedView):
    """One field; the list of all stands on a page of its own, by records."""

    icon = "columns"
    new_title = say("Add a field")
    empty = say("No field yet.")
    groups = (
        FieldGroup(
            say("What is asked"),
            ("label_ar", "label_en", "hint_ar", "hint_en", "value_type", "reference_table", "unit_ar", "unit_en",
             "decimals", "least", "most", "pattern"),
        ),
        FieldGroup(say("Where it stands"), ("group_ar", "group_en", "is_required", "is_listed")),
        FieldGroup(say("Who reads it"), ("is_published", "is_personal")),
        FieldGroup(say("For programs"), ("key",)),
    )  # fmt: skip
    facts = ("record_table", "use_state", "retired_on", "created_at", "changed_at")
    filters = (filter_by_code("record_table"), filter_by_code("value_type"), filter_by_code("use_state"))
    order = (("record_table", False), ("position", False))
    column_list = ("name", "record_table", "value_type", "use_state", "is_required")
    column_sortable_list = ("record_table", "value_type", "use_state")
    column_offered = ("label_ar", "label_en", "key", "is_published", "is_personal", "changed_at")
    details_template = "panel/field.html"
    create_template = edit_template = "panel/field_form.html"

    @property
    def section(self) -> str:
        return "fields"

    def is_visible(self) -> bool:
        # The page that tells fields by their records stands in the menu.
        return False

    def may_act(self, act: str, row: Any = None) -> bool:
        # Asked of the table, whoever proposes anything may: a partner would be offered a form that is then refused.
        return super().may_act(act, FieldDefinition() if row is None else row)

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
        kinds = [(one.code, gettext(one.label), gettext(one.sentence)) for one in VALUE_TYPES if one.code in OFFERED]
        return self.render("panel/field_types.html", of=address_of(holder), name=holder_name(holder), kinds=kinds)

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
        hint = N_("One in a line: code | Arabic | English. The code may be left out, as in: بئر | Well")
        about_key = N_("How programs call it, such as wellDepth. Left empty, it is made from the English label.")
        latin = {"dir": "ltr"}
        members = {
            "key": WordsField(label("key", "field_definition"), most=40, description=about_key, render_kw=latin),
            "answers": ParagraphField(say("Answers"), description=hint, render_kw={"dir": "auto"}),
            # What was read of them: somebody else may change them before this form is sent.
            "answers_seen": HiddenField(),
        }
        return type("FieldForm", (super().scaffold_form(),), members)

    def create_form(self, obj: Any = None) -> Any:
        row: Any = self.new_row()
        form = _asked(super().create_form(obj), row)
        if "value_type" in form:
            del form["value_type"]
        example = self._example()
        if "copy" in request.args and not form.key.raw_data:
            form.key.data = ""
        if example is not None and "answers" in form and request.method == "GET":
            form.answers.data = field_entry.written_answers(field_entry.answers_of(example.choice_list_id))
        return form

    def edit_form(self, obj: Any = None) -> Any:
        form = _asked(super().edit_form(obj), obj)
        wider = {obj.value_type, *WIDER.get(obj.value_type, ())}
        form.value_type.choices = [(code, text) for code, text in form.value_type.choices if code in wider]
        if "answers" in form and request.method == "GET":
            form.answers.data = field_entry.written_answers(self.answers(obj))
            form.answers_seen.data = field_entry.mark_of(self.answers(obj))
        return form

    def _save(self, row: Any, form: Any) -> bool:
        self.fill_row(row, form)
        lines = field_entry.read_answers(form.answers.data or "") if "answers" in form else []
        seen = form.answers_seen.data or "" if "answers" in form else ""
        try:
            save_row(row, lambda acting: field_entry.enter(acting, row, lines, seen))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return True

    def answers_now(self, form: Any, row: Any) -> str:
        """What stands in the register where somebody changed the answers while the form on a field was open; "" where
        nobody did. A form that shows it has seen it."""
        seen, now = form.answers_seen.data, self.answers(row)
        if not seen or seen == field_entry.mark_of(now):
            return ""
        form.answers_seen.data = field_entry.mark_of(now)
        return field_entry.written_answers(now)

    # What its page tells.
    def told_groups(self, row: Any) -> list[FieldGroup]:
        return [
            FieldGroup(group.title, tuple(name for name in group.names if _is_asked(name, row)))
            for group in super().told_groups(row)
        ]

    def answers(self, row: Any) -> list[Choice]:
        """The answers that it offers, or offered, in their order."""
        return field_entry.answers_of(row.choice_list_id)

    def lacking(self, row: Any) -> dict[str, list[str]]:
        """By language: what has words in the other one alone."""
        return field_entry.missing_words(row, self.answers(row))

    def told_lacking(self, row: Any) -> list[str]:
        """The same in sentences."""
        return lacking_told(self.lacking(row))

    def steps(self, row: Any) -> list[tuple[str, str]]:
        """(state, words) of what may become of it next."""
        if row.archived_at is not None or not self.may_act("CHANGE", row):
            return []
        return [(to, str(step.words)) for to, step in STEPS[row.use_state].items()]

    @expose("/state/", methods=("GET", "POST"))
    def state_view(self) -> Any:
        """Publish, retire or bring back: first what changes for whom, then the deed."""
        given = request.values
        row = self.get_own("CHANGE", given.get("id"))
        step = STEPS[row.use_state].get(given.get("to", "")) or abort(404)
        if request.method == "POST":
            return self._step(row, given["to"])
        told = told_effects(row, given["to"], self.lacking(row))
        is_proposed = not may(viewer(), "CHANGE", row)
        return self.render(
            "panel/field_state.html", row=row, step=step, to=given["to"], effects=told, is_proposed=is_proposed
        )

    def _step(self, row: Any, to: str) -> Any:
        words = STEPS[row.use_state][to].done
        # Decided is what was read: whom it is shown to may have changed since.
        row.use_state, row.version = to, whole_or_zero(request.form.get("version"))
        try:
            save_or_propose(lambda acting: changes.save(acting, row))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(str(words), "success")
        return redirect(self.get_save_return_url(row))


def _asked(form: Any, row: FieldDefinition) -> Any:
    """The form without what fields of other types are asked."""
    for name in _OF_TYPES:
        if name in form and not _is_asked(name, row):
            del form[name]
    return form


def _is_asked(name: str, row: FieldDefinition) -> bool:
    return row.value_type in _OF_TYPES.get(name, {row.value_type})
