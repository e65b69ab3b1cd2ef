"""What administrators arranged for those who read: shared views of lists and dashboards, in their order.

Each stands in the menu of every page, so it is kept in memory under the stamp of its table; nothing is asked where
nobody ever arranged anything.
"""

from typing import Any

from tansiq.models import Dashboard, SharedView
from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_kept: LruCache[tuple[Any, ...]] = LruCache(32)


def views_for(viewer: Viewer) -> tuple[SharedView, ...]:
    """The shared views that are for everybody or for a role of this viewer."""
    return _arranged(SharedView, viewer)


def dashboards_for(viewer: Viewer) -> tuple[Dashboard, ...]:
    """The dashboards that are for everybody or for a role of this viewer."""
    return _arranged(Dashboard, viewer)


def _arranged(model: Any, viewer: Viewer) -> tuple[Any, ...]:
    stamp = stamps_of_now().get(table_name(model), 0)
    if not stamp:
        return ()
    return _kept.get((table_name(model), stamp, viewer.roles), lambda: _read(model, viewer))


def _read(model: Any, viewer: Viewer) -> tuple[Any, ...]:
    meant = model.audience.in_(["EVERYBODY", *sorted(viewer.roles)])
    rows = visible(model, viewer).where(model.archived_at.is_null(), meant)
    return tuple(rows.order_by(model.position, model.id))
