"""The form for a new row: empty, filled with what is copied, or with what a proposal holds that is amended by it.

Whoever amends a proposal may not be among those who are told its personal values. These fields come empty, and left
empty they stay as they were sent.
"""

from collections.abc import Callable
from typing import Any

from flask_admin.helpers import get_form_data
from wtforms.validators import Optional

from admin.current_viewer import viewer
from admin.panel.copying import row_to_copy
from admin.panel.forms import initial_values
from admin.panel.own_fields import own_values
from admin.panel.save_or_propose import step_to_amend
from tansiq.language.words import N_
from tansiq.models import Record
from tansiq.policy.seen_fields import is_personal, may_see_field
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records.copied_values import copied_values

_EMPTY: tuple[Any, ...] = (None, "", [])
"""What a field holds that nothing is said in; no is an answer."""


def new_form(make: Callable[..., Any], model: type[Record], first_values: Callable[[], dict[str, Any]]) -> Any:
    """A form that `make` makes, as it was sent or else filled for the viewer; `first_values` where nothing else is."""
    former, row = row_to_amend(model), row_to_copy(model)
    values = initial_values(former) if former else own_values(copied_values(row)) if row else first_values()
    asked = former or model
    return say_unseen(make(get_form_data(), data=seen_values(values, asked)), former)


def seen_values(values: dict[str, Any], asked: Record | type[Record]) -> dict[str, Any]:
    """Of the values of a form those that the viewer may see of a row, or of the rows of a table at all."""
    return {name: value for name, value in values.items() if may_see_field(viewer(), name, asked)}


def say_unseen(form: Any, former: Record | None) -> Any:
    """The form by which a proposed row is amended: what its viewer is not told says so, and may stay empty."""
    for name in _unseen(former, form):
        form[name].description = N_("Leave this empty to keep what was sent.")
        form[name].validators, form[name].flags.required = [Optional()], False
    return form


def keep_unseen(row: Record, form: Any) -> None:
    """Let a new row that is proposed once more hold what its form did not tell and left empty."""
    former = None if row.id else row_to_amend(type(row))
    for name in _unseen(former, form):
        if former is not None and form[name].data in _EMPTY:
            row.enter(name, former.entered(name))


def row_to_amend(model: type[Record]) -> Record | None:
    """The row of a table as the proposal that the address names would leave it; None where it names none."""
    step = step_to_amend(model)
    return None if step is None else proposed_row(step)


def _unseen(former: Record | None, form: Any) -> list[str]:
    """The personal fields of the form that a proposed row fills and its viewer is not told."""
    if former is None:
        return []
    names = [name for name in former.values() if name in form and is_personal(name, type(former))]
    return [name for name in names if former.entered(name) not in _EMPTY and not may_see_field(viewer(), name, former)]
