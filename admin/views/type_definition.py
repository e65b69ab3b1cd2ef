"""Record types that a ministry defines without code: drafted, given fields, published, retired and brought back."""

from typing import Any

from flask import request
from wtforms import SelectField

from admin.current_viewer import viewer
from admin.panel.assigning import AssigningMixin
from admin.panel.copying import row_to_copy
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_choices, holder_of_own, split_holder
from admin.panel.field_states import lacking_told
from admin.panel.filters import filter_by_code
from admin.panel.form_versions import FormVersionsMixin
from admin.panel.forms import GuardedForm
from admin.panel.guarded_view import GuardedView
from admin.panel.inputs import WordsField
from admin.panel.radio_inputs import RadiosField
from admin.panel.save_or_propose import step_to_amend
from admin.panel.type_states import TYPE_STEPS, effects_on_type
from admin.panel.use_states import UseStatesMixin
from admin.panel.xlsform_file import XLSFormFileMixin
from admin.words.labels import label
from tansiq import field_entry, type_entry
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import MENU_PLACES, PICTURES, POLICIES
from tansiq.language.form_vocabulary import PERIOD_TYPES
from tansiq.language.words import N_, Sentence, gettext, listed, say
from tansiq.models import FieldDefinition, Record, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.models.form_rules import FORM_COLUMNS
from tansiq.models.type_definition import OWNERS
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposal_facts import proposed_row

CALLING = frozenset({"TEXT", "WHOLE", "NUMBER", "DAY", "MONTH", "CHOICE", "PCODE", "CALCULATED", "REFERENCE"})
"""Types of fields by which an entry may be called."""
OF_ENTRIES = ("has_area", "has_organization", "has_point", "owner_table", "title_number")
"""What is said of entries alone: reports lie where their unit does, and are called by it and their period."""
FORM_BEGINS = {"period_type": "QUARTER", "opens_days": 1, "due_days": 10, "closes_days": 30, "approval_levels": 1}
"""What stands in a new form."""


