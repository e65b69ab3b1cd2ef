"""How complete the reports of a period are, in reports and in cells, by the areas below, as GraphQL."""

from typing import Any, NamedTuple

import strawberry

from api.filters.arguments import Info, Within
from api.filters.lookup import area_by_pcode
from api.planner.computed_rows import ComputedRows
from api.planner.fields import column, refers_to
from api.planner.rows import planned
from api.types.area import Area
from api.types.form import FormKey, Key, form_with_key
from tansiq import models
from tansiq.forms.completeness import Completeness as Part
from tansiq.forms.completeness import CompletenessByArea, completeness_of
from tansiq.reporting_period import period_named

WEIGHT = 5_000
"""Values for which the question counts (api/http/cost.py): it looks at all reports of a period."""
USUAL_AREAS = 30


class _Told(NamedTuple):
    area_id: int | None
    expected: int
    received: int
    required_cells: int
    filled_cells: int


def _told(area_id: int | None, part: Part) -> _Told:
    return _Told(area_id, part.expected, part.received, part.required_cells, part.filled_cells)


@strawberry.type(
    description="""How complete reports are: those that were received of those expected, never more, and the cells that
are known of those that have to be reported. A report that says that there was nothing to report has no cells."""
)
class CompletenessOfArea:
    area: Area | None = refers_to(
        "area_id", models.Area, "The area; empty for all together, and for units in charge of all of it."
    )
    expected: int = column("expected", "Reports that are expected.")
    received: int = column("received", "Those of them that are submitted or approved.")
    required_cells: int = column("required_cells", "Cells of items that have to be reported.")
    filled_cells: int = column("filled_cells", "Those of them that are known.")


def _total(root: "Completeness") -> CompletenessOfArea:
    return planned(ComputedRows([_told(None, root.found.total)]))


def _areas(root: "Completeness") -> list[CompletenessOfArea]:
    return planned(ComputedRows([_told(*one) for one in sorted(root.found.areas.items(), key=_order)]))


def _order(one: tuple[int | None, Any]) -> tuple[bool, int]:
    return one[0] is None, one[0] or 0


@strawberry.type(description="How complete the reports of a period are that are shown to you, of units that you see.")
class Completeness:
    found: strawberry.Private[CompletenessByArea]
    total: CompletenessOfArea = strawberry.field(resolver=_total, description="All of them.")
    areas: list[CompletenessOfArea] = strawberry.field(
        resolver=_areas,
        description="By the areas right below the one asked about, by governorate where none is.",
        metadata={"expected": USUAL_AREAS},
    )


def completeness(info: Info[Any, Any], form: FormKey, period: Key, within: Within = None) -> Completeness:
    """How complete the reports of a form are for one period, in reports and in cells."""
    context = info.context
    kind, place = form_with_key(context, form), None if within is None else area_by_pcode(context, within)
    return Completeness(found=completeness_of(context.viewer, kind, period_named(period), place))
