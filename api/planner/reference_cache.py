"""Areas, sectors, organisations and other rows that everything refers to, kept as ready pieces of answers.

A piece is what one selection of fields makes of one row, for one scope of viewers in one language. All pieces
of a selection stand in one store, stamped with the data versions of the tables they are made of: one change to
such a table, and the store is begun anew. Ids whose row is hidden or gone are kept too, as None.

What filters look up (areas, codes, the interventions of a place) is kept beside them in the same way.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from peewee import Model

from api.context import Context
from api.planner.plan import RelatedRows
from tansiq.models import ActivityType, Area, Organization, PopulationGroup, Project, Sector
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

CACHED_TABLES: frozenset[type[Model]] = frozenset({Area, Sector, ActivityType, PopulationGroup, Organization, Project})
"""Tables that change seldom and are referred to often."""

MOST_PIECES = 100_000
"""Pieces kept by one process, some 300 bytes each: about 30 megabytes."""

Store = dict[Any, Any]
_stores: OrderedDict[Hashable, tuple[Hashable, Store]] = OrderedDict()
_turn = Lock()
_looked_up: LruCache[Any] = LruCache(256)
T = TypeVar("T")


def pieces_of(rows: RelatedRows, context: Context) -> Store:
    """The pieces by id of these rows' selection, empty where something changed meanwhile."""
    tables = tuple(sorted(rows.tables))
    # Some fields, such as a legal status, are told by the day.
    return store((db.obj, rows.signature), (clock.today(), context.stamps_of(tables)))


def store(key: Hashable, stamp: Hashable) -> Store:
    """The store under `key` if it was begun under the same stamp, else a new one; the oldest give way."""
    with _turn:
        known = _stores.get(key)
        if known is None or known[0] != stamp:
            known = _stores[key] = (stamp, {})
        _stores.move_to_end(key)
        while len(_stores) > 1 and sum(len(pieces) for _, pieces in _stores.values()) > MOST_PIECES:
            _stores.popitem(last=False)
        return known[1]


def looked_up(context: Context, key: Hashable, tables: tuple[str, ...], make: Callable[[], T]) -> T:
    """What `make` looks up in these tables for such viewers, made again when one of the tables has changed."""
    stamp = context.stamps_of(tables)
    found: T = _looked_up.get((db.obj, context.viewer.scope, key, stamp), make)
    return found


def forget() -> None:
    """Drop everything kept; for tests, which take their changes back together with the stamps."""
    with _turn:
        _stores.clear()
    _looked_up.clear()