class TypeDefinitionView(AssigningMixin, FormVersionsMixin, XLSFormFileMixin, UseStatesMixin, GuardedView):
    """One record type, with the fields that it holds."""

    icon = "layers"
    new_title = say("Add a record type")
    empty = say("No record type yet. A register of wells, of groups, of schools begins with one.")
    groups = (
        FieldGroup(say("What it is called"), ("many_ar", "many_en", "one_ar", "one_en", "hint_ar", "hint_en")),
        FieldGroup(say("Rights"), ("policy",)),
        FieldGroup(
            say("What every entry has"),
            ("has_area", "has_organization", "has_point", "owner_table", "title_number"),
        ),
        FieldGroup(say("When it is filled"), FORM_COLUMNS),
        FieldGroup(say("Where it stands"), ("menu", "position", "icon")),
        FieldGroup(say("For programs"), ("key",)),
    )
    facts = ("use_state", "retired_on", "created_at", "changed_at")
    filters = (filter_by_code("policy"), filter_by_code("period_type"), filter_by_code("use_state"))
    order = (("position", False), ("id", False))
    column_list = ("name", "period_type", "policy", "use_state", "menu")
    column_sortable_list = ("period_type", "policy", "use_state", "menu")
    column_offered = ("key", "one_ar", "one_en", "has_area", "has_organization", "has_point", "position", "changed_at")
    state_steps = TYPE_STEPS
    details_template, state_template = "panel/type.html", "panel/type_state.html"
    create_template = edit_template = "panel/type_form.html"

    @property
    def title_of_new(self) -> Sentence:
        return say("Add a form") if "periodic" in request.args else self.new_title

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return ("field_definition.record_type",)

    def is_visible(self) -> bool:
        return viewer().is_admin or bool(viewer().area_ids)

    # The form
    def scaffold_form(self) -> type[GuardedForm]:
        def text(name: str) -> Any:
            return label(name, "type_definition")

        about_owner = N_("Rows are entered on the page of the record they belong to, as sites are.")
        about_key = N_("How programs call it, such as wells. Left empty, it is made from the English name.")
        members = {
            "policy": RadiosField(text("policy"), POLICIES, default="OFFICERS"),
            "icon": RadiosField(text("icon"), PICTURES, is_pictured=True, default="record"),
            "menu": RadiosField(text("menu"), MENU_PLACES, default="register"),
            "owner_table": SelectField(text("owner_table"), choices=_owners, description=about_owner),
            "title_number": SelectField(
                text("title_number"), choices=[], coerce=_number, description=_about("title_number")
            ),
            "period_type": RadiosField(text("period_type"), PERIOD_TYPES, default="QUARTER"),
            "key": WordsField(text("key"), most=40, description=about_key, render_kw={"dir": "ltr"}),
        }
        return type("TypeForm", (super().scaffold_form(),), members)

    def create_form(self, obj: Any = None) -> Any:
        step = step_to_amend(TypeDefinition)
        example = proposed_row(step) if step else row_to_copy(TypeDefinition)
        form = _led(super().create_form(obj), example)
        del form["title_number"]
        is_form = example.is_form if isinstance(example, TypeDefinition) else "periodic" in request.args
        _leave_out(form, is_form)
        if "copy" in request.args and request.method == "GET":
            form.key.data = ""
        return form

    def edit_form(self, obj: Any = None) -> Any:
        step = step_to_amend(TypeDefinition)
        form = _led(super().edit_form(obj), proposed_row(step) if step and step.id == obj.id else obj)
        form.title_number.choices = [("", gettext("Nothing: entries have numbers")), *_calling(obj)]
        _leave_out(form, obj.is_form)
        for name in ("key", "owner_table", "period_type") if obj.use_state != "DRAFT" else ():
            # Portals ask by the key, rows lie with their owners, and reports are of such periods.
            if name in form:
                del form[name]
        return form

    def first_values(self) -> dict[str, Any]:
        """Rows of a record begin with it: ?owner=organization. All others usually lie somewhere."""
        if "periodic" in request.args:
            return FORM_BEGINS | {"reported_from": clock.today().replace(month=1, day=1)}
        owner = request.args.get("owner", "")
        return {"owner_table": owner, "has_area": not owner}

    def fill_row(self, row: Any, form: Any) -> None:
        super().fill_row(row, form)
        if "owner_table" in form:
            row.owner_table, row.owner_type = split_holder(form.owner_table.data or "")
        row.key = row.key or type_entry.proposed_key(row)

    def save(self, acting: Viewer, row: Any) -> Any:
        return type_entry.enter(acting, row)

    # What its page tells
    def told_groups(self, row: Any) -> list[FieldGroup]:
        left_out = {*(OF_ENTRIES if row.is_form else FORM_COLUMNS), *(() if row.owner_table else ("owner_table",))}
        shown = [FieldGroup(group.title, tuple(name for name in group.names if name not in left_out))
                 for group in super().told_groups(row)]  # fmt: skip
        return shown if row.owner_type_id is None else [_with_owner_type(group) for group in shown]

    def fields(self, row: Any) -> list[FieldDefinition]:
        """Its fields in their order."""
        return type_entry.fields_of(row)

    def drafts(self, row: Any) -> list[FieldDefinition]:
        """Those of its fields that stand in no form yet."""
        return type_entry.drafts_of(row)

    def draft_names(self, row: Any) -> str:
        """What these are called."""
        return listed(pick(one, "label") for one in self.drafts(row))

    def fields_address(self, row: Any) -> str:
        """How the page of fields names it."""
        return address_of((ENTRY, int(row.id)))

    def lacking(self, row: Any) -> dict[str, list[str]]:
        """By language: what has words in the other one alone."""
        return field_entry.words_missing([(row, name) for name in ("many", "one", "hint")])

    def told_lacking(self, row: Any) -> list[str]:
        """The same in sentences."""
        return lacking_told(self.lacking(row))

    def told_effects(self, row: Any, to: str) -> list[str]:
        return effects_on_type(row, to, self.lacking(row))

    def take_step(self, acting: Viewer, row: Any, to: str) -> None:
        if to == "ACTIVE":
            type_entry.publish(acting, row, "drafts" in request.form)
        else:
            super().take_step(acting, row, to)


def _leave_out(form: Any, is_form: bool) -> None:
    """Ask no form what entries have, and no register when it is filled."""
    for name in OF_ENTRIES if is_form else FORM_COLUMNS:
        if name in form:
            del form[name]


def _led(form: Any, row: Record | None) -> Any:
    """The form with the records that own entries, as one choice."""
    if request.method == "GET" and row is not None and "owner_table" in form:
        form.owner_table.data = holder_of_own(row.__data__["owner_table"], row.__data__.get("owner_type"))
    return form


def _owners() -> list[tuple[str, str]]:
    return [("", gettext("No other record: entries stand by themselves")), *holder_choices(OWNERS)]


def _calling(kind: TypeDefinition) -> list[tuple[int, str]]:
    fields = [one for one in type_entry.fields_of(kind) if one.value_type in CALLING and one.use_state != "RETIRED"]
    return [(one.number, pick(one, "label")) for one in fields]


def _number(given: Any) -> Any:
    return int(given) if str(given).isdigit() else None if given in (None, "", "None") else given


def _about(name: str) -> str:
    return str(TypeDefinition._meta.fields[name].help_text or "")


def _with_owner_type(group: FieldGroup) -> FieldGroup:
    names = tuple("owner_type" if name == "owner_table" else name for name in group.names)
    return FieldGroup(group.title, names)
