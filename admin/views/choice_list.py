"""Lists of answers, each of which several fields may offer."""

from typing import Any

from admin.current_viewer import viewer
from admin.panel.answer_lines import AnswersMixin, answer_inputs, given_answers, see_answers, show_answers
from admin.panel.copying import row_to_copy
from admin.panel.field_groups import FieldGroup
from admin.panel.field_states import lacking_told
from admin.panel.forms import GuardedForm, show_faults
from admin.panel.guarded_view import GuardedView
from admin.panel.save_or_propose import save_row
from tansiq import field_entry
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import ChoiceList


class ChoiceListView(AnswersMixin, GuardedView):
    """One list with its answers; which fields offer it stands on its page."""

    icon = "activity"
    new_title = say("Add a list of answers")
    empty = say("No list of answers yet. A field that offers answers brings its own.")
    groups = (FieldGroup(say("List of answers"), ("name_ar", "name_en")),)
    order = (("id", True),)
    column_list = ("name", "changed_at")
    column_sortable_list = ("changed_at",)
    column_offered = ("name_ar", "name_en", "created_at")
    details_template = "panel/answer_list.html"
    create_template = edit_template = "panel/field_form.html"

    def is_visible(self) -> bool:
        return viewer().is_admin or bool(viewer().area_ids)

    def may_act(self, act: str, row: Any = None) -> bool:
        # Asked of the table, whoever proposes anything may: a partner would be offered a form that is then refused.
        return super().may_act(act, ChoiceList() if row is None else row)

    def sharing(self, row: Any) -> list[str]:
        """Which fields offer its answers stands on its page."""
        return []

    def answers_list_id(self, row: Any) -> int | None:
        return int(row.id) if row.id else None

    def scaffold_form(self) -> type[GuardedForm]:
        return type("ListForm", (super().scaffold_form(),), answer_inputs())

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        show_answers(form, self.answers(obj))
        see_answers(form, self.answers(obj))
        return form

    def create_form(self, obj: Any = None) -> Any:
        form, copied = super().create_form(obj), row_to_copy(ChoiceList)
        show_answers(form, [] if copied is None else self.answers(copied))
        return form

    def told_lacking(self, row: Any) -> list[str]:
        """What has words in one of the languages alone, in sentences."""
        offered = [(choice, "label") for choice in self.answers(row) if choice.is_offered]
        return lacking_told(field_entry.words_missing([(row, "name"), *offered]))

    def _save(self, row: Any, form: Any) -> bool:
        self.fill_row(row, form)
        lines, seen = given_answers(form)
        try:
            save_row(row, lambda acting: field_entry.enter_list(acting, row, lines, seen))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return True
