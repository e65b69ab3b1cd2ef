"""Which sites and needs a question about coverage is asked of, as conditions: for SQL and for copied columns alike."""

from typing import Any

from peewee import fn

from tansiq.coverage.question import CoverageQuestion
from tansiq.geography.within import lies_in
from tansiq.models import Area, Need, Organization, PopulationGroup, Sector, Site
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

Conditions = list[Any]


def site_conditions(viewer: Viewer, question: CoverageQuestion, area: Area) -> Conditions:
    """Of sites that count as presence; with a period also those of unknown start."""
    found = [] if question.period is None else [Site.starts_on.is_null() | question.period.meets(Site)]
    found += [lies_in(Site, area), Site.status != "CANCELLED"]
    found += [Site.archived_at.is_null(), Site.intervention_archived_at.is_null(), condition(Site, viewer)]
    if question.sectors:
        found.append(Site.sector.in_(ids_of(Sector, question.sectors)))
    found += [*_of_group(Site, question), *_of_organizations(viewer, question)]
    return [one for one in found if one is not None]


def need_conditions(viewer: Viewer, question: CoverageQuestion) -> Conditions:
    """Of needs in the period, wherever they lie and whatever sector they are of."""
    found = [] if question.period is None else [question.period.meets(Need)]
    found += [Need.archived_at.is_null(), condition(Need, viewer), *_of_group(Need, question)]
    return [one for one in found if one is not None]


def area_conditions(viewer: Viewer, question: CoverageQuestion, area: Area) -> Conditions:
    """Of the areas that are cells even where nothing is: those of the level that stood in the period, or today."""
    found = [Area.level == question.level, lies_in(Area, area), _stands(question), condition(Area, viewer)]
    return [one for one in found if one is not None]


def ids_of(table: Any, codes: tuple[str, ...]) -> Any:
    """The ids of rows by their codes, as a query."""
    return table.select(table.id).where(table.code.in_(codes))


def _of_group(table: Any, question: CoverageQuestion) -> Conditions:
    groups = question.population_groups
    return [table.population_group.in_(ids_of(PopulationGroup, groups))] if groups else []


def _of_organizations(viewer: Viewer, question: CoverageQuestion) -> Conditions:
    """Of some organisations, or of some kinds of these; hidden organisations are of none."""
    found, seen = [], visible(Organization, viewer)
    if question.organizations:
        stands_for = fn.COALESCE(Organization.canonical, Organization.id)
        found.append(Site.organization.in_(seen.select(stands_for).where(Organization.id.in_(question.organizations))))
    if question.organization_kinds:
        of_kind = Organization.kind.in_(question.organization_kinds)
        found.append(Site.organization.in_(seen.select(Organization.id).where(of_kind)))
    return found


def _stands(question: CoverageQuestion) -> Any:
    day = question.period.begins if question.period else clock.today()
    return Area.archived_at.is_null() & (Area.valid_until.is_null() | (Area.valid_until >= day))
