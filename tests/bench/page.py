"""The contract's query Page answered three ways: planned, walked by graphql-core, built by the database.

`planned` and `walked` run the same document, parsed and validated beforehand; `database_json` is one statement
written by hand for exactly this query. The answers are the same (tests/bench/test_page.py).
"""

from functools import cache
from types import SimpleNamespace
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLSchema, execute_sync, parse
from peewee import JOIN

from api.http.context import Context
from api.planner.executor import PlannedExecution
from api.planner.fields import Parent, Parts
from api.planner.pages import Page
from api.schema import schema
from tansiq.models import Area, Intervention, Organization, Sector, Site
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import Viewer
from tests.api.walking import schema_of
from tests.bench.asking import PAGE

DOCUMENT: DocumentNode = parse(PAGE)


def planned(viewer: Viewer) -> bytes:
    """The data as JSON, by our executor."""
    answer = execute_sync(schema._schema, DOCUMENT, context_value=Context(viewer), executor_class=PlannedExecution)
    return orjson.dumps(answer.data)


def walked(viewer: Viewer) -> bytes:
    """The data as JSON, by plain graphql-core over model instances."""
    return orjson.dumps(execute_sync(prefetched_schema(), DOCUMENT, context_value=Context(viewer)).data)


@cache
def prefetched_schema() -> GraphQLSchema:
    """Our schema over instances that hold their parents and parts already, so that walking asks nothing more."""

    def held(read: Any) -> Any:
        return lambda row, _info: getattr(row, read.key.name)

    def listed(_read: Any) -> Any:
        return lambda row, _info: row.held_sites

    return schema_of({Parent: held, Parts: listed}, _instances)


def _instances(page: Page) -> SimpleNamespace:
    """Two statements, as a careful programmer writes them: interventions with organisation and sector joined,
    and their sites with the area and its parent joined."""
    above = Area.alias()
    [query] = page.order.stretches(page.query, None)
    joined = query.select(Intervention, Organization, Sector).join(Organization).switch(Intervention)
    rows = list(joined.join(Sector, on=(Intervention.sector == Sector.id)).limit(page.first))
    held: dict[int, list[Site]] = {row.id: [] for row in rows}
    sites = Site.select(Site, Area, above).join(Area, on=(Site.area == Area.id))
    sites = sites.join(above, JOIN.LEFT_OUTER, on=(Area.parent == above.id)).where(Site.intervention.in_(list(held)))
    for site in sites.order_by(Site.number):
        held[site.intervention_id].append(site)
    for row in rows:
        row.held_sites = held[row.id]
    return SimpleNamespace(edges=rows)


def database_json(viewer: Viewer) -> bytes:
    """The data as JSON, by the database, in one statement; for anonymous readers."""
    title, name = ("title_en", "name_en") if viewer.language == "en" else ("title_ar", "name_ar")
    other_title, other_name = ("title_ar", "name_ar") if viewer.language == "en" else ("title_en", "name_en")
    text = _POSTGRES if is_postgres() else _SQLITE
    for word, columns in {"TITLE": (title, other_title), "NAME": (name, other_name)}.items():
        text = text.replace(f"{word}(", f"{word}_OF(").replace(f"{word}_OF(i)", _shown("i", *columns))
        for table in ("o", "c", "a", "p"):
            text = text.replace(f"{word}_OF({table})", _shown(table, *columns))
    found = db.execute_sql(text, ("YE", 100)).fetchone()[0]
    return found if isinstance(found, bytes) else str(found).encode()


def _shown(table: str, first: str, other: str) -> str:
    return f"coalesce(nullif({table}.{first}, ''), {table}.{other})"


_PAGE = """
    SELECT i.* FROM intervention i
    WHERE i.is_published AND i.archived_at IS NULL AND i.status IN ('ONGOING') AND EXISTS (
        SELECT 1 FROM site s WHERE s.intervention_id = i.id AND s.is_published AND s.archived_at IS NULL
        AND s.intervention_archived_at IS NULL AND s.country_id = (SELECT id FROM area WHERE pcode = {mark}))
    ORDER BY i.id LIMIT {mark}
"""
_FROM = """
    LEFT JOIN organization o ON o.id = i.organization_id AND o.is_published AND o.archived_at IS NULL
    LEFT JOIN sector c ON c.id = i.sector_id AND c.archived_at IS NULL
"""
_SITES = """
    FROM site s LEFT JOIN area a ON a.id = s.area_id AND a.archived_at IS NULL
    LEFT JOIN area p ON p.id = a.parent_id AND p.archived_at IS NULL
    WHERE s.intervention_id = i.id AND s.is_published AND s.archived_at IS NULL AND s.intervention_archived_at IS NULL
"""
_SQLITE = f"""
SELECT json_object('interventions', json_object('edges', json_group_array(json_object('node', json_object(
    'id', CAST(i.id AS TEXT), 'title', TITLE(i), 'status', i.status, 'startsOn', i.starts_on, 'endsOn', i.ends_on,
    'organization', CASE WHEN o.id IS NULL THEN NULL
        ELSE json_object('id', CAST(o.id AS TEXT), 'name', NAME(o), 'kind', o.kind) END,
    'sector', CASE WHEN c.id IS NULL THEN NULL ELSE json_object('code', c.code, 'name', NAME(c)) END,
    'sites', json((SELECT json_group_array(json_object(
        'area', CASE WHEN a.id IS NULL THEN NULL ELSE json_object('pcode', a.pcode, 'name', NAME(a), 'parent',
            CASE WHEN p.id IS NULL THEN NULL ELSE json_object('pcode', p.pcode, 'name', NAME(p)) END) END,
        'peopleTargeted', s.targeted, 'peopleReached', s.reached)) {_SITES}))
)))))
FROM ({_PAGE.format(mark="?")}) i {_FROM}
"""
_POSTGRES = f"""
SELECT json_build_object('interventions', json_build_object('edges', json_agg(json_build_object('node',
  json_build_object(
    'id', i.id::text, 'title', TITLE(i), 'status', i.status, 'startsOn', i.starts_on, 'endsOn', i.ends_on,
    'organization', CASE WHEN o.id IS NOT NULL
        THEN json_build_object('id', o.id::text, 'name', NAME(o), 'kind', o.kind) END,
    'sector', CASE WHEN c.id IS NOT NULL THEN json_build_object('code', c.code, 'name', NAME(c)) END,
    'sites', (SELECT coalesce(json_agg(json_build_object(
        'area', CASE WHEN a.id IS NOT NULL THEN json_build_object('pcode', a.pcode, 'name', NAME(a), 'parent',
            CASE WHEN p.id IS NOT NULL THEN json_build_object('pcode', p.pcode, 'name', NAME(p)) END) END,
        'peopleTargeted', s.targeted, 'peopleReached', s.reached) ORDER BY s.number), '[]'::json) {_SITES})
  )) ORDER BY i.id)))::text
FROM ({_PAGE.format(mark="%s")}) i {_FROM}
"""
