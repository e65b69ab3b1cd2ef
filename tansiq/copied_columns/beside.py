"""What stands beside copied columns and is small: read from the database, and kept under its stamps."""

from collections.abc import Callable
from typing import Any

import numpy as np
from peewee import Model

from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.models import Organization, PopulationGroup
from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

_small: LruCache[Any] = LruCache(64)


def once(what: Any, tables: tuple[type[Model], ...] | None, query: Callable[[], Any]) -> list[tuple[Any, ...]]:
    """What a query finds, asked again when one of the tables (None: any) has changed."""
    stamps = stamps_of_now()
    state: Any = tuple(sorted(stamps.items())) if tables is None else [stamps.get(table_name(t), 0) for t in tables]
    found: list[tuple[Any, ...]] = _small.get((db.obj, what, tuple(state)), lambda: list(query().tuples()))
    return found


def everybody() -> int:
    """The id of the group that says nothing of who; one that no row has, where there is none."""
    table: Any = PopulationGroup
    found = once("everybody", (table,), lambda: table.select(table.id).where(table.code == "ALL"))
    return int(found[0][0]) if found else NONE - 1


def standing_for(organizations: Numbers) -> Numbers:
    """The organisations that these, by their ids, were found to be the same as, or themselves."""
    table: Any = Organization
    joined = table.select(table.id, table.canonical).where(table.canonical.is_null(False))
    known = once("joined", (table,), lambda: joined)
    found = organizations.copy()
    for row_id, canonical in known:
        found[organizations == row_id] = canonical
    return np.asarray(found)
