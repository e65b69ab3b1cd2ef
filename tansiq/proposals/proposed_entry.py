"""A proposed intervention as its form holds it, so that whoever proposed it can amend it, and whoever reviews it is
told what it would do twice."""

from collections.abc import Sequence
from typing import Any

from tansiq import intervention_entry
from tansiq.intervention_entry import Entry
from tansiq.models import (
    Commitment,
    Demand,
    DemandDocument,
    Intervention,
    Partnership,
    Project,
    Proposal,
    ReachedFigure,
    Site,
)
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.proposed_answers import are_of_one_list
from tansiq.proposals.steps import Step, read_steps
from tansiq.records.reached_figures import say_figure
from tansiq.records.undone_fields import part_values


def entry_of(viewer: Viewer, proposal: Proposal) -> Entry | None:
    """The intervention of a proposal with its sites and partners as they would be; None where it proposes no such."""
    steps = read_steps(proposal.steps)
    work = next((step for step in steps if step.model is Intervention), None)
    if work is None or work.act not in ("CREATE", "CHANGE"):
        return None
    row: Any = proposed_row(work)
    entry = Entry(row) if work.id < 0 else intervention_entry.held(viewer, row)
    entry.intervention = row
    _take_parts(entry, work)
    for step in steps:
        _take(entry, step, steps)
    for site in entry.sites:
        if site.id and not site.figures_by_month:
            _say_figures(site, site.id, steps)
    return entry


def proposed_site(step: Step, steps: Sequence[Step]) -> Site:
    """A site as a proposal would leave it, with the figures that it proposes by month."""
    row: Any = proposed_row(step)
    site: Site = row
    _say_figures(site, step.id, steps)
    return site


def _say_figures(site: Site, number: int, steps: Sequence[Step]) -> None:
    """Let a site, which steps know by a number, have the figures that they propose."""
    for step in steps:
        if step.model is ReachedFigure and step.act != "ARCHIVE":
            row: Any = proposed_row(step)
            if row.site_id == number:
                say_figure(site, row.month, row.people)


def fits_one_form(steps: Sequence[Step]) -> bool:
    """Whether a form holds all of these steps: one record, be it an intervention with its sites and its new project,
    a demand with its documents, or a field with its answers."""
    held = {table_name(model) for model in (Site, Intervention, ReachedFigure, Commitment)}
    others = [step for step in steps[1:] if step.table not in held]
    works = [step for step in steps if step.model is Intervention]
    is_with_project = bool(works) and steps[0].model is Project
    is_demand = steps[0].model is Demand and all(step.model is DemandDocument for step in steps[1:])
    return (
        is_demand
        or are_of_one_list(steps)
        or (
            len(works) <= 1
            and not others
            and (steps[0].model in (Intervention, Site) or len(steps) == 1 or is_with_project)
        )
    )


def _take_parts(entry: Entry, work: Step) -> None:
    pair = work.fields.get(table_name(Partnership))
    if pair is not None:
        entry.partners = [part_values(Partnership, Intervention, cells) for cells in pair[1]]


def _take(entry: Entry, step: Step, steps: Sequence[Step]) -> None:
    if step.model is Project and step.id < 0:
        project: Any = proposed_row(step)
        entry.project, entry.intervention.project_id = project, None
    if step.model is Commitment and step.id < 0:
        commitment: Any = proposed_row(step)
        entry.serves += [commitment.item_id] if commitment.item_id else []
    if step.model is not Site:
        return
    stored = next((site for site in entry.sites if site.id == step.id), None)
    if stored is not None:
        entry.sites.remove(stored)
    if step.act != "ARCHIVE":
        site = proposed_site(step, steps)
        # A new site belongs to the intervention of the entry, whatever number it had when it was tried.
        site.intervention_id = entry.intervention.id
        entry.sites.append(site)
    elif stored is not None:
        entry.removed.append(stored)
