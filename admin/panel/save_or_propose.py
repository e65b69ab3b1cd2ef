"""Saving for everybody: what the viewer may publish is done, what they may only propose is sent for review.

A form that was opened from a proposal (?proposal=7) amends that proposal. Whoever proposes is led to the proposal.
"""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from peewee import Model

from admin.current_viewer import viewer
from admin.panel import form_keys
from tansiq.language.digits import whole
from tansiq.language.words import gettext
from tansiq.models import Proposal, Record
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposed_entry import fits_one_form
from tansiq.proposals.proposing import OPEN, amend, submit
from tansiq.proposals.steps import Step, read_steps
from tansiq.records.changes import together

Told = Callable[[Proposal | None], None]
"""Whom to tell of what was saved: of the proposal, or None where it was done."""


def may_act(act: str, row: Model | type[Model]) -> bool:
    """Whether the viewer may do `act` to a row, or to rows of a table at all, or may propose it."""
    return may(viewer(), act, row) or may(viewer(), "PROPOSE", row)


def save_or_propose(deed: Callable[[Viewer], Any]) -> None:
    """Do a deed as the viewer, or propose it and go to the proposal's page. Raises Refused as the deed does."""
    amending = proposal_to_amend()
    redirect_to_proposal(submit(answering(), deed) if amending is None else amend(answering(), amending, deed))


def save_row(row: Record, deed: Callable[[Viewer], Any], told: Told | None = None) -> None:
    """The same of a deed that saves `row`: where that is new, one form creates it once, however often it is sent, and
    `told` is told in the same transaction."""
    if row.id:
        save_or_propose(deed)
    else:
        save_part(row, deed, told)


def save_part(row: Record, deed: Callable[[Viewer], Any], told: Told | None = None) -> None:
    """The same of a deed that adds to `row`, new or not: one form adds it once."""
    if proposal_to_amend() is not None:
        save_or_propose(deed)
    else:
        redirect_to_proposal(form_keys.create(row, lambda: _submitted(deed, told)))


def _submitted(deed: Callable[[Viewer], Any], told: Told | None) -> Proposal | None:
    with together():
        made = submit(answering(), deed)
        if told is not None:
            told(made)
    return made


def answering() -> Viewer:
    """The viewer, with what they answered where a rule warned of what they save."""
    return viewer().giving(request.form.get("rule_reason", ""))


def redirect_to_proposal(proposal: Proposal | None) -> None:
    """Go to the page of what was proposed, or to an empty form if another one is to follow; nothing where it was
    done."""
    if proposal is None:
        return
    flash(gettext("Sent for review. Nothing changes in the register until an officer approves it."), "success")
    is_one_of_many = "_add_another" in request.form and "proposal" not in request.args
    if is_one_of_many and str(request.endpoint).endswith(".create_view"):
        abort(redirect(request.full_path))
    abort(redirect(url_for("proposal.details_view", id=proposal.id)))


def proposal_to_amend() -> Proposal | None:
    """The open proposal of the viewer's own that the address names; 404 where it names any other."""
    given = request.args.get("proposal")
    if given is None:
        return None
    found: Proposal | None = visible(Proposal, viewer()).where(Proposal.id == (whole(given) or -1)).first()
    if found is None or found.state not in OPEN or not may(viewer(), "CHANGE", found):
        abort(404)
    if not fits_one_form(read_steps(found.steps)):
        # A form holds one record: amended by it, a proposal of several would lose the others.
        abort(404)
    return found


def step_to_amend(model: type[Model]) -> Step | None:
    """What the proposal that the address names does to the first row of `model`."""
    proposal = proposal_to_amend()
    steps = read_steps(proposal.steps) if proposal is not None else []
    return next((step for step in steps if step.model is model), None)
