"""The rows a question about coverage is asked of: visible sites and needs, narrowed to what was asked.

Both come as relations with the columns `cell` (the area of the asked level, empty above it), `area` (the
lowest known), `sector`, `group` (`everybody` = 1 for the one that says nothing) and, where asked, `kind`;
everything after works on these names alone.
"""

from typing import Any, TypeVar

from peewee import CTE, JOIN, Case, Model, ModelSelect, Value, fn

from tansiq.coverage.question import CoverageQuestion
from tansiq.geography.within import lies_in
from tansiq.models import Area, Need, Organization, PopulationGroup, ReachedFigure, Sector, Site
from tansiq.models.area import ANCESTORS
from tansiq.models.reached_figure import month_of
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

M = TypeVar("M", bound=Model)


def site_rows(viewer: Viewer, question: CoverageQuestion, area: Area) -> CTE:
    """Sites that count as presence; with a period also those of unknown start, whose `dated` is empty.

    Empty rather than 0: PostgreSQL guesses well how many rows are not empty, and one in 200 of the others.
    """
    period = question.period
    dated = Case(None, [(Site.starts_on.is_null(False), 1)]) if period else Value(1)
    query = visible(Site, viewer).select(
        _cell(Site, question.level).alias("cell"),
        Site.area.alias("area"),
        Site.sector.alias("sector"),
        Site.population_group.alias("group"),
        _is_everybody(Site).alias("everybody"),
        Site.intervention.alias("intervention"),
        Site.organization.alias("organization"),
        Site.status.alias("status"),
        Site.targeted.alias("targeted"),
        _reached(question).alias("reached"),
        Case(None, [(Site.is_distinct_people, 1)], 0).alias("is_distinct"),
        dated.alias("dated"),
    )
    query = query.where(lies_in(Site, area), Site.status != "CANCELLED")
    query = query.where(Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
    if period:
        query = query.where(Site.starts_on.is_null() | period.meets(Site))
    query = _of_organizations(_narrowed(query, Site, Site.sector, question), viewer, question)
    return query.cte("site_row", materialized=True)


def need_rows(viewer: Viewer, question: CoverageQuestion, area: Area) -> CTE:
    """Needs in the period, with the `level` of their own area; those of a sub-sector are needs of its sector."""
    own = Sector.alias("own_sector")
    sector = fn.COALESCE(own.parent, own.id)
    query = visible(Need, viewer).select(
        _cell(Area, question.level).alias("cell"),
        Need.area.alias("area"),
        Area.level.alias("level"),
        sector.alias("sector"),
        Need.population_group.alias("group"),
        _is_everybody(Need).alias("everybody"),
        Need.people_in_need.alias("in_need"),
        Need.severity.alias("severity"),
    )
    query = query.join(Area, on=(Need.area == Area.id)).switch(Need).join(own, on=(Need.sector == own.id))
    query = query.where(lies_in(Area, area), Need.archived_at.is_null())
    if question.period:
        query = query.where(question.period.meets(Need))
    return _narrowed(query, Need, sector, question).cte("need_row", materialized=True)


def grid(viewer: Viewer, question: CoverageQuestion, area: Area) -> "ModelSelect[Area]":
    """Every area of the level that stood in the period (without one: today), by every sector in use if asked."""
    columns: list[Any] = [Area.id.alias("cell")]
    query = Area.select().where(Area.level == question.level, lies_in(Area, area), _stands(question))
    query = query.where(condition(Area, viewer)) if condition(Area, viewer) is not None else query
    if "SECTOR" in question.by:
        columns.append(Sector.id.alias("sector"))
        query = query.join(Sector, JOIN.CROSS)
        query = query.where(Sector.parent.is_null(), Sector.archived_at.is_null())
        chosen = Sector.code.in_(question.sectors) if question.sectors else Sector.id.in_(_in_use(viewer))
        query = query.where(chosen)
    laid_out: ModelSelect[Area] = query.select(*columns)
    return laid_out


def _in_use(viewer: Viewer) -> "ModelSelect[Sector]":
    """Sectors of which the register tells something, anywhere: the others would be empty columns everywhere."""
    own = Sector.alias("own_sector")
    family = own.select(own.id).where((own.id == Sector.id) | (own.parent == Sector.id))
    at_work = visible(Site, viewer).select(Value(1)).where(Site.sector == Sector.id)
    in_need = visible(Need, viewer).select(Value(1)).where(Need.sector.in_(family))
    found: ModelSelect[Sector] = Sector.select(Sector.id).where(fn.EXISTS(at_work) | fn.EXISTS(in_need))
    return found


def _stands(question: CoverageQuestion) -> Any:
    day = question.period.begins if question.period else clock.today()
    return Area.archived_at.is_null() & (Area.valid_until.is_null() | (Area.valid_until >= day))


def _reached(question: CoverageQuestion) -> Any:
    """What a site reached: its last figure, or the last one of the months until the day asked for."""
    if question.as_of is None:
        return Site.reached
    told = (ReachedFigure.site == Site.id) & ReachedFigure.archived_at.is_null()
    figures = ReachedFigure.select(ReachedFigure.people).where(told, ReachedFigure.month <= month_of(question.as_of))
    return figures.order_by(ReachedFigure.month.desc()).limit(1)


def _cell(table: Any, level: int) -> Any:
    """The id of the ancestor at `level`; a settlement is what lies below all ancestors."""
    if level < len(ANCESTORS):
        return getattr(table, ANCESTORS[level])
    own = table.id if table is Area else table.area
    above = fn.COALESCE(table.subdistrict, table.district, table.governorate, table.country)
    return Case(None, [(own != above, own)], None)


def _is_everybody(table: Any) -> Any:
    return Case(None, [(table.population_group == _ids(PopulationGroup, ("ALL",)), 1)], 0)


def _narrowed(query: "ModelSelect[M]", table: Any, sector: Any, question: CoverageQuestion) -> "ModelSelect[M]":
    if question.sectors:
        query = query.where(sector.in_(_ids(Sector, question.sectors)))
    if question.population_groups:
        query = query.where(table.population_group.in_(_ids(PopulationGroup, question.population_groups)))
    return query


def _ids(table: Any, codes: tuple[str, ...]) -> "ModelSelect[Any]":
    found: ModelSelect[Any] = table.select(table.id).where(table.code.in_(codes))
    return found


def _of_organizations(query: "ModelSelect[Site]", viewer: Viewer, question: CoverageQuestion) -> "ModelSelect[Site]":
    """Narrow by organisation and its kind, and tell the kind where asked; hidden organisations have none."""
    if question.organizations:
        stands_for = fn.COALESCE(Organization.canonical, Organization.id)
        asked = visible(Organization, viewer).select(stands_for).where(Organization.id.in_(question.organizations))
        query = query.where(Site.organization.in_(asked))
    if not question.organization_kinds and "ORGANIZATION_KIND" not in question.by:
        return query
    on = Site.organization == Organization.id
    allowed = condition(Organization, viewer)
    query = query.join(Organization, JOIN.LEFT_OUTER, on=on if allowed is None else on & allowed)
    if question.organization_kinds:
        query = query.where(Organization.kind.in_(question.organization_kinds))
    if "ORGANIZATION_KIND" in question.by:
        query = query.select_extend(Organization.kind.alias("kind"))
    return query
