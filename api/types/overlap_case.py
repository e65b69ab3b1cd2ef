"""Cases of duplication: what several organisations do twice in one area and sector, until it is settled."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import OverlapCaseEnd, OverlapCaseState, OverlapDecision
from api.filters.arguments import Info, RecordId, SectorCodes, Within, says, takes
from api.filters.conditions import id_number, is_one_of, record_with_id
from api.filters.lookup import area_by_pcode, known_codes
from api.filters.scopes import REGISTRY, require_scope
from api.planner.cursors import moment
from api.planner.fields import column, computed, parts, refers_to, usually
from api.planner.pages import After, Connection, First, Order, Page, page_size
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.arrangement import Arrangement
from api.types.case_document import CaseDocument, documents_of_case
from api.types.case_figures import pairs_of_case, why_returned
from api.types.case_message import CaseMessage, messages_of_case
from api.types.intervention import Intervention
from api.types.overlap import Overlap
from api.types.sector import Sector
from tansiq import models
from tansiq.cases.asking import CaseQuestion, cases_asked_for
from tansiq.duplication.weights import POINTS

table = models.OverlapCase
member = models.CaseMember
arrangement = models.Arrangement


def _score(points: int) -> float:
    return points / POINTS


@strawberry.type(
    description="""What several organisations do twice in one area and sector at one time. The register keeps cases by
itself, as interventions change: whether its interventions still overlap (`endedOn`) is one thing, whether it is
settled (`state`) another."""
)
class OverlapCase:
    id: strawberry.ID = column(table.id, "Number of the record.")
    state: OverlapCaseState = column(table.case_state, "Where it stands.")
    area: Area | None = refers_to(table.area, models.Area, "Where: the finer of the places of its interventions.")
    sector: Sector | None = refers_to(table.sector, models.Sector, "The top-level sector of all.")
    opened_on: date = column(table.opened_on, "The day on which it was found.")
    due_on: date | None = column(table.due_on, "The day until which it is to be settled.")
    settled_on: date | None = column(table.settled_on, "The day on which it was settled or dismissed.")
    settled_as: OverlapDecision | None = column(table.settled_as, "How it was decided, where somebody decided.")
    ended_on: date | None = column(
        table.ended_on, "The day from which on its interventions overlap no longer; null: they do."
    )
    end: OverlapCaseEnd | None = column(table.end_kind, "Why they overlap no longer.")
    joined_into: "OverlapCase | None" = refers_to(
        table.joined_into, models.OverlapCase, "The case that it became part of."
    )
    score: float = computed(
        table.points, by=_score, description="The highest score of two of its interventions, 0 to 1 (see Overlap)."
    )
    overlaps_from: date | None = column(table.overlaps_from, "The first day on which two of them are carried out.")
    overlaps_to: date | None = column(table.overlaps_to, "The last such day; empty where some still run.")
    organization_count: int = column(table.organization_count, "Organisations that take part, merged ones as one.")
    intervention_count: int = column(table.intervention_count, "Interventions that take part.")
    interventions: list[Intervention] = usually(
        3,
        parts(
            member.case,
            "The interventions that take part, as far as the caller may see them; of an ended case those that did.",
            order=(member.intervention,),
            through=member.intervention,
            only=member.left_on.is_null(),
        ),
    )
    overlaps: list[Overlap] = pairs_of_case(
        "Which two of its interventions overlap in its place, decided or not, and why: the highest scores first."
    )
    returned_because: list[str] = why_returned(
        "What has changed since it was decided on, in words, while its state is RETURNED; nothing of what the caller "
        "may not see."
    )
    messages: list[CaseMessage] = messages_of_case()
    documents: list[CaseDocument] = documents_of_case()
    arrangements: list[Arrangement] = usually(
        2,
        parts(
            arrangement.case,
            "What was proposed, so that nothing is done twice, in order.",
            order=(arrangement.id,),
            only=arrangement.archived_at.is_null(),
        ),
    )
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")


@strawberry.enum(description="What cases of duplication may be ordered by.")
class OverlapCaseOrder(Enum):
    SCORE = strawberry.enum_value("SCORE", description="The highest score first.")
    CHANGED_AT = strawberry.enum_value("CHANGED_AT", description="The earliest change first: to follow what changes.")


ORDERS = {
    OverlapCaseOrder.SCORE: Order("SCORE", table.points, table.id, is_descending=True),
    OverlapCaseOrder.CHANGED_AT: Order("CHANGED_AT", table.changed_at, table.id, parse=moment),
}


@dataclass(frozen=True)
class OverlapCaseFilters:
    """What cases may be narrowed by."""

    state: Annotated[list[OverlapCaseState] | None, says("Only these states.")] = None
    within: Within = None
    sectors: SectorCodes = None
    organizations: Annotated[
        list[strawberry.ID] | None,
        says("Ids of organisations: only cases in which one of them takes part. Needs registry:read."),
    ] = None
    changed_since: Annotated[datetime | None, says("Only cases that changed at this moment or later.")] = None
    is_ended_too: Annotated[bool, says("Whether cases whose interventions overlap no longer are listed too.")] = False
    order_by: Annotated[OverlapCaseOrder, says("What the list is ordered by.")] = OverlapCaseOrder.SCORE
    first: First = 50
    after: After = None

    def page(self, info: Info[Any, Any]) -> Page:
        """The page asked for. Raises Refused: NOT_FOUND, OUT_OF_RANGE, SCOPE_MISSING, UNKNOWN_CODE."""
        context, states = info.context, is_one_of(table.case_state, self.state)
        cases = cases_asked_for(context.viewer, self._question(context))
        rows = cases if states is None else cases.where(states)
        return Page(lambda: rows, ORDERS[self.order_by], page_size(self.first), self.after)

    def _question(self, context: Context) -> CaseQuestion:
        viewer = context.viewer
        if self.organizations is not None:
            require_scope(viewer, REGISTRY)
        return CaseQuestion(
            within=None if self.within is None else area_by_pcode(context, self.within),
            sectors=known_codes(viewer, models.Sector, self.sectors, "sectors"),
            organizations=tuple(map(id_number, self.organizations or ())),
            changed_since=_in_utc(self.changed_since),
            is_ended_too=self.is_ended_too,
        )


def _in_utc(moment: datetime | None) -> datetime | None:
    """The moment as the register keeps it, to the second; one without a zone is in UTC already."""
    if moment is None:
        return None
    try:
        whole = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return whole.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    except OverflowError:
        # Within a day of the first or the last year.
        return moment.replace(tzinfo=None, microsecond=0)


@takes(OverlapCaseFilters)
def overlap_cases(info: Info[Any, Any], asked: OverlapCaseFilters) -> Connection[OverlapCase]:
    """Cases of duplication whose interventions overlap, the highest score first unless said otherwise."""
    return planned(asked.page(info))


def overlap_case(info: Info[Any, Any], id: RecordId) -> OverlapCase | None:
    """One case of duplication, whether its interventions still overlap or not."""
    return planned(Rows(record_with_id(info.context, table, id)))
