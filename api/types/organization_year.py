"""The year of an organisation as GraphQL: the figures of its page, those that are public or that the token shows."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Annotated, Any

import strawberry

from api.filters.arguments import says
from api.planner.fields import column
from api.planner.inner_rows import ToldFor
from api.planner.kept_figures import Reckoning
from api.planner.plan_builder import READ
from tansiq.models import tables
from tansiq.organization_year import OrganizationYear as Told
from tansiq.organization_year import organization_years
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

WEIGHT = 200
"""Values for which the field counts (api/http/cost.py): the work of a year is counted."""


@strawberry.type(
    description="""An organisation's year. Empty is not known, or not told to the token; zero is zero.
An entry that stands for another organisation is told what that one did."""
)
class OrganizationYear:
    year: int = column("year", "The year that it is of.")
    district_count: int = column("district_count", "Districts with work of it on a day of the year, not cancelled.")
    intervention_count: int = column(
        "intervention_count", "Its interventions with a place and a day in the year; cancelled ones are left out."
    )
    commitment_count: int | None = column(
        "commitment_count", "What it took on of plan items and demands in the year. A token needs plans:read."
    )
    delivered_count: int | None = column(
        "delivered_count", "Commitments that it delivered in the year. A token needs plans:read."
    )
    report_due_count: int | None = column(
        "report_due_count", "Reports expected of it in reporting rounds due in the year; null where none was."
    )
    report_on_time_count: int | None = column(
        "report_on_time_count", "Those of them that were submitted on time, the days of grace included."
    )
    case_opened_count: int | None = column(
        "case_opened_count", "Cases of duplication with it that were found in the year. A token needs duplication:read."
    )
    case_settled_count: int | None = column(
        "case_settled_count",
        "Cases with it that were settled or dismissed in the year. A token needs duplication:read.",
    )
    partner_count: int = column(
        "partner_count", "Other organisations with a part in its interventions, or in whose interventions it has one."
    )


@lru_cache(maxsize=400)
def year_question(of: int | None = None) -> Reckoning:
    """The question about one year, the same for the same year; without one about the present year."""

    def ask(viewer: Viewer, ids: Collection[Any]) -> Mapping[Any, Told]:
        return organization_years(viewer, ids, clock.today().year if of is None else of)

    return Reckoning(ask, tuple(sorted(tables())))


def _of_year(
    of: Annotated[int | None, says("The year, such as 2026; the present one if left out.")] = strawberry.UNSET,
) -> OrganizationYear | None:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def year_of(key: Any) -> Any:
    """A field that is the year of the organisation under `key`, with the argument `of`."""
    return strawberry.field(
        resolver=_of_year,
        description="What it did in a year, in figures; null for a year outside of 1900 to 2200.",
        metadata={READ: ToldFor(key, year_question), "weight": WEIGHT},
    )
