"""The slices in which interventions are read for a portal with limits."""

from functools import partial

from api.context import Context
from api.planner.pages import Slices
from api.planner.reference_cache import looked_up
from tansiq.policy import limited_rows


def slices_within_limits(context: Context) -> Slices | None:
    """The interventions that whoever asks may see, slice by slice; None where limits narrow nothing."""
    viewer = context.viewer
    if viewer.portal is None:
        return None
    limits = looked_up(context, "limits", ("area",), lambda: limited_rows.limits_of(viewer))
    return None if limits is None else partial(limited_rows.slices, viewer, limits)
