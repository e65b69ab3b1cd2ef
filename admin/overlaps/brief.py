"""The overlaps of one intervention in short, on its page: with whom, why, and how much alike."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import format_percent
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.overlaps.pairs import SignedDecision, signed_decisions
from admin.words.formatting import NO_VALUE, link
from admin.words.naming import name_of
from tansiq.duplication.decisions import decisions_on_work, has_decisions
from tansiq.duplication.find_overlaps import overlaps_of
from tansiq.duplication.overlap import Overlap
from tansiq.language.words import spoken_locale
from tansiq.models import Intervention, Organization, OverlapDecision
from tansiq.policy.visibility import may, visible

FIRST = 5
"""Overlaps that the page tells, those of the highest score."""


@dataclass(frozen=True)
class Neighbour:
    """One overlap as its page tells it: the other intervention, its organisation, why, and the score in percent."""

    intervention: Markup
    organization: Markup
    reason: str
    score: str


@dataclass(frozen=True)
class DecidedNeighbour:
    """A decision on an overlap of the intervention, and the address of both side by side."""

    decided: SignedDecision
    intervention: Markup
    pair: tuple[int, int]


@dataclass(frozen=True)
class Neighbours:
    """The best overlaps of an intervention, whether there are more, and what was decided on it and others."""

    first: list[Neighbour]
    has_more: bool
    decided: list[DecidedNeighbour]


def neighbours(row: Intervention) -> Neighbours:
    """The best overlaps of a stored intervention with what the viewer may see; a few statements, however many."""
    found = [] if row.archived_at else overlaps_of(viewer(), row, first=FIRST + 1)
    others = _by_id(Intervention, {_other(overlap, row) for overlap in found})
    theirs = _by_id(Organization, {other.organization_id for other in others.values()})
    told = [
        _neighbour(overlap, others[_other(overlap, row)], theirs)
        for overlap in found[:FIRST]
        if _other(overlap, row) in others
    ]
    return Neighbours(told, len(found) > FIRST, _decided(row))


def _decided(row: Intervention) -> list[DecidedNeighbour]:
    if not may(viewer(), "READ", OverlapDecision) or not has_decisions(viewer(), row):
        return []
    signed = signed_decisions(list(decisions_on_work(viewer(), row).limit(FIRST)))
    pairs = [(one.row.first_id, one.row.second_id) for one in signed]
    others = _by_id(Intervention, {second if first == row.id else first for first, second in pairs})
    return [
        DecidedNeighbour(one, link(others[other], name_of(others[other])), (first, second))
        for one, (first, second) in zip(signed, pairs, strict=True)
        if (other := second if first == row.id else first) in others
    ]


def _neighbour(overlap: Overlap, other: Intervention, theirs: dict[int, Any]) -> Neighbour:
    who = theirs.get(other.organization_id)
    return Neighbour(
        link(other, name_of(other)),
        NO_VALUE if who is None else link(who, name_of(who)),
        str(overlap.reason),
        format_percent(overlap.score, locale=spoken_locale()),
    )


def _other(overlap: Overlap, row: Intervention) -> int:
    return overlap.second_id if overlap.first_id == row.id else overlap.first_id or 0


def _by_id(model: Any, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in visible(model, viewer()).where(model.id.in_(ids))} if ids else {}
