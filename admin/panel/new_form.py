"""The form for a new row: empty, filled with what is copied, or with what a proposal holds that is amended by it.

Whoever amends a proposal may not be among those who are told its personal values. These fields come empty, and left
empty they stay as they were sent.
"""

from collections.abc import Callable
from typing import Any

from flask_admin.helpers import get_form_data

from admin.current_viewer import viewer
from admin.panel.copying import row_to_copy
from admin.panel.forms import initial_values
from admin.panel.own_fields import own_values
from admin.panel.save_or_propose import step_to_amend
from tansiq.language.words import N_
from tansiq.models import Record
from tansiq.models.record_type import type_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records.copied_values import copied_values


def new_form(make: Callable[..., Any], model: type[Record], first_values: Callable[[], dict[str, Any]]) -> Any:
    """A form that `make` makes, as it was sent or else filled for the viewer; `first_values` where nothing else is."""
    former, row = _row_to_amend(model), row_to_copy(model)
    values = initial_values(former) if former else own_values(copied_values(row)) if row else first_values()
    asked = former or model
    form = make(get_form_data(), data={name: it for name, it in values.items() if may_see_field(viewer(), name, asked)})
    for name in _unseen(former, form):
        form[name].description = N_("Leave this empty to keep what was sent.")
    return form


def keep_unseen(row: Record, form: Any) -> None:
    """Let a new row that is proposed once more hold what its form did not tell and left empty."""
    former = None if row.id else _row_to_amend(type(row))
    for name in _unseen(former, form):
        if not form[name].data:
            setattr(row, name, getattr(former, name))


def _row_to_amend(model: type[Record]) -> Record | None:
    step = step_to_amend(model)
    return None if step is None else proposed_row(step)


def _unseen(former: Record | None, form: Any) -> list[str]:
    """The personal fields of the form that a proposed row fills and its viewer is not told."""
    names = type_of(type(former)).personal if former is not None else ()
    return [
        name
        for name in names
        if name in form and former is not None and former.__data__[name] and not may_see_field(viewer(), name, former)
    ]
