"""The rows a question about coverage is asked of: visible sites and needs, narrowed to what was asked.

Both come as relations with the columns `cell` (the area of the asked level, empty above it), `area` (the
lowest known), `sector`, `group` (`everybody` = 1 for the one that says nothing) and, where asked, `kind`;
everything after works on these names alone.
"""

from typing import Any, TypeVar

from peewee import CTE, JOIN, Case, Model, ModelSelect, Value, fn

from tansiq.coverage.conditions import area_conditions, ids_of, need_conditions, site_conditions
from tansiq.coverage.question import CoverageQuestion
from tansiq.geography.within import lies_in
from tansiq.models import Area, Need, Organization, PopulationGroup, ReachedFigure, Sector, Site
from tansiq.models.area import ANCESTORS
from tansiq.models.reached_figure import month_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

M = TypeVar("M", bound=Model)


def site_rows(viewer: Viewer, question: CoverageQuestion, area: Area) -> CTE:
    """Sites that count as presence; with a period also those of unknown start, whose `dated` is empty.

    Empty rather than 0: PostgreSQL guesses well how many rows are not empty, and one in 200 of the others.
    """
    period = question.period
    dated = Case(None, [(Site.starts_on.is_null(False), 1)]) if period else Value(1)
    query = Site.select(
        _cell(Site, question.level).alias("cell"),
        Site.area.alias("area"),
        Site.sector.alias("sector"),
        Site.population_group.alias("group"),
        is_everybody(Site).alias("everybody"),
        Site.intervention.alias("intervention"),
        Site.organization.alias("organization"),
        Site.status.alias("status"),
        Site.targeted.alias("targeted"),
        _reached(question).alias("reached"),
        Case(None, [(Site.is_distinct_people, 1)], 0).alias("is_distinct"),
        dated.alias("dated"),
    )
    query = query.where(*site_conditions(viewer, question, area))
    return _with_kind(query, viewer, question).cte("site_row", materialized=True)


def need_rows(viewer: Viewer, question: CoverageQuestion, area: Area) -> CTE:
    """Needs in the period, with the `level` of their own area; those of a sub-sector are needs of its sector."""
    own = Sector.alias("own_sector")
    sector = fn.COALESCE(own.parent, own.id)
    query = Need.select(
        _cell(Area, question.level).alias("cell"),
        Need.area.alias("area"),
        Area.level.alias("level"),
        sector.alias("sector"),
        Need.population_group.alias("group"),
        is_everybody(Need).alias("everybody"),
        Need.people_in_need.alias("in_need"),
        Need.severity.alias("severity"),
    )
    query = query.join(Area, on=(Need.area == Area.id)).switch(Need).join(own, on=(Need.sector == own.id))
    query = query.where(lies_in(Area, area), *need_conditions(viewer, question))
    if question.sectors:
        query = query.where(sector.in_(ids_of(Sector, question.sectors)))
    return query.cte("need_row", materialized=True)


def grid(viewer: Viewer, question: CoverageQuestion, area: Area) -> "ModelSelect[Area]":
    """Every area of the level that stood in the period (without one: today), by every sector in use if asked."""
    columns: list[Any] = [Area.id.alias("cell")]
    query = Area.select().where(*area_conditions(viewer, question, area))
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


def is_everybody(table: Any) -> Any:
    return Case(None, [(table.population_group == ids_of(PopulationGroup, ("ALL",)), 1)], 0)


def _with_kind(query: "ModelSelect[Site]", viewer: Viewer, question: CoverageQuestion) -> "ModelSelect[Site]":
    """Tell the kind of the organisation where asked; hidden ones have none."""
    if "ORGANIZATION_KIND" not in question.by:
        return query
    on, allowed = Site.organization == Organization.id, condition(Organization, viewer)
    query = query.join(Organization, JOIN.LEFT_OUTER, on=on if allowed is None else on & allowed)
    return query.select_extend(Organization.kind.alias("kind"))
