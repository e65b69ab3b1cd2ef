"""The rows of whoever has own fields, as far as they stand and somebody sees them."""

from typing import Any

from tansiq.models.definitions import Holder, only_of, table_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def standing_rows(viewer: Viewer, holder: Holder) -> Any:
    """A query of the rows that have the fields of a holder, stand and are seen by a viewer; of a form its reports."""
    model = table_of(holder)
    return only_of(holder, visible(model, viewer).where(model.archived_at.is_null()))
