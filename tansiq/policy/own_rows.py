"""What of all that a viewer sees is their own to look after: in an officer's areas, or of a partner's organisations."""

from functools import reduce
from operator import or_
from typing import Any

from peewee import Model, ModelSelect, fn

from tansiq.models import Intervention, PlanItem, PlanItemArea, Site
from tansiq.policy.belonging import area_ids_within, entered_by
from tansiq.policy.rules import Condition, own_conditions
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import M, visible


def has_own(viewer: Viewer) -> bool:
    """Whether some of what they see is theirs to look after more than the rest: for officers and partners."""
    return not viewer.reads_all and bool(viewer.area_ids or viewer.organization_ids)


def is_own_row(model: type[Model], viewer: Viewer, table: Any = None) -> Condition:
    """The condition that a row of `model`, read as `table`, is the viewer's own; None where it narrows nothing.

    That is so for viewers without `has_own`, and for tables whose rows lie nowhere and are nobody's to them.
    """
    if not has_own(viewer):
        return None
    read: Any = model if table is None else table
    found = own_conditions(model, read, viewer)
    if model is Intervention and viewer.area_ids:
        # Without a site it lies nowhere yet: it is looked after by whoever entered it.
        site = Site.alias("own_site")
        placed = fn.EXISTS(site.select(site.id).where(site.intervention == read.id))
        found.append(~placed & entered_by(read, model, viewer.account_id))
    if model is PlanItem and viewer.area_ids:
        # The plan may be of a wider area: whoever is in charge of a district looks after what is carried out there.
        there = PlanItemArea.area.in_(area_ids_within(viewer.area_ids))
        found.append(read.id.in_(PlanItemArea.select(PlanItemArea.item).where(there)))
    return reduce(or_, found) if found else None


def own_rows(model: type[M], viewer: Viewer) -> "ModelSelect[M]":
    """Those of the visible rows of `model` that are the viewer's own; all visible ones where nothing narrows them."""
    mine, query = is_own_row(model, viewer), visible(model, viewer)
    return query if mine is None else query.where(mine)
