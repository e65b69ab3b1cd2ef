"""The schema: every question of the endpoint, put together."""

from collections.abc import Callable
from typing import Any

import strawberry

from api.about import about
from api.area import area, areas
from api.coverage import WEIGHT, coverage, expected_cells, gaps
from api.executor import PlannedExecution
from api.intervention import intervention, interventions
from api.need import needs
from api.organization import organization, organizations
from api.overlap import USUAL_GROUPS, overlap_groups, overlaps
from api.project import project, projects
from api.sector import activity_types, population_groups, sectors


def question(resolver: Callable[..., Any], **metadata: Any) -> Any:
    """A field of Query, described by the resolver's docstring; `metadata` is for api/cost.py."""
    return strawberry.field(resolver=resolver, description=resolver.__doc__, metadata=metadata)


@strawberry.type(description="Everything that may be asked.")
class Query:
    about = question(about)
    areas = question(areas)
    area = question(area)
    sectors = question(sectors)
    activity_types = question(activity_types)
    population_groups = question(population_groups)
    organizations = question(organizations)
    organization = question(organization)
    projects = question(projects)
    project = question(project)
    interventions = question(interventions)
    intervention = question(intervention)
    needs = question(needs)
    coverage = question(coverage, expected=expected_cells, weight=WEIGHT)
    gaps = question(gaps, weight=WEIGHT)
    overlaps = question(overlaps, weight=WEIGHT)
    overlap_groups = question(overlap_groups, expected=USUAL_GROUPS, weight=WEIGHT)


schema = strawberry.Schema(query=Query, execution_context_class=PlannedExecution)
