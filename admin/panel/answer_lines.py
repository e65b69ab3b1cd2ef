"""The answers of a list in a form, a line each, beside what somebody else may have made of them meanwhile."""

from typing import Any

from flask import request
from wtforms import HiddenField

from admin.panel.inputs import ParagraphField
from admin.panel.save_or_propose import proposal_to_amend
from tansiq import field_entry
from tansiq.field_entry import AnswerLine
from tansiq.language.words import N_, say
from tansiq.models import Choice
from tansiq.proposals.proposed_answers import proposed_answers
from tansiq.proposals.steps import read_steps


def answer_inputs() -> dict[str, Any]:
    """The fields of a form that asks the answers of a list."""
    hint = N_("One in a line: code | Arabic | English. The code may be left out, as in: بئر | Well")
    return {
        "answers": ParagraphField(say("Answers"), description=hint, render_kw={"dir": "auto"}),
        # What was read of them: somebody else may change them before this form is sent.
        "answers_seen": HiddenField(),
    }


def show_answers(form: Any, stored: list[Choice]) -> None:
    """Fill a form with the answers of the register, or with those of the proposal that it amends."""
    if "answers" not in form or request.method != "GET":
        return
    proposal = proposal_to_amend()
    shown = stored if proposal is None else proposed_answers(read_steps(proposal.steps), stored)
    form.answers.data = field_entry.written_answers(shown)


def see_answers(form: Any, stored: list[Choice]) -> None:
    """Let a form know which answers of the register it will change."""
    if "answers_seen" in form and request.method == "GET":
        form.answers_seen.data = field_entry.mark_of(stored)


def given_answers(form: Any) -> tuple[list[AnswerLine], str]:
    """The lines that a form holds, and the mark of the answers that were read."""
    if "answers" not in form:
        return [], ""
    return field_entry.read_answers(form.answers.data or ""), form.answers_seen.data or ""


class AnswersMixin:
    """Of a view of rows with a list of answers, which `answers_list_id` names."""

    def answers_list_id(self, row: Any) -> int | None:
        """The list whose answers the form of a row changes."""
        raise NotImplementedError

    def answers(self, row: Any) -> list[Choice]:
        """The answers that it offers, or offered, in their order."""
        return field_entry.answers_of(self.answers_list_id(row))

    def answers_now(self, form: Any, row: Any) -> str:
        """What stands in the register where somebody changed the answers while the form on a row was open; "" where
        nobody did. A form that shows it has seen it."""
        seen, now = form.answers_seen.data, self.answers(row)
        if not seen or seen == field_entry.mark_of(now):
            return ""
        form.answers_seen.data = field_entry.mark_of(now)
        return field_entry.written_answers(now)
