"""What a portal asks before it submits an intervention: what would be done twice, where else it is needed, what it
serves. Nothing is written.

InterventionInput -> rows, as the proposal fills them -> tansiq.cases.checking -> overlaps, gaps nearby, items of plans
"""

from typing import Any

import strawberry
from peewee import Case

from api.filters.arguments import Info
from api.planner.computed_rows import ComputedRows
from api.planner.fields import column, refers_to
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.intervention_as_sent import entry_as_sent
from api.types.overlap import Overlap
from api.types.plan import PlanItem
from api.types.proposal_inputs import CheckedArgument
from tansiq import models
from tansiq.cases.checking import AT_ONCE, Checked, check
from tansiq.duplication.pairs import LEADING
from tansiq.faults import Fault, Refused
from tansiq.intervention_entry import Entry
from tansiq.policy.visibility import visible

WEIGHT = 2_000
"""Values for which the question counts (api/http/cost.py): work, needs and items around its places are looked at."""


@strawberry.type(
    description="""An area near an intervention with people in need of its sector whom nobody covers. People are
persons; those are covered who were reached, or whom planned or ongoing work is to reach."""
)
class NearbyGap:
    area: Area | None = refers_to("area_id", models.Area, "Where.")
    kilometres: float | None = column(
        "kilometres", "From its centre to that of the nearest area of the intervention; empty where it is not known."
    )
    is_in_district: bool = column("is_in_district", "Whether it lies in a district of the intervention.")
    people_in_need: int = column("people_in_need", "Persons in need of the sector.")
    people_covered: int = column("people_covered", "Of these, persons who are covered.")
    people_uncovered: int = column("people_uncovered", "Persons in need who are not covered.")
    severity: int | None = column("severity", "From 1 (minimal) to 5 (extreme), of the gravest need.")


def _overlaps(root: "InterventionCheck") -> list[Overlap]:
    return planned(ComputedRows(root.found.overlaps))


def _gaps(root: "InterventionCheck") -> list[NearbyGap]:
    return planned(ComputedRows(root.found.gaps))


def _items(root: "InterventionCheck", info: Info[Any, Any]) -> list[PlanItem]:
    """They are told to those who read plans, whatever else counts for the caller; the order is that of the domain."""
    ids = [item.id for item in root.found.items]
    if not ids:
        return []
    rows = visible(models.PlanItem, info.context.viewer).where(models.PlanItem.id.in_(ids))
    place = Case(models.PlanItem.id, [(item_id, number) for number, item_id in enumerate(ids)], len(ids))
    return planned(Rows(rows.order_by(place)))


@strawberry.type(description="What is found out about an intervention before it is submitted.")
class InterventionCheck:
    found: strawberry.Private[Checked]
    overlaps: list[Overlap] = strawberry.field(
        resolver=_overlaps,
        description=f"""What would be done twice, the highest score first, at most {AT_ONCE}. Of a new intervention
`first` is null, and `second` the other one; pairs on which somebody decided are left out.""",
        metadata={"expected": AT_ONCE},
    )
    gaps: list[NearbyGap] = strawberry.field(
        resolver=_gaps,
        description=f"""Where people in need of the sector are not covered, in the districts of the intervention first
and then the nearest, at most {AT_ONCE}. Needs coverage:read; empty without it.""",
        metadata={"expected": AT_ONCE},
    )
    items: list[PlanItem] = strawberry.field(
        resolver=_items,
        description=f"""Items of plans that it may serve by sector, area and days, at most {AT_ONCE}, those to which
nobody has committed first. Needs plans:read; empty without it.""",
        metadata={"expected": AT_ONCE},
    )


def check_intervention(info: Info[Any, Any], given: CheckedArgument) -> InterventionCheck:
    """What is to be known before an intervention is proposed with the same input: nothing is written. What is still
    missing in it makes the answer shorter, never wrong; faults of the proposal are told when it is sent. Organisations
    are named by those who read them, with registry:read."""
    context = info.context
    unknown: list[Fault] = []
    entry, _sent = entry_as_sent(context, given, unknown)
    if unknown:
        raise Refused(*unknown)
    found = check(context.viewer.counting(), entry.intervention, entry.sites, _leading(entry))
    return InterventionCheck(found=found)


def _leading(entry: Entry) -> list[int]:
    """The organisations that lead it or carry out part of it: they do no work twice."""
    return [part["organization"] for part in entry.partners if part["role"] in LEADING]
