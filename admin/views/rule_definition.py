"""Rules that a ministry sets over its own fields: drafted, tried, published, retired and brought back."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from markupsafe import Markup
from wtforms import SelectField
from wtforms.validators import InputRequired

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_at, holder_name
from admin.panel.field_states import lacking_told
from admin.panel.filters import filter_by_code
from admin.panel.forms import GuardedForm, show_faults, show_further, whole_or_zero
from admin.panel.guarded_view import GuardedView
from admin.panel.inputs import ParagraphField
from admin.panel.rule_states import STEPS, lacking, told_effects
from admin.panel.rule_trial import trial_of
from admin.panel.save_or_propose import save_or_propose, step_to_amend
from admin.panel.trial_told import TrialTold
from admin.panel.wrong_texts import flash_wrong
from admin.words.coded_fields import code_label
from admin.words.expressions import expression_markup
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq import rule_entry
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.words import N_, gettext, language, say
from tansiq.models import FieldDefinition, Record, RuleDefinition
from tansiq.models.definitions import Holder, known
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records import changes


class RuleDefinitionView(GuardedView):
    """One rule; those of one kind of records stand beside their fields."""

    icon = "columns"
    new_title = say("Add a rule")
    empty = say("No rule yet.")
    groups = (
        FieldGroup(say("What has to hold"), ("expression",)),
        FieldGroup(say("Where it does not hold"), ("rule_severity", "message_ar", "message_en", "told_at")),
    )
    facts = ("record_table", "record_type", "use_state", "retired_on", "created_at", "changed_at")
    filters = (filter_by_code("record_table"), filter_by_code("rule_severity"), filter_by_code("use_state"))
    order = (("record_table", False), ("id", False))
    column_list = ("name", "record_table", "record_type", "rule_severity", "use_state")
    column_sortable_list = ("record_table", "rule_severity", "use_state")
    column_offered = ("message_ar", "message_en", "changed_at")
    details_template = "panel/rule.html"
    create_template = edit_template = "panel/rule_form.html"

    @property
    def section(self) -> str:
        return "fields"

    def is_visible(self) -> bool:
        # The page that tells fields by their records has the rules too, and stands in the menu.
        return False

    def may_act(self, act: str, row: Any = None) -> bool:
        # Asked of the table, whoever proposes anything may: a partner would be offered a form that is then refused.
        return super().may_act(act, RuleDefinition() if row is None else row)

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        holder = row.holder if row is not None else self._holder_in_address()
        above = [(url_for("fields.index"), gettext("Fields"))]
        if holder is not None:
            above.append((url_for("fields.index", of=address_of(holder), _anchor="rules"), holder_name(holder)))
        return above if row is None else [*above, (self.get_url(".details_view", id=row.id), name_of(row))]

    # A rule and its form
    def new_row(self) -> Record:
        step, copied = step_to_amend(RuleDefinition), request.args.get("copy")
        example: Any = proposed_row(step) if step else self.get_one(copied) if copied else None
        table, type_id = example.holder if example is not None else self._holder_in_address() or abort(404)
        return RuleDefinition(record_table=table, record_type=type_id, expression="")

    def _holder_in_address(self) -> Holder | None:
        return holder_at(request.args.get("of", ""))

    def scaffold_form(self) -> type[GuardedForm]:
        hint = N_("Names of fields stand in ${ }. A record breaks the rule where this comes to no.")
        members = {
            "expression": ParagraphField(
                label("expression", "rule_definition"),
                description=hint,
                validators=[InputRequired()],
                # Names in Arabic stand in it, but it runs from left to right, as its signs and functions do.
                render_kw={"dir": "ltr", "class": "expression", "rows": 3, "spellcheck": "false"},
            ),
            "told_at": SelectField(label("told_at", "rule_definition"), coerce=whole, choices=[]),
            # What a trial of the typed rule found, where one was asked for.
            "trial": None,
        }
        return type("RuleForm", (super().scaffold_form(),), members)

    def create_form(self, obj: Any = None) -> Any:
        row: Any = self.new_row()
        return _with_names(super().create_form(obj), row.holder)

    def edit_form(self, obj: Any = None) -> Any:
        return _with_names(super().edit_form(obj), obj.holder)

    def fill_row(self, row: Any, form: Any) -> None:
        kept = row.expression
        super().fill_row(row, form)
        # What is typed is read as it is saved.
        row.expression = kept

    def _save(self, row: Any, form: Any) -> bool:
        if "_try" in request.form:
            _try(form, row)
            return False
        return bool(super()._save(row, form))

    def save(self, acting: Viewer, row: Any) -> Any:
        return rule_entry.enter(acting, row, request.form.get("expression", ""))

    def show_further_faults(self, form: Any) -> None:
        stored = self.get_one(request.args.get("id")) if str(request.endpoint).endswith(".edit_view") else None
        row: Any = self.new_row() if stored is None else RuleDefinition(**stored.__data__)
        self.fill_row(row, form)
        show_further(form, rule_entry.all_faults(row, form.expression.data or ""))

    def names_offered(self, row: Any = None) -> list[tuple[Markup, str]]:
        """(as it is written in an expression, what it holds) of the fields that a rule may speak of; `row` is the rule
        whose form it is, none for a new one."""
        rule: Any = row or self.new_row()
        fields = rule_entry.fields_offered(rule.holder)
        return [(expression_markup(f"${{{one.number}}}"), _held(one)) for one in fields]

    def is_of_form(self, row: Any = None) -> bool:
        """Whether the records of a rule are reports of a form, which may ask for other reports."""
        rule: Any = row or self.new_row()
        kind = known().types.get(rule.record_type_id or 0)
        return kind is not None and kind.is_form

    # Its page
    def expression(self, row: Any) -> str:
        """What has to hold, with the names that the fields have now."""
        return rule_entry.shown_expression(row.expression, row.holder, language())

    def told_lacking(self, row: Any) -> list[str]:
        """What it lacks in one of the languages, and whether it means nothing any more, in sentences."""
        lost = gettext("It means nothing any more: a field that it rests on is gone. Nothing is asked by it.")
        return [*([] if rule_entry.said_by(row) else [lost]), *lacking_told(lacking(row))]

    def steps(self, row: Any) -> list[tuple[str, str]]:
        """(state, words) of what may become of it next."""
        if row.archived_at is not None or not self.may_act("CHANGE", row):
            return []
        return [(to, str(step.words)) for to, step in STEPS[row.use_state].items()]

    @expose("/trial/")
    def trial_view(self) -> Any:
        """Which stored records break it now."""
        row = self.get_one(request.args.get("id"))
        return self.render("panel/rule_trial.html", row=row, trial=_trial(row))

    @expose("/state/", methods=("GET", "POST"))
    def state_view(self) -> Any:
        """Publish, retire or bring back: first what changes for whom and which records break it, then the deed."""
        given = request.values
        row = self.get_own("CHANGE", given.get("id"))
        step = STEPS[row.use_state].get(given.get("to", "")) or abort(404)
        if request.method == "POST":
            return self._step(row, given["to"])
        trial = _trial(row) if given["to"] == "ACTIVE" else TrialTold()
        told = told_effects(row, given["to"], trial)
        is_proposed = not may(viewer(), "CHANGE", row)
        said = {"step": step, "to": given["to"], "effects": told, "trial": trial, "is_proposed": is_proposed}
        return self.render("panel/rule_state.html", row=row, **said)

    def _step(self, row: Any, to: str) -> Any:
        words = STEPS[row.use_state][to].done
        # Decided is what was read: what it says may have changed since.
        row.use_state, row.version = to, whole_or_zero(request.form.get("version"))
        try:
            save_or_propose(lambda acting: changes.save(acting, row))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(str(words), "success")
        return redirect(self.get_save_return_url(row))


def _with_names(form: Any, holder: Holder) -> Any:
    """The form with the names that fields have now, and with the fields at which a message may stand."""
    fields = [(one.number, pick(one, "label")) for one in rule_entry.fields_offered(holder)]
    form.told_at.choices = [("", gettext("The first that is named above")), *fields]
    if request.method == "GET" and form.expression.data:
        form.expression.data = rule_entry.shown_expression(form.expression.data, holder, language())
    return form


def _try(form: Any, row: RuleDefinition) -> None:
    """Let the form tell what the rule that stands in it finds, or what is wrong with it."""
    try:
        form.trial = trial_of(row.holder, rule_entry.understood_rule(row.holder, form.expression.data or ""))
    except Refused as refusal:
        show_faults(form, refusal)


def _trial(row: RuleDefinition) -> TrialTold:
    return trial_of(row.holder, rule_entry.said_by(row), row)


def _held(one: FieldDefinition) -> str:
    """What a field holds: its type, and of a list the codes that an expression compares it with."""
    codes = [f"'{code}'" for code, answer in known().answers_to(one).items() if answer.is_offered]
    kind = code_label("value_type", one.value_type)
    return f"{kind}: {', '.join(codes[:20])}" if codes else kind
