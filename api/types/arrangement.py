"""Arrangements: what an officer or a party of a case of duplication proposes, and what the parties answer."""

from datetime import date, datetime

import strawberry

from api.enums import ArrangementKind, ArrangementReply, ArrangementState
from api.planner.fields import column, computed, parts, refers_to, usually
from api.types.area import Area
from api.types.arrangement_effect import ArrangementEffect, effect_of_arrangement
from api.types.intervention import Intervention
from api.types.organization import Organization
from api.types.sector import PopulationGroup
from tansiq import models

table = models.Arrangement
step = models.ArrangementStep
answer = models.ArrangementAnswer


def is_of_nobody(organization: object) -> bool:
    """Whether no organisation wrote it: an officer did."""
    return organization is None


@strawberry.type(description="What becomes of one intervention; what is null stays as it is.")
class ArrangementStep:
    intervention: Intervention | None = refers_to(step.intervention, models.Intervention, "What changes.")
    area: Area | None = refers_to(step.area, models.Area, "Where it is to be carried out.")
    population_group: PopulationGroup | None = refers_to(
        step.population_group, models.PopulationGroup, "Whom it is to serve."
    )
    starts_on: date | None = column(step.starts_on, "Its first day from then on.")
    ends_on: date | None = column(step.ends_on, "Its last day from then on.")


@strawberry.type(description="What one organisation answers. Of several answers of one organisation the last counts.")
class ArrangementAnswer:
    organization: Organization | None = refers_to(answer.organization, models.Organization, "Who answers.")
    reply: ArrangementReply = column(answer.reply, "Whether it agrees.")
    note: str = column(answer.note, "What was said with it; why, where it objects.")
    is_recorded: bool = column(answer.is_recorded, "Whether an officer recorded it, such as after a telephone call.")
    answered_at: datetime = column(answer.answered_at, "When (UTC).")


@strawberry.type(description="What an officer or a party of a case proposes, so that nothing is done twice.")
class Arrangement:
    id: strawberry.ID = column(table.id, "Number of the record.")
    kind: ArrangementKind = column(table.arrangement_kind, "What is arranged.")
    state: ArrangementState = column(table.arrangement_state, "How far it is.")
    organization: Organization | None = refers_to(
        table.organization, models.Organization, "The organisation that proposes it."
    )
    is_by_officer: bool = computed(
        table.organization, by=is_of_nobody, description="Whether an officer proposes it, no organisation."
    )
    lead: Intervention | None = refers_to(
        table.lead, models.Intervention, "The intervention that the others become parts of, where they become one."
    )
    note: str = column(table.note, "What was said with it.")
    answer_by: date | None = column(table.answer_by, "The last day on which the parties answer.")
    steps: list[ArrangementStep] = usually(
        2, parts(step.arrangement, "What becomes of each intervention that changes.", order=(step.id,))
    )
    answers: list[ArrangementAnswer] = usually(
        3,
        parts(
            answer.arrangement,
            "What the parties answered so far, in order.",
            order=(answer.answered_at, answer.id),
            only=answer.archived_at.is_null(),
        ),
    )
    effect: ArrangementEffect | None = effect_of_arrangement()
    proposed_at: datetime = column(table.created_at, "When it was proposed (UTC).")
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")
