"""A plan in parts: what is entered at once, and what goes to review, one proposal for rows that hang together.

Interventions hang together where they name the same new organisation or the same new project: one cannot be approved
without the other. Every other intervention is a proposal of its own, for the officers of its own areas.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import InterventionDraft, Plan
from tansiq.language.words import say
from tansiq.proposals.proposing import MOST_STEPS

_TOO_MANY = say(
    "These rows hang together: they are of one intervention, or name the same new organisation or project. More than "
    "%(most)s records cannot be reviewed at once. Send the rows in parts, or have the organisation or project entered "
    "first.",
    most=MOST_STEPS,
)


def reviewable(interventions: list[InterventionDraft]) -> list[InterventionDraft]:
    """The interventions, those that hang together with a proposed one proposed as well; sets that are too large
    to be reviewed are told at each of their rows and left out."""
    if not any(intervention.is_proposed for intervention in interventions):
        return interventions
    kept: set[int] = set()
    for together in _sets(interventions):
        is_proposed = any(intervention.is_proposed for intervention in together)
        for intervention in together:
            intervention.is_proposed = is_proposed
        if is_proposed and _size(together) > MOST_STEPS:
            _tell_too_many(together)
        else:
            kept.update(id(intervention) for intervention in together)
    return [intervention for intervention in interventions if id(intervention) in kept]


def part_to_enter(made: Plan) -> Plan:
    """The part of a plan that its sender enters."""
    return _part(
        made, [intervention for intervention in made.interventions if not intervention.is_proposed], made.areas
    )


def parts_to_propose(made: Plan) -> Iterator[Plan]:
    """The parts of a plan that its sender proposes, in the order of the sheet."""
    for interventions in _sets(intervention for intervention in made.interventions if intervention.is_proposed):
        yield replace(_part(made, interventions, []), respelled=[])


def _part(made: Plan, interventions: list[InterventionDraft], areas: list[AreaEntry]) -> Plan:
    drafts = {id(draft) for intervention in interventions for draft in intervention.sites}
    new = {id(thing) for intervention in interventions for thing in new_things(intervention)}
    organizations = {
        id(organization) for intervention in interventions for organization in _organizations(intervention)
    }
    return replace(
        made,
        interventions=interventions,
        areas=areas,
        organizations=[organization for organization in made.organizations if id(organization) in new],
        projects=[project for project in made.projects if id(project) in new],
        respelled=[organization for organization in made.respelled if id(organization) in organizations],
        refreshed=[draft for draft in made.refreshed if id(draft) in drafts],
    )


def _sets(interventions: Iterable[InterventionDraft]) -> list[list[InterventionDraft]]:
    """The interventions in sets that share no new organisation or project, in the order of the first of each."""
    leaders: dict[int, int] = {}

    def leader(key: int) -> int:
        while leaders.setdefault(key, key) != key:
            leaders[key] = key = leaders[leaders[key]]
        return key

    every = list(interventions)
    for intervention in every:
        for thing in new_things(intervention):
            leaders[leader(id(thing))] = leader(id(intervention))
    sets: dict[int, list[InterventionDraft]] = {}
    for intervention in every:
        sets.setdefault(leader(id(intervention)), []).append(intervention)
    return list(sets.values())


def new_things(intervention: InterventionDraft) -> Iterator[OrganizationEntry | ProjectEntry]:
    """The organisations and the project that an intervention names and that are still to be entered."""
    yield from (one for one in _organizations(intervention) if one.id is None)
    projects = {id(draft.facts.project): draft.facts.project for draft in intervention.sites if draft.facts.project}
    yield from (one for one in projects.values() if one.id is None)


def _organizations(intervention: InterventionDraft) -> Iterator[OrganizationEntry]:
    return (one for draft in intervention.sites for one in draft.facts.organizations)


def _size(interventions: list[InterventionDraft]) -> int:
    """Records that a proposal of these interventions touches at most."""
    new = {id(thing) for intervention in interventions for thing in new_things(intervention)}
    return len(new) + sum(1 + len(intervention.sites) for intervention in interventions)


def _tell_too_many(interventions: list[InterventionDraft]) -> None:
    for draft in (draft for intervention in interventions for draft in intervention.sites):
        name = filled(draft.reading, "record_id", "project_title", "organization_name")
        draft.reading.tell("error", "too-many-to-review", name, _TOO_MANY)
