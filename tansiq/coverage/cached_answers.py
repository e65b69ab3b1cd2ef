"""Answers about coverage, kept in memory since a page is opened again and again (see tansiq.models.data_stamps)."""

from typing import Any

from peewee import Model

from tansiq.coverage.answer import CoverageAnswer, coverage
from tansiq.coverage.question import CoverageQuestion
from tansiq.geography.within import find_area
from tansiq.models import (
    Area,
    Intervention,
    Need,
    Organization,
    PopulationGroup,
    ReachedFigure,
    Sector,
    Site,
    data_stamps,
)
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer

TABLES: tuple[type[Model], ...] = (Area, Intervention, Need, Organization, PopulationGroup, Sector, Site, ReachedFigure)
"""The tables that coverage is counted from."""

_answers: LruCache[CoverageAnswer] = LruCache(24)


def cached_coverage(viewer: Viewer, question: CoverageQuestion) -> CoverageAnswer:
    """What `coverage` answers, perhaps from memory; those who see the same rows share it. Refuses as it does."""
    area = find_area(viewer, question.within)
    known = data_stamps.stamps()
    stamps = tuple(known.get(data_stamps.table_name(table), 0) for table in TABLES)
    # Without a period the areas of today are told.
    today = clock.today()
    key: Any = (db.obj, viewer.scope, question, area.id, stamps, today)
    return _answers.get(key, lambda: coverage(viewer, question))
