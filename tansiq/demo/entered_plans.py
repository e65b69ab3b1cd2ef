"""Plans on their way into the register: as they are sketched, and as they stand there with the rows they refer to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tansiq.demo.base_records import organization_ids
from tansiq.demo.plan_tables import CommitmentFacts, ItemFacts, PlanFacts
from tansiq.models import Area, Goal, Plan, PlanItem, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class PlanSketch(NamedTuple):
    """A plan with its items and what was committed to them, before it is entered."""

    plan: PlanFacts
    items: Sequence[ItemFacts]
    commitments: Sequence[CommitmentFacts]


@dataclass(frozen=True)
class References:
    """The ids of what plans refer to: areas, sectors and goals by code, organisations by key."""

    areas: dict[str, int]
    sectors: dict[str, int]
    goals: dict[str, int]
    organizations: dict[str, int]


@dataclass(frozen=True)
class EnteredPlan:
    """A plan that was entered just now, and its items by their numbers."""

    facts: PlanFacts
    row: Plan
    items: dict[str, PlanItem]
    told: dict[str, ItemFacts]
    commitments: Sequence[CommitmentFacts]


def read_references(viewer: Viewer, country: str) -> References:
    """What the plans of a country may refer to, as the database has it."""
    return References(
        areas=_ids(viewer, Area, "pcode"),
        sectors=_ids(viewer, Sector, "code"),
        goals=_ids(viewer, Goal, "code"),
        organizations=organization_ids(viewer, country),
    )


def _ids(viewer: Viewer, model: type[Any], code: str) -> dict[str, int]:
    return dict(visible(model, viewer).select(getattr(model, code), model.id).tuples())
