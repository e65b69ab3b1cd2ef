"""A plan in parts: what is entered at once, and what goes to review, one proposal for rows that hang together.

Interventions hang together where they name the same new organisation or the same new project: one cannot be approved
without the other. Every other intervention is a proposal of its own, for the officers of its own areas.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import Plan, Team
from tansiq.language.words import say
from tansiq.proposals.proposing import MOST_STEPS

_TOO_MANY = say(
    "These rows hang together: they are of one intervention, or name the same new organisation or project. More than "
    "%(most)s records cannot be reviewed at once. Send the rows in parts, or have the organisation or project entered "
    "first.",
    most=MOST_STEPS,
)


def reviewable(teams: list[Team]) -> list[Team]:
    """The teams, those that hang together with a proposed one proposed as well; sets that are too large to be
    reviewed are told at each of their rows and left out."""
    if not any(team.is_proposed for team in teams):
        return teams
    kept: set[int] = set()
    for together in _sets(teams):
        is_proposed = any(team.is_proposed for team in together)
        for team in together:
            team.is_proposed = is_proposed
        if is_proposed and _size(together) > MOST_STEPS:
            _tell_too_many(together)
        else:
            kept.update(id(team) for team in together)
    return [team for team in teams if id(team) in kept]


def entered(made: Plan) -> Plan:
    """The part of a plan that its sender enters."""
    return _part(made, [team for team in made.teams if not team.is_proposed], made.areas)


def proposed(made: Plan) -> Iterator[Plan]:
    """The parts of a plan that its sender proposes, in the order of the sheet."""
    for teams in _sets(team for team in made.teams if team.is_proposed):
        yield replace(_part(made, teams, []), respelled=[])


def _part(made: Plan, teams: list[Team], areas: list[Any]) -> Plan:
    drafts = {id(draft) for team in teams for draft in team.drafts}
    new = {id(thing) for team in teams for thing in new_things(team)}
    bodies = {id(body) for team in teams for body in _bodies(team)}
    return replace(
        made,
        teams=teams,
        areas=areas,
        bodies=[body for body in made.bodies if id(body) in new],
        ventures=[venture for venture in made.ventures if id(venture) in new],
        respelled=[body for body in made.respelled if id(body) in bodies],
        refreshed=[draft for draft in made.refreshed if id(draft) in drafts],
    )


def _sets(teams: Iterable[Team]) -> list[list[Team]]:
    """The teams in sets that share no new organisation or project, in the order of their first teams."""
    leaders: dict[int, int] = {}

    def leader(key: int) -> int:
        while leaders.setdefault(key, key) != key:
            leaders[key] = key = leaders[leaders[key]]
        return key

    every = list(teams)
    for team in every:
        for thing in new_things(team):
            leaders[leader(id(thing))] = leader(id(team))
    sets: dict[int, list[Team]] = {}
    for team in every:
        sets.setdefault(leader(id(team)), []).append(team)
    return list(sets.values())


def new_things(team: Team) -> Iterator[Any]:
    """The organisations and the project that a team names and that are still to be entered."""
    ventures = {id(draft.facts.venture): draft.facts.venture for draft in team.drafts if draft.facts.venture}
    for thing in (*_bodies(team), *ventures.values()):
        if thing.id is None:
            yield thing


def _bodies(team: Team) -> Iterator[Any]:
    for draft in team.drafts:
        if draft.facts.body is not None:
            yield draft.facts.body
        for bodies in draft.facts.partners.values():
            yield from bodies


def _size(teams: list[Team]) -> int:
    """Records that a proposal of these teams touches at most."""
    new = {id(thing) for team in teams for thing in new_things(team)}
    return len(new) + sum(1 + len(team.drafts) for team in teams)


def _tell_too_many(teams: list[Team]) -> None:
    for draft in (draft for team in teams for draft in team.drafts):
        name = filled(draft.reading, "record_id", "project_title", "organization_name")
        draft.reading.tell("error", "too-many-to-review", name, _TOO_MANY)
