"""Organisations that might carry out an item of a plan, the most suitable first, each with why."""

from typing import Annotated, Any

import strawberry

from api.filters.arguments import Info, says
from api.filters.conditions import record_with_id
from api.filters.scopes import REGISTRY, require_scope
from api.planner.computed_rows import ITSELF, ComputedRows, from_object
from api.planner.fields import column, list_spoken, refers_to
from api.planner.pages import page_size
from api.planner.rows import planned
from api.types.organization import Organization
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.language.words import say, speaking
from tansiq.partnerships.suggesting import MOST, Suggestion, Suggestions
from tansiq.partnerships.suggesting import suggest_partners as suggested

USUAL = 10
"""Organisations that are suggested where nobody says how many."""
WEIGHT = 5_000
"""Values for which the question counts (api/http/cost.py): all work of the item's sectors is looked at."""


def _said(suggestion: Suggestion, language: str) -> list[str]:
    with speaking(language):
        return suggestion.reasons


def _values(suggestion: Suggestion) -> list[float | None]:
    return [part.value for part in suggestion.parts]


def _contributions(suggestion: Suggestion) -> list[float]:
    return [part.contribution for part in suggestion.parts]


@strawberry.type(
    description="""An organisation that might carry out an item of a plan. Six parts make its score, each from 0 to 1,
in this order: presence in the area and its neighbours, work in the sector, size of past work, timeliness of its reports
in rounds, open capacity on the days of the item, past work with those who answer for the item. How much each part
counts is set by whoever runs the register."""
)
class PartnerSuggestion:
    organization: Organization | None = refers_to(
        "organization_id", models.Organization, "The organisation, merged ones counted as one."
    )
    score: float = column("score", "How well it suits, 0 to 1: the mean of the parts that are known, by their weights.")
    reasons: list[str] = list_spoken(ITSELF, by=_said, description="Why, in words: a sentence for each part.")
    values: list[float | None] = from_object(
        _values, "Each part from 0 to 1; null where it is not known, which counts neither for nor against it."
    )
    contributions: list[float] = from_object(
        _contributions, "What each part adds to the score, 0 to 1; together they are the score."
    )


@strawberry.type(description="Who came into question for an item of a plan, and who was left out.")
class PartnersLeftOut:
    candidate_count: int = strawberry.field(
        description="Organisations that work in its area or sector, or say that they do, and take on something new."
    )
    left_out_count: int = strawberry.field(
        description="Organisations at work there that were left out: archived, dissolved or suspended."
    )


Item = Annotated[strawberry.ID, says("Id of an item of a plan.")]
Count = Annotated[int, says("How many organisations, from 1 to 100.")]


def suggest_partners(info: Info[Any, Any], item: Item, first: Count = USUAL) -> list[PartnerSuggestion]:
    """Organisations that might carry out an item of a plan, the most suitable first; equal scores by their ids."""
    return planned(ComputedRows(_found(info, item, page_size(first)).suggestions))


def partners_left_out(info: Info[Any, Any], item: Item) -> PartnersLeftOut:
    """How many organisations came into question for an item of a plan, and how many were left out."""
    found = _found(info, item, 1)
    return PartnersLeftOut(candidate_count=found.candidate_count, left_out_count=found.left_out_count)


def _found(info: Info[Any, Any], item: str, first: int) -> Suggestions:
    viewer = info.context.viewer
    require_scope(viewer, REGISTRY)
    row = record_with_id(info.context, models.PlanItem, item).first()
    if row is None:
        raise Refused(Fault("NOT_FOUND", "item", say("There is no such record.")))
    return suggested(viewer, row, min(first, MOST))
