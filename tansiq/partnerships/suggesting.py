"""Organisations that might carry out an item of a plan, the most suitable first, each with why.

item -> wanted -> past work, timeliness -> parts (0 to 1) -> their mean by weight -> rank; equal scores by their ids

A handful of statements, however many organisations there are and however much work.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tansiq.language.words import Sentence
from tansiq.models import CallInvitation, Organization, PlanItem
from tansiq.organizations.licensing import legal_status
from tansiq.partnerships.parts import RECKONED, Facts, score_of, values_of
from tansiq.partnerships.past_work import past_work
from tansiq.partnerships.timeliness import timeliness
from tansiq.partnerships.wanted import wanted
from tansiq.partnerships.weights import in_use
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 100
"""Organisations that are suggested at once."""
STOPPED = ("DISSOLVED", "SUSPENDED")
"""Legal statuses of those that take on nothing new."""


@dataclass(frozen=True)
class SuggestedPart:
    """One part of a score: `weight` as it is set, `value` from 0 to 1, None where it is not known, and `contribution`,
    what it adds to the score."""

    name: str
    weight: int
    value: float | None
    contribution: float
    reason: Sentence


@dataclass(frozen=True)
class Suggestion:
    """One organisation with its score (0 to 1) and the parts that it is made of, in their order."""

    organization: Organization
    score: float
    parts: tuple[SuggestedPart, ...]

    @property
    def organization_id(self) -> int:
        """The id of the organisation."""
        return self.organization.id

    @property
    def reasons(self) -> list[str]:
        """Why, in the language now spoken."""
        return [str(part.reason) for part in self.parts]


@dataclass(frozen=True)
class Suggestions:
    """Those suggested; `candidate_count` are all that came into question, `left_out_count` those that work there and
    were left out as they are archived, dissolved or suspended."""

    suggestions: tuple[Suggestion, ...]
    candidate_count: int
    left_out_count: int


def suggest_partners(viewer: Viewer, item: PlanItem, first: int = 10) -> Suggestions:
    """The organisations that suit a visible item best, as far as `viewer` sees them and their work."""
    asked = wanted(viewer, item)
    works, reports = past_work(viewer, asked), timeliness(viewer)
    works.pop(asked.responsible_id or 0, None)
    known = {key: Facts(work, reports.get(key), bool(asked.partner_ids)) for key, work in works.items()}
    rows = _seen(viewer, known)
    standing = [row for row in rows if _takes_on(row)]
    weights = in_use()
    ranked = sorted((-score_of(values_of(known[row.id]), weights), row.id, row) for row in standing)
    chosen = [_suggestion(row, -below, known[row.id], weights) for below, _, row in ranked[: min(first, MOST)]]
    return Suggestions(tuple(chosen), len(standing), len(rows) - len(standing))


def invited_already(viewer: Viewer, call_id: int, organization_ids: Iterable[int]) -> frozenset[int]:
    """Those of some organisations that are invited to a call, as far as `viewer` reads that."""
    rows = visible(CallInvitation, viewer).where(
        CallInvitation.call == call_id,
        CallInvitation.archived_at.is_null(),
        among(CallInvitation.organization, id_list(sorted(organization_ids))),
    )
    return frozenset(row.organization_id for row in rows)


def _seen(viewer: Viewer, known: Mapping[int, Facts]) -> list[Organization]:
    return list(visible(Organization, viewer).where(among(Organization.id, id_list(sorted(known)))))


def _takes_on(row: Organization) -> bool:
    """Whether it stands, and may take on something new."""
    days = (row.dissolved_on, row.suspended_on, row.licence_issued_on, row.licence_expires_on)
    return row.archived_at is None and legal_status(*days, clock.today()) not in STOPPED


def _suggestion(row: Organization, score: float, facts: Facts, weights: Mapping[str, int]) -> Suggestion:
    told = {name: reckon(facts) for name, reckon in RECKONED.items()}
    whole = sum(weights[name] for name, (value, _) in told.items() if value is not None)
    parts = [
        SuggestedPart(name, weights[name], value, _share(value, weights[name], whole), reason)
        for name, (value, reason) in told.items()
    ]
    return Suggestion(row, score, tuple(parts))


def _share(value: float | None, weight: int, whole: int) -> float:
    return round(value * weight / whole, 4) if value is not None and whole else 0.0
