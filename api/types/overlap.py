"""What is done twice: pairs of interventions that overlap, as GraphQL."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry

from api.enums import Level
from api.filters.arguments import Info, says, takes
from api.filters.filters import Period, number
from api.filters.scopes import REGISTRY, demand
from api.planner.computed_rows import Computed, Ranked, place
from api.planner.fields import column, refers_to, spoken
from api.planner.pages import After, Connection, First, page_size
from api.planner.rows import planned
from api.types.area import Area
from api.types.coverage import Codes, known
from api.types.intervention import Intervention
from api.types.organization import Organization
from api.types.sector import Sector
from tansiq import models
from tansiq.duplication import interventions as domain
from tansiq.duplication.overlap import Overlap as Found
from tansiq.duplication.overlap import OverlapQuestion, OverlapRank
from tansiq.duplication.weights import POINTS
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import Sentence, say, speaking
from tansiq.policy.viewer import Viewer

USUAL_GROUPS = 300
"""Pairs of area and sector that a list of groups is reckoned to have."""


def _said(reason: Sentence, language: str) -> str:
    with speaking(language):
        return str(reason)


@strawberry.type(description="Two interventions of different organisations: same sector, same place, same time.")
class Overlap:
    score: float = column("score", "How much they overlap, 0 to 1: place, share of days, likeness of what is done.")
    reason: str = spoken("reason", by=_said, description="Why, in words.")
    area: Area | None = refers_to("area_id", models.Area, "Where: the finer of the two places.")
    sector: Sector | None = refers_to("sector_id", models.Sector, "The sector of both.")
    overlaps_from: date = column("overlaps_from", "The first day on which both are carried out.")
    overlaps_to: date | None = column("overlaps_to", "The last such day; empty where both still run.")
    days_in_common: int | None = column("days_in_common", "Number of such days; empty where both still run.")
    first: Intervention | None = refers_to("first_id", models.Intervention, "The intervention that was entered first.")
    second: Intervention | None = refers_to("second_id", models.Intervention, "The other intervention.")
    first_organization: Organization | None = refers_to(
        "first_organization_id", models.Organization, "Whose the first is, merged organisations counted as one."
    )
    second_organization: Organization | None = refers_to(
        "second_organization_id", models.Organization, "Whose the second is, merged organisations counted as one."
    )
    first_area: Area | None = refers_to("first_area_id", models.Area, "Where the first is carried out.")
    second_area: Area | None = refers_to("second_area_id", models.Area, "Where the second is carried out.")


@strawberry.type(description="How often interventions overlap in one area and sector.")
class OverlapGroup:
    area: Area | None = refers_to("area_id", models.Area, "The area; empty for pairs located more roughly.")
    sector: Sector | None = refers_to("sector_id", models.Sector, "The sector.")
    pair_count: int = column("pair_count", "Pairs of interventions.")
    best_score: float = column("best_score", "The highest of their scores, 0 to 1.")


@dataclass(frozen=True)
class OverlapFilters:
    """What may be asked of overlaps."""

    within: Annotated[str, says("P-code of an area: the finer of the two places of a pair lies in it.")]
    min_score: Annotated[float, says("Only pairs with this score or a higher one, 0 to 1.")] = 0.0
    sectors: Codes = None
    period: Annotated[Period | None, says("Only pairs that overlap on a day of this period.")] = None
    organization: Annotated[
        strawberry.ID | None,
        says("Id of an organisation: only pairs it is part of. Needs registry:read."),
    ] = None

    def question(self, viewer: Viewer) -> OverlapQuestion:
        """The question as the domain knows it. Raises Refused: OUT_OF_RANGE, SCOPE_MISSING, UNKNOWN_CODE ..."""
        if not 0 <= self.min_score <= 1:
            text = say("A score lies between 0 and 1.")
            raise Refused(Fault("OUT_OF_RANGE", "minScore", text))
        if self.organization:
            demand(viewer, REGISTRY)
        return OverlapQuestion(
            within=self.within,
            sectors=known(viewer, models.Sector, self.sectors, "sectors"),
            min_score=self.min_score,
            period=self.period.checked() if self.period else None,
            organizations=(number(self.organization),) if self.organization else (),
        )


@dataclass(frozen=True)
class OverlapPageFilters(OverlapFilters):
    """What may be asked of pairs."""

    first: First = 50
    after: After = None


@dataclass(frozen=True)
class OverlapGroupFilters(OverlapFilters):
    """What may be asked of groups of pairs."""

    level: Annotated[Level, says("Pairs are counted by areas of this level.")] = Level.DISTRICT


@takes(OverlapPageFilters)
def overlaps(info: Info[Any, Any], asked: OverlapPageFilters) -> Connection[Overlap]:
    """Pairs of interventions that may do the same twice, the highest score first."""
    viewer, first, after = info.context.viewer, page_size(asked.first), _place(asked.after)
    question = asked.question(viewer)
    counting = viewer.counting()
    found = domain.overlaps(counting, question, first, after)
    return planned(Ranked(found.overlaps, found.has_next, lambda: domain.count_overlaps(counting, question), _rank))


@takes(OverlapGroupFilters)
def overlap_groups(info: Info[Any, Any], asked: OverlapGroupFilters) -> list[OverlapGroup]:
    """Where interventions overlap most often: pairs counted by area and sector."""
    viewer = info.context.viewer
    if asked.level is Level.SETTLEMENT:
        text = say("Pairs are counted by sub-district or above.")
        raise Refused(Fault("OUT_OF_RANGE", "level", text))
    level = LEVEL_NAMES.index(asked.level.value)
    return planned(Computed(domain.group_overlaps(viewer.counting(), asked.question(viewer), level)))


def _place(after: str | None) -> OverlapRank | None:
    rank = place(after, len(OverlapRank._fields))
    return None if rank is None else OverlapRank(*rank[: len(OverlapRank._fields)])


def _rank(overlap: Found) -> OverlapRank:
    return OverlapRank(round(overlap.score * POINTS), overlap.first_id or 0, overlap.second_id)
