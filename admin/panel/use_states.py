"""The states of what a ministry defines: drafted, in use, retired. What changes for whom is told before it is done.

the page of a definition -> "Publish" -> its question, with what changes -> done, or sent for review
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.forms import whole_or_zero
from admin.panel.save_or_propose import save_or_propose
from admin.panel.wrong_texts import flash_wrong
from tansiq.faults import Refused
from tansiq.language.words import Sentence
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes


@dataclass(frozen=True)
class Step:
    """The words of its button, the question it asks first, and what is said once it is done."""

    words: Sentence
    question: Sentence
    done: Sentence


class UseStatesMixin:
    """Of a view of definitions: the page on which their state is changed. `state_steps` are by state the states that
    may follow."""

    state_steps: ClassVar[Mapping[str, Mapping[str, Step]]]
    state_template = "panel/field_state.html"
    model: Any
    get_own: Any
    get_save_return_url: Any
    render: Any

    def told_effects(self, row: Any, to: str) -> list[str]:
        """What changes for whom when a definition gets into the state `to`, a sentence each."""
        raise NotImplementedError

    def take_step(self, acting: Viewer, row: Any, to: str) -> None:
        """Save a definition in its new state as whoever acts."""
        row.use_state = to
        changes.save(acting, row)

    def may_act(self, act: str, row: Any = None) -> bool:
        """Whether the viewer may do `act` to a definition. Asked of the table, whoever proposes anything may: a partner
        would be offered a form that is then refused."""
        is_allowed: bool = super().may_act(act, self.model() if row is None else row)  # type: ignore[misc]  # The view's.
        return is_allowed

    def steps(self, row: Any) -> list[tuple[str, str]]:
        """(state, words) of what may become of it next."""
        if row.archived_at is not None or not self.may_act("CHANGE", row):
            return []
        return [(to, str(step.words)) for to, step in self.state_steps[row.use_state].items()]

    @expose("/state/", methods=("GET", "POST"))
    def state_view(self) -> Any:
        """Publish, retire or bring back: first what changes for whom, then the deed."""
        given = request.values
        row = self.get_own("CHANGE", given.get("id"))
        step = self.state_steps[row.use_state].get(given.get("to", "")) or abort(404)
        if request.method == "POST":
            return self._step(row, step, given["to"])
        told, is_proposed = self.told_effects(row, given["to"]), not may(viewer(), "CHANGE", row)
        said = {"row": row, "step": step, "to": given["to"], "effects": told, "is_proposed": is_proposed}
        return self.render(self.state_template, **said)

    def _step(self, row: Any, step: Step, to: str) -> Any:
        # Decided is what was read: whom it is shown to may have changed since.
        row.version = whole_or_zero(request.form.get("version"))
        try:
            save_or_propose(lambda acting: self.take_step(acting, row, to))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(str(step.done), "success")
        return redirect(self.get_save_return_url(row))
